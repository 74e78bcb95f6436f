"""The Gaussian field: the kernels whose sum is the continuous picture."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import numpy.typing as npt

from ..geometry.view import Box

CELLS_PER_PIXEL = 2
"""Lattice cells along one side of a photo pixel."""

TILE = 256
"""Side of a tile in photo pixels."""

FloatArray = npt.NDArray[np.float32]


class FieldError(ValueError):
    """A field or a field file cannot be used; the message says why in a sentence."""


@dataclass(frozen=True)
class Lattice:
    """A rectangle of lattice cells. Cell (row, column) is centred at ((column + 0.5)/2, (row + 0.5)/2)."""

    column: int
    """First column; negative in the margin outside the photo."""
    row: int
    """First row."""
    columns: int
    rows: int

    @classmethod
    def of_pixels(cls, x0: int, y0: int, x1: int, y1: int) -> Lattice:
        """The cells of the photo pixels x0 <= x < x1, y0 <= y < y1."""
        n = CELLS_PER_PIXEL
        return cls(x0 * n, y0 * n, (x1 - x0) * n, (y1 - y0) * n)

    @property
    def box(self) -> Box:
        """The rectangle of the photo that the cells cover, in photo pixels."""
        n = CELLS_PER_PIXEL
        return (
            self.column / n,
            self.row / n,
            (self.column + self.columns) / n,
            (self.row + self.rows) / n,
        )

    def tile_edges(self) -> tuple[list[int], list[int]]:
        """Column and row edges of its tiles, in cells: multiples of `TILE`, and the lattice's own ends.

        The last tile along an axis has 1/2 to 3/2 of the side.
        """
        return _edges(self.column, self.columns), _edges(self.row, self.rows)

    def touching(self, box: Box) -> Lattice:
        """The cells of this lattice that meet a box, in photo pixels; may be empty (0 rows or columns)."""
        n = CELLS_PER_PIXEL
        x0, y0, x1, y1 = box
        left = min(max(math.floor(x0 * n), self.column), self.column + self.columns)
        top = min(max(math.floor(y0 * n), self.row), self.row + self.rows)
        right = min(max(math.ceil(x1 * n), left), self.column + self.columns)
        bottom = min(max(math.ceil(y1 * n), top), self.row + self.rows)
        return Lattice(left, top, right - left, bottom - top)


@dataclass(frozen=True, eq=False)
class GaussianField:
    """Kernels of a part of a photo. A value: nothing changes it after it was made.

    Raises:
        FieldError: if the arrays and the lattice do not fit together.
    """

    kernels: FloatArray
    """(8, n) C-contiguous: mean x, y; covariance xx, xy, yy; colour r, g, b (mass form, sRGB, 0..1).
    Means in photo pixels, covariances in photo pixels squared."""
    lattice: Lattice | None
    """The cells that the kernels belong to, rows first; None when the kernels are free."""
    photo_size: tuple[int, int]
    """Width and height of the photo, in photo pixels."""
    model: str = ""
    """Name of the network that made the field."""
    photo_hash: str = ""
    """SHA-256 of the photo's file, hexadecimal."""
    first: int = 0
    """Of free kernels: the number of the first of them, in the order of the field's file."""
    licence: str = ""
    """Of the weights that made the field; empty where it is not known."""

    def __post_init__(self) -> None:
        k = self.kernels
        if k.ndim != 2 or k.shape[0] != 8 or k.dtype != np.float32 or not k.flags.c_contiguous:
            raise FieldError("kernels must be a contiguous float32 array of shape (8, n)")
        if self.lattice is not None and self.lattice.rows * self.lattice.columns != k.shape[1]:
            raise FieldError(f"{k.shape[1]} kernels do not fill {self.lattice}")

    def __len__(self) -> int:
        return self.kernels.shape[1]

    @property
    def nbytes(self) -> int:
        """Memory of the kernels in bytes."""
        return self.kernels.nbytes

    @property
    def box(self) -> Box:
        """A rectangle, in photo pixels, that holds the kernels' cells (lattice) or means (free)."""
        return self._extent[2]

    def reach(self, cutoff: float, footprint: float = 0.0, scale: float = 1.0) -> float:
        """How far outside `box` a kernel can act, in photo pixels.

        Args:
            cutoff: share of a kernel's peak below which it is left out, in (0, 1).
            footprint: variance added for the device pixel, in device pixels squared.
            scale: device pixels per photo pixel, for the footprint.
        """
        offset, variance, _ = self._extent
        return offset + math.sqrt(-2 * math.log(cutoff) * (variance + footprint / scale**2))

    @cached_property
    def _extent(self) -> tuple[float, float, Box]:
        """Largest distance of a mean from its cell, largest variance along an axis, and the box."""
        return _extent_of(self.kernels, self.lattice)

    def crop(self, box: Box, margin: float = 0.0) -> GaussianField:
        """The kernels whose cells (or means) meet a box widened by `margin`, both in photo pixels."""
        x0, y0, x1, y1 = box
        wide = (x0 - margin, y0 - margin, x1 + margin, y1 + margin)
        if self.lattice is None:
            x, y = self.kernels[0], self.kernels[1]
            keep = (x >= wide[0]) & (x <= wide[2]) & (y >= wide[1]) & (y <= wide[3])
            return replace(self, kernels=np.ascontiguousarray(self.kernels[:, keep]))
        part = self.lattice.touching(wide)
        rows, columns = part.row - self.lattice.row, part.column - self.lattice.column
        grid = self.kernels.reshape(8, self.lattice.rows, self.lattice.columns)
        cut = grid[:, rows : rows + part.rows, columns : columns + part.columns]
        return replace(self, kernels=np.ascontiguousarray(cut).reshape(8, -1), lattice=part)


