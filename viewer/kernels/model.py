"""Selection and edits of the open field's kernels: the one place where they live."""

from __future__ import annotations

import math
from collections.abc import Callable, Hashable
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from PySide6.QtCore import QObject, Signal

from ...core.field.displayed_field import DisplayedField, DisplayState
from ...core.field.edits import NO_EDITS, Edits, KernelNumbers, numbers
from ...core.field.kernel_filter import KernelFilter
from ...core.field.queries import Contributions, along, contributions, nearest
from ...core.geometry.orientation import UPRIGHT, Orientation
from ...core.geometry.view import View
from ...core.scene.scene import Scene
from ...core.utils.arrays import FloatArray
from ..documents.scene_model import SceneModel
from ..notifier import Notifier
from ..tasks.query_worker import QueryWorker
from ..tasks.registry import TaskRegistry
from ..widgets.network_label import field_maker
from .undo import History, Step

Brush = Literal["mute", "solo", "restore"]
"""Effect of the brush on kernels that are painted over."""


@dataclass(frozen=True, eq=False)
class Pixel:
    """A device pixel and the kernels that make it."""

    view: View
    """The view that it belongs to, one pixel large."""
    found: Contributions
    numbers: KernelNumbers
    """Numbers of the kernels that were found, in their order."""

    @property
    def point(self) -> tuple[float, float]:
        """Its centre, in photo pixels of the plane."""
        return self.view.centre


