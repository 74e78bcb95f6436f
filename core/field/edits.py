"""What a person changed: kernels edited or muted, kernels peeled away, the footprint. Values, all of them.

A kernel's *number* is its place in the whole field, rows of the lattice first (or, of free kernels, in the
order of the file): the same number means the same kernel at every zoom and in every tile.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import numpy.typing as npt

from ..geometry.warp import NO_WARP, Warp
from ..rasterize import FOOTPRINT
from .field import FloatArray, GaussianField, Lattice
from .measures import Peel

KernelNumbers = npt.NDArray[np.int64]
"""Numbers of kernels, ascending, none twice."""


def numbers(values: Sequence[int] | npt.NDArray[np.integer] = ()) -> KernelNumbers:
    """Numbers in order, each once."""
    return np.unique(np.asarray(values, np.int64))


def _no_kernels() -> FloatArray:
    return np.empty((8, 0), np.float32)


@dataclass(frozen=True, eq=False)
class Edits:
    """The changes to a field's kernels: what undo goes back over."""

    edited: KernelNumbers = field(default_factory=numbers)
    """Kernels that have other values now."""
    kernels: FloatArray = field(default_factory=_no_kernels)
    """(8, n): the values of those."""
    muted: KernelNumbers = field(default_factory=numbers)
    """Kernels whose colour is zero."""
    solo: KernelNumbers = field(default_factory=numbers)
    """If any: no others are shown. A way of looking, which a saved field does not know."""

    def with_kernel(self, number: int, kernel: FloatArray) -> Edits:
        """The same with one kernel's values, (8,)."""
        others = self.edited != number
        together = np.append(self.edited[others], number)
        kernels = np.concatenate((self.kernels[:, others], kernel.astype(np.float32)[:, None]), axis=1)
        order = np.argsort(together)
        return replace(self, edited=together[order], kernels=np.ascontiguousarray(kernels[:, order]))

    def kernel(self, number: int) -> FloatArray | None:
        """The values of an edited kernel, (8,); None if it was not edited."""
        at = np.searchsorted(self.edited, number)
        return self.kernels[:, at] if at < self.edited.size and self.edited[at] == number else None

    def muting(self, more: KernelNumbers) -> Edits:
        """The same with more kernels muted."""
        return replace(self, muted=np.union1d(self.muted, more))

    def soloing(self, more: KernelNumbers) -> Edits:
        """The same with more kernels among those that alone are shown."""
        return replace(self, solo=np.union1d(self.solo, more))

    def sounding(self, these: KernelNumbers) -> Edits:
        """The same with these kernels no longer muted."""
        return replace(self, muted=np.setdiff1d(self.muted, these))

    def same_field(self, other: Edits) -> bool:
        """Whether a field with these edits, saved, is the one with the others."""
        return (
            np.array_equal(self.edited, other.edited)
            and np.array_equal(self.kernels, other.kernels)
            and np.array_equal(self.muted, other.muted)
        )


NO_EDITS = Edits()


@dataclass(frozen=True, eq=False)
class Alteration:
    """All that makes the shown field another than the one that was made of the photo."""

    edits: Edits = NO_EDITS
    peel: Peel = field(default_factory=Peel)
    footprint: float = FOOTPRINT
    """Variance added for a device pixel, in device pixels squared."""
    warp: Warp = NO_WARP
    """How the field is seen; a saved field does not know it."""

    @property
    def changes_kernels(self) -> bool:
        """Whether any kernel may be shown differently."""
        edits = self.edits
        return bool(edits.edited.size or edits.muted.size or edits.solo.size) or not self.peel.keeps_all

    def hides_as(self, other: Alteration) -> bool:
        """Whether the same kernels of the tiles have no colour: then only edited kernels' values differ."""
        ours, theirs = self.edits, other.edits
        return (
            self.peel == other.peel
            and np.array_equal(ours.edited, theirs.edited)
            and np.array_equal(ours.muted, theirs.muted)
            and np.array_equal(ours.solo, theirs.solo)
        )

    @property
    def is_plain(self) -> bool:
        """Whether the picture is that of the field as it was made."""
        return not self.changes_kernels and self.footprint == FOOTPRINT and self.warp.changes_nothing


