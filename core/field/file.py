"""A field as a file, written whole and read part by part."""

from __future__ import annotations

import math
from base64 import b64decode, b64encode
from dataclasses import asdict, dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any, cast

import numpy as np
import numpy.typing as npt
from safetensors import SafetensorError
from safetensors.numpy import save_file

from ..utils.arrays import FloatArray
from ..utils.atomic_file import check_place, reason_of
from ..utils.bounded_input import InputError
from ..utils.errors import CsrError
from ..utils.messages import Message
from ..utils.tensor_file import Tensor, open_tensors
from .field import CELLS_PER_PIXEL, FieldError, GaussianField, Lattice, check_extent
from .level_file import TENSORS, LevelLayout, packed

FORMAT = "csr-field"
FORMAT_VERSION = "1"
"""Version of files of kernels on a lattice, and of free ones."""
LEVEL_VERSION = "2"
"""Version of files of a level and details."""

REACH_CUTOFF = 1e-4
"""The cut-off at which a field file's header tells the reach."""
FIELD_SUFFIX = ".safetensors"
PROFILE_KEY = "icc_profile"
"""Key of the header under which the ICC profile stands, in base64."""


@dataclass(frozen=True)
class Boxes:
    """Ranges of a file of free kernels, for each box of the photo: rows of boxes first, as a grid.

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
            raise FieldError(Message("a field's boxes are no grid with kernels in their order"))

    @property
    def lattice(self) -> Lattice:
        """The cells of the boxes together."""
        return Lattice.of_pixels(self.columns[0], self.rows[0], self.columns[-1], self.rows[-1])

    @property
    def are_tiles(self) -> bool:
        """True if the boxes are the tiles of their cells."""
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
            with open_tensors(path) as file:
                metadata = file.metadata
                if metadata.get("format") != FORMAT:
                    raise FieldError(
                        Message(
                            "{name} is not a field: its header does not say '{format}'",
                            name=path.name,
                            format=FORMAT,
                        )
                    )
                version = metadata.get("version")
                if version not in (FORMAT_VERSION, LEVEL_VERSION):
                    raise FieldError(
                        Message(
                            "{name} is a field of format version {version}; "
                            "this program reads version {known}",
                            name=path.name,
                            version=version,
                            known=LEVEL_VERSION,
                        )
                    )
                names = TENSORS if version == LEVEL_VERSION else ("kernels",)
                shapes = {key: (list(file.tensors[key].shape), file.tensors[key].dtype) for key in names}
            self.photo_size = _two_ints(metadata["photo_size"])
            self.model = metadata.get("model", "")
            self.photo_hash = metadata.get("photo_hash", "")
            self.licence = metadata.get("licence", "")
            self.profile = b64decode(metadata.get(PROFILE_KEY, ""), validate=True) or None
            """ICC profile of the colours; None for sRGB."""
            self.boxes: Boxes | None = None
            """Ranges of the kernels of each box; None on a lattice, or where the file does not tell."""
            self._level: LevelLayout | None = None
            if version == LEVEL_VERSION:
                corner = _two_ints(metadata["lattice_corner"])
                self._level = LevelLayout(path.name, metadata, shapes, corner, self.photo_size)
                self.lattice: Lattice | None = self._level.lattice
            else:
                shape = self._kernels_shape(*shapes["kernels"])
                if len(shape) == 3:
                    self.lattice = Lattice(*_two_ints(metadata["lattice_corner"]), shape[2], shape[1])
                else:
                    self.lattice = None
                if min(shape) < 1:
                    raise FieldError(Message("{name} holds no kernels", name=path.name))
                check_extent(path.name, self.photo_size, self.lattice, math.prod(shape[1:]))
                if self.lattice is None:
                    self.boxes = self._read_boxes(shape[-1])
            self.reach = _length(metadata["reach"])
            """How far outside its cell a kernel can act, in photo pixels, at `REACH_CUTOFF`."""
        except (InputError, LookupError, ValueError, OverflowError, OSError) as error:
            raise FieldError(
                Message("{name} cannot be read as a field: {error}", name=path.name, error=error)
            ) from error

    def _kernels_shape(self, shape: list[int], dtype: str) -> list[int]:
        if dtype != "F32" or shape[0] != 8 or len(shape) not in (2, 3):
            raise FieldError(
                Message(
                    "{name}: its kernels have shape {shape} and type {type}",
                    name=self.path.name,
                    shape=shape,
                    type=dtype,
                )
            )
        return shape

    def _read_boxes(self, kernels: int) -> Boxes | None:
        with open_tensors(self.path) as file:
            if "box_starts" not in file.tensors:
                return None
            arrays = [file.tensors[f"box_{name}"][:] for name in ("columns", "rows", "starts")]
        if any(array.dtype != np.int64 or array.ndim != 1 for array in arrays):
            raise FieldError(Message("{name}: its boxes are no whole numbers", name=self.path.name))
        boxes = Boxes(*(tuple(array.tolist()) for array in arrays))
        within = zip((boxes.columns, boxes.rows), self.photo_size, strict=True)
        if any(edges[0] < 0 or edges[-1] > side for edges, side in within):
            raise FieldError(Message("{name}: its boxes lie outside of the photo", name=self.path.name))
        if boxes.starts[-1] != kernels:
            raise FieldError(
                Message(
                    "{name}: its boxes hold {held} of {count} kernels",
                    name=self.path.name,
                    held=boxes.starts[-1],
                    count=kernels,
                )
            )
        return boxes

    def read(self, lattice: Lattice | None = None) -> GaussianField:
        """Return the whole field, or the kernels of some of its lattice cells, or those of a box's cells.

        Raises:
            FieldError: if the file has changed since it was opened, or holds numbers that make no field.
        """
        try:
            field = self._read(lattice)
        except (InputError, LookupError, ValueError, OSError) as error:
            raise FieldError(
                Message("{name} cannot be read as a field: {error}", name=self.path.name, error=error)
            ) from error
        if not np.isfinite(field.kernels).all():
            raise FieldError(Message("{name}: some kernels are not finite numbers", name=self.path.name))
        return field

    def _read(self, lattice: Lattice | None) -> GaussianField:
        about = {
            "photo_size": self.photo_size,
            "model": self.model,
            "photo_hash": self.photo_hash,
            "licence": self.licence,
        }
        with open_tensors(self.path) as file:
            if self._level is not None:
                return self._level.read(file.tensors, lattice, about)
            return self._read_kernels(file.tensors["kernels"], lattice, about)

    def _read_kernels(self, part: Tensor, lattice: Lattice | None, about: dict[str, Any]) -> GaussianField:
        if self.lattice is None:
            first, last = (0, None) if lattice is None or self.boxes is None else self.boxes.run(lattice)
            kernels, cells = cast(FloatArray, part[:, first:last]), None
        else:
            first, cells = 0, lattice or self.lattice
            r, c = cells.row - self.lattice.row, cells.column - self.lattice.column
            kernels = cast(FloatArray, part[:, r : r + cells.rows, c : c + cells.columns])
        return GaussianField(np.ascontiguousarray(kernels.reshape(8, -1)), cells, first=first, **about)


def write_field(
    field: GaussianField,
    path: Path,
    card: dict[str, str] | None = None,
    *,
    profile: bytes | None = None,
) -> None:
    """Write a field as one `.safetensors` file; `card` is more for its header, see `utils/file_header.py`.

    `profile` is the ICC profile of its colours, None for sRGB.

    Free kernels are sorted by the photo's tiles, so that a tile can be read alone: `boxes` says where.

    Raises:
        OSError: if the system does not let it be written, as on a full disk.
        FieldError: if it cannot be written for another reason.
    """
    metadata = {
        "format": FORMAT,
        "version": FORMAT_VERSION,
        "photo_size": f"{field.photo_size[0]} {field.photo_size[1]}",
        "model": field.model,
        "photo_hash": field.photo_hash,
        "licence": field.licence,
        "reach": repr(field.reach(REACH_CUTOFF)),
        **(card or {}),
    }
    if profile is not None:
        metadata[PROFILE_KEY] = b64encode(profile).decode()
    tensors: dict[str, npt.NDArray[Any]] = {}
    if field.details is not None:
        tensors, header = packed(field)
        metadata |= {**header, "version": LEVEL_VERSION}
    elif field.lattice is not None:
        metadata["lattice_corner"] = f"{field.lattice.column} {field.lattice.row}"
        tensors["kernels"] = field.kernels.reshape(8, field.lattice.rows, field.lattice.columns)
    else:
        order, boxes = sorted_by_box(field)
        tensors["kernels"] = np.ascontiguousarray(field.kernels[:, order])
        tensors |= {f"box_{name}": np.array(numbers, np.int64) for name, numbers in asdict(boxes).items()}
    try:
        save_file(tensors, path, metadata=metadata)
    except SafetensorError as error:
        raise reason_of(error) or FieldError(
            Message("the field cannot be written: {error}", error=error)
        ) from error


def sorted_by_box(field: GaussianField) -> tuple[npt.NDArray[np.int64], Boxes]:
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


def _two_ints(text: str) -> tuple[int, int]:
    try:
        a, b = text.split()
        return int(a), int(b)
    except ValueError:
        raise FieldError(
            Message("a field's header says '{text}' where two whole numbers belong", text=text)
        ) from None


def _length(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not (math.isfinite(value) and value >= 0):
        raise FieldError(Message("a field's header says '{text}' where a length belongs", text=text))
    return value


def check_field_place(path: Path, overwrite: bool, *sources: Path) -> None:
    """Look whether a field could be written to a file, before any work is done for it.

    Raises:
        CsrError: if its name is not a field's, or see `check_place`.
    """
    if path.suffix.lower() != FIELD_SUFFIX:
        raise CsrError(
            Message("{name}: a field file's name ends in {suffix}", name=path.name, suffix=FIELD_SUFFIX)
        )
    check_place(path, overwrite, *sources)
