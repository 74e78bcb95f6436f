"""The CPU rasterizer: bands of rows shared among threads, kernels drawn in vector lanes.

Within a block of columns the exponential is carried from row to row by two multiplications: the exponent is
quadratic in y, so the ratio of neighbouring rows itself has a constant ratio. The recurrence starts anew
every few rows, which bounds its rounding error, and is not used where its start would vanish.
"""

from __future__ import annotations

import math
import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from threading import Event
from typing import Any

import numba
import numpy as np
import numpy.typing as npt

from ..field import GaussianField
from ..view import View
from . import CUTOFF_REST, FOOTPRINT, Cancelled, never
from .simd import compiled, pointer_to_floats, vector_operations

PAD = 32
"""Spare columns on either side of an accumulator's row: a block of lanes may hang over the view's edge."""
CHUNK = 256
"""Kernels prepared at a time: their numbers stay in the first-level cache."""
RECURRENCE_ROWS = 16
"""Rows after which the recurrence starts anew: its relative error grows with the square, to 1.3e-5 here."""
LEAST_START = -60.0
"""log2 below which a block's first row is too small to start the recurrence from."""
BAND_ROWS = (16, 32)
"""Least and largest height of a band; between, as many rows as eight photo pixels."""

_f32 = np.float32
_LOG2_E = math.log2(math.e)


class CpuRasterizer:
    """Draws with numba on the CPU; implements `Rasterizer`. Any thread may call it, several at once.

    Args:
        threads: how many bands are drawn at a time; by default one for each core.
    """

    def __init__(self, threads: int | None = None) -> None:
        count = threads or os.cpu_count() or 1
        self._pool = ThreadPoolExecutor(count, thread_name_prefix="rasterizer")
        self.name = f"CPU, {count} thread{'s' if count > 1 else ''}"

    def close(self) -> None:
        """End the threads."""
        self._pool.shutdown()

    def draw(
        self,
        tiles: Sequence[GaussianField],
        view: View,
        *,
        footprint: float = FOOTPRINT,
        cutoff: float = CUTOFF_REST,
        cancelled: Callable[[], bool] = never,
    ) -> npt.NDArray[np.float32]:
        """The picture, (height, width, 3) float32, unclamped; see `Rasterizer.draw`."""
        out = np.empty((view.height, view.width, 3), np.float32)
        self._bands(tiles, view, footprint, cutoff, cancelled, _to_floats, out)
        return out

    def draw_frame(
        self,
        tiles: Sequence[GaussianField],
        view: View,
        *,
        footprint: float = FOOTPRINT,
        cutoff: float = CUTOFF_REST,
        cancelled: Callable[[], bool] = never,
    ) -> npt.NDArray[np.uint8]:
        """The picture, (height, width, 4) uint8: blue, green, red, 255; see `Rasterizer.draw_frame`."""
        out = np.empty((view.height, view.width), np.uint32)
        self._bands(tiles, view, footprint, cutoff, cancelled, _to_words, out)
        return out.view(np.uint8).reshape(view.height, view.width, 4)

    def _bands(
        self,
        tiles: Sequence[GaussianField],
        view: View,
        footprint: float,
        cutoff: float,
        cancelled: Callable[[], bool],
        finish: Callable[..., None],
        out: npt.NDArray[Any],
    ) -> None:
        addresses, numbers = _table(tiles, view, footprint, cutoff)
        squared_radius = -2 * math.log(cutoff)
        given_up = Event()
        rows = round(min(max(8 * view.scale, BAND_ROWS[0]), BAND_ROWS[1]))

        # Floats, whatever the view holds: each other mix of types would be compiled anew.
        place = (float(view.scale), float(view.x0), float(view.y0), float(footprint))

        def band(top: int) -> None:
            if given_up.is_set() or cancelled():
                given_up.set()
                raise Cancelled
            bottom = min(top + rows, view.height)
            accumulator = np.zeros((3, bottom - top, view.width + 2 * PAD), np.float32)
            _draw_band(addresses, numbers, *place, squared_radius, accumulator, top)
            finish(accumulator, out[top:bottom])

        bands = [self._pool.submit(band, top) for top in range(0, view.height, rows)]
        try:
            for future in bands:
                future.result()
        finally:
            # After a failure too: a band reads the tiles by address, and they may be gone after this.
            for future in bands:
                future.cancel()
            wait(bands)


