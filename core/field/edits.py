"""Changes of a field's kernels by a person: values that undo goes back over.

A kernel's *number* is its place in the whole field, rows of the lattice first (or, of free kernels, in the
order of the file): the same number means the same kernel at every zoom and in every tile.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import numpy.typing as npt

from ..utils.arrays import FloatArray
from .field import Details, GaussianField, Lattice

KernelNumbers = npt.NDArray[np.int64]
"""Numbers of kernels, ascending, none twice."""


def numbers(values: Sequence[int] | npt.NDArray[np.integer] = ()) -> KernelNumbers:
    """Numbers in order, each once."""
    return np.unique(np.asarray(values, np.int64))


def _no_numbers() -> KernelNumbers:
    return np.empty(0, np.int64)


def _no_kernels() -> FloatArray:
    return np.empty((8, 0), np.float32)


@dataclass(frozen=True, eq=False)
class Edits:
    """The changes to a field's kernels: what undo goes back over."""

    edited: KernelNumbers = field(default_factory=_no_numbers)
    """Kernels that have other values now."""
    kernels: FloatArray = field(default_factory=_no_kernels)
    """(8, n): the values of those."""
    muted: KernelNumbers = field(default_factory=_no_numbers)
    """Kernels whose colour is zero."""
    solo: KernelNumbers = field(default_factory=_no_numbers)
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
        """True if a field with these edits, saved, is the one with the others."""
        return (
            np.array_equal(self.edited, other.edited)
            and np.array_equal(self.kernels, other.kernels)
            and np.array_equal(self.muted, other.muted)
        )


NO_EDITS = Edits()


def numbers_in(tile: GaussianField, whole: Lattice | None, places: npt.NDArray[np.integer]) -> KernelNumbers:
    """The numbers of kernels at some places (columns of `kernels`) of a tile of a field, in their order.

    The kernels of a lattice come first, rows first; then details, by the slots that they have in the whole
    field, so that a detail's number does not depend on how many others there are.

    Args:
        tile: a tile.
        whole: the field's lattice; None where the field is not cut into tiles.
        places: indices into the tile.
    """
    places = places.astype(np.int64)
    cells = tile.lattice
    if cells is None or whole is None:
        return places + tile.first
    if tile.details is None:
        return _moved(places, cells, whole)
    per_cell = tile.details.per_cell
    of_level = places < tile.cells
    slots = (
        tile.details.slots[np.where(of_level, 0, places - tile.cells)] if tile.details.slots.size else places
    )
    cell, place = np.divmod(slots.astype(np.int64), per_cell)
    slot = _moved(cell, cells, whole) * per_cell + place
    return np.where(of_level, _moved(np.where(of_level, places, 0), cells, whole), _count(whole) + slot)


def _moved(cell: npt.NDArray[np.int64], cells: Lattice, whole: Lattice) -> npt.NDArray[np.int64]:
    """The indices in a whole lattice of some cells of a part of it."""
    row, column = np.divmod(cell, cells.columns)
    return (row + cells.row - whole.row) * whole.columns + column + cells.column - whole.column


def _count(lattice: Lattice) -> int:
    return lattice.rows * lattice.columns


def cell_of(number: int, whole: Lattice, per_cell: int) -> tuple[int, int]:
    """Row and column of the cell that a kernel belongs to, counted from the first of its field's lattice.

    Args:
        number: of the kernel.
        whole: the field's lattice.
        per_cell: the most details of a cell; see `Details`.
    """
    count = _count(whole)
    return divmod(number if number < count else (number - count) // max(per_cell, 1), whole.columns)


def places_in(tile: GaussianField, whole: Lattice | None, which: KernelNumbers) -> npt.NDArray[np.int64]:
    """The places in a tile of those kernels, of some numbers, that lie in it."""
    cells = tile.lattice
    if cells is None or whole is None:
        places = which - tile.first
        return places[(places >= 0) & (places < len(tile))]
    if tile.details is None:
        return _cells_in(cells, whole, which)[0]
    level = _cells_in(cells, whole, which[which < _count(whole)])[0]
    per_cell = tile.details.per_cell
    cell, place = np.divmod(which[which >= _count(whole)] - _count(whole), per_cell)
    inside, kept = _cells_in(cells, whole, cell)
    slots = inside * per_cell + place[kept]
    at = np.searchsorted(tile.details.slots, slots)
    there = at < tile.details.slots.size
    there[there] = tile.details.slots[at[there]] == slots[there]
    return np.concatenate((level, at[there] + tile.cells))


def _cells_in(
    cells: Lattice, whole: Lattice, which: npt.NDArray[np.int64]
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.bool_]]:
    """Indices of some cells of a whole lattice in a part of it, and which of them lie there."""
    row, column = np.divmod(which, whole.columns)
    row -= cells.row - whole.row
    column -= cells.column - whole.column
    inside = (row >= 0) & (row < cells.rows) & (column >= 0) & (column < cells.columns)
    return row[inside] * cells.columns + column[inside], inside


def applied(edits: Edits, tile: GaussianField, whole: Lattice | None) -> GaussianField:
    """A tile of the field that is saved: edited kernels in their cells, muted ones without colour.

    Free kernels and details that are muted are left out.
    """
    kernels = tile.kernels.copy()
    here = np.isin(edits.edited, numbers_in(tile, whole, np.arange(len(tile))), assume_unique=True)
    places = places_in(tile, whole, edits.edited)
    values = edits.kernels[:, here]
    if tile.details is not None:
        # A level is drawn as equal kernels: one that has other values becomes a detail of its cell.
        own = places < tile.cells
        kernels[5:, places[own]] = 0
        kernels[:, places[~own]] = values[:, ~own]
        hidden = np.isin(edits.edited[here], edits.muted)
        values[5:, hidden] = 0
        muted = places_in(tile, whole, edits.muted)
        kernels[5:, muted] = 0
        return _with_details(replace(tile, kernels=kernels), places[own], values[:, own])
    kernels[:, places] = values
    muted = places_in(tile, whole, edits.muted)
    kernels[5:, muted] = 0
    if tile.lattice is None:
        kernels = np.delete(kernels, muted, axis=1)
    return replace(tile, kernels=np.ascontiguousarray(kernels))


def _with_details(tile: GaussianField, cells: npt.NDArray[np.int64], kernels: FloatArray) -> GaussianField:
    """A tile of a level and details with more details, in the last places of some cells; none without colour.

    Those that are already there, from a file that was saved with edits, are kept beside them.
    """
    assert tile.details is not None
    old = tile.details
    slots = (cells + 1) * old.per_cell - 1
    level, details = tile.kernels[:, : tile.cells], tile.kernels[:, tile.cells :]
    every = np.concatenate((old.slots, slots.astype(np.int32)))
    together = np.concatenate((details, kernels), axis=1)
    kept = np.flatnonzero((together[5:] != 0).any(axis=0))
    # A level's kernel that was edited before has no colour left, so no second one comes for its place.
    kept = kept[np.unique(every[kept], return_index=True)[1]]
    return replace(
        tile,
        kernels=np.concatenate((level, together[:, kept]), axis=1),
        details=Details(every[kept], old.per_cell),
    )


def shown(kernels: FloatArray) -> npt.NDArray[np.bool_]:
    """Which kernels of (8, n) have a colour: those without are muted or peeled away, or never were seen."""
    return (kernels[5] != 0) | (kernels[6] != 0) | (kernels[7] != 0)
