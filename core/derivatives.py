"""Exact derivatives of the field: the formula of each kernel, summed; no pixel is subtracted from another.

numba is imported with this module: import it in a thread only, where there is a window.
"""

from __future__ import annotations

import math
import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from .field import GaussianField
from .rasterize import CUTOFF_REST, FOOTPRINT, Cancelled, never
from .simd import compiled
from .view import View

LUMA = (0.299, 0.587, 0.114)
"""Shares of red, green and blue (ITU-R BT.601)."""
BAND_ROWS = 32
"""Rows that a thread draws at a time."""

_f32 = np.float32


@dataclass(frozen=True, eq=False)
class Derivatives:
    """Of the luma of a view, at the centres of device pixels, each (height, width)."""

    value: npt.NDArray[np.float32]
    """Luma, unclamped."""
    dx: npt.NDArray[np.float32]
    """Change for each photo pixel to the right."""
    dy: npt.NDArray[np.float32]
    """Change for each photo pixel down."""
    laplacian: npt.NDArray[np.float32]
    """Sum of the second derivatives along x and y, for each photo pixel squared."""

    @property
    def gradient(self) -> npt.NDArray[np.float32]:
        """Magnitude of the gradient, for each photo pixel."""
        return np.hypot(self.dx, self.dy)


def derivatives(
    tiles: Sequence[GaussianField],
    view: View,
    *,
    footprint: float = FOOTPRINT,
    cutoff: float = CUTOFF_REST,
    cancelled: Callable[[], bool] = never,
) -> Derivatives:
    """Value, gradient and Laplacian of the picture that a view shows.

    The footprint belongs to the picture: these are the derivatives of what is seen at this scale.

    Args:
        tiles: the field.
        view: what is drawn.
        footprint: variance added for a device pixel, in device pixels squared.
        cutoff: share of a kernel's peak below which it is left out.
        cancelled: whether nobody wants it any more, asked between bands.

    Raises:
        Cancelled: if `cancelled` answered true.
    """
    kernels = _near(tiles, view, footprint, cutoff)
    luma = (np.array(LUMA, np.float32)[:, None] * kernels[5:]).sum(axis=0, dtype=np.float32)
    out = np.zeros((4, view.height, view.width), np.float32)
    place = (float(view.scale), float(view.x0), float(view.y0), float(footprint), -2 * math.log(cutoff))

    def band(top: int) -> None:
        if cancelled():
            raise Cancelled
        _draw(kernels, luma, *place, top, out[:, top : top + BAND_ROWS])

    with ThreadPoolExecutor(os.cpu_count() or 1, thread_name_prefix="derivatives") as pool:
        # The list asks each for its result, and so raises what one raised.
        list(pool.map(band, range(0, view.height, BAND_ROWS)))
    s = np.float32(view.scale)
    return Derivatives(out[0], out[1] * s, out[2] * s, out[3] * s * s)


def _near(
    tiles: Sequence[GaussianField], view: View, footprint: float, cutoff: float
) -> npt.NDArray[np.float32]:
    """The kernels, (8, n), that a view may show."""
    parts = [t.crop(view.box, t.reach(cutoff, footprint, view.scale)).kernels for t in tiles]
    return np.concatenate([np.empty((8, 0), np.float32), *parts], axis=1)


@compiled
def _draw(
    kernels: Any,
    luma: Any,
    s: float,
    x0: float,
    y0: float,
    footprint: float,
    squared_radius: float,
    top: int,
    out: Any,
) -> None:
    """Add each kernel to a band (4, rows, width): value, two derivatives, Laplacian, in device pixels."""
    rows, width = out.shape[1], out.shape[2]
    area = s * s
    for i in range(luma.size):
        if luma[i] == 0:
            continue
        a, b, c = kernels[2, i] * area + footprint, kernels[3, i] * area, kernels[4, i] * area + footprint
        x, y = (kernels[0, i] - x0) * s - 0.5, (kernels[1, i] - y0) * s - 0.5 - top
        half_x, half_y = math.sqrt(squared_radius * a), math.sqrt(squared_radius * c)
        determinant = a * c - b * b
        if not (determinant > 0 and y + half_y >= 0 and y - half_y < rows):
            continue
        if not (x + half_x >= 0 and x - half_x < width):
            continue
        p, q, r = _f32(c / determinant), _f32(-b / determinant), _f32(a / determinant)
        peak = _f32(luma[i] * area / 4 / (2 * math.pi * math.sqrt(determinant)))
        first = int(max(math.ceil(x - half_x), 0.0))
        last = int(min(math.floor(x + half_x), width - 1.0))
        for v in range(
            int(max(math.ceil(y - half_y), 0.0)), int(min(math.floor(y + half_y), rows - 1.0)) + 1
        ):
            dy = _f32(v - y)
            for u in range(first, last + 1):
                dx = _f32(u - x)
                gx, gy = p * dx + q * dy, q * dx + r * dy
                w = peak * math.exp(_f32(-0.5) * (dx * gx + dy * gy))
                out[0, v, u] += w
                out[1, v, u] -= w * gx
                out[2, v, u] -= w * gy
                out[3, v, u] += w * (gx * gx + gy * gy - p - r)