def _table(
    tiles: Sequence[GaussianField], view: View, footprint: float, cutoff: float
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.float64]]:
    """Of the tiles that a view reaches: addresses and sizes, and first cells and reaches.

    Returns:
        (n, 4) address of the kernels, kernels, lattice columns, lattice rows (0, 0: free kernels);
        (n, 3) first column and row of the lattice, reach in photo pixels.
    """
    sizes: list[tuple[int, int, int, int]] = []
    places: list[tuple[float, float, float]] = []
    left, top, right, bottom = view.box
    for tile in tiles:
        reach = tile.reach(cutoff, footprint, view.scale)
        x0, y0, x1, y1 = tile.box
        if x0 - reach > right or x1 + reach < left or y0 - reach > bottom or y1 + reach < top:
            continue
        lattice = tile.lattice
        address = int(tile.kernels.ctypes.data)
        if lattice is None:
            sizes.append((address, len(tile), 0, 0))
            places.append((0.0, 0.0, reach))
        else:
            sizes.append((address, len(tile), lattice.columns, lattice.rows))
            places.append((lattice.column, lattice.row, reach))
    return np.array(sizes, np.int64).reshape(-1, 4), np.array(places, np.float64).reshape(-1, 3)


def _make_block(n: int) -> Any:
    """A function that adds some rows of n columns of a kernel to an accumulator."""
    splat, iota, load, store, _, mul, fma, exp2, _ = vector_operations(n)

    @numba.njit(inline="always")
    def add_rows(acc: Any, at: Any, plane: Any, red: Any, green: Any, blue: Any, g: Any) -> None:
        store(acc, at, fma(g, red, load(acc, at)))
        store(acc, at + plane, fma(g, green, load(acc, at + plane)))
        store(acc, at + 2 * plane, fma(g, blue, load(acc, at + 2 * plane)))

    @numba.njit(inline="always")
    def block(
        acc: Any, at: Any, plane: Any, stride: Any, rows: Any, dx0: Any, dy0: Any, k: Any, i: Any
    ) -> None:
        # log2 of the kernel is a dx^2 + b dx dy + c dy^2
        a, b, c = k[2, i], k[3, i], k[4, i]
        red, green, blue = splat(k[5, i]), splat(k[6, i]), splat(k[7, i])
        dx = fma(iota(), splat(_f32(1)), splat(dx0))
        across = mul(mul(dx, dx), splat(a))
        dx1 = _f32(dx0 + _f32(n - 1))
        dy = dy0
        left = rows
        while left > 0:
            count = min(left, RECURRENCE_ROWS)
            left -= count
            start = min(_f32(a * dx0 * dx0 + b * dx0 * dy), _f32(a * dx1 * dx1 + b * dx1 * dy)) + _f32(
                c * dy * dy
            )
            if start < _f32(LEAST_START):
                for _ in range(count):
                    g = exp2(fma(splat(_f32(b * dy)), dx, fma(splat(_f32(c * dy)), splat(dy), across)))
                    add_rows(acc, at, plane, red, green, blue, g)
                    dy += _f32(1)
                    at += stride
            else:
                g = exp2(fma(splat(_f32(b * dy)), dx, fma(splat(_f32(c * dy)), splat(dy), across)))
                r = exp2(fma(splat(b), dx, splat(_f32(c * (_f32(2) * dy + _f32(1))))))
                step = exp2(splat(_f32(2) * c))
                for _ in range(count):
                    add_rows(acc, at, plane, red, green, blue, g)
                    g = mul(g, r)
                    r = mul(r, step)
                    at += stride
                dy += _f32(count)

    return block


_block8, _block16 = _make_block(8), _make_block(16)


@numba.njit(error_model="numpy", fastmath=True)
def _prepare(
    kernels: Any, first: int, n: int, s: float, x0: float, y0: float, footprint: Any, r2: Any, out: Any
) -> None:
    """Device numbers of kernels first .. first + n: mean, log2 form, colour at the peak, half extents."""
    scale = _f32(s)
    area = scale * scale
    norm = _f32(0.25) * area / _f32(2 * math.pi)
    for i in range(n):
        j = first + i
        a = kernels[2, j] * area + footprint
        b = kernels[3, j] * area
        c = kernels[4, j] * area + footprint
        inverse = _f32(1) / (a * c - b * b)
        amplitude = norm * math.sqrt(inverse)
        h = _f32(-0.5 * _LOG2_E) * inverse
        out[0, i] = (np.float64(kernels[0, j]) - x0) * s - 0.5
        out[1, i] = (np.float64(kernels[1, j]) - y0) * s - 0.5
        out[2, i], out[3, i], out[4, i] = h * c, _f32(-2) * h * b, h * a
        out[5, i] = kernels[5, j] * amplitude
        out[6, i] = kernels[6, j] * amplitude
        out[7, i] = kernels[7, j] * amplitude
        out[8, i], out[9, i] = math.sqrt(r2 * a), math.sqrt(r2 * c)


