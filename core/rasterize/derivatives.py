"""Exact derivatives of the field: the formula of each kernel, summed; no pixel is subtracted from another.

numba is imported with this module: import it in a thread only, where there is a window.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from ..field.field import GaussianField
from ..field.sampling import RESTING, Sampling
from ..geometry.view import View
from ..utils.errors import Cancelled, never
from ..utils.parallel import each
from ..utils.simd import compiled, vector_operations

LUMA = (0.299, 0.587, 0.114)
"""Shares of red, green and blue (ITU-R BT.601)."""
BAND_ROWS = 32
"""Rows that a thread draws at a time."""

LANES = 16
"""Device pixels that are worked on at a time."""

_f32 = np.float32
_LOG2_E = math.log2(math.e)
_v = vector_operations(LANES)
_splat, _iota, _load, _store, _exp2 = _v.splat, _v.iota, _v.load, _v.store, _v.exp2
_add, _sub, _mul, _fma = _v.add, _v.sub, _v.mul, _v.fma


@dataclass(frozen=True, eq=False)
class Derivatives:
    """Derivatives of the luma of a view, at the centres of device pixels, each (height, width)."""

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
    sampling: Sampling = RESTING,
    *,
    cancelled: Callable[[], bool] = never,
) -> Derivatives:
    """Value, gradient and Laplacian of the picture that a view shows.

    The footprint belongs to the picture: these are the derivatives of what is seen at this scale.

    Args:
        tiles: the field.
        view: what is drawn.
        sampling: footprint and cut-off.
        cancelled: whether nobody wants it any more, asked between bands.

    Raises:
        Cancelled: if `cancelled` answered true.
    """
    blocks = -(-view.width // LANES)
    out = np.zeros((view.height, blocks, 4, LANES), np.float32)
    shares = np.array(LUMA, np.float32)[:, None]

    def draw(top: int) -> None:
        if cancelled():
            raise Cancelled
        band = view.rows(top, min(top + BAND_ROWS, view.height))
        kernels = _near(tiles, band, sampling)
        luma = (shares * kernels[5:]).sum(axis=0, dtype=np.float32)
        squared_radius = -2 * math.log(sampling.cutoff)
        place = (float(view.scale), float(band.x0), float(band.y0), float(sampling.footprint), squared_radius)
        _draw(kernels, luma, *place, band.height, blocks * LANES, out[top : top + band.height].reshape(-1))

    each(draw, range(0, view.height, BAND_ROWS))
    s = float(view.scale)
    value, dx, dy, laplacian = (
        (out[:, :, j] * _f32(unit)).reshape(view.height, -1)[:, : view.width]
        for j, unit in enumerate((1, s, s, s * s))
    )
    return Derivatives(value, dx, dy, laplacian)


def _near(tiles: Sequence[GaussianField], view: View, sampling: Sampling) -> npt.NDArray[np.float32]:
    """The kernels, (8, n), that a view may show."""
    parts = [
        t.crop(view.box, t.reach(sampling.cutoff, sampling.footprint, view.scale)).kernels for t in tiles
    ]
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
    rows: int,
    width: int,
    out: Any,
) -> None:
    """Add each kernel to a band: value, two derivatives, Laplacian, in device pixels.

    `out` is (rows, width / LANES, 4, LANES), flat: what a kernel adds to a row lies together.
    """
    area = s * s
    row = 4 * width
    for i in range(luma.size):
        if luma[i] == 0:
            continue
        a, b, c = kernels[2, i] * area + footprint, kernels[3, i] * area, kernels[4, i] * area + footprint
        x, y = (kernels[0, i] - x0) * s - 0.5, (kernels[1, i] - y0) * s - 0.5
        half_x, half_y = math.sqrt(squared_radius * a), math.sqrt(squared_radius * c)
        determinant = a * c - b * b
        if not (determinant > 0 and y + half_y >= 0 and y - half_y < rows):
            continue
        if not (x + half_x >= 0 and x - half_x < width):
            continue
        p, q, r = _f32(c / determinant), _f32(-b / determinant), _f32(a / determinant)
        peak = _splat(_f32(luma[i] * area / 4 / (2 * math.pi * math.sqrt(determinant))))
        first = int(max(math.ceil(x - half_x), 0.0)) // LANES
        last = int(min(math.floor(x + half_x), width - 1.0)) // LANES
        top, bottom = int(max(math.ceil(y - half_y), 0.0)), int(min(math.floor(y + half_y), rows - 1.0))
        for block in range(first, last + 1):
            dx = _add(_iota(), _splat(_f32(block * LANES - x)))
            across, along = _mul(dx, _splat(p)), _mul(dx, _splat(q))
            at = top * row + block * 4 * LANES
            for v in range(top, bottom + 1):
                dy = _f32(v - y)
                gx, gy = _add(across, _splat(q * dy)), _add(along, _splat(r * dy))
                power = _fma(dx, gx, _mul(gy, _splat(dy)))
                w = _mul(peak, _exp2(_mul(power, _splat(_f32(-0.5 * _LOG2_E)))))
                bend = _sub(_fma(gx, gx, _mul(gy, gy)), _splat(p + r))
                _store(out, at, _add(_load(out, at), w))
                _store(out, at + LANES, _sub(_load(out, at + LANES), _mul(w, gx)))
                _store(out, at + 2 * LANES, _sub(_load(out, at + 2 * LANES), _mul(w, gy)))
                _store(out, at + 3 * LANES, _fma(w, bend, _load(out, at + 3 * LANES)))
                at += row
