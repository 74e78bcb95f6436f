"""A band of a view's rows, drawn in vector lanes: the hot path of the CPU rasterizer.

A band is drawn in strips, so that what a row of kernels touches stays in the first-level cache. A strip is
cut into blocks of `LANES` columns; the accumulator holds block after block, row after row, each row as red,
green and blue lanes. So a block's row is three whole cache lines, and a kernel's next row lies right behind.

Kernels are prepared `LANES` at a time and then added one by one. Down a block the exponential is carried
from row to row by two multiplications: the exponent is quadratic in y, so the ratio of neighbouring rows
itself has a constant ratio.

The floor: a device pixel gets 25 kernel evaluations at large scales (boxes of the cut-off 1e-3, lattice of
the bundled weights), 33 at x1.5; one evaluation of `LANES` pixels needs three stores, hence three cycles. A
whole frame takes 2.5 times that floor at x512 and 5 times at x8, where 40 % of the lanes lie beside their
kernel's box. At x1.5 and x2 the exponentials that start a kernel are the floor, 15 cycles for each kernel
and block; the frame takes 4 times as long.
"""

from __future__ import annotations

import math
from typing import Any

import numba
import numpy as np
import numpy.typing as npt

from ..field.field import BLOCK_CELLS
from ..utils.simd import compiled, pointer_to_floats, pointer_to_integers, vector_operations
from .cpu_level import add_level

LANES = 16
STRIP_COLUMNS = (640, 128)
"""Width of a strip, in device pixels, below and from `LARGE_SCALE`; multiples of `LANES`."""
LARGE_SCALE = 12
"""Scale from which a lattice row of kernels no longer touches a few rows of a strip, but all of them."""
ROW = 3 * LANES
"""Numbers in one row of a block."""
CHUNK = 4 * LANES
"""Kernels prepared at a time: their numbers stay in the first-level cache."""
LARGEST_ROWS = 32
"""Height of a band at most: the recurrence's relative error grows with the square of the rows, to 5e-5."""
LARGEST_RISE = 40.0
"""log2 of how far a kernel may rise down its box, in any column of its blocks, for the recurrence. What lies
outside of the box may start clamped to 2^-64, and then stays below 2^-24; others, the long and tilted, take
an exponential in each row."""
FAINTEST = 0.25
"""Colour of which the cut-off's share is left out of a detail, rather than of its own peak: most are faint,
and their edges would be drawn a hundred times more exactly than those of the bright ones."""
_f32 = np.float32
_LOG2_E = math.log2(math.e)

# Rows of the prepared numbers: log2 of the kernel is a dx^2 + b dx dy + c dy^2; dx of the first block's first
# column; dy of the first row, and there b dy, c dy^2 and c (2 dy + 1); 2^(2 c); colour at the peak; how far
# the recurrence may rise.
_A, _B, _C, _FIRST, _DY, _B_DY, _C_DY_DY, _RATIO, _STEP, _RED, _GREEN, _BLUE, _RISE = (
    row * CHUNK for row in range(13)
)
# And of the whole ones: the device pixels of a kernel's box within the strip.
_TOP, _BOTTOM, _LEFT, _RIGHT = (row * CHUNK for row in range(4))

_v = vector_operations(LANES)
_splat, _iota, _load, _load_some, _store = _v.splat, _v.iota, _v.load, _v.load_some, _v.store
_store_whole, _store_words = _v.store_whole, _v.store_words
_add, _sub, _mul, _div, _fma, _sqrt = _v.add, _v.sub, _v.mul, _v.div, _v.fma, _v.sqrt
_minimum, _maximum, _floor, _magnitude = _v.minimum, _v.maximum, _v.floor, _v.magnitude
_exp2, _exp2_in_range, _log2_above = _v.exp2, _v.exp2_in_range, _v.log2_above


def strip_columns(scale: float) -> int:
    """Width of the strips at a scale, in device pixels."""
    return STRIP_COLUMNS[scale >= LARGE_SCALE]


