"""The form in which a field of a level and details lies in a file: tile after tile, each readable alone.

Of the level only colours are stored, its other numbers are the same for all kernels. Of a detail: its eight
numbers and its place among those of its cell, a byte; of a cell: how many details it has, a byte. So a photo
pixel takes 13 bytes and each detail 33.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from itertools import pairwise
from typing import Any, cast

import numpy as np
import numpy.typing as npt

from ..utils.arrays import FloatArray
from ..utils.messages import Message
from ..utils.tensor_file import Tensor
from .field import Details, FieldError, GaussianField, Lattice, check_extent, join

TENSORS = ("level", "details", "detail_counts", "detail_places", "tile_starts")
"""Colours (3, rows, columns) float32 of the level; details (8, m) float32, tile after tile, in a tile those
of each cell together, rows of cells first; how many each cell has (rows, columns) uint8; the place of each in
its cell (m,) uint8; the number of each tile's first detail, and m (tiles + 1,) int64."""
MOST_PER_CELL = 255


def packed(field: GaussianField) -> tuple[dict[str, npt.NDArray[Any]], dict[str, str]]:
    """Tensors and header lines of a field of a level and details."""
    assert field.lattice is not None and field.details is not None
    lattice, details = field.lattice, field.details
    row, column = details.positions(lattice)
    column_edges, row_edges = (np.array(edges) for edges in lattice.tile_edges())
    tile_column = np.searchsorted(column_edges[1:-1], column + lattice.column, "right")
    tile_row = np.searchsorted(row_edges[1:-1], row + lattice.row, "right")
    tile = tile_row * (len(column_edges) - 1) + tile_column
    order = np.argsort(tile, kind="stable")
    starts = np.searchsorted(tile[order], np.arange((len(column_edges) - 1) * (len(row_edges) - 1) + 1))
    counts = np.zeros((lattice.rows, lattice.columns), np.uint8)
    np.add.at(counts, (row, column), 1)
    tensors: dict[str, npt.NDArray[Any]] = {
        "level": np.ascontiguousarray(field.kernels[5:, : field.cells]).reshape(3, *counts.shape),
        "details": np.ascontiguousarray(field.kernels[:, field.cells :][:, order]),
        "detail_counts": counts,
        "detail_places": (details.slots % details.per_cell).astype(np.uint8)[order],
        "tile_starts": starts.astype(np.int64),
    }
    header = {
        "lattice_corner": f"{lattice.column} {lattice.row}",
        "cells_per_pixel": str(lattice.per_pixel),
        "details_per_cell": str(details.per_cell),
        "level_variance": repr(field.level_variance),
    }
    return tensors, header


