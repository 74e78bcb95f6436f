"""How a field is cut into tiles, and which of them a view reaches."""

from __future__ import annotations

import math
from copy import copy
from itertools import pairwise

from ..geometry.orientation import Orientation
from ..geometry.view import Box, View
from .field import CELLS_PER_PIXEL, Lattice
from .turned import turned_lattice

KERNEL_BYTES = 32
BYTES_PER_PIXEL = KERNEL_BYTES * CELLS_PER_PIXEL**2

_EVERYWHERE = [-(1 << 40), 1 << 40]
"""Edges of the one tile of a field that is not cut, in cells."""

Tile = tuple[int, int]
"""Column and row of a tile."""


class TileGrid:
    """The tiles of some cells. A value.

    Args:
        lattice: the cells that are cut; None where the whole is one tile.
    """

    def __init__(self, lattice: Lattice | None) -> None:
        self._whole = lattice
        edges = lattice.tile_edges() if lattice is not None else (_EVERYWHERE, _EVERYWHERE)
        self._columns, self._rows = (list(pairwise(along)) for along in edges)

    def turned(self, orientation: Orientation, photo_size: tuple[int, int]) -> TileGrid:
        """The tiles of the turned photo.

        Args:
            orientation: how it is turned.
            photo_size: its width and height as it was, in photo pixels.
        """
        if self._whole is None:
            return self
        grid = copy(self)
        grid._whole = turned_lattice(self._whole, orientation, photo_size)
        columns, rows = (self._rows, self._columns) if orientation.transposed else (self._columns, self._rows)
        width, height = (side * self._whole.per_pixel for side in orientation.size(photo_size))
        grid._columns = _reversed(columns, width) if orientation.flipped_x else columns
        grid._rows = _reversed(rows, height) if orientation.flipped_y else rows
        return grid

    def turned_tile(self, tile: Tile, orientation: Orientation) -> Tile:
        """Which tile of the turned photo's grid a tile comes to."""
        if self._whole is None:
            return tile
        (column, row), columns, rows = tile, len(self._columns), len(self._rows)
        if orientation.transposed:
            column, row, columns, rows = row, column, rows, columns
        return (
            columns - 1 - column if orientation.flipped_x else column,
            rows - 1 - row if orientation.flipped_y else row,
        )

    def all(self) -> list[Tile]:
        """Every tile, row after row."""
        return [(c, r) for r in range(len(self._rows)) for c in range(len(self._columns))]

    def lattice(self, tile: Tile) -> Lattice | None:
        """A tile's cells; None where the field is not cut."""
        if self._whole is None:
            return None
        (left, right), (top, bottom) = self._columns[tile[0]], self._rows[tile[1]]
        return Lattice(left, top, right - left, bottom - top, self._whole.per_pixel)

    def holds(self, tile: Tile, row: int, column: int) -> bool:
        """Tell if a cell, counted from the first of the whole, lies in a tile."""
        part = self.lattice(tile)
        if part is None or self._whole is None:
            return True
        row, column = row + self._whole.row - part.row, column + self._whole.column - part.column
        return 0 <= row < part.rows and 0 <= column < part.columns

    def nbytes(self, tile: Tile) -> int:
        """Memory of a tile of four kernels a photo pixel, which others seldom exceed; none where not cut."""
        lattice = self.lattice(tile)
        return (
            0 if lattice is None else lattice.rows * lattice.columns * BYTES_PER_PIXEL // lattice.per_pixel**2
        )

    def box(self, tile: Tile) -> Box:
        """A tile's part of the photo."""
        lattice = self.lattice(tile)
        return lattice.box if lattice is not None else (-math.inf, -math.inf, math.inf, math.inf)

    def reached(self, view: View, reach: float) -> list[Tile]:
        """The tiles whose kernels, which act so far in photo pixels, act in a view."""
        x0, y0, x1, y1 = view.box
        n = 1 if self._whole is None else self._whole.per_pixel
        columns = [i for i, (a, b) in enumerate(self._columns) if a / n - reach < x1 and b / n + reach > x0]
        rows = [i for i, (a, b) in enumerate(self._rows) if a / n - reach < y1 and b / n + reach > y0]
        return [(c, r) for r in rows for c in columns]

    def distance(self, tile: Tile, view: View) -> float:
        """From the middle of a tile to that of a view, in photo pixels."""
        x0, y0, x1, y1 = self.box(tile)
        x, y = view.centre
        return math.hypot((x0 + x1) / 2 - x, (y0 + y1) / 2 - y)

    def alone(self, tile: Tile, there: set[Tile], reach: float) -> Box:
        """A tile's box without what those of its neighbours reach that are not there."""
        column, row = tile
        lacking = {
            (dx, dy)
            for dx in (-1, 0, 1)
            for dy in (-1, 0, 1)
            if 0 <= column + dx < len(self._columns)
            and 0 <= row + dy < len(self._rows)
            and (column + dx, row + dy) not in there
        }
        x0, y0, x1, y1 = self.box(tile)
        return (
            x0 + reach * any(dx < 0 for dx, _ in lacking),
            y0 + reach * any(dy < 0 for _, dy in lacking),
            x1 - reach * any(dx > 0 for dx, _ in lacking),
            y1 - reach * any(dy > 0 for _, dy in lacking),
        )


def _reversed(edges: list[tuple[int, int]], length: int) -> list[tuple[int, int]]:
    """The ends of tiles along an axis, counted from the other end of the photo."""
    return [(length - stop, length - start) for start, stop in reversed(edges)]
