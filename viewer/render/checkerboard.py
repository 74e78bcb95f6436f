"""Transparent parts of a photo, shown over a checkerboard."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from PySide6.QtGui import QColor, QImage, QPixmap

from ..style import CHECKER_LEVELS, CHECKER_SIDE


def over_checkerboard(
    pixels: npt.NDArray[np.uint8], alpha: npt.NDArray[np.float32], share: float = 1.0
) -> npt.NDArray[np.uint8]:
    """A frame's pixels, (h, w, 4), composited over squares.

    Args:
        pixels: blue, green, red, unused.
        alpha: (h, w), 0..1.
        share: the frame's pixels along a side, of the device pixels that it is enlarged to.
    """
    side = CHECKER_SIDE * share
    v, u = np.arange(alpha.shape[0])[:, None], np.arange(alpha.shape[1])
    odd = (u // side + v // side).astype(np.intp) % 2
    board = np.array(CHECKER_LEVELS, np.float32)[odd][..., None]
    composited = pixels.copy()
    colour = pixels[..., :3].astype(np.float32)
    composited[..., :3] = np.rint(board + alpha[..., None] * (colour - board))
    return composited


def squares() -> QPixmap:
    """Four of the squares, as a pattern to fill a ground with."""
    image = QImage(2 * CHECKER_SIDE, 2 * CHECKER_SIDE, QImage.Format.Format_RGB32)
    for y in range(image.height()):
        for x in range(image.width()):
            level = int(CHECKER_LEVELS[(x // CHECKER_SIDE + y // CHECKER_SIDE) % 2])
            image.setPixelColor(x, y, QColor(level, level, level))
    return QPixmap.fromImage(image)
