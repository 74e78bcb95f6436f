"""A field as a person displays it: edits, filter, footprint and warp, and the tiles as these show them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from weakref import WeakKeyDictionary

import numpy as np

from ..geometry.mapping import Mapping, mapping_of
from ..geometry.orientation import Orientation
from ..geometry.view import Box, View
from ..geometry.warp import NO_WARP, Warp
from ..utils.arrays import FloatArray
from .edits import NO_EDITS, Edits, KernelNumbers, numbers_in, places_in
from .field import GaussianField, Lattice
from .kernel_filter import KernelFilter
from .sampling import FOOTPRINT
from .tile_source import TileSource
from .tiled_field import TiledField, blur
from .turned import turned_filter
from .warped_tiles import WarpedTiles


@dataclass(frozen=True, eq=False)
class DisplayState:
    """How a field is displayed: all that makes its picture another than that of the field as it was made."""

    edits: Edits = NO_EDITS
    filter: KernelFilter = field(default_factory=KernelFilter)
    """Kernels that are shown."""
    footprint: float = FOOTPRINT
    """Variance added for a device pixel, in device pixels squared."""
    warp: Warp = NO_WARP
    """Map from photo points to where they are seen; a saved field does not know it."""

    def mapping(self, photo_size: tuple[int, int]) -> Mapping | None:
        """The warp's map for a photo of some width and height; None where the plane is the photo."""
        return None if self.warp.changes_nothing else mapping_of(self.warp, photo_size)

    @property
    def changes_kernels(self) -> bool:
        """True if any kernel may be shown differently."""
        edits = self.edits
        return bool(edits.edited.size or edits.muted.size or edits.solo.size) or not self.filter.keeps_all

    def same_hidden_kernels(self, other: DisplayState) -> bool:
        """Compare which kernels of the tiles have no colour; edited kernels may have other values."""
        ours, theirs = self.edits, other.edits
        return (
            self.filter == other.filter
            and np.array_equal(ours.edited, theirs.edited)
            and np.array_equal(ours.muted, theirs.muted)
            and np.array_equal(ours.solo, theirs.solo)
        )

    def turned(self, edits: Edits, orientation: Orientation, photo_size: tuple[int, int]) -> DisplayState:
        """How the turned field is displayed as the field was.

        Args:
            edits: of the turned field; see `TiledField.turned_edits`.
            orientation: how the photo is turned.
            photo_size: its width and height as it was.
        """
        kept, warp = turned_filter(self.filter, orientation), orientation.warp(self.warp, photo_size)
        return replace(self, edits=edits, filter=kept, warp=warp)

    @property
    def is_plain(self) -> bool:
        """True if the picture is that of the field as it was made."""
        return not self.changes_kernels and self.footprint == FOOTPRINT and self.warp.changes_nothing


PLAIN = DisplayState()
"""The field as it was made."""


