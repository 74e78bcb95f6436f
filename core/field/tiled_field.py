"""The field of an open photo: tiles made nearest to the view first, under a memory budget."""

from __future__ import annotations

import logging
import math
import threading
from collections.abc import Callable, Collection, Iterable, Iterator

import numpy as np
import psutil

from ..geometry.mapping import Mapping
from ..geometry.orientation import UPRIGHT, Orientation
from ..geometry.view import Box, View
from ..utils.arrays import FloatArray
from .edits import (
    NO_EDITS,
    Edits,
    applied,
    cell_of,
    places_in,
)
from .field import GaussianField, Lattice, joined
from .sampling import CUTOFF_REST, FOOTPRINT
from .tile_grid import Tile, TileGrid
from .tile_source import TileSource
from .turned import TurnedSource, turned_edits, turned_field, turned_lattice
from .warped_tiles import near

log = logging.getLogger(__name__)

LARGEST_BUDGET = 1 << 30
"""Bytes; a view of 1280 x 720 needs a tenth of it at most."""


class TiledField:
    """The tiles that are there, and which to make next. Threads may share it: one makes, another draws.

    Args:
        source: where tiles come from.
        budget_bytes: see `set_budget`.
        quick: makes tiles where there are none yet, each of which one of the source then replaces: something
            is soon there to be seen. It has the source's lattice.
    """

    def __init__(
        self, source: TileSource, budget_bytes: int | None = None, *, quick: TileSource | None = None
    ) -> None:
        self.source = source
        """The source of tiles; those of another one that are still there are replaced."""
        self._quick = quick
        self._lock = threading.Lock()
        self._made: dict[Tile, GaussianField] = {}
        self._unturned: dict[Tile, Orientation] = {}
        """Tiles that are there and still lie as they did before the photo was turned, and how
        they are to be turned: when they are asked for, or a large photo would not turn at once."""
        self._per_cell = 0
        """The most details of a cell; 0 where none have been seen."""
        self._numbered: Lattice | None = None
        """The lattice by whose cells kernels are numbered, once a tile is there; None of free ones."""
        self._of_source: set[Tile] = set()
        """The existing tiles that the source made."""
        self._planned: frozenset[Tile] = frozenset()
        self._state = object()
        self._grid = TileGrid(source.lattice)
        self._farthest = 0.0
        self._note_reach()
        self.set_budget(budget_bytes)

    def remake(self, source: TileSource, *, quick: TileSource | None = None) -> None:
        """Make the field by another source: its tiles take the places of those that are there, one by one.

        Where both are side by side the sum is still whole, for each cell belongs to one tile.

        Raises:
            ValueError: if the cells of its kernels are others.
        """
        if source.lattice != self.source.lattice:
            raise ValueError("the field of these weights has other cells")
        with self._lock:
            self.source, self._quick, self._of_source = source, quick, set()
            self._note_reach()

    def turned(self, orientation: Orientation) -> TiledField:
        """The field of the turned photo, with the tiles that are there; this one is of no use afterwards."""
        quick = None if self._quick is None else TurnedSource(self._quick, orientation)
        result = TiledField(TurnedSource(self.source, orientation), self._budget, quick=quick)
        with self._lock:

            def there(tile: Tile) -> Tile:
                return self._grid.turned_tile(tile, orientation)

            result._grid = self._grid.turned(orientation, self.photo_size)
            result._made = {there(tile): field for tile, field in self._made.items()}
            result._unturned = {
                there(tile): self._unturned.get(tile, UPRIGHT).then(orientation) for tile in self._made
            }
            result._of_source = {there(tile) for tile in self._of_source}
            result._planned = frozenset(there(tile) for tile in self._planned)
            result._farthest, result._per_cell = self._farthest, self._per_cell
            if self._numbered is not None:
                result._numbered = turned_lattice(self._numbered, orientation, self.photo_size)
        return result

    def turned_edits(self, edits: Edits, orientation: Orientation) -> Edits:
        """The same edits of the turned field."""
        return turned_edits(edits, self._numbered, self._per_cell, orientation, self.photo_size)

    def _fields(self, tiles: Iterable[Tile]) -> dict[Tile, GaussianField]:
        """Those of some tiles that are there, as the photo lies."""
        with self._lock:
            found = {tile: self._made[tile] for tile in tiles if tile in self._made}
            unturned = {tile: self._unturned[tile] for tile in found if tile in self._unturned}
        for tile, orientation in unturned.items():
            turned = turned_field(found[tile], orientation)
            with self._lock:
                if self._made.get(tile) is found[tile]:
                    self._made[tile] = turned
                    del self._unturned[tile]
                # Another thread may have turned it meanwhile: all are given the same one, or a later one.
                found[tile] = self._made.get(tile, turned)
        return found

    def _note_reach(self) -> None:
        sources = (self.source,) if self._quick is None else (self.source, self._quick)
        self._farthest = max(self._farthest, *(source.reach for source in sources))

    @property
    def reach(self) -> float:
        """How far a kernel acts from its cell at most, in photo pixels, without what a footprint adds."""
        return self._farthest

    def set_budget(self, budget_bytes: int | None) -> None:
        """Have more memory for tiles, or less: as much from the next call of `make_next` on.

        Those that a view above x1 needs are kept even beyond it: they are as many as a screen asks for. A
        whole large photo, seen at x1 or below, is not: there the photo itself is shown.

        Args:
            budget_bytes: by default an eighth of the machine's memory, 1 GiB at most.
        """
        self._budget = budget_bytes or min(psutil.virtual_memory().total // 8, LARGEST_BUDGET)

    @property
    def photo_size(self) -> tuple[int, int]:
        """Width and height of the photo."""
        return self.source.photo_size

    @property
    def state(self) -> object:
        """Another one whenever what there is has changed; more tiles alone change nothing that was there."""
        return self._state

    @property
    def nbytes(self) -> int:
        """Memory of the tiles that are there, in bytes."""
        with self._lock:
            return sum(field.nbytes for field in self._made.values())

    def tiles(
        self, view: View, footprint: float = FOOTPRINT, mapping: Mapping | None = None
    ) -> list[GaussianField]:
        """The tiles that are there and that a view reaches, as they were made.

        Args:
            view: what is looked at: a view of the plane, where there is a mapping.
            footprint: variance added for a device pixel, in device pixels squared.
            mapping: the warp's map; None where the plane is the photo.
        """
        return list(self._fields(self._needed(view, footprint, mapping)).values())

    def kernel(self, number: int) -> FloatArray | None:
        """The values of a kernel as it was made, (8,); None where its tile is not there."""
        with self._lock:
            there = list(self._made)
        if self._numbered is not None:
            cell = cell_of(number, self._numbered, self._per_cell)
            there = [tile for tile in there if self._grid.holds(tile, *cell)]
        for tile in self._fields(there).values():
            place = places_in(tile, self.source.lattice, np.array([number]))
            if place.size:
                return tile.kernels[:, place[0]]
        return None

    def fits(self, view: View, footprint: float = FOOTPRINT, mapping: Mapping | None = None) -> bool:
        """True if memory holds all tiles that a view needs; above x1 the budget is stretched for that."""
        return (
            view.scale > 1
            or sum(self._grid.nbytes(t) for t in self._needed(view, footprint, mapping)) <= self._budget
        )

    def missing(self, view: View, footprint: float = FOOTPRINT, mapping: Mapping | None = None) -> int:
        """How many tiles that a view needs are not there."""
        needed = self._needed(view, footprint, mapping)
        with self._lock:
            return sum(t not in self._made for t in needed)

    def left_to_make(self, view: View, footprint: float = FOOTPRINT, mapping: Mapping | None = None) -> int:
        """How many tiles that a view needs are not there, or are to be replaced."""
        needed = self._needed(view, footprint, mapping)
        with self._lock:
            return sum(t not in self._of_source for t in needed)

    def progress(self) -> tuple[int, int]:
        """How many of the tiles for the last view of `make_next` exist, and how many there will be.

        Where a quick source goes before, a tile is two: its own, and the one that is there for good.
        """
        with self._lock:
            planned, final = self._planned, len(self._planned & self._of_source)
            if self._quick is None:
                return final, len(planned)
            return len(planned & self._made.keys()) + final, 2 * len(planned)

    def make_next(self, view: View, footprint: float = FOOTPRINT, mapping: Mapping | None = None) -> bool:
        """Make the nearest missing tile: those the view needs first, then outwards while the budget allows.

        What is to be replaced comes after what is missing, among those that the view needs and then among
        the others.
        Tiles that are not among these are dropped, the farthest first, while the budget is passed.

        Returns:
            False when nothing was left to make.
        """
        plan, needed = self._plan(view, footprint, mapping), set(self._needed(view, footprint, mapping))
        with self._lock:
            self._planned = frozenset(plan)
            source, quick = self.source, self._quick
            steps = [(t not in needed, t in self._made, t) for t in plan if t not in self._of_source]
            if not steps:
                self._trim(_upright(view, mapping), self._planned)
        if not steps:
            return False
        # The order of the plan, nearest first, stays among equals.
        _, there, tile = min(steps, key=lambda step: step[:2])
        self._make(tile, source if there or quick is None else quick, _upright(view, mapping), self._planned)
        return True

    def require(
        self, view: View, footprint: float = FOOTPRINT, mapping: Mapping | None = None
    ) -> list[GaussianField]:
        """All tiles that a view needs; makes in the calling thread those that the source did not make yet."""
        needed = self._needed(view, footprint, mapping)
        tiles: list[GaussianField] = []
        for tile in needed:
            with self._lock:
                there, source = tile in self._of_source, self.source
            made = self._fields([tile]).get(tile) if there else None
            tiles.append(
                made if made is not None else self._make(tile, source, _upright(view, mapping), needed)
            )
        return tiles

    def whole(self, on_progress: Callable[[int, int], object], edits: Edits = NO_EDITS) -> GaussianField:
        """The whole field in one piece, edited kernels in their cells and muted ones without colour.

        Keeps no tile.

        Args:
            on_progress: is called after each tile with how many are made, and how many there are.
            edits: what a person changed.
        """
        whole = self.source.lattice
        if whole is None:
            field = applied(edits, self.source.make(None), None)
            on_progress(1, 1)
            return field
        every = self._grid.all()
        tiles = (applied(edits, self.source.make(self._grid.lattice(tile)), whole) for tile in every)
        return joined(_counted(tiles, len(every), on_progress), whole)

    def ready(
        self, view: View, footprint: float = FOOTPRINT, mapping: Mapping | None = None
    ) -> tuple[list[GaussianField], list[Box]]:
        """The tiles that are there and that a view reaches, and where their sum is the final picture.

        Returns:
            The tiles, and parts of the photo that no missing tile reaches; or the view's own box alone when
            no tile is missing.
        """
        needed = self._needed(view, footprint, mapping)
        with self._lock:
            made = set(self._made)
        fields = self._fields(needed)
        made = {tile for tile in made if tile in fields or tile not in needed}
        tiles = list(fields.values())
        if len(tiles) == len(needed):
            return tiles, [view.box]
        reach = self._farthest + blur(view, footprint)
        if mapping is not None:
            # The plane shows both ends of a reach, each at another size.
            reach *= mapping.most_stretch * mapping.most_shrinking
        return tiles, [self._grid.alone(t, made, reach) for t in needed if t in made]

    def _make(self, tile: Tile, source: TileSource, upright: View, keep: Collection[Tile]) -> GaussianField:
        """Make a tile, then drop the farthest tiles that are not to be kept while the budget is passed."""
        field = source.make(self._grid.lattice(tile))
        with self._lock:
            if tile in self._made and source is not self.source:
                return field  # a better one came in between
            if tile in self._made:
                self._state = object()
            self._made[tile] = field
            self._unturned.pop(tile, None)
            self._per_cell = self._per_cell if field.details is None else field.details.per_cell
            self._numbered = None if field.lattice is None else self.source.lattice
            if source is self.source:
                self._of_source.add(tile)
            self._trim(upright, keep)
        return field

    def _trim(self, upright: View, keep: Collection[Tile]) -> None:
        """Drop the farthest tiles that are not to be kept while the budget is passed; under the lock."""
        used = sum(f.nbytes for f in self._made.values())
        if used <= self._budget:
            return
        far = sorted((t for t in self._made if t not in keep), key=lambda t: self._grid.distance(t, upright))
        while used > self._budget and far:
            dropped = far.pop()
            log.debug("a tile is dropped for room: %s", dropped)
            used -= self._made.pop(dropped).nbytes
            self._unturned.pop(dropped, None)
            self._of_source.discard(dropped)

    def _plan(self, view: View, footprint: float, mapping: Mapping | None) -> list[Tile]:
        """The tiles to have for a view, in the order of making: needed or not, then near or far."""
        needed, middle = set(self._needed(view, footprint, mapping)), _upright(view, mapping)
        plan: list[Tile] = []
        used = 0
        for tile in sorted(self._grid.all(), key=lambda t: (t not in needed, self._grid.distance(t, middle))):
            used += self._grid.nbytes(tile)
            if used > self._budget and not (view.scale > 1 and tile in needed):
                break
            plan.append(tile)
        return plan

    def _needed(self, view: View, footprint: float, mapping: Mapping | None) -> list[Tile]:
        spread, reach = blur(view, footprint), self._farthest
        if mapping is None or self.source.lattice is None:
            return self._grid.reached(view, reach + spread)
        tiles = self._grid.all()
        boxes = np.array([self._grid.box(t) for t in tiles])
        x, y = (boxes[:, 0] + boxes[:, 2]) / 2, (boxes[:, 1] + boxes[:, 3]) / 2
        radius = np.hypot(boxes[:, 2] - boxes[:, 0], boxes[:, 3] - boxes[:, 1]) / 2
        found = near(x, y, radius, view, mapping, reach, spread)
        return [tiles[i] for i in np.flatnonzero(found)]


def blur(view: View, footprint: float) -> float:
    """How much a footprint adds to a kernel's reach at the cut-off at rest, in photo pixels of the plane."""
    return math.sqrt(-2 * math.log(CUTOFF_REST) * footprint) / view.scale


def _upright(view: View, mapping: Mapping | None) -> View:
    """A view of the photo whose middle is what a view shows in its own."""
    if mapping is None:
        return view
    return View.centred(*mapping.to_photo(*view.centre), view.scale, view.width, view.height)


def _counted(
    tiles: Iterable[GaussianField], total: int, on_progress: Callable[[int, int], object]
) -> Iterator[GaussianField]:
    for count, tile in enumerate(tiles, 1):
        yield tile
        on_progress(count, total)
