"""The CPU rasterizer: bands of rows, shared among threads as they become free."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from threading import Event

import numpy as np
import numpy.typing as npt

from ..field.field import GaussianField
from ..field.sampling import RESTING, Sampling
from ..geometry.view import View
from ..utils.errors import Cancelled, never
from ..utils.messages import Message
from ..utils.parallel import cores
from . import cpu_band
from .base import acts_in

WIDEST_FREE = 1.0
"""Strips, beyond which free kernels that belong together make the whole width one strip. Where they reach
over most of a view at x8, 4 took half as long again as 1; with the small pieces of a warp all are alike."""


class CpuRasterizer:
    """Draws with numba on the CPU; implements `Rasterizer`. Any thread may call it, several at once.

    Args:
        threads: how many bands are drawn at a time; by default one for each core.
    """

    def __init__(self, threads: int | None = None) -> None:
        self._threads = threads or cores()
        self._pool = ThreadPoolExecutor(self._threads, thread_name_prefix="rasterizer")
        several = Message("CPU, {count} threads", count=self._threads)
        self.name: str = several if self._threads > 1 else Message("CPU, 1 thread")

    def close(self) -> None:
        """End the threads."""
        self._pool.shutdown()

    def draw(
        self,
        tiles: Sequence[GaussianField],
        view: View,
        sampling: Sampling = RESTING,
        *,
        cancelled: Callable[[], bool] = never,
    ) -> npt.NDArray[np.float32]:
        """The picture, (height, width, 3) float32, unclamped; see `Rasterizer.draw`."""
        floats = np.empty((view.height, view.width, 3), np.float32)
        self._bands(tiles, view, sampling, cancelled, np.empty((0, 0), np.uint32), floats)
        return floats

    def draw_frame(
        self,
        tiles: Sequence[GaussianField],
        view: View,
        sampling: Sampling = RESTING,
        *,
        cancelled: Callable[[], bool] = never,
    ) -> npt.NDArray[np.uint8]:
        """The picture, (height, width, 4) uint8: blue, green, red, 255; see `Rasterizer.draw_frame`."""
        words = np.empty((view.height, view.width), np.uint32)
        self._bands(tiles, view, sampling, cancelled, words, np.empty((0, 0, 0), np.float32))
        return words.view(np.uint8).reshape(view.height, view.width, 4)

    def _bands(
        self,
        tiles: Sequence[GaussianField],
        view: View,
        sampling: Sampling,
        cancelled: Callable[[], bool],
        words: npt.NDArray[np.uint32],
        floats: npt.NDArray[np.float32],
    ) -> None:
        addresses, numbers = _table(tiles, view, sampling)
        # Floats, whatever the view holds: each other mix of types would be compiled anew.
        numbers_of_view = view.scale, view.x0, view.y0, sampling.footprint, -2 * math.log(sampling.cutoff)
        place = tuple(float(number) for number in numbers_of_view)
        # Which free kernels a strip meets is only known after a look at each: where they reach over several
        # strips, one strip is best.
        strip_width = min(cpu_band.strip_columns(view.scale), view.width)
        free = addresses[:, 2] == 0
        if ((numbers[free, 5] - numbers[free, 3]) * view.scale > WIDEST_FREE * strip_width).any():
            strip_width = view.width
        given_up = Event()
        tops = iter(
            range(0, view.height, cpu_band.LARGEST_ROWS)
        )  # shared: a thread takes the next band when it is free

        def draw_bands() -> None:
            sums = cpu_band.accumulator(strip_width, cpu_band.LARGEST_ROWS)
            for top in tops:
                if given_up.is_set():
                    return
                if cancelled():
                    raise Cancelled
                rows = min(cpu_band.LARGEST_ROWS, view.height - top)
                cpu_band.draw_band(
                    addresses, numbers, place, top, rows, view.width, strip_width, sums, words, floats
                )

        threads = min(self._threads, -(-view.height // cpu_band.LARGEST_ROWS))
        drawing = [self._pool.submit(draw_bands) for _ in range(threads)]
        try:
            for i in range(threads):
                drawing[i].result()
        finally:
            # After a failure too: a band reads the tiles by address, and they may be gone after this.
            given_up.set()
            wait(drawing)
            # What failed holds its exception, that this frame, and this the tiles: a circle, for a while.
            drawing.clear()


def _table(
    tiles: Sequence[GaussianField], view: View, sampling: Sampling
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.float64]]:
    """Addresses and sizes of the tiles that a view reaches, and their first cells and reaches.

    Returns:
        Two arrays, as `draw_band` takes them.
    """
    sizes: list[tuple[int, ...]] = []
    places: list[tuple[float, ...]] = []
    for tile in tiles:
        reach = tile.reach(sampling.cutoff, sampling.footprint, view.scale)
        if not acts_in(tile, view, reach):
            continue
        lattice, (x0, y0, x1, y1) = tile.lattice, tile.box
        box = x0 - reach, y0 - reach, x1 + reach, y1 + reach
        address = int(tile.kernels.ctypes.data)
        if lattice is None:
            sizes.append((address, len(tile), 0, 0, 0, 0, 0))
            places.append((0.0, 0.0, reach, *box, 0.0, 1.0))
            continue
        details = (0, 0, 0)
        if tile.details is not None:
            blocks = tile.detail_blocks
            details = blocks.columns, int(blocks.starts.ctypes.data), int(blocks.extents.ctypes.data)
        sizes.append((address, len(tile), lattice.columns, lattice.rows, *details))
        places.append(
            (lattice.column, lattice.row, reach, *box, tile.level_variance or 0.0, float(lattice.per_pixel))
        )
    return np.array(sizes, np.int64).reshape(-1, 7), np.array(places, np.float64).reshape(-1, 9)
