"""The Gaussian field: the kernels whose sum is the continuous picture."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np
import numpy.typing as npt

from ..geometry.view import LONGEST_SIDE, Box
from ..utils.arrays import FloatArray
from ..utils.errors import CsrError
from ..utils.messages import Message

CELLS_PER_PIXEL = 2
"""Lattice cells along one side of a photo pixel, where every cell has one kernel."""

TILE = 256
"""Side of a tile in photo pixels."""

LEVEL_CUTOFF = 1e-6
"""Share of its peak along an axis below which a level's kernel is left out, whatever else is: it carries all
of the picture's brightness, and a few more taps cost little."""
BLOCK_CELLS = 16
"""Cells in a block of details."""


MOST_PHOTO_PIXELS = 1 << 24
"""Largest photo of a field with few kernels, in pixels."""
MOST_PIXELS_PER_KERNEL = 1 << 16
"""Photo pixels for each kernel of a field whose photo is larger: to draw them takes memory and time."""
LARGEST_MARGIN = 64
"""Photo pixels about a photo, at the most, in which a lattice has cells."""


class FieldError(CsrError):
    """A field or a field file cannot be used; the message says why in a sentence."""


@dataclass(frozen=True)
class Lattice:
    """A rectangle of lattice cells, n of them along a side of a photo pixel.

    Cell (row, column) is centred at ((column + 0.5) / n, (row + 0.5) / n).
    """

    column: int
    """First column; negative in the margin outside the photo."""
    row: int
    """First row."""
    columns: int
    rows: int
    per_pixel: int = CELLS_PER_PIXEL
    """Cells along a side of a photo pixel."""

    @classmethod
    def of_pixels(cls, x0: int, y0: int, x1: int, y1: int, per_pixel: int = CELLS_PER_PIXEL) -> Lattice:
        """The cells of the photo pixels x0 <= x < x1, y0 <= y < y1."""
        n = per_pixel
        return cls(x0 * n, y0 * n, (x1 - x0) * n, (y1 - y0) * n, n)

    @property
    def box(self) -> Box:
        """The rectangle of the photo that the cells cover, in photo pixels."""
        n = self.per_pixel
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
        side = TILE * self.per_pixel
        return _edges(self.column, self.columns, side), _edges(self.row, self.rows, side)

    def touching(self, box: Box) -> Lattice:
        """The cells of this lattice that meet a box, in photo pixels; may be empty (0 rows or columns)."""
        n = self.per_pixel
        x0, y0, x1, y1 = box
        left = min(max(math.floor(x0 * n), self.column), self.column + self.columns)
        top = min(max(math.floor(y0 * n), self.row), self.row + self.rows)
        right = min(max(math.ceil(x1 * n), left), self.column + self.columns)
        bottom = min(max(math.ceil(y1 * n), top), self.row + self.rows)
        return Lattice(left, top, right - left, bottom - top, n)


