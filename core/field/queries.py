"""Looking at single kernels: which of them make a pixel, which lies under a point."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ..geometry.view import Box
from ..utils.arrays import FloatArray
from .edits import shown
from .field import GaussianField
from .measures import MASS_DENSITY
from .sampling import CUTOFF_REST, FOOTPRINT


@dataclass(frozen=True, eq=False)
class Contributions:
    """The kernels that make the value at a point, the largest share first."""

    tile: npt.NDArray[np.int64]
    """(n,) which tile each is from."""
    place: npt.NDArray[np.int64]
    """(n,) its column in that tile's kernels."""
    kernels: FloatArray
    """(8, n) its values."""
    weight: npt.NDArray[np.float64]
    """(n,) the number that its colour is multiplied by."""

    @property
    def parts(self) -> npt.NDArray[np.float64]:
        """(n, 3) what each adds to red, green and blue."""
        return self.weight[:, None] * self.kernels[5:].T

    @property
    def value(self) -> npt.NDArray[np.float64]:
        """(3,) red, green and blue: the sum."""
        return self.parts.sum(axis=0)

    @property
    def share(self) -> npt.NDArray[np.float64]:
        """(n,) absolute share of each in the pixel, 0..1, by the magnitudes of the parts."""
        size = np.linalg.norm(self.parts, axis=1)
        return size / max(size.sum(), np.finfo(float).tiny)


def contributions(
    tiles: Sequence[GaussianField],
    x: float,
    y: float,
    scale: float,
    footprint: float = FOOTPRINT,
    cutoff: float = CUTOFF_REST,
) -> Contributions:
    """The kernels that make the picture's value at a point.

    Args:
        tiles: the field.
        x: of the point (a device pixel's centre), in photo pixels.
        y: of the point.
        scale: device pixels for each photo pixel.
        footprint: variance added for a device pixel, in device pixels squared.
        cutoff: share of a kernel's peak below which it is left out.
    """
    found = _within(tiles, (x, y, x, y), cutoff, footprint, scale)
    kernels = found.kernels.astype(np.float64)
    dx, dy = x - kernels[0], y - kernels[1]
    added = footprint / scale**2
    a, b, c = kernels[2] + added, kernels[3], kernels[4] + added
    determinant = a * c - b * b
    squared = (c * dx * dx - 2 * b * dx * dy + a * dy * dy) / determinant
    weight = MASS_DENSITY / np.sqrt(determinant) * np.exp(-0.5 * squared)
    near = squared <= -2 * math.log(cutoff)
    share = np.where(near, weight * np.linalg.norm(kernels[5:], axis=0), 0)
    order = np.argsort(-share, kind="stable")[: np.count_nonzero(near)]
    return Contributions(found.tile[order], found.place[order], found.kernels[:, order], weight[order])


def nearest(tiles: Sequence[GaussianField], x: float, y: float) -> tuple[int, int] | None:
    """The shown kernel whose mean is nearest to a point: which tile, and its column there.

    Only kernels that act at the point at x1 are looked at; None where there are none.
    """
    found = _within(tiles, (x, y, x, y), CUTOFF_REST, FOOTPRINT, 1.0)
    if not found.place.size:
        return None
    best = int(np.argmin(np.hypot(found.kernels[0] - x, found.kernels[1] - y)))
    return int(found.tile[best]), int(found.place[best])


def along(
    tiles: Sequence[GaussianField],
    start: tuple[float, float],
    end: tuple[float, float],
    radius: float,
    *,
    hidden: bool = False,
) -> list[npt.NDArray[np.int64]]:
    """The kernels whose means lie within a radius of a line from point to point: places, tile by tile.

    Args:
        tiles: the field.
        start: of the line, in photo pixels.
        end: of the line.
        radius: in photo pixels.
        hidden: also those that are not shown.
    """
    (x0, y0), (x1, y1) = start, end
    box = (min(x0, x1) - radius, min(y0, y1) - radius, max(x0, x1) + radius, max(y0, y1) + radius)
    dx, dy = x1 - x0, y1 - y0
    length = max(dx * dx + dy * dy, np.finfo(float).tiny)
    result: list[npt.NDArray[np.int64]] = []
    for tile in tiles:
        places = _candidates(tile, box, _offset(tile))
        px, py = tile.kernels[0, places] - x0, tile.kernels[1, places] - y0
        t = np.clip((px * dx + py * dy) / length, 0, 1)
        near = places[np.hypot(px - t * dx, py - t * dy) <= radius]
        result.append(near if hidden else near[shown(tile.kernels[:, near])])
    return result


def means_in(tile: GaussianField, box: Box) -> npt.NDArray[np.int64]:
    """The places of the kernels whose means lie in a box of the photo."""
    places = _candidates(tile, box, _offset(tile))
    x, y = tile.kernels[0, places], tile.kernels[1, places]
    return places[(x >= box[0]) & (x < box[2]) & (y >= box[1]) & (y < box[3])]


def sample(tiles: Sequence[GaussianField], box: Box, most: int) -> tuple[FloatArray, int]:
    """Kernels whose means lie in a box, evenly thinned to a number at most; and how many there are."""
    places = [means_in(tile, box) for tile in tiles]
    total = sum(p.size for p in places)
    step = max(1, -(-total // most))
    parts = [t.kernels[:, p[::step]] for t, p in zip(tiles, places, strict=True)]
    return np.concatenate([np.empty((8, 0), np.float32), *parts], axis=1), total


@dataclass(frozen=True, eq=False)
class _Found:
    tile: npt.NDArray[np.int64]
    place: npt.NDArray[np.int64]
    kernels: FloatArray


def _within(
    tiles: Sequence[GaussianField], box: Box, cutoff: float, footprint: float, scale: float
) -> _Found:
    """The shown kernels that may act in a box."""
    which = [np.empty(0, np.int64)]
    where = [np.empty(0, np.int64)]
    values = [np.empty((8, 0), np.float32)]
    for i, tile in enumerate(tiles):
        places = _candidates(tile, box, tile.reach(cutoff, footprint, scale))
        kernels = tile.kernels[:, places]
        seen = shown(kernels)
        which.append(np.full(np.count_nonzero(seen), i))
        where.append(places[seen])
        values.append(kernels[:, seen])
    return _Found(np.concatenate(which), np.concatenate(where), np.concatenate(values, axis=1))


def _candidates(tile: GaussianField, box: Box, margin: float) -> npt.NDArray[np.int64]:
    """Places of the kernels whose cells (or means) meet a box widened by a margin."""
    x0, y0, x1, y1 = box[0] - margin, box[1] - margin, box[2] + margin, box[3] + margin
    if tile.lattice is None:
        x, y = tile.kernels[0], tile.kernels[1]
        return np.flatnonzero((x >= x0) & (x <= x1) & (y >= y0) & (y <= y1))
    part = tile.lattice.touching((x0, y0, x1, y1))
    rows = np.arange(part.rows) + (part.row - tile.lattice.row)
    columns = np.arange(part.columns) + (part.column - tile.lattice.column)
    places = (rows[:, None] * tile.lattice.columns + columns).ravel()
    return places if tile.details is None else np.concatenate((places, tile.details_touching(part)))


def _offset(tile: GaussianField) -> float:
    """How far a mean may lie outside its cell, in photo pixels."""
    # The reach of kernels that are cut off at their peak.
    return tile.reach(1.0)