@numba.njit(error_model="numpy", inline="always")
def _add_kernels(
    k: Any, n: int, acc: Any, plane: int, stride: int, width: int, top: int, bottom: int
) -> None:
    """Add n prepared kernels to the band top .. bottom."""
    for i in range(n):
        mean_x, mean_y = k[0, i], k[1, i]
        # Compared as floats first: a mean far outside would not fit a whole number.
        if not (mean_y + k[9, i] >= top and mean_y - k[9, i] < bottom):
            continue
        if not (mean_x + k[8, i] >= 0 and mean_x - k[8, i] < width):
            continue
        row = max(int(math.ceil(max(mean_y - k[9, i], _f32(top)))), top)
        end = min(int(math.floor(min(mean_y + k[9, i], _f32(bottom)))) + 1, bottom)
        x = int(math.ceil(max(mean_x - k[8, i], _f32(0))))
        last = min(int(math.floor(min(mean_x + k[8, i], _f32(width)))) + 1, width)
        if row >= end:
            continue
        dy = _f32(row - mean_y)
        at = (row - top) * stride + x + PAD
        while last - x > 8:
            _block16(acc, at, plane, stride, end - row, _f32(x - mean_x), dy, k, i)
            x += 16
            at += 16
        if x < last:
            _block8(acc, at, plane, stride, end - row, _f32(x - mean_x), dy, k, i)


@compiled
def _draw_band(
    addresses: Any,
    numbers: Any,
    s: float,
    x0: float,
    y0: float,
    footprint: float,
    squared_radius: float,
    accumulator: Any,
    top: int,
) -> None:
    """Add the kernels of all tiles to a band (3, rows, PAD + width + PAD) that starts at a view's row."""
    rows, stride = accumulator.shape[1], accumulator.shape[2]
    width, plane, bottom = stride - 2 * PAD, rows * stride, top + rows
    acc = accumulator.ravel()
    k = np.empty((10, CHUNK), np.float32)
    variance, r2 = _f32(footprint), _f32(squared_radius)
    for t in range(addresses.shape[0]):
        count, columns, lattice_rows = addresses[t, 1], addresses[t, 2], addresses[t, 3]
        kernels = numba.carray(pointer_to_floats(addresses[t, 0]), (8, count))  # pyright: ignore
        reach = numbers[t, 2]
        if columns == 0:
            first_row, last_row, left, right = 0, 1, 0, count
        else:
            column, row = numbers[t, 0], numbers[t, 1]
            first_row = int(max(math.floor((y0 + top / s - reach) * 2 - row), 0))
            last_row = int(min(math.ceil((y0 + bottom / s + reach) * 2 - row), lattice_rows))
            left = int(max(math.floor((x0 - reach) * 2 - column), 0))
            right = int(min(math.ceil((x0 + width / s + reach) * 2 - column), columns))
        for j in range(first_row, last_row):
            i = left
            while i < right:
                n = min(CHUNK, right - i)
                _prepare(kernels, j * columns + i, n, s, x0, y0, variance, r2, k)
                _add_kernels(k, n, acc, plane, stride, width, top, bottom)
                i += n


@compiled
def _to_floats(accumulator: Any, out: Any) -> None:
    """A band (3, rows, PAD + width + PAD) as rows of a picture (rows, width, 3)."""
    for y in range(out.shape[0]):
        for x in range(out.shape[1]):
            for channel in range(3):
                out[y, x, channel] = accumulator[channel, y, PAD + x]


@numba.njit(error_model="numpy", inline="always")
def _level(value: Any) -> Any:
    return np.uint32(min(max(value * _f32(255) + _f32(0.5), _f32(0)), _f32(255)))


@compiled
def _to_words(accumulator: Any, out: Any) -> None:
    """A band as rows of 32-bit words (rows, width): 255, red, green, blue from the highest byte down."""
    for y in range(out.shape[0]):
        red, green, blue = accumulator[0, y], accumulator[1, y], accumulator[2, y]
        for x in range(out.shape[1]):
            at = PAD + x
            high = np.uint32(0xFF000000) | (_level(red[at]) << np.uint32(16))
            out[y, x] = high | (_level(green[at]) << np.uint32(8)) | _level(blue[at])