def accumulator(columns: int, rows: int) -> npt.NDArray[np.float32]:
    """Zeros for a strip of some columns and rows, at a cache line's start; a band leaves them zero again."""
    n = -(-columns // LANES) * rows * ROW
    spare = np.zeros(n + LANES, np.float32)
    start = -spare.ctypes.data // spare.itemsize % LANES
    return spare[start : start + n]


@numba.njit(error_model="numpy", inline="always")
def _prepare(kernels: Any, count: Any, first: Any, n: Any, place: Any, cut: Any, k: Any, whole: Any) -> None:
    """Prepare the kernels first .. first + n of `count` for a strip.

    `place` is the scale; the strip's corner in the photo, x and y each as a float32 and what it leaves; the
    footprint; the strip's columns and rows. `cut` is the largest squared radius, and the slope and the offset
    of a smaller one of faint kernels over log2 of their peak. All float32.
    """
    s, x0, x0_rest, y0, y0_rest, footprint, columns, rows = place
    squared_radius, slope, offset = cut
    scale, area, norm = _splat(s), _splat(s * s), _splat(s * s * _f32(0.25 / (2 * math.pi)))
    zero, one, half, variance = _splat(_f32(0)), _splat(_f32(1)), _splat(_f32(-0.5)), _splat(footprint)
    for i in range(0, n, LANES):
        j, m = first + i, n - i
        x = _fma(_sub(_sub(_load_some(kernels, j, m), _splat(x0)), _splat(x0_rest)), scale, half)
        y = _fma(_sub(_sub(_load_some(kernels, j + count, m), _splat(y0)), _splat(y0_rest)), scale, half)
        xx = _fma(_load_some(kernels, j + 2 * count, m), area, variance)
        xy = _mul(_load_some(kernels, j + 3 * count, m), area)
        yy = _fma(_load_some(kernels, j + 4 * count, m), area, variance)
        inverse = _div(one, _sub(_mul(xx, yy), _mul(xy, xy)))
        amplitude = _mul(norm, _sqrt(inverse))
        h = _mul(inverse, _splat(_f32(-0.5 * _LOG2_E)))
        a, b, c = _mul(h, yy), _mul(_mul(h, xy), _splat(_f32(-2))), _mul(h, xx)
        red = _mul(_load_some(kernels, j + 5 * count, m), amplitude)
        green = _mul(_load_some(kernels, j + 6 * count, m), amplitude)
        blue = _mul(_load_some(kernels, j + 7 * count, m), amplitude)
        peak = _maximum(_maximum(_magnitude(red), _magnitude(green)), _magnitude(blue))
        bound = _fma(_log2_above(peak), _splat(slope), _splat(offset))
        radius2 = _maximum(_minimum(bound, _splat(squared_radius)), zero)
        wide, high = _sqrt(_mul(xx, radius2)), _sqrt(_mul(yy, radius2))
        # -floor(-x) is the next whole number above. Clamped as floats: a far mean would not fit an int32.
        top = _sub(zero, _minimum(_maximum(_floor(_sub(high, y)), _splat(-rows)), zero))
        bottom = _minimum(_maximum(_add(_floor(_add(high, y)), one), zero), _splat(rows))
        left = _sub(zero, _minimum(_maximum(_floor(_sub(wide, x)), _splat(-columns)), zero))
        right = _minimum(_maximum(_add(_floor(_add(wide, x)), one), zero), _splat(columns))
        dy = _sub(top, y)
        block = _mul(_floor(_mul(left, _splat(_f32(1 / LANES)))), _splat(_f32(LANES)))
        span = _add(wide, _splat(_f32(LANES)))
        rise = _mul(high, _fma(_mul(_magnitude(b), _splat(_f32(2))), span, _mul(_magnitude(c), high)))
        _store(k, _FIRST + i, _sub(block, x))
        _store(k, _RISE + i, rise)
        _store(k, _A + i, a)
        _store(k, _B + i, b)
        _store(k, _C + i, c)
        _store(k, _DY + i, dy)
        _store(k, _B_DY + i, _mul(b, dy))
        _store(k, _C_DY_DY + i, _mul(_mul(c, dy), dy))
        _store(k, _RATIO + i, _mul(c, _add(_add(dy, dy), one)))
        _store(k, _STEP + i, _exp2(_add(c, c)))
        _store(k, _RED + i, red)
        _store(k, _GREEN + i, green)
        _store(k, _BLUE + i, blue)
        _store_whole(whole, _TOP + i, top)
        _store_whole(whole, _BOTTOM + i, bottom)
        _store_whole(whole, _LEFT + i, left)
        _store_whole(whole, _RIGHT + i, right)


@numba.njit(inline="always")
def _add_row(sums: Any, at: Any, g: Any, red: Any, green: Any, blue: Any) -> None:
    _store(sums, at, _fma(g, red, _load(sums, at)))
    _store(sums, at + LANES, _fma(g, green, _load(sums, at + LANES)))
    _store(sums, at + 2 * LANES, _fma(g, blue, _load(sums, at + 2 * LANES)))


@numba.njit(inline="always")
def _add_kernel(sums: Any, at: Any, blocks: Any, block_numbers: Any, rows: Any, k: Any, i: Any) -> None:
    """Add some rows of kernel i to some blocks; its first row in the first block lies at `at`."""
    dx = _add(_iota(), _splat(k[_FIRST + i]))
    a, b, step = _splat(k[_A + i]), _splat(k[_B + i]), _splat(k[_STEP + i])
    red, green, blue = _splat(k[_RED + i]), _splat(k[_GREEN + i]), _splat(k[_BLUE + i])
    for _ in range(blocks):
        row = at
        if k[_RISE + i] > _f32(LARGEST_RISE):
            dy, c = k[_DY + i], k[_C + i]
            for _ in range(rows):
                g = _exp2(_fma(_fma(a, dx, _splat(k[_B + i] * dy)), dx, _splat(c * dy * dy)))
                _add_row(sums, row, g, red, green, blue)
                dy += _f32(1)
                row += ROW
        else:
            g = _exp2(_fma(_fma(a, dx, _splat(k[_B_DY + i])), dx, _splat(k[_C_DY_DY + i])))
            r = _exp2_in_range(_fma(b, dx, _splat(k[_RATIO + i])))
            for _ in range(rows):
                _add_row(sums, row, g, red, green, blue)
                g = _mul(g, r)
                r = _mul(r, step)
                row += ROW
        at += block_numbers
        dx = _add(dx, _splat(_f32(LANES)))


@numba.njit(error_model="numpy", inline="always")
def _finish(
    sums: Any, rows: int, columns: int, top: int, left: int, words: Any, floats: Any, spare: Any
) -> None:
    """Put a strip into the picture that is wanted, and zeros in its place."""
    zero = _splat(_f32(0))
    flat, width = words.ravel(), words.shape[1]
    for column in range(0, columns, LANES):
        at = column * rows * 3
        n = min(LANES, columns - column)
        for y in range(top, top + rows):
            x = left + column
            if width == 0:
                for e in range(n):
                    for channel in range(3):
                        floats[y, x + e, channel] = sums[at + channel * LANES + e]
            else:
                colours = _load(sums, at), _load(sums, at + LANES), _load(sums, at + 2 * LANES)
                if n == LANES:
                    _store_words(flat, y * width + x, *colours)
                else:
                    _store_words(spare, 0, *colours)
                    for e in range(n):
                        flat[y * width + x + e] = spare[e]
            for channel in range(3):
                _store(sums, at + channel * LANES, zero)
            at += ROW


@numba.njit(error_model="numpy")
def _add_kernels(
    kernels: Any,
    count: int,
    first: int,
    last: int,
    strip: Any,
    cut: Any,
    rows: int,
    sums: Any,
    k: Any,
    whole: Any,
) -> None:
    """Add the kernels first .. last of `count` to a strip."""
    for start in range(first, last, CHUNK):
        n = min(CHUNK, last - start)
        _prepare(kernels, count, start, n, strip, cut, k, whole)
        for i in range(n):
            y, end = whole[_TOP + i], whole[_BOTTOM + i]
            x, right = whole[_LEFT + i], whole[_RIGHT + i]
            if y >= end or x >= right:
                continue
            block = x // LANES
            blocks = (right + LANES - 1) // LANES - block
            at = (block * rows + y) * ROW
            _add_kernel(sums, at, blocks, rows * ROW, end - y, k, i)


@compiled
def draw_band(
    addresses: Any,
    numbers: Any,
    place: Any,
    top: int,
    rows: int,
    columns: int,
    strip_width: int,
    sums: Any,
    words: Any,
    floats: Any,
) -> None:
    """Draw the rows top .. top + rows of a view, in the one of two pictures that is not empty.

    Args:
        addresses: (n, 7) int64 of the tiles: address of the kernels, kernels, lattice columns and rows
            (0, 0: free kernels); where they are a level and details, blocks of details in a row and addresses
            of the blocks' starts and extents, else zeros. See `DetailBlocks`.
        numbers: (n, 9) float64: first column and row of the lattice; reach; left, top, right and bottom of
            what the tile's kernels reach; variance of a level; cells along a side of a photo pixel. In photo
            pixels, but the cells.
        place: scale; the view's x0, y0; footprint; squared radius of the cut-off. Floats.
        top: the first row.
        rows: how many.
        columns: width of the view.
        strip_width: in device pixels; free kernels are all looked at for each strip.
        sums: an `accumulator` for a strip.
        words: (height, columns) uint32: 255, red, green, blue from the highest byte down.
        floats: (height, columns, 3) float32.
    """
    s, x0, y0, footprint, squared_radius = place
    k, whole = np.empty(13 * CHUNK, np.float32), np.empty(4 * CHUNK, np.int32)
    spare = np.empty(LANES, np.uint32)
    alike = _f32(squared_radius), _f32(0), _f32(squared_radius)
    # exp(-r^2 / 2) times the peak is FAINTEST times the cut-off exp(-squared_radius / 2).
    faint = _f32(squared_radius), _f32(2 * math.log(2)), _f32(squared_radius - 2 * math.log(FAINTEST))
    strip_top, strip_bottom = y0 + top / s, y0 + (top + rows) / s
    for start in range(0, columns, strip_width):
        width = min(strip_width, columns - start)
        strip_left, strip_right = x0 + start / s, x0 + (start + width) / s
        strip = (
            _f32(s),
            _f32(strip_left),
            _f32(strip_left - _f32(strip_left)),
            _f32(strip_top),
            _f32(strip_top - _f32(strip_top)),
            _f32(footprint),
            _f32(width),
            _f32(rows),
        )
        for t in range(addresses.shape[0]):
            if numbers[t, 3] > strip_right or numbers[t, 5] < strip_left:
                continue
            if numbers[t, 4] > strip_bottom or numbers[t, 6] < strip_top:
                continue
            kernels = pointer_to_floats(addresses[t, 0])  # pyright: ignore[reportCallIssue]
            count, lattice_columns, lattice_rows, blocks = addresses[t, 1:5]
            column, row, reach, level_variance, n = (
                numbers[t, 0],
                numbers[t, 1],
                numbers[t, 2],
                numbers[t, 7],
                numbers[t, 8],
            )
            if lattice_columns == 0:
                _add_kernels(kernels, count, 0, count, strip, alike, rows, sums, k, whole)
                continue
            if blocks > 0:
                lattice = (lattice_columns, lattice_rows, int(column), int(row), n)
                variance = level_variance + footprint / (s * s)
                add_level(kernels, count, lattice, variance, (s, strip_left, strip_top), width, rows, sums)
            first_row = int(max(math.floor((strip_top - reach) * n - row), 0))
            last_row = int(min(math.ceil((strip_bottom + reach) * n - row), lattice_rows))
            left = int(max(math.floor((strip_left - reach) * n - column), 0))
            right = int(min(math.ceil((strip_right + reach) * n - column), lattice_columns))
            if blocks == 0:
                for j in range(first_row, last_row):
                    first = j * lattice_columns
                    _add_kernels(
                        kernels, count, first + left, first + right, strip, alike, rows, sums, k, whole
                    )
                continue
            starts = pointer_to_integers(addresses[t, 5])  # pyright: ignore[reportCallIssue]
            extents = pointer_to_floats(addresses[t, 6])  # pyright: ignore[reportCallIssue]
            spread = footprint / (s * s)
            for j in range(first_row, last_row):
                first = last = 0
                for block in range(j * blocks + left // BLOCK_CELLS, j * blocks + -(-right // BLOCK_CELLS)):
                    e = 6 * block
                    wide = math.sqrt(squared_radius * (extents[e + 4] + spread))
                    high = math.sqrt(squared_radius * (extents[e + 5] + spread))
                    if (
                        extents[e] - wide > strip_right
                        or extents[e + 1] + wide < strip_left
                        or extents[e + 2] - high > strip_bottom
                        or extents[e + 3] + high < strip_top
                    ):
                        continue
                    # Neighbouring blocks are one run: a vector of kernels is seldom cut short.
                    if starts[block] != last:
                        _add_kernels(kernels, count, first, last, strip, faint, rows, sums, k, whole)
                        first = starts[block]
                    last = starts[block + 1]
                _add_kernels(kernels, count, first, last, strip, faint, rows, sums, k, whole)
        _finish(sums, rows, width, top, start, words, floats, spare)
