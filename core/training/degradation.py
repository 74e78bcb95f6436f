"""Degradation of photos as cameras make it: noise, and JPEG compression; how much of it is told."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from ..photo.jpeg import CLEAN_QUALITY, WORST_QUALITY, as_jpeg, compression
from ..utils.arrays import Picture

Degradation = Callable[[Picture, np.random.Generator], tuple[Picture, float]]
"""The degradation of a reduced crop (h, w, 3), at random; the target stays as it was. And how much of it is
noise and compression, 0..1: a network that is conditioned on that is told."""

SHARE_DEGRADED = 0.35
"""Share of the crops that are degraded; the others stay clean, for most photos that a person looks closely at
are."""
SHARE_NOISY = 0.5
"""Share of those that are noisy."""
LARGEST_NOISE = 4.0
"""Standard deviation, in 8-bit steps; drawn evenly from zero up."""
NOISE_OF_ALL = 8.0
"""Standard deviation, in 8-bit steps, that counts as much as the strongest compression."""
SHARE_ONLY_NOISY = 0.15
"""Share of the noisy ones that are not compressed."""
SHARE_SUBSAMPLED = 0.6
"""Share of the compressed crops with 4:2:0, as cameras mostly write; the others 4:4:4."""
STREAKS_PER_PIXEL = (0.004, 0.02)
"""Least and largest number of streaks for each photo pixel."""
LENGTH = (6.0, 24.0)
"""Length of a streak, in photo pixels."""
LARGEST_TILT = 0.6
"""Largest tilt of a shower against the vertical, in radians; its streaks differ by a tenth of that."""
OPACITY = (0.25, 0.8)
"""Opacity of a streak's middle, whose ends fade."""
STEP = 0.5
"""Distance of the points that a streak is made of, in photo pixels."""


def as_camera_file(picture: Picture, rng: np.random.Generator) -> tuple[Picture, float]:
    """A share of the pictures gets noise and is compressed, as in a camera's file."""
    if rng.random() >= SHARE_DEGRADED:
        return picture, 0.0
    noise = rng.uniform(0, LARGEST_NOISE) if rng.random() < SHARE_NOISY else 0.0
    if noise:
        picture = np.rint(picture + rng.normal(0, noise, picture.shape)).clip(0, 255).astype(np.uint8)
    quality = int(rng.integers(WORST_QUALITY, CLEAN_QUALITY + 1))
    strength = compression(quality)
    if noise and rng.random() < SHARE_ONLY_NOISY:
        strength = 0.0
    else:
        picture = as_jpeg(picture, quality, subsampled=bool(rng.random() < SHARE_SUBSAMPLED))
    return picture, min(1.0, math.hypot(strength, noise / NOISE_OF_ALL))


def with_rain(picture: Picture, rng: np.random.Generator) -> Picture:
    """A picture (h, w, 3) behind a shower of bright streaks that mostly run one way."""
    veil = streaks(picture.shape[0], picture.shape[1], rng)[..., None]
    return np.rint(picture + (255 - picture.astype(np.float32)) * veil).astype(np.uint8)


def streaks(height: int, width: int, rng: np.random.Generator) -> npt.NDArray[np.float32]:
    """How much of the picture a shower covers, (height, width), 0..1."""
    border = LENGTH[1]
    area = (height + 2 * border) * (width + 2 * border)
    count = max(1, round(rng.uniform(*STREAKS_PER_PIXEL) * area))
    tilt = rng.uniform(-LARGEST_TILT, LARGEST_TILT) + rng.normal(0, LARGEST_TILT / 10, (count, 1))
    length = rng.uniform(*LENGTH, (count, 1))
    opacity = rng.uniform(*OPACITY, (count, 1)) * rng.uniform(0.3, 1, (count, 1))
    x, y = (rng.uniform(-border, side + border, (count, 1)) for side in (width, height))
    along = np.linspace(-0.5, 0.5, math.ceil(LENGTH[1] / STEP))
    x, y = x + np.sin(tilt) * length * along, y + np.cos(tilt) * length * along
    # The same step for all: short streaks have fewer points on the way, so each counts for less.
    share = opacity * (1 - (2 * along) ** 2) * length / along.size
    veil = np.zeros((height + 2, width + 2), np.float32)
    left, top = np.floor(x).astype(int), np.floor(y).astype(int)
    for dy in (0, 1):
        for dx in (0, 1):
            weight = share * np.abs(1 - dx - (x - left)) * np.abs(1 - dy - (y - top))
            inside = (left + dx >= 0) & (left + dx < width) & (top + dy >= 0) & (top + dy < height)
            np.add.at(veil, ((top + dy)[inside], (left + dx)[inside]), weight[inside])
    return veil[:height, :width].clip(0, 1)