UNALTERED = Alteration()


def numbers_in(tile: GaussianField, whole: Lattice | None, places: npt.NDArray[np.integer]) -> KernelNumbers:
    """The numbers of kernels at some places (columns of `kernels`) of a tile of a field, in their order.

    Args:
        tile: a tile.
        whole: the field's lattice; None where the field is not cut into tiles.
        places: indices into the tile.
    """
    return numbers_at(tile.lattice, tile.first, whole, places)


def numbers_at(
    cells: Lattice | None, first: int, whole: Lattice | None, places: npt.NDArray[np.integer]
) -> KernelNumbers:
    """As `numbers_in`, of kernels that belong to some cells, or of free ones that begin with a number."""
    if cells is None or whole is None:
        return places.astype(np.int64) + first
    row, column = np.divmod(places.astype(np.int64), cells.columns)
    row += cells.row - whole.row
    return row * whole.columns + column + (cells.column - whole.column)


def places_in(tile: GaussianField, whole: Lattice | None, which: KernelNumbers) -> npt.NDArray[np.int64]:
    """The places in a tile of those kernels, of some numbers, that lie in it."""
    if tile.lattice is None or whole is None:
        places = which - tile.first
        return places[(places >= 0) & (places < len(tile))]
    row, column = np.divmod(which, whole.columns)
    row -= tile.lattice.row - whole.row
    column -= tile.lattice.column - whole.column
    inside = (row >= 0) & (row < tile.lattice.rows) & (column >= 0) & (column < tile.lattice.columns)
    return row[inside] * tile.lattice.columns + column[inside]


def altered(tile: GaussianField, whole: Lattice | None, alteration: Alteration) -> GaussianField:
    """A tile as it is shown: kernels that are muted, peeled away or edited have no colour.

    They keep their cells, so that the tile keeps its lattice. The edited ones come back as
    `edited_kernels`, wherever they are now. The tile itself is returned where nothing changes.
    """
    edits = alteration.edits
    hidden = np.zeros(len(tile), np.bool_)
    if edits.solo.size:
        hidden[:] = True
        hidden[places_in(tile, whole, edits.solo)] = False
    if not alteration.peel.keeps_all:
        hidden |= ~alteration.peel.keeps(tile.kernels)
    hidden[places_in(tile, whole, edits.muted)] = True
    hidden[places_in(tile, whole, edits.edited)] = True
    if not hidden.any():
        return tile
    kernels = tile.kernels.copy()
    kernels[5:, hidden] = 0
    return replace(tile, kernels=kernels)


def edited_kernels(alteration: Alteration, photo_size: tuple[int, int]) -> GaussianField | None:
    """The edited kernels, in the order of their numbers, as a field of free ones; None if there are none."""
    edits = alteration.edits
    if not edits.edited.size:
        return None
    kernels = edits.kernels.copy()
    hidden = np.isin(edits.edited, edits.muted)
    if edits.solo.size:
        hidden |= ~np.isin(edits.edited, edits.solo)
    hidden |= ~alteration.peel.keeps(kernels)
    kernels[5:, hidden] = 0
    return GaussianField(kernels, None, photo_size)


def applied(edits: Edits, tile: GaussianField, whole: Lattice | None) -> GaussianField:
    """A tile of the field that is saved: edited kernels in their cells, muted ones without colour.

    Free kernels that are muted are left out.
    """
    kernels = tile.kernels.copy()
    inside = np.isin(edits.edited, numbers_in(tile, whole, np.arange(len(tile))), assume_unique=True)
    kernels[:, places_in(tile, whole, edits.edited)] = edits.kernels[:, inside]
    muted = places_in(tile, whole, edits.muted)
    kernels[5:, muted] = 0
    if tile.lattice is None:
        kernels = np.delete(kernels, muted, axis=1)
    return replace(tile, kernels=np.ascontiguousarray(kernels))


def shown(kernels: FloatArray) -> npt.NDArray[np.bool_]:
    """Which kernels of (8, n) have a colour: those without are muted or peeled away, or never were seen."""
    return (kernels[5] != 0) | (kernels[6] != 0) | (kernels[7] != 0)
