"""The field of an open photo: tiles made nearest to the view first, under a memory budget."""

from __future__ import annotations

import math
import threading
from collections.abc import Callable, Collection, Iterable, Iterator
from weakref import WeakKeyDictionary

import numpy as np
import psutil

from ..geometry.mapping import Mapping, mapping_of
from ..geometry.view import Box, View
from ..utils.arrays import FloatArray
from .edits import (
    NO_EDITS,
    UNALTERED,
    Alteration,
    Edits,
    KernelNumbers,
    altered,
    applied,
    edited_kernels,
    numbers_in,
    places_in,
)
from .field import GaussianField, Lattice, joined
from .sampling import CUTOFF_REST
from .tile_grid import Tile, TileGrid
from .tile_source import TileSource
from .warped_tiles import WarpedTiles, near

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
        """Where tiles come from; those of another one that are still there are replaced."""
        self._quick = quick
        self._lock = threading.Lock()
        self._made: dict[Tile, GaussianField] = {}
        self._of_source: set[Tile] = set()
        """Of those that are there, those that the source made."""
        self._planned: frozenset[Tile] = frozenset()
        self._state = object()
        self._grid = TileGrid(source.lattice)
        self._farthest = 0.0
        self._note_reach()
        self.set_budget(budget_bytes)
        self._alteration = UNALTERED
        self._altered: WeakKeyDictionary[GaussianField, GaussianField] = WeakKeyDictionary()
        self._edited: GaussianField | None = None
        self._mapping: Mapping | None = None
        self._warped = WarpedTiles()

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

    def _note_reach(self) -> None:
        sources = (self.source,) if self._quick is None else (self.source, self._quick)
        self._farthest = max(self._farthest, *(source.reach for source in sources))

    @property
    def alteration(self) -> Alteration:
        """What a person changed: the tiles that are handed out show it."""
        return self._alteration

    def alter(self, alteration: Alteration) -> None:
        """Show the field as it is with these changes, in the place of those before."""
        edited = edited_kernels(alteration, self.photo_size)
        warp = alteration.warp
        mapping = None if warp.changes_nothing else mapping_of(warp, self.photo_size)
        with self._lock:
            if not alteration.hides_as(self._alteration):
                self._altered = WeakKeyDictionary()
            self._alteration, self._edited, self._mapping = alteration, edited, mapping
            self._state = object()

    def photo_box(self, view: View) -> Box:
        """The box of the photo that is seen in a view."""
        return view.box if self._mapping is None else self._mapping.photo_box(view.box)

    def to_photo(self, x: float, y: float) -> tuple[float, float]:
        """The photo point that is seen at a point of the plane."""
        return (x, y) if self._mapping is None else self._mapping.to_photo(x, y)

    def seen(self, kernel: FloatArray) -> FloatArray:
        """A kernel (8,) as it is seen in the plane."""
        return kernel if self._mapping is None else self._mapping.kernels(kernel[:, None])[:, 0]

    def unseen(self, kernel: FloatArray) -> FloatArray:
        """The kernel (8,) that is seen as a kernel of the plane."""
        return kernel if self._mapping is None else self._mapping.photo_kernel(kernel)

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

    def tiles(self, view: View) -> list[GaussianField]:
        """The tiles that are there and that a view reaches, and the edited kernels, as they are shown."""
        return self._shown(self.unaltered_tiles(view), view)

    def unaltered_tiles(self, view: View) -> list[GaussianField]:
        """The tiles that are there and that a view reaches, as they were made, not warped either."""
        needed = self._needed(view)
        with self._lock:
            return [self._made[t] for t in needed if t in self._made]

    def numbers(self, tile: GaussianField, places: KernelNumbers) -> KernelNumbers:
        """The numbers of kernels at some places of a tile that was handed out, in their order."""
        piece = self._warped.origin(tile)
        of = tile if piece is None else piece.tile
        if of is self._edited:
            return self._alteration.edits.edited[places]
        if piece is not None:
            return numbers_in(piece.field, self.source.lattice, places)
        return numbers_in(tile, self.source.lattice, places)

    def cells(self, tile: GaussianField) -> Lattice | None:
        """The cells of a tile that was handed out, warped or not; None where its kernels are free."""
        piece = self._warped.origin(tile)
        return tile.lattice if piece is None else piece.lattice

    def kernel(self, number: int) -> FloatArray | None:
        """The values of a kernel as it is now, (8,), muted or not; None where its tile is not there."""
        edited = self._alteration.edits.kernel(number)
        if edited is not None:
            return edited
        with self._lock:
            made = list(self._made.values())
        for tile in made:
            place = places_in(tile, self.source.lattice, np.array([number]))
            if place.size:
                return tile.kernels[:, place[0]]
        return None

    def fits(self, view: View) -> bool:
        """Whether memory holds all tiles that a view needs; above x1 the budget is stretched for that."""
        return view.scale > 1 or sum(self._grid.nbytes(t) for t in self._needed(view)) <= self._budget

    def missing(self, view: View) -> int:
        """How many tiles that a view needs are not there."""
        needed = self._needed(view)
        with self._lock:
            return sum(t not in self._made for t in needed)

    def left_to_make(self, view: View) -> int:
        """How many tiles that a view needs are not there, or are to be replaced."""
        needed = self._needed(view)
        with self._lock:
            return sum(t not in self._of_source for t in needed)

    def progress(self) -> tuple[int, int]:
        """Of the tiles that `make_next` will make for its last view: those that are there, and all.

        Where a quick source goes before, a tile is two: its own, and the one that is there for good.
        """
        with self._lock:
            planned, final = self._planned, len(self._planned & self._of_source)
            if self._quick is None:
                return final, len(planned)
            return len(planned & self._made.keys()) + final, 2 * len(planned)

    def make_next(self, view: View) -> bool:
        """Make the nearest missing tile: those the view needs first, then outwards while the budget allows.

        What is to be replaced comes after what is missing, among those that the view needs and then among
        the others.
        Tiles that are not among these are dropped, the farthest first, while the budget is passed.

        Returns:
            False when nothing was left to make.
        """
        plan, needed = self._plan(view), set(self._needed(view))
        with self._lock:
            self._planned = frozenset(plan)
            source, quick = self.source, self._quick
            steps = [(t not in needed, t in self._made, t) for t in plan if t not in self._of_source]
            if not steps:
                self._trim(view, self._planned)
        if not steps:
            return False
        # The order of the plan, nearest first, stays among equals.
        _, there, tile = min(steps, key=lambda step: step[:2])
        self._make(tile, source if there or quick is None else quick, view, self._planned)
        return True

    def require(self, view: View) -> list[GaussianField]:
        """All tiles that a view needs; makes in the calling thread those that the source did not make yet."""
        needed = self._needed(view)
        tiles: list[GaussianField] = []
        for tile in needed:
            with self._lock:
                made = self._made[tile] if tile in self._of_source else None
                source = self.source
            tiles.append(made if made is not None else self._make(tile, source, view, needed))
        return self._shown(tiles, view)

    def whole(self, told: Callable[[int, int], object], edits: Edits = NO_EDITS) -> GaussianField:
        """The whole field in one piece, edited kernels in their cells and muted ones without colour.

        Keeps no tile.

        Args:
            told: is called after each tile with how many are made, and how many there are.
            edits: what a person changed.
        """
        whole = self.source.lattice
        if whole is None:
            field = applied(edits, self.source.make(None), None)
            told(1, 1)
            return field
        every = self._grid.all()
        tiles = (applied(edits, self.source.make(self._grid.lattice(tile)), whole) for tile in every)
        return joined(_counted(tiles, len(every), told), whole)

    def ready(self, view: View) -> tuple[list[GaussianField], list[Box]]:
        """The tiles that are there and that a view reaches, and where their sum is the final picture.

        Returns:
            The tiles, and parts of the photo that no missing tile reaches; or the view's own box alone when
            no tile is missing.
        """
        needed = self._needed(view)
        with self._lock:
            made = set(self._made)
            tiles = [self._made[t] for t in needed if t in made]
        if len(tiles) == len(needed):
            return self._shown(tiles, view), [view.box]
        reach = self._farthest + self._blur(view)
        if self._mapping is not None:
            # The plane shows both ends of a reach, each at another size.
            reach *= self._mapping.most_stretch * self._mapping.most_shrinking
        return self._shown(tiles, view), [self._grid.alone(t, made, reach) for t in needed if t in made]

    def _shown(self, tiles: list[GaussianField], view: View) -> list[GaussianField]:
        """Tiles as they are altered and seen in a view, and the edited kernels."""
        with self._lock:
            alteration, known, edited, mapping = self._alteration, self._altered, self._edited, self._mapping
        if alteration.changes_kernels:
            tiles = self._altered_tiles(tiles, alteration, known, edited)
        if mapping is None:
            return tiles
        return self._warped.shown(tiles, view, mapping, self._farthest, self._blur(view))

    def _altered_tiles(
        self,
        tiles: list[GaussianField],
        alteration: Alteration,
        known: WeakKeyDictionary[GaussianField, GaussianField],
        edited: GaussianField | None,
    ) -> list[GaussianField]:
        """Tiles as they are altered, and the edited kernels. Each is altered but once: GPUs keep tiles."""
        result: list[GaussianField] = []
        for tile in tiles:
            shown = known.get(tile)
            if shown is None:
                shown = altered(tile, self.source.lattice, alteration)
                if shown is not tile:  # it would keep itself alive
                    known[tile] = shown
            result.append(shown)
        return result if edited is None else [*result, edited]

    def _blur(self, view: View) -> float:
        """What the footprint adds to a kernel's reach at the cut-off at rest, in photo pixels."""
        return math.sqrt(-2 * math.log(CUTOFF_REST) * self._alteration.footprint) / view.scale

    def _make(self, tile: Tile, source: TileSource, view: View, keep: Collection[Tile]) -> GaussianField:
        """Make a tile, then drop the farthest tiles that are not to be kept while the budget is passed."""
        field = source.make(self._grid.lattice(tile))
        with self._lock:
            if tile in self._made and source is not self.source:
                return field  # a better one came in between
            if tile in self._made:
                self._state = object()
            self._made[tile] = field
            if source is self.source:
                self._of_source.add(tile)
            self._trim(view, keep)
        return field

    def _trim(self, view: View, keep: Collection[Tile]) -> None:
        """Drop the farthest tiles that are not to be kept while the budget is passed; under the lock."""
        used = sum(f.nbytes for f in self._made.values())
        if used <= self._budget:
            return
        middle = self._upright(view)
        far = sorted((t for t in self._made if t not in keep), key=lambda t: self._grid.distance(t, middle))
        while used > self._budget and far:
            dropped = far.pop()
            used -= self._made.pop(dropped).nbytes
            self._of_source.discard(dropped)

    def _plan(self, view: View) -> list[Tile]:
        """The tiles to have for a view, in the order of making: needed or not, then near or far."""
        needed, middle = set(self._needed(view)), self._upright(view)
        plan: list[Tile] = []
        used = 0
        for tile in sorted(self._grid.all(), key=lambda t: (t not in needed, self._grid.distance(t, middle))):
            used += self._grid.nbytes(tile)
            if used > self._budget and not (view.scale > 1 and tile in needed):
                break
            plan.append(tile)
        return plan

    def _needed(self, view: View) -> list[Tile]:
        mapping, reach = self._mapping, self._farthest
        if mapping is None or self.source.lattice is None:
            return self._grid.reached(view, reach + self._blur(view))
        tiles = self._grid.all()
        boxes = np.array([self._grid.box(t) for t in tiles])
        x, y = (boxes[:, 0] + boxes[:, 2]) / 2, (boxes[:, 1] + boxes[:, 3]) / 2
        radius = np.hypot(boxes[:, 2] - boxes[:, 0], boxes[:, 3] - boxes[:, 1]) / 2
        found = near(x, y, radius, view, mapping, reach, self._blur(view))
        return [tiles[i] for i in np.flatnonzero(found)]

    def _upright(self, view: View) -> View:
        """A view of the photo whose middle is what a view shows in its own."""
        if self._mapping is None:
            return view
        return View.centred(*self._mapping.to_photo(*view.centre), view.scale, view.width, view.height)


def _counted(
    tiles: Iterable[GaussianField], total: int, told: Callable[[int, int], object]
) -> Iterator[GaussianField]:
    for count, tile in enumerate(tiles, 1):
        yield tile
        told(count, total)
