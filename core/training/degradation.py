"""What happens to a photo before it is opened: slight noise, and JPEG compression."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from ..photo.jpeg import as_jpeg
from ..photo.metrics import Picture

Degradation = Callable[[Picture, np.random.Generator], Picture]
"""What is done to a reduced crop (h, w, 3), at random; the target stays as it was."""

SHARE_COMPRESSED = 0.75
"""Of the crops; the others stay clean, so that clean photos keep their detail."""
QUALITIES = (40, 95)
"""Least and largest JPEG quality, in Pillow's (libjpeg's) numbers."""
LARGEST_NOISE = 3.0
"""Standard deviation, in 8-bit steps; drawn evenly from zero up."""
SHARE_SUBSAMPLED = 0.6
"""Of the compressed crops: 4:2:0, as cameras mostly write; the others 4:4:4."""


def as_camera_file(picture: Picture, rng: np.random.Generator) -> Picture:
    """A share of the pictures gets slight noise and is compressed, as in a camera's file."""
    if rng.random() >= SHARE_COMPRESSED:
        return picture
    noise = rng.normal(0, rng.uniform(0, LARGEST_NOISE), picture.shape)
    noisy = np.rint(picture + noise).clip(0, 255).astype(np.uint8)
    quality = int(rng.integers(QUALITIES[0], QUALITIES[1] + 1))
    return as_jpeg(noisy, quality, subsampled=bool(rng.random() < SHARE_SUBSAMPLED))