class DisplayedField:
    """A tiled field in one display state. A value, but for the tiles that arrive in the field.

    Threads may share it.

    Args:
        tiled: the field.
        display: how it is displayed.
        before: another display of the field, whose work is used again where it is the same.
    """

    def __init__(
        self, tiled: TiledField, display: DisplayState = PLAIN, before: DisplayedField | None = None
    ) -> None:
        self.tiled = tiled
        self.display = display
        self._mapping = display.mapping(tiled.photo_size)
        self._edited = edited_kernels(display, tiled.photo_size)
        # Each tile is changed but once: GPUs keep tiles.
        self._changed: WeakKeyDictionary[GaussianField, GaussianField] = WeakKeyDictionary()
        self._warped = WarpedTiles()
        if before is not None and before.tiled is tiled:
            self._warped = before._warped
            if display.same_hidden_kernels(before.display):
                self._changed = before._changed

    def with_display(self, display: DisplayState) -> DisplayedField:
        """The same field in another display state."""
        return DisplayedField(self.tiled, display, self)

    @property
    def source(self) -> TileSource:
        """The source of the tiles."""
        return self.tiled.source

    @property
    def state(self) -> object:
        """Token that compares equal while the content of existing tiles and the display are the same."""
        return self.tiled.state, self.display

    def changed_since(self, state: object, view: View) -> list[Box] | None:
        """Parts of the plane that look otherwise than in another state of the field; None if all may.

        A lens that is moved changes only what lies in it, before and after.

        Args:
            state: a `state` of some time before.
            view: the view that is drawn; what it adds to a kernel's reach counts.
        """
        match state:
            case (tiles, DisplayState() as before) if tiles is self.tiled.state:
                pass
            case _:
                return None
        now = self.display
        if before is now:
            return []
        flat, was_flat = (replace(display.warp, lens=None) for display in (now, before))
        if (before.edits, before.filter, before.footprint) != (now.edits, now.filter, now.footprint):
            return None
        if flat != was_flat:
            return None
        boxes: list[Box] = []
        size = self.tiled.photo_size
        for warp in (before.warp, now.warp):
            if warp.lens is not None:
                mapping = mapping_of(warp, size)
                x, y = mapping_of(flat, size).to_plane(warp.lens.x, warp.lens.y)
                reach = self.tiled.reach * mapping.most_stretch + blur(view, now.footprint)
                r = warp.lens.radius + reach
                boxes.append((x - r, y - r, x + r, y + r))
        return boxes if len(boxes) < 2 or not _meet(*boxes) else [_together(*boxes)]

    # -- the plane -----------------------------------------------------------------------------------

    def photo_box(self, view: View) -> Box:
        """The box of the photo that is seen in a view."""
        return view.box if self._mapping is None else self._mapping.photo_box(view.box)

    def to_photo(self, x: float, y: float) -> tuple[float, float]:
        """The photo point that is seen at a point of the plane."""
        return (x, y) if self._mapping is None else self._mapping.to_photo(x, y)

    def to_view(self, kernel: FloatArray) -> FloatArray:
        """A kernel (8,) of the photo as the plane shows it."""
        return kernel if self._mapping is None else self._mapping.kernels(kernel[:, None])[:, 0]

    def from_view(self, kernel: FloatArray) -> FloatArray:
        """The kernel (8,) of the photo that the plane shows as a kernel."""
        return kernel if self._mapping is None else self._mapping.photo_kernel(kernel)

    # -- tiles ---------------------------------------------------------------------------------------

    def tiles(self, view: View) -> list[GaussianField]:
        """The tiles that are there and that a view reaches, and the edited kernels, as they are shown."""
        return self._shown(self.tiles_as_made(view), view)

    def tiles_as_made(self, view: View) -> list[GaussianField]:
        """The tiles that are there and that a view reaches, neither changed nor warped."""
        return self.tiled.tiles(view, self.display.footprint, self._mapping)

    def require(self, view: View) -> list[GaussianField]:
        """All tiles that a view needs, as they are shown; see `TiledField.require`."""
        return self._shown(self.tiled.require(view, self.display.footprint, self._mapping), view)

    def ready(self, view: View) -> tuple[list[GaussianField], list[Box]]:
        """The tiles that are there, as they are shown, and where their sum is the final picture.

        See `TiledField.ready`.
        """
        tiles, boxes = self.tiled.ready(view, self.display.footprint, self._mapping)
        return self._shown(tiles, view), boxes

    def fits(self, view: View) -> bool:
        """Tell if memory holds all tiles that a view needs; see `TiledField.fits`."""
        return self.tiled.fits(view, self.display.footprint, self._mapping)

    def missing(self, view: View) -> int:
        """Count the tiles that a view needs and that are not there."""
        return self.tiled.missing(view, self.display.footprint, self._mapping)

    def left_to_make(self, view: View) -> int:
        """Count the tiles that a view needs and that are not there, or are to be replaced."""
        return self.tiled.left_to_make(view, self.display.footprint, self._mapping)

    def make_next(self, view: View) -> bool:
        """Make the nearest missing tile; see `TiledField.make_next`."""
        return self.tiled.make_next(view, self.display.footprint, self._mapping)

    # -- kernels -------------------------------------------------------------------------------------

    def numbers(self, tile: GaussianField, places: KernelNumbers) -> KernelNumbers:
        """The numbers of kernels at some places of a tile that was handed out, in their order."""
        piece = self._warped.origin(tile)
        of = tile if piece is None else piece.tile
        if of is self._edited:
            return self.display.edits.edited[places]
        if piece is not None:
            return numbers_in(piece.field, self.source.lattice, places)
        return numbers_in(tile, self.source.lattice, places)

    def cells(self, tile: GaussianField) -> Lattice | None:
        """The cells of a tile that was handed out, warped or not; None where its kernels are free."""
        piece = self._warped.origin(tile)
        return tile.lattice if piece is None else piece.lattice

    def kernel(self, number: int) -> FloatArray | None:
        """The values of a kernel with its edits, (8,), muted or not; None where its tile is not there."""
        edited = self.display.edits.kernel(number)
        return self.tiled.kernel(number) if edited is None else edited

    def _shown(self, tiles: list[GaussianField], view: View) -> list[GaussianField]:
        """Tiles as they are displayed in a view, and the edited kernels."""
        if self.display.changes_kernels:
            tiles = [self._displayed(tile) for tile in tiles]
            if self._edited is not None:
                tiles.append(self._edited)
        if self._mapping is None:
            return tiles
        spread = blur(view, self.display.footprint)
        return self._warped.shown(tiles, view, self._mapping, self.tiled.reach, spread)

    def _displayed(self, tile: GaussianField) -> GaussianField:
        shown = self._changed.get(tile)
        if shown is None:
            shown = apply_display(self.display, tile, self.source.lattice)
            if shown is not tile:  # it would keep itself alive
                self._changed[tile] = shown
        return shown


