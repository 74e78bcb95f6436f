"""A photo turned by quarters, or mirrored: no pixel changes its colour."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import Literal

import numpy as np

from ..utils.arrays import Pixels
from .photo import Photo

Turn = Literal["left", "right", "mirrored", "upside down"]
"""A quarter to the left or the right; left and right, or top and bottom, changed over."""


def turned(photo: Photo, turn: Turn) -> Photo:
    """The photo in another position, under another hash: its field is another one."""
    digest = hashlib.sha256(f"{photo.hash} {turn}".encode()).hexdigest()
    alpha = None if photo.alpha is None else _turned(photo.alpha, turn)
    return replace(photo, pixels=_turned(photo.pixels, turn), alpha=alpha, hash=digest)


def _turned(pixels: Pixels, turn: Turn) -> Pixels:
    if turn == "mirrored":
        result = pixels[:, ::-1]
    elif turn == "upside down":
        result = pixels[::-1]
    else:
        result = np.rot90(pixels, 1 if turn == "left" else -1)
    return np.ascontiguousarray(result)
