"""The tiles of a field as a warp shows them: cut into small pieces of free kernels, each warped once.

Pieces, because a warped tile is no lattice any more: a rasterizer that would look at all kernels of a large
tile for each band of a view leaves out the small pieces that the band does not meet.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise
from weakref import WeakKeyDictionary

import numpy as np
import numpy.typing as npt

from ..geometry.mapping import Mapping
from ..geometry.view import View
from ..geometry.warp import Warp
from .field import GaussianField, Lattice
from .sampling import CUTOFF_REST

PIECE = 32
"""Side of a piece, in photo pixels. With 8, 16, 32, 64 and 128 a view of 1280 x 720, turned by 20 degrees,
took 2.4, 1.3, 1.5, 1.8 and 2.7 times its unwarped frame at x2, and 1.4, 1.3, 1.5, 1.8 and 2.7 times at x8. Of
16 there are four times as many to keep."""
LIMIT = 1 << 29
"""Bytes of warped pieces beyond which those that the last view did not need are dropped."""


@dataclass(frozen=True, eq=False)
class Piece:
    """A part of a tile."""

    tile: GaussianField
    lattice: Lattice | None
    """Its cells; None where the tile's kernels are free: then it is the whole tile."""
    x: float
    """Its middle, in photo pixels."""
    y: float
    radius: float
    """Half its diagonal."""

    @cached_property
    def field(self) -> GaussianField:
        """Its kernels, unwarped."""
        return self.tile if self.lattice is None else self.tile.crop(self.lattice.box)

    def warped(self, mapping: Mapping) -> GaussianField:
        """Its kernels in the plane."""
        return replace(self.field, kernels=mapping.kernels(self.field.kernels), lattice=None, details=None)


@dataclass(frozen=True, eq=False)
class _Pieces:
    """The pieces of a tile, and those that were warped."""

    pieces: list[Piece]
    x: npt.NDArray[np.float64]
    y: npt.NDArray[np.float64]
    radius: npt.NDArray[np.float64]
    warped: dict[int, tuple[Warp, GaussianField]]
    """By their place in the list: the warp as far as it concerns them, and the kernels."""


class WarpedTiles:
    """Warps tiles, and keeps what it warped. Threads may share it."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._cut: WeakKeyDictionary[GaussianField, _Pieces] = WeakKeyDictionary()
        self._origins: WeakKeyDictionary[GaussianField, Piece] = WeakKeyDictionary()

    def shown(
        self, tiles: Sequence[GaussianField], view: View, mapping: Mapping, reach: float, blur: float
    ) -> list[GaussianField]:
        """The pieces of some tiles that act in a view of the plane.

        Args:
            tiles: as they are without the warp.
            view: what is looked at.
            mapping: the warp's map.
            reach: how far a kernel acts from its cell, in photo pixels.
            blur: what the footprint adds to that, in photo pixels of the plane.
        """
        with self._lock:
            result: list[GaussianField] = []
            for tile in tiles:
                result += self._of(tile, view, mapping, reach, blur)
            if sum(f.nbytes for cut in self._cut.values() for _, f in cut.warped.values()) > LIMIT:
                self._drop_others(result)
            return result

    def origin(self, piece: GaussianField) -> Piece | None:
        """The tile that a piece, once handed out, is a part of; None where it is none."""
        return self._origins.get(piece)

    def _of(
        self, tile: GaussianField, view: View, mapping: Mapping, reach: float, blur: float
    ) -> Iterator[GaussianField]:
        cut = self._cut.get(tile)
        if cut is None:
            cut = self._cut[tile] = _cut(tile)
        for i in np.flatnonzero(near(cut.x, cut.y, cut.radius, view, mapping, reach, blur)):
            piece, number = cut.pieces[i], int(i)
            key = mapping.key(piece.x, piece.y, piece.radius + reach)
            known, field = cut.warped.get(number, (None, tile))
            if known != key:
                field = piece.warped(mapping)
                cut.warped[number] = key, field
                # Strong: a tile lives as long as its pieces are drawn.
                self._origins[field] = piece
            yield field

    def _drop_others(self, used: list[GaussianField]) -> None:
        keep = {id(field) for field in used}
        for cut in self._cut.values():
            for number in [n for n, (_, field) in cut.warped.items() if id(field) not in keep]:
                del cut.warped[number]


def near(
    x: npt.NDArray[np.float64],
    y: npt.NDArray[np.float64],
    radius: npt.NDArray[np.float64],
    view: View,
    mapping: Mapping,
    reach: float,
    blur: float,
) -> npt.NDArray[np.bool_]:
    """True if the kernels whose cells lie in some discs of the photo may act in a view of the plane.

    Args:
        x: of the discs' middles, in photo pixels.
        y: of the discs' middles.
        radius: of the discs.
        view: what is looked at.
        mapping: the warp's map.
        reach: how far a kernel acts from its cell, in photo pixels.
        blur: what the footprint adds to that, in photo pixels of the plane.
    """
    acting = mapping.stretch(x, y, radius + reach) * (radius + reach) + blur
    px, py = mapping.plane_points(x, y)
    x0, y0, x1, y1 = view.box
    dx = np.maximum(np.maximum(x0 - px, px - x1), 0)
    dy = np.maximum(np.maximum(y0 - py, py - y1), 0)
    return dx * dx + dy * dy <= acting * acting


def _cut(tile: GaussianField) -> _Pieces:
    whole = tile.lattice
    if whole is None:
        pieces = [_piece(tile, None)]
    else:
        side = PIECE * whole.per_pixel
        columns, rows = _edges(whole.column, whole.columns, side), _edges(whole.row, whole.rows, side)
        pieces = [
            _piece(tile, Lattice(left, top, right - left, bottom - top, whole.per_pixel))
            for top, bottom in pairwise(rows)
            for left, right in pairwise(columns)
        ]
    x, y, radius = (np.array([getattr(p, name) for p in pieces]) for name in ("x", "y", "radius"))
    return _Pieces(pieces, x, y, radius, {})


def _edges(first: int, count: int, side: int) -> list[int]:
    return [first, *range((first // side + 1) * side, first + count, side), first + count]


def _piece(tile: GaussianField, lattice: Lattice | None) -> Piece:
    x0, y0, x1, y1 = tile.box if lattice is None else lattice.box
    radius = float(np.hypot(x1 - x0, y1 - y0)) / 2
    if lattice is None:
        radius += tile.reach(CUTOFF_REST)  # edited kernels may be larger than any that was made
    return Piece(tile, lattice, (x0 + x1) / 2, (y0 + y1) / 2, radius)
