"""The sum of a level's kernels, added to a strip of the CPU rasterizer: separable, so two short passes.

The kernels are equal, round and centred in the cells of a lattice, so their sum is a resize of their colours
with a Gaussian along each axis, that of the device pixel included: both are Gaussians. Down the strip each
row is first the weighted sum of some lattice rows, then along it each block of `LANES` device pixels is the
weighted sum of some lattice columns. The weights of a block's columns are the same in every row.
"""

from __future__ import annotations

import math
from typing import Any

import numba
import numpy as np

from ..field.field import LEVEL_CUTOFF
from ..utils.simd import vector_operations

LANES = 16
ROW = 3 * LANES
"""Numbers in one row of a block of the accumulator."""
_f32 = np.float32
_LOG2_E = math.log2(math.e)
_SQUARED_RADIUS = -2 * math.log(LEVEL_CUTOFF)

_v = vector_operations(LANES)
_splat, _iota, _load, _load_some, _store = _v.splat, _v.iota, _v.load, _v.load_some, _v.store
_mul, _add, _fma, _exp2 = _v.mul, _v.add, _v.fma, _v.exp2


@numba.njit(error_model="numpy")
def add_level(
    kernels: Any,
    count: int,
    lattice: tuple[int, int, int, int, float],
    variance: float,
    place: tuple[float, float, float],
    columns: int,
    rows: int,
    sums: Any,
) -> None:
    """Add a level to a strip.

    Args:
        kernels: pointer to the field's kernels, the level's first, all of one variance.
        count: kernels of the field: numbers from one of their rows to the next.
        lattice: columns, rows; first column and row; cells along a side of a photo pixel.
        variance: of the level's kernels with the footprint, in photo pixels squared.
        place: device pixels per photo pixel; the strip's left and top, in photo pixels.
        columns: of the strip, in device pixels.
        rows: of the strip, in device pixels.
        sums: the strip's accumulator.
    """
    lattice_columns, lattice_rows, first_column, first_row, per_pixel = lattice
    s, left, top = place
    reach = math.sqrt(_SQUARED_RADIUS * variance)
    # A colour in mass form stands for a quarter of a photo pixel: a half along each axis.
    norm = 0.5 / math.sqrt(2 * math.pi * variance)
    h = -0.5 * _LOG2_E / variance
    blocks = -(-columns // LANES)
    most = int((LANES / s + 2 * reach) * per_pixel) + 2
    weights = np.empty(blocks * most * LANES, np.float32)
    firsts, ends = np.empty(blocks, np.int64), np.empty(blocks, np.int64)
    low, high = lattice_columns, 0
    for block in range(blocks):
        x = left + (block * LANES + 0.5) / s
        a, b = x - reach, x + (LANES - 1) / s + reach
        first = min(max(int(math.ceil(a * per_pixel - 0.5)) - first_column, 0), lattice_columns)
        end = min(max(int(math.floor(b * per_pixel - 0.5)) - first_column + 1, first), lattice_columns)
        firsts[block], ends[block] = first, end
        if end > first:
            low, high = min(low, first), max(high, end)
        for j in range(first, end):
            # From the float64 difference: a float32 place far from the photo's corner would be too coarse.
            d = x - (first_column + j + 0.5) / per_pixel
            dx = _fma(_iota(), _splat(_f32(1 / s)), _splat(_f32(d)))
            e = _exp2(_mul(_mul(dx, dx), _splat(_f32(h))))
            _store(weights, (block * most + j - first) * LANES, _mul(e, _splat(_f32(norm))))
    if high <= low:
        return
    stride = high - low + LANES
    line = np.empty(3 * stride, np.float32)
    down = np.empty(most, np.float32)
    for row in range(rows):
        y = top + (row + 0.5) / s
        first = max(int(math.ceil((y - reach) * per_pixel - 0.5)) - first_row, 0)
        end = min(int(math.floor((y + reach) * per_pixel - 0.5)) - first_row + 1, lattice_rows)
        if end <= first:
            continue
        for i in range(first, end):
            d = y - (first_row + i + 0.5) / per_pixel
            down[i - first] = _f32(norm * math.exp(-0.5 * d * d / variance))
        for channel in range(3):
            plane = (5 + channel) * count + first * lattice_columns
            for j in range(low, high, LANES):
                total = _splat(_f32(0))
                at = plane + j
                for i in range(end - first):
                    total = _fma(_load_some(kernels, at, high - j), _splat(down[i]), total)
                    at += lattice_columns
                _store(line, channel * stride + j - low, total)
        for block in range(blocks):
            at = (block * rows + row) * ROW
            red, green, blue = _load(sums, at), _load(sums, at + LANES), _load(sums, at + 2 * LANES)
            w, j = block * most * LANES, firsts[block] - low
            for _ in range(ends[block] - firsts[block]):
                weight = _load(weights, w)
                red = _fma(weight, _splat(line[j]), red)
                green = _fma(weight, _splat(line[j + stride]), green)
                blue = _fma(weight, _splat(line[j + 2 * stride]), blue)
                w += LANES
                j += 1
            _store(sums, at, red)
            _store(sums, at + LANES, green)
            _store(sums, at + 2 * LANES, blue)
