"""The sum of kernels on a GPU, and its gradients: what drawing and training share."""

from __future__ import annotations

import ctypes
import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import torch

from ...geometry.view import View
from .driver import Module

SOURCE = Path(__file__).with_name("sum.cu")
"""The CUDA functions."""
TILE = 16
"""Side of a screen tile, in device pixels; as in the source."""
THREADS = 256
"""Threads of a block; as in the source."""
SPLAT_FLOATS = 12
"""Numbers of a prepared kernel."""


class ViewParams(ctypes.Structure):
    """A view's parameters, as the CUDA functions take them."""

    _fields_ = (
        ("scale", ctypes.c_double),
        ("x0", ctypes.c_double),
        ("y0", ctypes.c_double),
        ("footprint", ctypes.c_double),
        ("squared_radius", ctypes.c_double),
        ("width", ctypes.c_int),
        ("height", ctypes.c_int),
    )


@dataclass(frozen=True)
class Kernels:
    """Some kernels on the GPU, and the picture that they belong to."""

    numbers: torch.Tensor
    """(8, n) float32, as in `GaussianField.kernels`."""
    first: int
    """The first one meant."""
    count: int
    """How many are meant, 1 or more."""
    picture: int = 0
    """Number of their picture."""


@dataclass(frozen=True)
class Prepared:
    """Kernels as they look in a view."""

    groups: torch.Tensor
    """(g, 4) int64, for the CUDA functions: where the kernels lie."""
    kernels: Sequence[Kernels]
    """Kept: the groups hold their addresses."""
    look: ViewParams
    pictures: int
    """How many pictures there are."""
    splats: torch.Tensor
    """(n, 12) float32: mean, half extents; shape; colour. Nothing where a kernel is not seen."""
    spans: torch.Tensor
    """(n, 4) int32: screen tiles that a kernel meets: first column and row, columns and rows; the pictures'
    tiles lie one picture below the other."""

    @property
    def columns(self) -> int:
        """Screen tiles across."""
        return -(-self.look.width // TILE)

    @property
    def rows(self) -> int:
        """Screen tiles down, of all pictures."""
        return -(-self.look.height // TILE) * self.pictures


Lists = tuple[torch.Tensor, torch.Tensor]
"""For each screen tile its kernels: offsets (tiles + 1) and members, both int32. Tile t, counted row by row,
has the kernels members[offsets[t]:offsets[t + 1]]."""

Tiling = Callable[[Prepared], Iterator[Lists]]
"""Lists for screen tiles; together they hold each kernel once for each tile that it meets."""


class KernelSum:
    """The CUDA functions of one GPU.

    Args:
        module: the compiled source.
        device: where the tensors live.
        tiling: makes the lists of the screen tiles.
    """

    def __init__(self, module: Module, device: torch.device, tiling: Tiling) -> None:
        self._module = module
        self.device = device
        self.tiling = tiling

    def prepare(
        self, kernels: Sequence[Kernels], view: View, footprint: float, cutoff: float, pictures: int = 1
    ) -> Prepared:
        """Kernels as they look in a view; one kernel or more."""
        table: list[tuple[int, int, int, int]] = []
        count = 0
        for some in kernels:
            address = some.numbers.data_ptr() + some.first * some.numbers.element_size()
            table.append((address, count, some.numbers.shape[1], some.picture))
            count += some.count
        squared_radius = -2 * math.log(cutoff)
        prepared = Prepared(
            torch.tensor(table, dtype=torch.int64).to(self.device),
            kernels,
            ViewParams(view.scale, view.x0, view.y0, footprint, squared_radius, view.width, view.height),
            pictures,
            torch.empty(count, SPLAT_FLOATS, device=self.device),
            torch.empty(count, 4, dtype=torch.int32, device=self.device),
        )
        p = prepared
        self._launch("prepare", _blocks(count), p.groups, len(table), count, p.look, p.splats, p.spans)
        return prepared

    def add(
        self, prepared: Prepared, pictures: torch.Tensor, between: Callable[[], None] = lambda: None
    ) -> None:
        """Add kernels to pictures (number, 3, height, width) float32; `between` is called now and then."""
        p = prepared
        for offsets, members in self.tiling(prepared):
            between()
            grid = p.columns, p.rows
            self._launch("add", grid, p.splats, offsets, members, p.look.width, p.look.height, pictures)

    def gradients(self, prepared: Prepared, incoming: torch.Tensor) -> torch.Tensor:
        """Gradients of whole groups of kernels from those of the pictures (number, 3, height, width).

        Returns:
            (8 n) float32: one group after the other, each laid out like its numbers.
        """
        p, count = prepared, len(prepared.splats)
        out = torch.empty(8 * count, device=self.device)
        what = p.groups, len(p.groups), count, p.look, p.splats, p.spans, incoming.contiguous(), out
        self._launch("gather", _blocks(count), *what)
        return out

    def levels(self, picture: torch.Tensor) -> torch.Tensor:
        """A picture (3, height, width) for a screen: (height, width) int32 words of 255, red, green, blue."""
        _, height, width = picture.shape
        words = torch.empty(height, width, dtype=torch.int32, device=self.device)
        self._launch("levels", _blocks(words.numel()), picture, words.numel(), words)
        return words

    def _launch(self, name: str, grid: tuple[int, int], *arguments: torch.Tensor | int | ViewParams) -> None:
        on_gpu = self.device.type == "cuda"
        stream = torch.cuda.current_stream(self.device).cuda_stream if on_gpu else 0
        self._module.launch(name, grid, THREADS, *arguments, stream=stream)


def _blocks(count: int) -> tuple[int, int]:
    return -(-count // THREADS), 1
