"""The rasterizer for NVIDIA GPUs: tiles stay there, and a frame sends a view and gets a picture back."""

from __future__ import annotations

import threading
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from typing import Any

import numpy as np
import numpy.typing as npt
import torch

from ...field.field import GaussianField
from ...field.sampling import RESTING, Sampling
from ...geometry.view import View
from ...utils.errors import Cancelled, DeviceLost, never
from ..base import acts_in
from .driver import OUT_OF_MEMORY, DriverError
from .kernel_sum import Kernels, KernelSum
from .tile_cache import TileCache

BATCH = 1 << 21
"""Kernels prepared at a time; bounds the memory, some 100 bytes for each."""
CACHE_SHARE = 0.25
"""Share of the GPU's memory that kept tiles may take."""


class CudaRasterizer:
    """Draws on an NVIDIA GPU; implements `Rasterizer`. Any thread may call it; they draw one after the other.

    Args:
        kernel_sum: the GPU's functions.
        cache_bytes: memory for kept tiles; by default a share of the GPU's.
    """

    def __init__(self, kernel_sum: KernelSum, cache_bytes: int | None = None) -> None:
        self._sum = kernel_sum
        self._device = kernel_sum.device
        self._on_gpu = self._device.type == "cuda"
        self._lock = threading.Lock()
        if cache_bytes is None:
            cache_bytes = int(CACHE_SHARE * torch.cuda.get_device_properties(self._device).total_memory)
        self.cache = TileCache(self._device, cache_bytes)
        # Drawing has a stream of its own, ahead of the network's work, which runs in the default one.
        self._stream = torch.cuda.Stream(self._device, priority=-1) if self._on_gpu else None
        self.name = f"CUDA, {torch.cuda.get_device_name(self._device)}" if self._on_gpu else "CUDA, emulated"

    def close(self) -> None:
        """Free the kept tiles."""
        self.cache.clear()

    def draw(
        self,
        tiles: Sequence[GaussianField],
        view: View,
        sampling: Sampling = RESTING,
        *,
        cancelled: Callable[[], bool] = never,
    ) -> npt.NDArray[np.float32]:
        """The picture, (height, width, 3) float32, unclamped; see `Rasterizer.draw`.

        Raises:
            DeviceLost: if the GPU is out of memory or does not answer.
        """
        with self._at_work():
            picture = self._picture(tiles, view, sampling, cancelled)
            return self._fetched(picture.permute(1, 2, 0).contiguous())

    def draw_frame(
        self,
        tiles: Sequence[GaussianField],
        view: View,
        sampling: Sampling = RESTING,
        *,
        cancelled: Callable[[], bool] = never,
    ) -> npt.NDArray[np.uint8]:
        """The picture, (height, width, 4) uint8: blue, green, red, 255; see `Rasterizer.draw_frame`.

        Raises:
            DeviceLost: if the GPU is out of memory or does not answer.
        """
        with self._at_work():
            picture = self._picture(tiles, view, sampling, cancelled)
            words = self._fetched(self._sum.levels(picture))
        return words.view(np.uint8).reshape(view.height, view.width, 4)

    def _picture(
        self,
        tiles: Sequence[GaussianField],
        view: View,
        sampling: Sampling,
        cancelled: Callable[[], bool],
    ) -> torch.Tensor:
        """The picture on the GPU, (3, height, width)."""

        def between() -> None:
            if cancelled():
                raise Cancelled

        reached = [
            t for t in tiles if acts_in(t, view, t.reach(sampling.cutoff, sampling.footprint, view.scale))
        ]
        picture = torch.zeros(1, 3, view.height, view.width, device=self._device)
        for kernels in self._batches(reached):
            between()
            prepared = self._sum.prepare(kernels, view, sampling.footprint, sampling.cutoff)
            self._sum.add(prepared, picture, between)
        between()
        return picture[0]

    def _batches(self, tiles: Sequence[GaussianField]) -> Iterator[list[Kernels]]:
        """The tiles' kernels on the GPU, at most `BATCH` at a time."""
        batch: list[Kernels] = []
        room = BATCH
        for tile in tiles:
            numbers, first = self.cache.kernels(tile), 0
            while first < len(tile):
                count = min(room, len(tile) - first)
                batch.append(Kernels(numbers, first, count))
                first += count
                room -= count
                if room == 0:
                    yield batch
                    batch, room = [], BATCH
        if batch:
            yield batch

    def _fetched(self, tensor: torch.Tensor) -> npt.NDArray[Any]:
        """A tensor of the GPU as an array, through memory that the GPU writes to by itself."""
        if self._stream is None:
            return tensor.numpy()
        out = torch.empty(tensor.shape, dtype=tensor.dtype, pin_memory=True)
        out.copy_(tensor, non_blocking=True)
        self._stream.synchronize()
        return out.numpy()

    @contextmanager
    def _at_work(self) -> Generator[None]:
        """One draws at a time, in the stream; what goes wrong there is the device's loss."""
        stream = nullcontext() if self._stream is None else torch.cuda.stream(self._stream)
        try:
            with self._lock, stream:
                yield
        except RuntimeError as error:
            short = isinstance(error, torch.OutOfMemoryError)
            if short or (isinstance(error, DriverError) and error.code == OUT_OF_MEMORY):
                raise DeviceLost("the GPU has not enough memory left to draw this") from error
            first_line = str(error).strip().partition("\n")[0]
            raise DeviceLost(f"the GPU does not draw any more: {first_line}") from error
