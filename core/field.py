"""The Gaussian field: the kernels whose sum is the continuous picture."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import Any, cast

import numpy as np
import numpy.typing as npt
from safetensors import SafetensorError, safe_open
from safetensors.numpy import save_file

from .view import Box

FORMAT = "csr-field"
FORMAT_VERSION = "1"

REACH_CUTOFF = 1e-4
"""The cut-off at which a field file's header tells the reach."""

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

    def save(self, path: Path) -> None:
        """Write the field as one `.safetensors` file.

        Free kernels are sorted by the photo's tiles, so that a tile can be read alone: `boxes` says where.

        Raises:
            FieldError: if it cannot be written, as on a full disk.
        """
        metadata = {
            "format": FORMAT,
            "version": FORMAT_VERSION,
            "photo_size": f"{self.photo_size[0]} {self.photo_size[1]}",
            "model": self.model,
            "photo_hash": self.photo_hash,
            "licence": self.licence,
            "reach": repr(self.reach(REACH_CUTOFF)),
        }
        tensors: dict[str, npt.NDArray[Any]] = {}
        if self.lattice is not None:
            metadata["lattice_corner"] = f"{self.lattice.column} {self.lattice.row}"
            tensors["kernels"] = self.kernels.reshape(8, self.lattice.rows, self.lattice.columns)
        else:
            order, boxes = _sorted_by_box(self)
            tensors["kernels"] = np.ascontiguousarray(self.kernels[:, order])
            tensors |= {f"box_{name}": np.array(numbers, np.int64) for name, numbers in asdict(boxes).items()}
        path.touch()
        mode = path.stat().st_mode
        try:
            save_file(tensors, path, metadata=metadata)
            path.chmod(mode)  # safetensors makes files that nobody else may read
        except SafetensorError as error:
            raise FieldError(f"the field cannot be written: {error}") from error


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


@dataclass(frozen=True)
class Boxes:
    """Where a file of free kernels has those of each box of the photo: rows of boxes first, as a grid.

    Raises:
        FieldError: if the numbers make no grid.
    """

    columns: tuple[int, ...]
    """Edges of the columns of boxes, ascending, in photo pixels."""
    rows: tuple[int, ...]
    """Edges of the rows of boxes."""
    starts: tuple[int, ...]
    """Number of the first kernel of each box, and at the end how many kernels there are."""

    def __post_init__(self) -> None:
        along = (self.columns, self.rows)
        grid = all(len(edges) > 1 and all(a < b for a, b in pairwise(edges)) for edges in along)
        counts = all(a <= b for a, b in pairwise((0, *self.starts)))
        if not (grid and counts and len(self.starts) == 1 + math.prod(len(edges) - 1 for edges in along)):
            raise FieldError("a field's boxes are no grid with kernels in their order")

    @property
    def lattice(self) -> Lattice:
        """The cells of the boxes together."""
        return Lattice.of_pixels(self.columns[0], self.rows[0], self.columns[-1], self.rows[-1])

    @property
    def are_tiles(self) -> bool:
        """Whether the boxes are the tiles of their cells."""
        n = CELLS_PER_PIXEL
        return self.lattice.tile_edges() == ([c * n for c in self.columns], [r * n for r in self.rows])

    def run(self, lattice: Lattice) -> tuple[int, int]:
        """First and one past the last number of the kernels of a box, given by its cells."""
        x0, y0, _, _ = lattice.box
        box = self.rows.index(int(y0)) * (len(self.columns) - 1) + self.columns.index(int(x0))
        return self.starts[box], self.starts[box + 1]


