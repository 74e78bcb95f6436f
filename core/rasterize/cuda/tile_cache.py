"""Tiles on the GPU: each is uploaded once, and its kernels leave with it, or when room is short."""

from __future__ import annotations

import threading
import weakref
from collections import OrderedDict, deque

import torch

from ...field.field import GaussianField


class TileCache:
    """Kernels on a GPU, for the tiles that they belong to.

    Args:
        device: where the kernels are put.
        limit: bytes of kernels that are kept; the tile asked for last is kept in any case.
    """

    def __init__(self, device: torch.device, limit: int) -> None:
        self._device = device
        self._limit = limit
        self._kept: OrderedDict[int, tuple[weakref.ref[GaussianField], torch.Tensor]] = OrderedDict()
        self._lock = threading.Lock()
        self._gone: deque[int] = deque()
        self.nbytes = 0
        """Memory of what is kept."""
        self.uploads = 0
        """Tiles that were uploaded so far."""

    def __len__(self) -> int:
        return len(self._kept)

    def kernels(self, tile: GaussianField) -> torch.Tensor:
        """A tile's kernels on the GPU, (8, n) float32."""
        with self._lock:
            self._forget_gone()
            key = id(tile)
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key][1]
            while self._kept and self.nbytes + tile.nbytes > self._limit:
                self._forget(next(iter(self._kept)))
            kernels = torch.tensor(tile.kernels, device=self._device)
            self._kept[key] = weakref.ref(tile, lambda _: self._sign_off(key)), kernels
            self.nbytes += tile.nbytes
            self.uploads += 1
            return kernels

    def clear(self) -> None:
        """Free everything."""
        with self._lock:
            self._kept.clear()
            self._gone.clear()
            self.nbytes = 0

    def _sign_off(self, key: int) -> None:
        # A tile ends in any thread and at any moment, even while this very thread is in here: then its
        # kernels wait for the next one who comes.
        self._gone.append(key)
        if self._lock.acquire(blocking=False):
            try:
                self._forget_gone()
            finally:
                self._lock.release()

    def _forget_gone(self) -> None:
        while self._gone:
            key = self._gone.popleft()
            # Another tile may have come to live at the same address, and be kept already.
            if key in self._kept and self._kept[key][0]() is None:
                self._forget(key)

    def _forget(self, key: int) -> None:
        _, kernels = self._kept.pop(key)
        self.nbytes -= kernels.nbytes
