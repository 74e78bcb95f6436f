"""A photo turned by quarters, or mirrored: no pixel changes its colour."""

from __future__ import annotations

import hashlib
from dataclasses import replace

import numpy as np

from ..geometry.orientation import Orientation
from .photo import Photo


def turned(photo: Photo, orientation: Orientation) -> Photo:
    """The photo in another orientation, under another hash: a network's field of it would be another one."""
    digest = hashlib.sha256(f"{photo.hash} {orientation}".encode()).hexdigest()
    alpha = None if photo.alpha is None else np.ascontiguousarray(orientation.array(photo.alpha))
    pixels = np.ascontiguousarray(orientation.array(photo.pixels))
    return replace(photo, pixels=pixels, alpha=alpha, hash=digest)