class LevelLayout:
    """Layout by a file's header and the shapes of its tensors, checked against each other.

    Args:
        name: of the file, for sentences.
        header: its lines.
        shapes: of its tensors: shape and type, by name.
        corner: first column and row of the lattice.
        photo_size: width and height of the photo, in photo pixels.

    Raises:
        FieldError: if they do not fit together.
    """

    def __init__(
        self,
        name: str,
        header: Mapping[str, str],
        shapes: Mapping[str, tuple[list[int], str]],
        corner: tuple[int, int],
        photo_size: tuple[int, int],
    ) -> None:
        self._name = name
        level, level_type = shapes["level"]
        details, details_type = shapes["details"]
        rows, columns = (level[1], level[2]) if len(level) == 3 else (0, 0)
        self.per_pixel = self._whole(header["cells_per_pixel"], 16)
        self.per_cell = self._whole(header["details_per_cell"], MOST_PER_CELL)
        self.variance = float(header["level_variance"])
        self.lattice = Lattice(*corner, columns, rows, self.per_pixel)
        check_extent(name, photo_size, self.lattice, rows * columns)
        self._columns, self._rows = self.lattice.tile_edges() if rows and columns else ([0], [0])
        count = details[1] if len(details) == 2 else -1
        tiles = (len(self._columns) - 1) * (len(self._rows) - 1)
        fits = (
            level == [3, rows, columns]
            and details == [8, count]
            and min(rows, columns) > 0
            and shapes["detail_counts"] == ([rows, columns], "U8")
            and shapes["detail_places"] == ([count], "U8")
            and shapes["tile_starts"] == ([tiles + 1], "I64")
            and (level_type, details_type) == ("F32", "F32")
            and math.isfinite(self.variance)
            and 0 < self.variance < 1e4
        )
        if not fits:
            raise self._damaged()
        self._count = count

    def read(
        self, tensors: Mapping[str, Tensor], part: Lattice | None, about: Mapping[str, Any]
    ) -> GaussianField:
        """The whole field, or the kernels of some cells; `about` is the rest of a `GaussianField`.

        Raises:
            FieldError: if the tensors hold something else than a field.
        """
        part = part or self.lattice
        if part.per_pixel != self.per_pixel:
            raise self._damaged()
        starts = cast("npt.NDArray[np.int64]", tensors["tile_starts"][:])
        if starts[0] != 0 or starts[-1] != self._count or (np.diff(starts) < 0).any():
            raise self._damaged()
        tiles: list[GaussianField] = []
        for i, (top, bottom) in enumerate(pairwise(self._rows)):
            for j, (left, right) in enumerate(pairwise(self._columns)):
                if left >= part.column + part.columns or right <= part.column:
                    continue
                if top >= part.row + part.rows or bottom <= part.row:
                    continue
                index = i * (len(self._columns) - 1) + j
                cells = Lattice(left, top, right - left, bottom - top, self.per_pixel)
                run = int(starts[index]), int(starts[index + 1])
                tiles.append(self._tile(tensors, cells, run, about))
        field = tiles[0] if len(tiles) == 1 else join(tiles)
        return field if field.lattice == part else field.crop(part.box)

    def _tile(
        self, tensors: Mapping[str, Tensor], cells: Lattice, run: tuple[int, int], about: Mapping[str, Any]
    ) -> GaussianField:
        rows = slice(cells.row - self.lattice.row, cells.row - self.lattice.row + cells.rows)
        columns = slice(
            cells.column - self.lattice.column, cells.column - self.lattice.column + cells.columns
        )
        colours = cast(FloatArray, tensors["level"][:, rows, columns])
        counts = cast("npt.NDArray[np.uint8]", tensors["detail_counts"][rows, columns]).ravel()
        places = cast("npt.NDArray[np.uint8]", tensors["detail_places"][slice(*run)])
        details = cast(FloatArray, tensors["details"][:, slice(*run)])
        if int(counts.sum()) != run[1] - run[0] or (places >= self.per_cell).any():
            raise self._damaged()
        n = cells.rows * cells.columns
        cell = np.repeat(np.arange(n), counts)
        slots = (cell * self.per_cell + places).astype(np.int32)
        if (np.diff(slots) <= 0).any():
            raise self._damaged()
        kernels = np.zeros((8, n + run[1] - run[0]), np.float32)
        row, column = np.divmod(np.arange(n), cells.columns)
        kernels[0, :n] = (column + cells.column + 0.5) / self.per_pixel
        kernels[1, :n] = (row + cells.row + 0.5) / self.per_pixel
        kernels[2, :n] = kernels[4, :n] = self.variance
        kernels[5:, :n] = colours.reshape(3, -1)
        kernels[:, n:] = details
        return GaussianField(kernels, cells, details=Details(slots, self.per_cell), **about)

    def _whole(self, text: str, most: int) -> int:
        if not text.isdecimal() or not 1 <= int(text) <= most:
            raise self._damaged()
        return int(text)

    def _damaged(self) -> FieldError:
        return FieldError(
            Message("{name} is damaged: its level and its details do not fit together", name=self._name)
        )
