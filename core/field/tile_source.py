"""Sources of a field's tiles."""

from __future__ import annotations

from typing import Protocol

import numpy as np

from .field import TILE, GaussianField, Lattice
from .file import REACH_CUTOFF, FieldFile, sorted_by_box


class TileSource(Protocol):
    """A source of tiles: a network and a photo, or a file."""

    photo_size: tuple[int, int]
    lattice: Lattice | None
    """The cells that are cut into tiles: the whole field's, or those of the boxes of free kernels. None where
    the whole is one tile."""
    model: str
    licence: str
    """Licence of the weights that made the field; empty where it is not known."""
    profile: bytes | None
    """ICC profile of the kernels' colours; None for sRGB."""
    reach: float
    """Upper bound, in photo pixels, of how far a kernel acts from its cell at the cut-off at rest."""

    def make(self, lattice: Lattice | None) -> GaussianField:
        """The kernels of some cells: on them, or the free ones of that box."""
        ...


class FieldFileSource:
    """Tiles read from a field file.

    Raises:
        FieldError: if the file is not a field.
    """

    def __init__(self, file: FieldFile) -> None:
        self._file = file
        self.photo_size = file.photo_size
        boxes = file.boxes.lattice if file.boxes is not None and file.boxes.are_tiles else None
        # Tiles know their neighbours only: kernels that reach farther make the field one tile.
        self.lattice = (file.lattice or boxes) if file.reach <= TILE / 2 else None
        self.model = file.model
        self.licence = file.licence
        self.profile = file.profile
        self.reach = file.reach

    def make(self, lattice: Lattice | None) -> GaussianField:
        """The kernels of some cells, from the file."""
        return self._file.read(lattice)


class WholeFieldSource:
    """Tiles cut from a field of free kernels that is in memory, as one of a compact or a PLY file."""

    def __init__(self, field: GaussianField) -> None:
        order, self._boxes = sorted_by_box(field)
        self._kernels = np.ascontiguousarray(field.kernels[:, order])
        self._photo_hash = field.photo_hash
        self.photo_size = field.photo_size
        self.model = field.model
        self.licence = field.licence
        self.profile: bytes | None = None
        self.reach = field.reach(REACH_CUTOFF)
        self.lattice = self._boxes.lattice if self.reach <= TILE / 2 else None

    def make(self, lattice: Lattice | None) -> GaussianField:
        """The kernels of a box, given by its cells, or all."""
        first, last = (0, None) if lattice is None else self._boxes.run(lattice)
        kernels = np.ascontiguousarray(self._kernels[:, first:last])
        return GaussianField(
            kernels, None, self.photo_size, self.model, self._photo_hash, first, self.licence
        )