def apply_display(display: DisplayState, tile: GaussianField, whole: Lattice | None) -> GaussianField:
    """A tile as it is displayed: kernels that are muted, filtered out or edited have no colour.

    They keep their cells, so that the tile keeps its lattice. The edited ones come back as
    `edited_kernels`, wherever they are now. The tile itself is returned where nothing changes.
    """
    edits = display.edits
    hidden = np.zeros(len(tile), np.bool_)
    if edits.solo.size:
        hidden[:] = True
        hidden[places_in(tile, whole, edits.solo)] = False
    if not display.filter.keeps_all:
        hidden |= ~display.filter.keeps(tile.kernels)
    hidden[places_in(tile, whole, edits.muted)] = True
    hidden[places_in(tile, whole, edits.edited)] = True
    if not hidden.any():
        return tile
    kernels = tile.kernels.copy()
    kernels[5:, hidden] = 0
    return replace(tile, kernels=kernels)


def edited_kernels(display: DisplayState, photo_size: tuple[int, int]) -> GaussianField | None:
    """The edited kernels, in the order of their numbers, as a field of free ones; None if there are none."""
    edits = display.edits
    if not edits.edited.size:
        return None
    kernels = edits.kernels.copy()
    hidden = np.isin(edits.edited, edits.muted)
    if edits.solo.size:
        hidden |= ~np.isin(edits.edited, edits.solo)
    hidden |= ~display.filter.keeps(kernels)
    kernels[5:, hidden] = 0
    return GaussianField(kernels, None, photo_size)


def _meet(a: Box, b: Box) -> bool:
    """Tell if two boxes have a part in common."""
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def _together(a: Box, b: Box) -> Box:
    """The box that holds both."""
    return min(a[0], b[0]), min(a[1], b[1]), max(a[2], b[2]), max(a[3], b[3])
