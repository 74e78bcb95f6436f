"""Values of a picture between its pixels: compiled."""

from __future__ import annotations

import math
from typing import Any

import numba
import numpy as np
import numpy.typing as npt

from ..utils.simd import compiled

_TAPS = {"nearest": 0, "linear": 1, "bicubic": 2, "lanczos": 3}
"""Pixels on each side that have a part in a value."""


def interpolate(source: npt.NDArray[Any], x: Any, y: Any, method: str) -> npt.NDArray[Any]:
    """Values at points, (h, w) or (h, w, 3), of the picture's type; whole numbers are rounded and clipped.

    Args:
        source: (height, width) float32, or (height, width, 3) uint8 or float32. All pixels that points need
            lie in it.
        x: (h, w) float64: pixel j covers [j, j + 1).
        y: (h, w) float64.
        method: "nearest", "linear", "bicubic" (a = -1/2, as Pillow's) or "lanczos" (3 lobes).
    """
    planes = source if source.ndim == 3 else source[..., None]
    out = np.empty((*x.shape, planes.shape[2]), np.float32)
    _fill(np.ascontiguousarray(planes, np.float32), x, np.broadcast_to(y, x.shape), _TAPS[method], out)
    if source.dtype == np.uint8:
        return np.clip(out + np.float32(0.5), 0, 255).astype(np.uint8)
    return out if source.ndim == 3 else out[..., 0]


@numba.njit(inline="always")
def _weight(distance: Any, taps: Any) -> Any:
    d = abs(distance)
    if d >= taps:
        return 0.0
    if taps == 1:
        return 1 - d
    if taps == 2:
        if d < 1:
            return (1.5 * d - 2.5) * d * d + 1
        return ((-0.5 * d + 2.5) * d - 4) * d + 2
    if d < 1e-9:
        return 1.0
    t = math.pi * d
    return 3 * math.sin(t) * math.sin(t / 3) / (t * t)


@compiled
def _fill(planes: Any, x: Any, y: Any, taps: int, out: Any) -> None:
    height, width, channels = planes.shape
    weights = np.empty((2, 6), np.float64)
    for i in range(out.shape[0]):
        for j in range(out.shape[1]):
            if taps == 0:
                row, column = int(math.floor(y[i, j])), int(math.floor(x[i, j]))
                for c in range(channels):
                    out[i, j, c] = planes[row, column, c]
                continue
            px, py = x[i, j] - 0.5, y[i, j] - 0.5
            first_x, first_y = int(math.floor(px)) - taps + 1, int(math.floor(py)) - taps + 1
            total_x, total_y = 0.0, 0.0
            for n in range(2 * taps):
                weights[0, n] = _weight(px - (first_x + n), taps)
                weights[1, n] = _weight(py - (first_y + n), taps)
                total_x += weights[0, n]
                total_y += weights[1, n]
            for c in range(channels):
                total = 0.0
                for n in range(2 * taps):
                    row = min(max(first_y + n, 0), height - 1)
                    line = 0.0
                    for m in range(2 * taps):
                        column = min(max(first_x + m, 0), width - 1)
                        line += weights[0, m] * planes[row, column, c]
                    total += weights[1, n] * line
                out[i, j, c] = total / (total_x * total_y)