def join(tiles: Sequence[GaussianField]) -> GaussianField:
    """One field of several tiles. Lattice tiles must fill a rectangle.

    Raises:
        FieldError: if there are no tiles, or lattice tiles leave a gap or overlap.
    """
    if not tiles:
        raise FieldError("there are no tiles to join")
    lattices = [t.lattice for t in tiles if t.lattice is not None]
    if len(lattices) < len(tiles):
        kernels = np.concatenate([t.kernels for t in tiles], axis=1)
        return replace(tiles[0], kernels=kernels, lattice=None)
    column, row = min(p.column for p in lattices), min(p.row for p in lattices)
    columns = max(p.column + p.columns for p in lattices) - column
    rows = max(p.row + p.rows for p in lattices) - row
    return joined(tiles, Lattice(column, row, columns, rows))


def joined(tiles: Iterable[GaussianField], lattice: Lattice) -> GaussianField:
    """The field of a lattice, of tiles that fill it; they are taken one at a time. Tiles may all be free.

    Raises:
        FieldError: if they leave a gap, overlap, or are not tiles of that lattice.
    """
    grid = np.empty((8, lattice.rows, lattice.columns), np.float32)
    cells = 0
    last: GaussianField | None = None
    tiles = iter(tiles)
    for last in tiles:
        part = last.lattice
        if part is None:
            if cells:
                raise FieldError("free kernels have no place in a lattice")
            return join([last, *tiles])
        r, c = part.row - lattice.row, part.column - lattice.column
        if min(r, c, lattice.rows - r - part.rows, lattice.columns - c - part.columns) < 0:
            raise FieldError(f"{part} is no part of {lattice}")
        grid[:, r : r + part.rows, c : c + part.columns] = last.kernels.reshape(8, part.rows, part.columns)
        cells += part.rows * part.columns
    if last is None or cells != lattice.rows * lattice.columns:
        raise FieldError("the tiles do not fill a rectangle")
    return replace(last, kernels=grid.reshape(8, -1), lattice=lattice)


def count_in(tiles: Sequence[GaussianField], box: Box) -> int:
    """How many kernels have their cell (or mean) in a box of the photo."""
    count = 0
    for tile in tiles:
        if tile.lattice is None:
            count += len(tile.crop(box))
        else:
            part = tile.lattice.touching(box)
            count += part.rows * part.columns
    return count


def _edges(first: int, count: int) -> list[int]:
    side = TILE * CELLS_PER_PIXEL
    return [first, *(i * side for i in range(1, max(1, round((first + count) / side)))), first + count]


def _extent_of(kernels: FloatArray, lattice: Lattice | None) -> tuple[float, float, Box]:
    if kernels.shape[1] == 0:
        return 0.0, 0.0, lattice.box if lattice is not None else (0.0, 0.0, 0.0, 0.0)
    variance = float(max(kernels[2].max(), kernels[4].max()))
    x, y = kernels[0], kernels[1]
    if lattice is None:
        return 0.0, variance, (float(x.min()), float(y.min()), float(x.max()), float(y.max()))
    n = CELLS_PER_PIXEL
    grid_x, grid_y = x.reshape(lattice.rows, -1), y.reshape(lattice.rows, -1)
    left = (np.arange(lattice.columns, dtype=np.float32) + np.float32(lattice.column)) / np.float32(n)
    top = (np.arange(lattice.rows, dtype=np.float32) + np.float32(lattice.row)) / np.float32(n)
    dx, dy = grid_x - left, grid_y - top[:, None]
    offset = max(-float(dx.min()), float(dx.max()) - 1 / n, -float(dy.min()), float(dy.max()) - 1 / n, 0.0)
    return offset, variance, lattice.box
