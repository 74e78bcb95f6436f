"""Transparent parts of a photo, shown over a checkerboard."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import numpy.typing as npt

from ..core.frame import Frame
from .feel import CHECKER_LEVELS, CHECKER_SIDE


def over_checkerboard(frame: Frame, alpha: npt.NDArray[np.float32]) -> Frame:
    """The frame composited over squares that stand still on the screen; `alpha` is (height, width), 0..1."""
    v, u = np.ogrid[: alpha.shape[0], : alpha.shape[1]]
    odd = (u // CHECKER_SIDE + v // CHECKER_SIDE) % 2
    board = np.array(CHECKER_LEVELS, np.float32)[odd][..., None]
    pixels = frame.pixels.copy()
    colour = pixels[..., :3].astype(np.float32)
    pixels[..., :3] = np.rint(board + alpha[..., None] * (colour - board))
    return replace(frame, pixels=pixels)
