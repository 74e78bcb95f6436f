"""What happens to a photo before it is opened: noise, and JPEG compression; how much of it is told."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np

from ..photo.jpeg import CLEAN_QUALITY, WORST_QUALITY, as_jpeg, compression
from ..photo.metrics import Picture

Degradation = Callable[[Picture, np.random.Generator], tuple[Picture, float]]
"""What is done to a reduced crop (h, w, 3), at random; the target stays as it was. And how much of it is
noise and compression, 0..1: a network that is conditioned on that is told."""

SHARE_DEGRADED = 0.35
"""Of the crops; the others stay clean, for most photos that a person looks closely at are."""
SHARE_NOISY = 0.5
"""Of those."""
LARGEST_NOISE = 4.0
"""Standard deviation, in 8-bit steps; drawn evenly from zero up."""
NOISE_OF_ALL = 8.0
"""Standard deviation, in 8-bit steps, that counts as much as the strongest compression."""
SHARE_ONLY_NOISY = 0.15
"""Of the noisy ones: not compressed."""
SHARE_SUBSAMPLED = 0.6
"""Of the compressed crops: 4:2:0, as cameras mostly write; the others 4:4:4."""


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