class KernelModel(QObject):
    """Selection, edits, peeling and footprint of the open field. Panels and tools are views of it."""

    kernels_changed = Signal()
    """The picture may be another, and what can be undone."""
    selected = Signal()
    """Another kernel is selected, or none, or the selected one has other values."""
    pixel_changed = Signal()
    """`pixel` is another."""
    maker_changed = Signal()
    """Another network makes the field, or it cleans otherwise; see `maker`."""
    turn_wanted = Signal(object)
    """The `Orientation` by which undo or redo turns the photo."""

    def __init__(
        self,
        scenes: SceneModel,
        tasks: TaskRegistry,
        notifier: Notifier,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._scenes = scenes
        self._history = History()
        self._saved: Edits = NO_EDITS
        self._orientation = UPRIGHT
        """How the photo is turned since it was opened."""
        self.brush: Brush | None = None
        """Effect of painting; None while dragging moves the photo."""
        self.number: int | None = None
        """The selected kernel."""
        self.kernel: FloatArray | None = None
        """Its values, (8,)."""
        self.pixel: Pixel | None = None
        """The pixel that is looked into."""
        self.pinned = False
        """True if that pixel stays when the cursor moves."""
        self._maker = ""
        self._strokes = 0
        self._pieces: set[object] = set()
        """Keys of pieces of strokes whose kernels are still looked for."""
        self._held = False
        self._worker = QueryWorker("kernels", tasks, notifier, self)
        self._worker.answered.connect(self._answered)
        scenes.display_changed.connect(self._display_changed)

    # -- the field -----------------------------------------------------------------------------------

    @property
    def field(self) -> DisplayedField | None:
        """The open field, as it is displayed."""
        scene = self._scenes.scene
        return None if scene is None else scene.field

    @property
    def maker(self) -> str:
        """The network that makes the field, why that one, and its cleaning; empty where there is none."""
        return self._maker

    def _look_who_makes(self) -> None:
        scene = self._scenes.scene
        maker = "" if scene is None else field_maker(scene)
        if maker != self._maker:
            self._maker = maker
            self.maker_changed.emit()

    @property
    def edits(self) -> Edits:
        """The edits, muted and soloed kernels."""
        return self._scenes.display.edits

    @property
    def peel(self) -> KernelFilter:
        """Which kernels are peeled away."""
        return self._scenes.display.filter

    @property
    def footprint(self) -> float:
        """Variance added for a device pixel, in device pixels squared."""
        return self._scenes.display.footprint

    @property
    def can_undo(self) -> bool:
        """True if an edit can be undone."""
        return self._history.can_undo or bool(self._pieces)

    @property
    def can_redo(self) -> bool:
        """True if an edit can be done again."""
        return self._history.can_redo

    @property
    def unsaved(self) -> bool:
        """True if there are edits that no file has."""
        return not self.edits.same_field(self._saved)

    def field_replaced(self, *, same_photo: bool) -> None:
        """Begin anew: another field is open, or none yet, of which nothing is changed.

        Args:
            same_photo: keep how the photo was turned.
        """
        self._forget_queries()
        if same_photo:
            self._history.forget_edits()
        else:
            self._history, self._orientation = History(), UPRIGHT
        self._saved = NO_EDITS
        self._forget_pixel()
        self.select(None)
        self.kernels_changed.emit()
        self._look_who_makes()

    def turn(self, made: Scene, orientation: Orientation) -> None:
        """Take the photo turned, with its field and the edits; undo takes it back.

        Args:
            made: the scene of the turned photo.
            orientation: by what it was turned.
        """
        before = self._scenes.scene
        self._forget_queries()
        if before is not None and before.tiled is not None:
            self._saved = before.tiled.turned_edits(self._saved, orientation)
        self._orientation = self._orientation.then(orientation)
        present = self._history.present
        undone = present.orientation == self._orientation
        self._scenes.turn(made, orientation, present.edits if undone else None)
        if not undone:
            self._history.add(Step(self.edits, self._orientation))
        self._forget_pixel()
        self.select(None)
        self.kernels_changed.emit()

    def _forget_queries(self) -> None:
        self._worker.clear()
        self._pieces.clear()

    def tiles_changed(self) -> None:
        """Tiles have come or were replaced: a kernel that is shown may have other values."""
        self._look_who_makes()
        if self.field is not None and self.number is not None and self.kernel is not None:
            known = self.field.kernel(self.number)
            if known is not None and not np.array_equal(known, self.kernel):
                self._refresh_kernel()
        if self.pixel is not None:
            self._ask_about(self.pixel.view)

    def mark_saved(self, edits: Edits) -> None:
        """A file has these edits."""
        self._saved = edits
        self.kernels_changed.emit()

    def peel_to(self, peel: KernelFilter) -> None:
        """Show only the kernels within these ranges."""
        if peel != self.peel:
            self._scenes.set_display(filter=peel)

    def set_footprint(self, footprint: float) -> None:
        """Sample with a device pixel of another width."""
        if footprint != self.footprint:
            self._scenes.set_display(footprint=footprint)

    def show_all(self) -> None:
        """Peel nothing away, solo and mute nothing; undo takes the latter two back."""
        if (self.edits.solo.size or self.edits.muted.size) and not self._held:
            self._add(replace(self.edits, solo=numbers(), muted=numbers()))
        self._scenes.set_display(edits=self._history.present.edits, filter=KernelFilter())

    def hold(self, on: bool) -> None:
        """Let nothing be edited, undone or redone for now: kernels are getting other numbers."""
        self._held = on

    def undo(self) -> None:
        """Take the last edit, or turn of the photo, back; of a stroke all of it."""
        self._after_strokes(self._history.undo)

    def redo(self) -> None:
        """Do again what was taken back."""
        self._after_strokes(self._history.redo)

    def _after_strokes(self, step: Callable[[], None]) -> None:
        """Take a step of the history, once all that was painted before is an edit."""
        if self._held:
            return
        if self._pieces:
            self._worker.submit(("step", object()), lambda: step)
        else:
            step()
            self._show_step()

    def _show_step(self) -> None:
        """Show the edits of the present step, turned as they were."""
        wanted = self._history.present.orientation
        if wanted == self._orientation:
            self._show_edits()
        else:
            self.turn_wanted.emit(self._orientation.inverse.then(wanted))

    def _edit(self, edits: Edits, stroke: Hashable = None) -> None:
        if not self._held:
            self._add(edits, stroke)
            self._show_edits()

    def _add(self, edits: Edits, stroke: Hashable = None) -> None:
        self._history.add(Step(edits, self._orientation), stroke)

    def _show_edits(self) -> None:
        self._scenes.set_display(edits=self._history.present.edits)

    def _display_changed(self, before: DisplayState, now: DisplayState) -> None:
        if before.warp != now.warp:
            self._forget_pixel()
        self._refresh_kernel()
        if self.pixel is not None:
            self._ask_about(self.pixel.view)
        self.kernels_changed.emit()

    # -- one kernel ----------------------------------------------------------------------------------

    def select(self, number: int | None) -> None:
        """Select a kernel by its number, or none."""
        self.number = number
        self._refresh_kernel()

    def _refresh_kernel(self) -> None:
        known = None if self.field is None or self.number is None else self.field.kernel(self.number)
        self.number = None if known is None else self.number
        self.kernel = known
        self.selected.emit()

    def change(self, kernel: FloatArray, stroke: Hashable = None) -> None:
        """Give the selected kernel other values, (8,); steps of one stroke are undone together."""
        if self.number is not None and np.isfinite(kernel).all():
            self._edit(self.edits.with_kernel(self.number, kernel), stroke)

    @property
    def kernel_seen(self) -> FloatArray | None:
        """The selected kernel as the warp shows it, (8,)."""
        return None if self.kernel is None or self.field is None else self.field.to_view(self.kernel)

    def change_seen(self, kernel: FloatArray, stroke: Hashable) -> None:
        """As `change`, by what the warp shows of it."""
        if self.field is not None:
            self.change(self.field.from_view(kernel), stroke)

    def place(self, pixel: Pixel) -> tuple[float, float]:
        """The photo point in the middle of a pixel."""
        return pixel.point if self.field is None else self.field.to_photo(*pixel.point)

    def delete(self) -> None:
        """Take the selected kernel out of the picture."""
        if self.number is not None:
            edits = self.edits.muting(numbers([self.number]))
            self.select(None)
            self._edit(edits)

    # -- painting ------------------------------------------------------------------------------------

    def begin_stroke(self) -> None:
        """Begin a stroke: all that is painted until its end is undone together."""
        self._strokes += 1

    def paint(self, start: tuple[float, float], end: tuple[float, float], radius: float) -> None:
        """Paint along a line; lengths in photo pixels."""
        field, brush = self.field, self.brush
        if field is None or brush is None:
            return
        stroke = ("brush", self._strokes)
        centre = ((start[0] + end[0]) / 2, (start[1] + end[1]) / 2)
        side = math.ceil(2 * (math.dist(start, end) / 2 + radius)) + 2
        view = View.centred(*centre, 1.0, side, side)

        def query() -> object:
            tiles = field.tiles(view)
            # What is hidden can be restored, and more can join those that alone are shown.
            found = along(tiles, start, end, radius, hidden=brush != "mute")
            numbered = [field.numbers(t, p) for t, p in zip(tiles, found, strict=True)]
            return brush, stroke, field, numbers(np.concatenate([np.empty(0, np.int64), *numbered]))

        # Every piece of a stroke counts, so each has a key of its own.
        piece, could_undo = object(), self.can_undo
        self._pieces.add(piece)
        if not could_undo:
            self.kernels_changed.emit()
        self._worker.submit(("paint", piece), query)

    def _painted(self, brush: Brush, stroke: Hashable, these: KernelNumbers) -> None:
        edits = self.edits
        if brush == "mute":
            edits = edits.muting(these)
        elif brush == "solo":
            edits = edits.soloing(these)
        else:
            edits = edits.sounding(these)
        if not edits.same_field(self.edits) or edits.solo.size != self.edits.solo.size:
            self._edit(edits, stroke)

    # -- one pixel -----------------------------------------------------------------------------------

    def look_into(self, view: View, point: tuple[float, float]) -> None:
        """Ask which kernels make the pixel of a view at a device point; not while one is pinned."""
        if not self.pinned:
            self._ask_about(_pixel_at(view, point))

    def pick(self, view: View, point: tuple[float, float]) -> None:
        """Select the kernel nearest to a device point, and pin that pixel."""
        field = self.field
        if field is None:
            return
        pixel = _pixel_at(view, point)
        x, y = view.to_photo(*point)

        def query() -> object:
            tiles = field.tiles(pixel)
            found = nearest(tiles, x, y)
            number = None if found is None else int(field.numbers(tiles[found[0]], np.array([found[1]]))[0])
            return field, number

        self.pinned = True
        self._ask_about(pixel)
        self._worker.submit("pick", query)

    def release(self) -> bool:
        """Select nothing and unpin; whether there was anything."""
        had = self.pinned or self.number is not None
        self._forget_pixel()
        self.select(None)
        return had

    def _forget_pixel(self) -> None:
        self.pixel, self.pinned = None, False
        self.pixel_changed.emit()

    def _ask_about(self, pixel: View) -> None:
        field, footprint = self.field, self.footprint
        if field is None:
            return

        def query() -> object:
            tiles = field.tiles(pixel)
            found = contributions(tiles, *pixel.centre, pixel.scale, footprint)
            numbered = np.empty(found.place.size, np.int64)
            for i, tile in enumerate(tiles):
                those = found.tile == i
                numbered[those] = field.numbers(tile, found.place[those])
            return field, Pixel(pixel, found, numbered)

        self._worker.submit("pixel", query)

    def _is_open(self, field: DisplayedField) -> bool:
        return self.field is not None and field.tiled is self.field.tiled

    def _answered(self, key: object, answer: object) -> None:
        match key, answer:
            case "pixel", (field, Pixel() as pixel) if self._is_open(field):
                self.pixel = pixel
                self.pixel_changed.emit()
            case "pick", (field, number) if self._is_open(field) and self.pinned:  # else it was let go of
                self.select(number)
            case ("paint", piece), (brush, stroke, field, these):
                self._pieces.discard(piece)
                if self._is_open(field):
                    self._painted(brush, stroke, these)
                if not self.can_undo:  # nothing was found
                    self.kernels_changed.emit()
            case ("step", _), step if callable(step) and not self._held:
                step()
                self._show_step()
            case _:
                pass


def _pixel_at(view: View, point: tuple[float, float]) -> View:
    """The device pixel that holds a device point, as a view."""
    u, v = math.floor(point[0]), math.floor(point[1])
    return View(view.scale, *view.to_photo(u, v), 1, 1)
