"""Colours under fully transparent pixels: files hold anything there, and edges must not show it."""

from __future__ import annotations

from itertools import product

import numpy as np
import numpy.typing as npt

from ..utils.arrays import Pixels

REACH = 16
"""Photo pixels, beyond a visible one, whose colours are replaced: as far as a bundled network looks."""


def fill_hidden(pixels: Pixels, alpha: Pixels) -> None:
    """Carry the visible colours on under the fully transparent pixels beside them, in place.

    A network, a resampling and a kernel mix a pixel with its neighbours. With black, say, under transparent
    pixels the visible ones beside them would get a dark fringe.

    Args:
        pixels: (h, w, 3).
        alpha: (h, w).
    """
    known = alpha > 0
    if known.all() or not known.any():
        return
    height, width = known.shape
    for _ in range(REACH):
        rows, columns = np.nonzero(_grown(known) & ~known)
        if rows.size == 0:
            return
        total, count = np.zeros((rows.size, 3), np.float32), np.zeros((rows.size, 1), np.float32)
        for down, right in product((-1, 0, 1), repeat=2):
            r, c = (rows + down).clip(0, height - 1), (columns + right).clip(0, width - 1)
            there = known[r, c][:, None]
            total += pixels[r, c] * there
            count += there
        pixels[rows, columns] = np.rint(total / count)
        known[rows, columns] = True


def _grown(known: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
    """The known pixels and their eight neighbours."""
    wide = known.copy()
    wide[:, 1:] |= known[:, :-1]
    wide[:, :-1] |= known[:, 1:]
    tall = wide.copy()
    tall[1:] |= wide[:-1]
    tall[:-1] |= wide[1:]
    return tall