class FieldFile:
    """A field on disk, read part by part: a field larger than memory can be looked at.

    Raises:
        FieldError: if the file is not a field that this version can read.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            with safe_open(path, framework="numpy") as file:  # pyright: ignore[reportUnknownVariableType]
                metadata = cast("dict[str, str]", file.metadata() or {})
                if metadata.get("format") != FORMAT:
                    raise FieldError(f"{path.name} is not a field: its header does not say '{FORMAT}'")
                if metadata.get("version") != FORMAT_VERSION:
                    raise FieldError(
                        f"{path.name} is a field of format version {metadata.get('version')}; "
                        f"this program reads version {FORMAT_VERSION}"
                    )
                part = cast("Any", file.get_slice("kernels"))
                shape, dtype = [int(n) for n in part.get_shape()], str(part.get_dtype())
            self.photo_size = _two_ints(metadata["photo_size"])
            self.model = metadata.get("model", "")
            self.photo_hash = metadata.get("photo_hash", "")
            self.licence = metadata.get("licence", "")
            if dtype != "F32" or shape[0] != 8 or len(shape) not in (2, 3):
                raise FieldError(f"{path.name}: its kernels have shape {shape} and type {dtype}")
            self.lattice = (
                Lattice(*_two_ints(metadata["lattice_corner"]), shape[2], shape[1])
                if len(shape) == 3
                else None
            )
            self.boxes = self._read_boxes(shape[-1]) if self.lattice is None else None
            """Where the kernels of each box are; None on a lattice, or where the file does not tell."""
            self.reach = _length(metadata["reach"])
            """How far outside its cell a kernel can act, in photo pixels, at `REACH_CUTOFF`."""
        except (SafetensorError, KeyError, IndexError, OSError) as error:
            raise FieldError(f"{path.name} cannot be read as a field: {error}") from error
        if min(self.photo_size) < 1:
            raise FieldError(f"{path.name}: its photo has no pixels")

    def _read_boxes(self, kernels: int) -> Boxes | None:
        with safe_open(self.path, framework="numpy") as file:  # pyright: ignore[reportUnknownVariableType]
            if "box_starts" not in cast("list[str]", list(file.keys())):
                return None
            names = ("columns", "rows", "starts")
            arrays = [cast("npt.NDArray[Any]", file.get_tensor(f"box_{name}")) for name in names]
        if any(array.dtype != np.int64 or array.ndim != 1 for array in arrays):
            raise FieldError(f"{self.path.name}: its boxes are no whole numbers")
        boxes = Boxes(*(tuple(array.tolist()) for array in arrays))
        if boxes.starts[-1] != kernels:
            raise FieldError(f"{self.path.name}: its boxes hold {boxes.starts[-1]} of {kernels} kernels")
        return boxes

    def read(self, lattice: Lattice | None = None) -> GaussianField:
        """The whole field, or the kernels of some of its lattice cells, or those of a box's cells."""
        first = 0
        with safe_open(self.path, framework="numpy") as file:  # pyright: ignore[reportUnknownVariableType]
            part = cast("Any", file.get_slice("kernels"))
            if self.lattice is None:
                first, last = (0, None) if lattice is None or self.boxes is None else self.boxes.run(lattice)
                kernels, cells = cast(FloatArray, part[:, first:last]), None
            else:
                cells = lattice or self.lattice
                r, c = cells.row - self.lattice.row, cells.column - self.lattice.column
                kernels = cast(FloatArray, part[:, r : r + cells.rows, c : c + cells.columns])
        flat = np.ascontiguousarray(kernels.reshape(8, -1))
        if not np.isfinite(flat).all():
            raise FieldError(f"{self.path.name}: some kernels are not finite numbers")
        return GaussianField(
            flat, cells, self.photo_size, self.model, self.photo_hash, first, licence=self.licence
        )


def _sorted_by_box(field: GaussianField) -> tuple[npt.NDArray[np.int64], Boxes]:
    """The order that sorts free kernels by the tiles of the photo, and those tiles as boxes.

    What lies outside the photo belongs to the nearest box.
    """
    n = CELLS_PER_PIXEL
    columns, rows = (
        [e // n for e in edges] for edges in Lattice.of_pixels(0, 0, *field.photo_size).tile_edges()
    )
    x, y = field.kernels[0], field.kernels[1]
    column, row = np.searchsorted(columns[1:-1], x, "right"), np.searchsorted(rows[1:-1], y, "right")
    box = row * (len(columns) - 1) + column
    counts = np.bincount(box, minlength=(len(columns) - 1) * (len(rows) - 1))
    starts = np.concatenate(([0], np.cumsum(counts)))
    return np.argsort(box, kind="stable"), Boxes(tuple(columns), tuple(rows), tuple(starts.tolist()))


def _edges(first: int, count: int) -> list[int]:
    side = TILE * CELLS_PER_PIXEL
    return [first, *(i * side for i in range(1, max(1, round((first + count) / side)))), first + count]


def _two_ints(text: str) -> tuple[int, int]:
    try:
        a, b = text.split()
        return int(a), int(b)
    except ValueError:
        raise FieldError(f"a field's header says '{text}' where two whole numbers belong") from None


def _length(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not (math.isfinite(value) and value >= 0):
        raise FieldError(f"a field's header says '{text}' where a length belongs")
    return value


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
