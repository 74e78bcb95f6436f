"""A field turned by quarters, or mirrored: its kernels are moved, no network runs.

Exact but for the rounding of a mean to float32, where it is counted from the photo's other edge.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import numpy.typing as npt

from ..geometry.orientation import UPRIGHT, Orientation
from ..utils.arrays import FloatArray
from .edits import Edits, KernelNumbers
from .field import Details, GaussianField, Lattice
from .kernel_filter import KernelFilter
from .tile_source import TileSource


def turned_lattice(lattice: Lattice, orientation: Orientation, photo_size: tuple[int, int]) -> Lattice:
    """The cells of a lattice, where they come to.

    Args:
        lattice: cells of the photo as it was.
        orientation: how the photo is turned.
        photo_size: its width and height as it was.
    """
    columns, rows = (lattice.column, lattice.columns), (lattice.row, lattice.rows)
    if orientation.transposed:
        columns, rows = rows, columns
    width, height = (lattice.per_pixel * side for side in orientation.size(photo_size))
    column = width - sum(columns) if orientation.flipped_x else columns[0]
    row = height - sum(rows) if orientation.flipped_y else rows[0]
    return Lattice(column, row, columns[1], rows[1], lattice.per_pixel)


def turned_kernels(kernels: FloatArray, orientation: Orientation, photo_size: tuple[int, int]) -> FloatArray:
    """Kernels (8, ...) of a photo of some size, each turned; in their order."""
    out = np.empty_like(kernels)
    out[0], out[1] = orientation.point(kernels[0], kernels[1], photo_size)
    xx, xy, yy = kernels[2:5]
    out[2], out[4] = (yy, xx) if orientation.transposed else (xx, yy)
    out[3] = -xy if orientation.flipped_x != orientation.flipped_y else xy
    out[5:] = kernels[5:]
    return out


def turned_field(field: GaussianField, orientation: Orientation) -> GaussianField:
    """A field, or a tile of one, turned with its photo; kernels of a lattice come to other cells."""
    if orientation == UPRIGHT:
        return field
    size = field.photo_size
    about = {"photo_size": orientation.size(size)}
    if field.lattice is None:
        return replace(field, kernels=turned_kernels(field.kernels, orientation, size), **about)
    lattice = turned_lattice(field.lattice, orientation, size)
    grid = field.kernels[:, : field.cells].reshape(8, field.lattice.rows, field.lattice.columns)
    grid = np.ascontiguousarray(orientation.array(grid, (1, 2))).reshape(8, -1)
    level = turned_kernels(grid, orientation, size)
    if field.details is None:
        return replace(field, kernels=level, lattice=lattice, **about)
    per_cell = field.details.per_cell
    cell, place = np.divmod(field.details.slots.astype(np.int64), per_cell)
    slots = turned_cells(cell, field.lattice, orientation) * per_cell + place
    order = np.argsort(slots)
    details = turned_kernels(field.kernels[:, field.cells :][:, order], orientation, size)
    return replace(
        field,
        kernels=np.concatenate((level, details), axis=1),
        lattice=lattice,
        details=Details(slots[order].astype(np.int32), per_cell),
        **about,
    )


def turned_cells(
    cells: npt.NDArray[np.int64], lattice: Lattice, orientation: Orientation
) -> npt.NDArray[np.int64]:
    """The indices of cells of a lattice, rows first, in the turned lattice."""
    row, column = np.divmod(cells, lattice.columns)
    rows, columns = lattice.rows, lattice.columns
    if orientation.transposed:
        row, column, rows, columns = column, row, columns, rows
    if orientation.flipped_x:
        column = columns - 1 - column
    if orientation.flipped_y:
        row = rows - 1 - row
    return row * columns + column


def turned_numbers(
    numbers: KernelNumbers, whole: Lattice | None, per_cell: int, orientation: Orientation
) -> npt.NDArray[np.int64]:
    """The numbers of kernels in the turned field, in the order of those given.

    Args:
        numbers: in the field as it was; see `edits`.
        whole: its lattice; None where numbers are not those of cells.
        per_cell: the most details of a cell; 0 of a field without details.
        orientation: how it is turned.
    """
    if whole is None:
        return numbers
    count = whole.rows * whole.columns
    result = np.empty_like(numbers)
    level = numbers < count
    result[level] = turned_cells(numbers[level], whole, orientation)
    if per_cell:
        cell, place = np.divmod(numbers[~level] - count, per_cell)
        result[~level] = count + turned_cells(cell, whole, orientation) * per_cell + place
    return result


def turned_edits(
    edits: Edits, whole: Lattice | None, per_cell: int, orientation: Orientation, photo_size: tuple[int, int]
) -> Edits:
    """The same edits of the turned field; for the arguments see `turned_numbers`."""
    edited, muted, solo = (
        turned_numbers(which, whole, per_cell, orientation)
        for which in (edits.edited, edits.muted, edits.solo)
    )
    order = np.argsort(edited)
    kernels = turned_kernels(edits.kernels, orientation, photo_size)[:, order]
    return Edits(edited[order], np.ascontiguousarray(kernels), np.sort(muted), np.sort(solo))


def turned_filter(kernel_filter: KernelFilter, orientation: Orientation) -> KernelFilter:
    """The filter that hides the same kernels of the turned field."""
    angle = kernel_filter.angle
    if angle is None:
        return kernel_filter
    low, high = angle
    if orientation.transposed:
        low, high = 90 - high, 90 - low
    if orientation.flipped_x != orientation.flipped_y:
        low, high = -high, -low
    return replace(kernel_filter, angle=(low, high))


class TurnedSource:
    """Tiles of another source, turned: what a network makes of the photo as it was.

    Args:
        source: of the photo as it was.
        orientation: how it is turned.
    """

    def __init__(self, source: TileSource, orientation: Orientation) -> None:
        if isinstance(source, TurnedSource):
            source, orientation = source.inner, source.orientation.then(orientation)
        self.inner, self.orientation = source, orientation
        self.photo_size = orientation.size(source.photo_size)
        self.lattice = (
            None if source.lattice is None else turned_lattice(source.lattice, orientation, source.photo_size)
        )
        self.model, self.licence, self.profile = source.model, source.licence, source.profile
        self.reach = source.reach

    def make(self, lattice: Lattice | None) -> GaussianField:
        """The kernels of some cells."""
        back = None
        if lattice is not None:
            back = turned_lattice(lattice, self.orientation.inverse, self.photo_size)
        return turned_field(self.inner.make(back), self.orientation)