@dataclass(frozen=True, eq=False)
class Details:
    """The cells that a field's details belong to.

    A field of a level and details has, on a lattice of whole photo pixels, one wide round kernel for each
    cell, all alike but for their colours: the level. Its details are further kernels, small, of any shape,
    place and sign, as many for a cell as it needs.

    Raises:
        ValueError: if the slots do not ascend.
    """

    slots: npt.NDArray[np.int32]
    """(m,) ascending: `per_cell` times the index of a cell, rows first, plus a place in the cell."""
    per_cell: int
    """The most details that a cell can have. The last place of each is kept for the level's kernel, where a
    person gave it values of its own: see `edits.applied`."""

    def positions(self, lattice: Lattice) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
        """Row and column of each detail's cell on a lattice, counted from its first cell."""
        return np.divmod((self.slots // self.per_cell).astype(np.int64), lattice.columns)

    def __post_init__(self) -> None:
        if self.slots.ndim != 1 or self.slots.dtype != np.int32 or (self.slots[1:] <= self.slots[:-1]).any():
            raise ValueError("the slots of details must be ascending int32 numbers")


@dataclass(frozen=True, eq=False)
class DetailBlocks:
    """Details in blocks of `BLOCK_CELLS` cells of a row, for drawing: a block out of reach is skipped."""

    starts: npt.NDArray[np.int64]
    """(rows * columns of blocks + 1,) the first kernel of each block, and the end."""
    extents: npt.NDArray[np.float32]
    """(blocks, 6): least and largest mean x, least and largest mean y (photo pixels), largest variance along
    x and along y (photo pixels squared). Of an empty block the least values exceed the largest."""
    columns: int
    """Blocks in a row."""


@dataclass(frozen=True, eq=False)
class GaussianField:
    """Kernels of a part of a photo. A value: nothing changes it after it was made.

    There are three forms: one kernel for each cell of a lattice; a level and details (the lattice's kernels,
    then the details, see `Details`); free kernels, in any order.

    Raises:
        ValueError: if the arrays and the lattice do not fit together.
    """

    kernels: FloatArray
    """(8, n) C-contiguous: mean x, y; covariance xx, xy, yy; colour r, g, b (mass form, sRGB, 0..1).
    Means in photo pixels, covariances in photo pixels squared."""
    lattice: Lattice | None
    """The cells that the kernels belong to, rows first; None when the kernels are free."""
    details: Details | None = field(default=None, kw_only=True)
    """The kernels after the lattice's, which are a level then; None where there are no others."""
    photo_size: tuple[int, int]
    """Width and height of the photo, in photo pixels."""
    model: str = ""
    """Name of the network that made the field."""
    photo_hash: str = ""
    """SHA-256 of the photo's file, hexadecimal."""
    first: int = 0
    """Number of the first of free kernels, in the order of the field's file."""
    licence: str = ""
    """Licence of the weights that made the field; empty where it is not known."""

    def __post_init__(self) -> None:
        k = self.kernels
        if k.ndim != 2 or k.shape[0] != 8 or k.dtype != np.float32 or not k.flags.c_contiguous:
            raise ValueError("kernels must be a contiguous float32 array of shape (8, n)")
        if self.lattice is None:
            if self.details is not None:
                raise ValueError("details belong to the cells of a lattice")
        elif self.cells + (0 if self.details is None else self.details.slots.size) != k.shape[1]:
            raise ValueError(f"{k.shape[1]} kernels do not fill {self.lattice}")

    def __len__(self) -> int:
        return self.kernels.shape[1]

    @property
    def nbytes(self) -> int:
        """Memory of the kernels in bytes."""
        return self.kernels.nbytes + (0 if self.details is None else self.details.slots.nbytes)

    @property
    def cells(self) -> int:
        """Number of the lattice's cells; 0 where the kernels are free."""
        return 0 if self.lattice is None else self.lattice.rows * self.lattice.columns

    @property
    def level_variance(self) -> float | None:
        """Variance of the level's kernels along any axis, in photo pixels squared; None without a level."""
        return None if self.details is None or not self.cells else float(self.kernels[2, 0])

    @cached_property
    def detail_blocks(self) -> DetailBlocks:
        """The details' blocks; only where there are details."""
        assert self.details is not None and self.lattice is not None
        return _blocks_of(self.kernels[:, self.cells :], self.details, self.lattice, self.cells)

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
        added = footprint / scale**2
        reach = offset + math.sqrt(-2 * math.log(cutoff) * (variance + added))
        level = self.level_variance
        if level is None or cutoff == 1:
            return reach
        return max(reach, math.sqrt(-2 * math.log(min(cutoff, LEVEL_CUTOFF)) * (level + added)))

    @cached_property
    def _extent(self) -> tuple[float, float, Box]:
        """Largest distance of a mean from its cell, largest variance along an axis, and the box."""
        if self.details is None:
            return _extent_of(self.kernels, self.lattice)
        assert self.lattice is not None
        if not self.details.slots.size:
            return 0.0, 0.0, self.lattice.box
        kernels = self.kernels[:, self.cells :]
        row, column = self.details.positions(self.lattice)
        n = self.lattice.per_pixel
        dx = kernels[0] - (column + self.lattice.column) / n
        dy = kernels[1] - (row + self.lattice.row) / n
        offset = max(
            -float(dx.min()), float(dx.max()) - 1 / n, -float(dy.min()), float(dy.max()) - 1 / n, 0.0
        )
        return offset, float(max(kernels[2].max(), kernels[4].max())), self.lattice.box

    def detail_rows(self, part: Lattice) -> tuple[int, int]:
        """First and one past the last kernel of the details in the rows of some of the lattice's cells."""
        assert self.lattice is not None
        blocks, row = self.detail_blocks, part.row - self.lattice.row
        starts = blocks.starts
        return int(starts[row * blocks.columns]), int(starts[(row + part.rows) * blocks.columns])

    def details_touching(self, part: Lattice) -> npt.NDArray[np.int64]:
        """The places among the kernels of the details in some of the lattice's cells."""
        assert self.details is not None and self.lattice is not None
        return _details_in(self.details, self.lattice, part)[0] + self.cells

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
        grid = self.kernels[:, : self.cells].reshape(8, self.lattice.rows, self.lattice.columns)
        cut = grid[:, rows : rows + part.rows, columns : columns + part.columns].reshape(8, -1)
        if self.details is None:
            return replace(self, kernels=np.ascontiguousarray(cut), lattice=part)
        keep, details = _details_in(self.details, self.lattice, part)
        kernels = np.concatenate((cut, self.kernels[:, self.cells :][:, keep]), axis=1)
        return replace(self, kernels=kernels, lattice=part, details=details)


def check_extent(name: str, photo_size: tuple[int, int], lattice: Lattice | None, kernels: int) -> None:
    """Check that the sizes that a file's header tells are those of a field, before memory is taken for them.

    Args:
        name: of the file.
        photo_size: width and height of the photo, in photo pixels.
        lattice: the cells; None of a field of free kernels.
        kernels: how many kernels the file holds.

    Raises:
        FieldError: if the photo has no pixels or is too large for so few kernels, or if cells lie far outside
            the photo.
    """
    width, height = photo_size
    if min(photo_size) < 1:
        raise FieldError(Message("{name}: its photo has no pixels", name=name))
    if max(photo_size) > LONGEST_SIDE or width * height > max(
        MOST_PHOTO_PIXELS, kernels * MOST_PIXELS_PER_KERNEL
    ):
        raise FieldError(
            Message(
                "{name}: a photo of {width} x {height} pixels is too large for {kernels} kernels",
                name=name,
                width=width,
                height=height,
                kernels=kernels,
            )
        )
    if lattice is not None:
        # In whole cells: a number of a header may be too large to be divided.
        margin, right, bottom = (lattice.per_pixel * n for n in (LARGEST_MARGIN, width, height))
        last_column, last_row = lattice.column + lattice.columns, lattice.row + lattice.rows
        first = min(lattice.column, lattice.row)
        if first < -margin or last_column > right + margin or last_row > bottom + margin:
            raise FieldError(Message("{name}: its cells lie outside of the photo", name=name))


def join(tiles: Sequence[GaussianField]) -> GaussianField:
    """One field of several tiles. Lattice tiles must fill a rectangle.

    Raises:
        ValueError: if there are no tiles, or lattice tiles leave a gap or overlap.
    """
    if not tiles:
        raise ValueError("there are no tiles to join")
    lattices = [t.lattice for t in tiles if t.lattice is not None]
    if len(lattices) < len(tiles):
        kernels = np.concatenate([t.kernels for t in tiles], axis=1)
        return replace(tiles[0], kernels=kernels, lattice=None)
    column, row = min(p.column for p in lattices), min(p.row for p in lattices)
    columns = max(p.column + p.columns for p in lattices) - column
    rows = max(p.row + p.rows for p in lattices) - row
    return joined(tiles, Lattice(column, row, columns, rows, lattices[0].per_pixel))


def joined(tiles: Iterable[GaussianField], lattice: Lattice) -> GaussianField:
    """The field of a lattice, of tiles that fill it; they are taken one at a time. Tiles may all be free.

    Raises:
        ValueError: if they leave a gap, overlap, or are not tiles of that lattice.
    """
    grid = np.empty((8, lattice.rows, lattice.columns), np.float32)
    details: list[FloatArray] = []
    slots: list[npt.NDArray[np.int64]] = []
    cells = 0
    last: GaussianField | None = None
    tiles = iter(tiles)
    for last in tiles:
        part = last.lattice
        if part is None:
            if cells:
                raise ValueError("free kernels have no place in a lattice")
            return join([last, *tiles])
        r, c = part.row - lattice.row, part.column - lattice.column
        outside = min(r, c, lattice.rows - r - part.rows, lattice.columns - c - part.columns) < 0
        if outside or part.per_pixel != lattice.per_pixel:
            raise ValueError(f"{part} is no part of {lattice}")
        own = last.kernels[:, : last.cells].reshape(8, part.rows, part.columns)
        grid[:, r : r + part.rows, c : c + part.columns] = own
        if last.details is not None:
            details.append(last.kernels[:, last.cells :])
            slots.append(_slots_in(last.details, part, lattice))
        cells += part.rows * part.columns
    if last is None or cells != lattice.rows * lattice.columns:
        raise ValueError("the tiles do not fill a rectangle")
    kernels = grid.reshape(8, -1)
    if last.details is None:
        return replace(last, kernels=kernels, lattice=lattice)
    every = np.concatenate(slots)
    if every.size and every.max() > np.iinfo(np.int32).max:
        raise FieldError("a field of so many photo pixels is only made tile by tile")
    order = np.argsort(every)
    kernels = np.concatenate((kernels, np.concatenate(details, axis=1)[:, order]), axis=1)
    return replace(
        last,
        kernels=kernels,
        lattice=lattice,
        details=Details(every[order].astype(np.int32), last.details.per_cell),
    )


def count_in(tiles: Sequence[GaussianField], box: Box) -> int:
    """How many kernels have their cell (or mean) in a box of the photo."""
    count = count_marked_in(tiles, box)
    for tile in tiles:
        if tile.lattice is not None and tile.details is not None:
            part = tile.lattice.touching(box)
            count += part.rows * part.columns
    return count


def count_marked_in(tiles: Sequence[GaussianField], box: Box) -> int:
    """As `count_in`, without the kernels of levels."""
    count = 0
    for tile in tiles:
        if tile.lattice is None:
            count += len(tile.crop(box))
            continue
        part = tile.lattice.touching(box)
        if tile.details is None:
            count += part.rows * part.columns
        else:
            count += _details_in(tile.details, tile.lattice, part)[0].size
    return count


def _slots_in(details: Details, part: Lattice, whole: Lattice) -> npt.NDArray[np.int64]:
    """The slots that the details of a part of a lattice have in the whole one; they may not ascend there."""
    cell, place = np.divmod(details.slots.astype(np.int64), details.per_cell)
    row, column = np.divmod(cell, part.columns)
    row += part.row - whole.row
    column += part.column - whole.column
    return (row * whole.columns + column) * details.per_cell + place


def _details_in(details: Details, whole: Lattice, part: Lattice) -> tuple[npt.NDArray[np.int64], Details]:
    """The places among the details of a lattice of those in a part of it, and those as the part's details."""
    # The slots of a row of cells lie together: only those of the part's rows are looked at.
    row_slots = whole.columns * details.per_cell
    top = part.row - whole.row
    first, last = np.searchsorted(details.slots, (top * row_slots, (top + part.rows) * row_slots))
    cell, place = np.divmod(details.slots[first:last], details.per_cell)
    row, column = np.divmod(cell, whole.columns)
    row -= top
    column += whole.column - part.column
    keep = np.flatnonzero((column >= 0) & (column < part.columns))
    slots = (row[keep] * part.columns + column[keep]) * details.per_cell + place[keep]
    return keep + first, Details(slots.astype(np.int32), details.per_cell)


def _blocks_of(kernels: FloatArray, details: Details, lattice: Lattice, first: int) -> DetailBlocks:
    """The blocks of details (8, m), the first of which is the field's kernel number `first`."""
    columns = -(-lattice.columns // BLOCK_CELLS)
    cells = np.arange(lattice.rows)[:, None] * lattice.columns + np.arange(columns) * BLOCK_CELLS
    edges = np.append(cells.ravel(), lattice.rows * lattice.columns) * details.per_cell
    starts = np.searchsorted(details.slots, edges).astype(np.int64)
    extents = np.empty((starts.size - 1, 6), np.float32)
    extents[:] = (np.inf, -np.inf, np.inf, -np.inf, 0, 0)
    full = np.flatnonzero(starts[1:] > starts[:-1])
    if full.size:
        measures = (
            (np.minimum, 0),
            (np.maximum, 0),
            (np.minimum, 1),
            (np.maximum, 1),
            (np.maximum, 2),
            (np.maximum, 4),
        )
        for column, (extreme, row) in enumerate(measures):
            extents[full, column] = extreme.reduceat(kernels[row], starts[full])
    return DetailBlocks(starts + first, extents, columns)


def _edges(first: int, count: int, side: int) -> list[int]:
    return [first, *(i * side for i in range(1, max(1, round((first + count) / side)))), first + count]


def _extent_of(kernels: FloatArray, lattice: Lattice | None) -> tuple[float, float, Box]:
    if kernels.shape[1] == 0:
        return 0.0, 0.0, lattice.box if lattice is not None else (0.0, 0.0, 0.0, 0.0)
    variance = float(max(kernels[2].max(), kernels[4].max()))
    x, y = kernels[0], kernels[1]
    if lattice is None:
        return 0.0, variance, (float(x.min()), float(y.min()), float(x.max()), float(y.max()))
    n = lattice.per_pixel
    grid_x, grid_y = x.reshape(lattice.rows, -1), y.reshape(lattice.rows, -1)
    left = (np.arange(lattice.columns, dtype=np.float32) + np.float32(lattice.column)) / np.float32(n)
    top = (np.arange(lattice.rows, dtype=np.float32) + np.float32(lattice.row)) / np.float32(n)
    dx, dy = grid_x - left, grid_y - top[:, None]
    offset = max(-float(dx.min()), float(dx.max()) - 1 / n, -float(dy.min()), float(dy.max()) - 1 / n, 0.0)
    return offset, variance, lattice.box
