"""The canvas: turns wheel, mouse and gestures into views, and shows the frames that come back."""

from __future__ import annotations

import math
from dataclasses import replace

import pyqtgraph as pg
from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication, QGestureEvent, QGraphicsView, QWidget

from ...core.field.displayed_field import DisplayState
from ...core.geometry.mapping import moved as moved_by_warp
from ...core.geometry.orientation import Orientation
from ...core.geometry.view import View
from ...core.geometry.warp import Warp
from ...core.photo.early import EarlyPicture
from ...core.scene.scene import Scene
from .. import style
from ..documents.scene_model import SceneModel
from ..i18n import tr
from ..notifier import Notifier
from ..overlays.overlays import in_frame
from ..render.comparison import NO_COMPARISON, ComparisonMode, shift_at, visible_width
from ..render.marks import NO_OVERLAYS, Overlays
from ..render.render_loop import RenderLoop
from ..render.request import RenderRequest, RenderResult
from ..tasks.registry import TaskRegistry
from . import feel
from .frame_item import FieldItem
from .gestures import native_gesture, touch_gesture
from .motion import Limits, moved
from .navigation import Navigation


class Canvas(pg.GraphicsView):
    """Holds the view, the one place where it lives; pyqtgraph's view box follows it."""

    view_changed = Signal(object)
    """The new `View`."""
    cursor_moved = Signal(object)
    """The device point under the cursor (x, y), or None when it left."""
    drawn = Signal(object)
    """The `RenderResult` that was handed to the screen."""
    comparison_changed = Signal()
    """Emitted when the comparison has changed."""

    def __init__(
        self, scenes: SceneModel, tasks: TaskRegistry, notifier: Notifier, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent, background=style.BACKGROUND)
        self._view: View | None = None
        self._asked: View | None = None
        """The view before it was aligned: many small changes of the size do not add up what that rounds."""
        self._scenes = scenes
        self._photo_size: tuple[int, int] | None = None
        self._newest: RenderRequest | None = None
        self._fitted = True
        self._source_pixels = False
        self._overlays: Overlays = NO_OVERLAYS
        self._comparison = NO_COMPARISON
        self._shift = 0
        self.setAccessibleName(tr("Photo"))
        self.setAccessibleDescription(
            tr("Arrows move, plus and minus zoom, 0 shows the whole, ? tells all keys")
        )
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.FullViewportUpdate)
        self._box = pg.ViewBox(enableMouse=False, enableMenu=False, invertY=True, defaultPadding=0)
        self.setCentralItem(self._box)
        self.item = FieldItem()
        self._box.addItem(self.item, ignoreBounds=True)
        self._loop = RenderLoop(tasks, notifier, self)
        self._loop.ready.connect(self._show)
        self._loop.overview_ready.connect(self.item.set_overview)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(feel.REST_MS)
        self._rest.timeout.connect(self._draw_at_rest)
        self._refresh = QTimer(self)
        self._refresh.setSingleShot(True)
        self._refresh.setInterval(feel.TILE_REDRAW_MS)
        self._refresh.timeout.connect(self.redraw)
        self.navigation = Navigation(self, self)
        """Moves the view as hands ask for; what the canvas itself is told to show, it shows at once."""
        self.viewport().grabGesture(Qt.GestureType.PinchGesture)
        tasks.add("canvas", stop=self._stop)
        scenes.display_changed.connect(self._display_changed)

    # -- what is shown -------------------------------------------------------------------------------

    @property
    def view(self) -> View | None:
        """The present view; None while nothing is open."""
        return self._view

    @property
    def scene_shown(self) -> Scene | None:
        """The open scene."""
        return self._scenes.scene

    @property
    def overlays(self) -> Overlays:
        """Which overlays are on."""
        return self._overlays

    @property
    def settled(self) -> RenderResult | None:
        """The result on the screen, if it is the final picture of the present view; otherwise None."""
        drawn = self.item.drawn
        if drawn is None or drawn.request is not self._newest or self.navigation.moving:
            return None
        other = drawn.compared
        return drawn if drawn.frame.final and (other is None or other.final) else None

    def _stop(self) -> None:
        self.navigation.stop()
        self._rest.stop()
        self._refresh.stop()

    def show_early(self, picture: EarlyPicture | None) -> None:
        """Show a photo in fewer pixels where it will be, fitted, until it is there; or no longer (None)."""
        self.item.set_early(picture)

    def show_scene(self, scene: Scene, *, keep_view: bool = False) -> None:
        """Show another photo, fitted to the window, or as the one before where both have the same size."""
        same = self._photo_size == scene.photo.size
        kept = self._view if keep_view and same and not self._fitted else None
        self._photo_size, self._view = scene.photo.size, None
        self.compare(replace(self._comparison, side=None))
        self.item.set_scene(scene, keep_frame=keep_view and same)
        self.navigation.stop()
        self.move_to(kept or self.fit_view(), fitted=kept is None)

    def close_scene(self) -> None:
        """Show nothing, as at the start."""
        self.navigation.stop()
        self._rest.stop()
        self._refresh.stop()
        self._photo_size = self._view = self._asked = self._newest = None
        self._fitted = True
        self.compare(replace(self._comparison, side=None))
        self.item.clear()

    def scene_turned(self, orientation: Orientation, plane: tuple[int, int]) -> None:
        """Take the photo's present scene: it was turned. What was in the middle stays there.

        Args:
            orientation: how it was turned.
            plane: width and height of what was seen before.
        """
        scene, view = self.scene_shown, self._view
        if scene is None or view is None:
            return
        self._photo_size = scene.photo.size
        self.navigation.finish()
        self.item.turn(scene, orientation, plane)
        self.move_to(
            self.fit_view() if self._fitted else orientation.view(self._view or view, plane),
            fitted=self._fitted,
        )
        self.redraw()

    def scene_replaced(self) -> None:
        """Take the photo's present scene: it has another field."""
        scene = self.scene_shown
        if scene is not None:
            self.item.set_scene(scene, keep_frame=True)
            self.redraw()

    def _display_changed(self, before: DisplayState, now: DisplayState) -> None:
        """Draw the photo as it is displayed now, through another warp as `_warp_changed` says."""
        scene, view = self.scene_shown, self._view
        if scene is None or view is None:
            return
        self.item.set_scene(scene, keep_frame=True)
        if before.warp == now.warp:
            self.redraw()
        else:
            self._warp_changed(scene, view, before.warp)

    def _warp_changed(self, scene: Scene, view: View, before: Warp) -> None:
        """Keep in the middle what was there, or show all of it."""
        self.navigation.finish()
        if self._fitted:
            self.fit()
        else:
            middle = moved_by_warp(view.centre, before, scene.warp, scene.photo.size)
            self.move_to(View.centred(*middle, view.scale, view.width, view.height))
        # The picture is another one even where the view is not; more changes may follow soon.
        self._draw(moving=True)
        self._rest.start()

    def set_overlays(self, overlays: Overlays) -> None:
        """Switch overlays on or off."""
        changed = in_frame(overlays) != in_frame(self._overlays)
        self._overlays = overlays
        self.item.set_overlays(overlays)
        if changed:
            self.redraw()

    @property
    def comparison(self) -> ComparisonMode:
        """The comparison."""
        return self._comparison

    def compare(self, comparison: ComparisonMode) -> None:
        """Compare with something, or with something else, or in another way."""
        old, self._comparison = self._comparison, comparison
        self.item.set_comparison(comparison)
        width = self.device_size()[0]
        panes_changed = visible_width(old, width) != visible_width(comparison, width)
        if panes_changed and self._fitted and self._view is not None:
            self.fit()
        if (old.shown_side, old.measured) != (comparison.shown_side, comparison.measured):
            self.redraw()
        self.comparison_changed.emit()

    def add_layer(self, layer: pg.GraphicsObject) -> None:
        """Paint something over the picture."""
        self._box.addItem(layer, ignoreBounds=True)

    def show_source_pixels(self, on: bool) -> None:
        """Show the photo's own pixels as squares, or the picture again."""
        if on != self._source_pixels:
            self._source_pixels = on
            self.redraw()

    def redraw(self) -> None:
        """Draw the present view again, at full quality unless it moves."""
        self._draw(moving=self._rest.isActive())

    def tiles_changed(self) -> None:
        """Tiles of the field have arrived: draw again, soon, where the picture lacked some."""
        drawn = self.item.drawn
        lacking = (
            drawn is None
            or drawn.request is not self._newest
            or not drawn.complete
            or (drawn.compared is not None and not drawn.compared.final)
        )
        if lacking and not self._refresh.isActive():
            self._refresh.start()

    def _draw(self, *, moving: bool) -> None:
        if self.scene_shown is not None and self._view is not None:
            ratio = self.devicePixelRatioF()
            self._newest = RenderRequest(
                self.scene_shown,
                self._view,
                moving,
                self._source_pixels,
                in_frame(self._overlays),
                ratio,
                self._comparison,
            )
            self._loop.post(self._newest)

    def _draw_at_rest(self) -> None:
        if self.settled is None:
            self._draw(moving=False)

    def _show(self, drawn: RenderResult) -> None:
        scene = self.scene_shown
        if scene is not None and drawn.request.scene.photo is scene.photo:
            self.item.set_drawn(drawn)
            self.drawn.emit(drawn)

    # -- the view ------------------------------------------------------------------------------------

    def device_size(self) -> tuple[int, int]:
        """Width and height of the viewport in device pixels."""
        ratio = self.devicePixelRatioF()
        size = self.viewport().size()
        return max(1, math.ceil(size.width() * ratio)), max(1, math.ceil(size.height() * ratio))

    def fit_scale(self) -> float:
        """The scale at which the whole photo just fits."""
        assert self.scene_shown is not None
        (width, height), (w, h) = self.device_size(), self.scene_shown.size
        width = visible_width(self._comparison, width)
        return min(width / w, height / h, feel.LARGEST_SCALE)

    def fit(self) -> None:
        """Show the whole photo, and keep it whole when the window's size changes."""
        if self.scene_shown is None:
            return
        self.navigation.stop()
        self.move_to(self.fit_view(), fitted=True)

    @property
    def fitted(self) -> bool:
        """True if the whole photo is shown, and kept whole."""
        return self._fitted

    def fit_view(self) -> View:
        """The view of the whole photo."""
        assert self.scene_shown is not None
        w, h = self.scene_shown.size
        return View.centred(w / 2, h / 2, self.fit_scale(), *self.device_size()).aligned()

    def limits(self) -> Limits:
        """The range in which the view may come to rest."""
        assert self.scene_shown is not None
        least = min(self.fit_scale() * feel.SMALLEST_SHARE_OF_FIT, 1.0)
        band = feel.PAN_BAND * self.devicePixelRatioF()
        return Limits(least, feel.LARGEST_SCALE, self.scene_shown.size, band)

    def refresh_ms(self) -> float:
        """Milliseconds of a frame of the screen."""
        return 1000 / max(self.screen().refreshRate(), 1.0)

    def look_at(self, x: float, y: float, scale: float) -> None:
        """Show a photo point in the middle; point and scale are brought within their limits."""
        if self._view is None or self.scene_shown is None:
            return
        self.navigation.stop()
        w, h = self.scene_shown.size
        x, y, scale = min(max(x, 0.0), w), min(max(y, 0.0), h), self.limits().scale(scale)
        self.move_to(View.centred(x, y, scale, self._view.width, self._view.height))

    def zoom_to(self, scale: float, at: QPointF | None = None) -> None:
        """Zoom to a scale, within the limits, about a point in widget coordinates (the middle by default)."""
        self.navigation.stop()
        if self._view is None:
            return
        scale = self.limits().scale(scale)
        p, q = (self._view.width / 2, self._view.height / 2) if at is None else self.device_point(at)
        if scale != self._view.scale:
            self.move_to(self._view.with_scale(scale, p, q))

    def pan(self, dx: float, dy: float) -> None:
        """Move the photo by device-independent pixels; it cannot be pushed out of the view's middle."""
        self.navigation.stop()
        if self._view is not None:
            ratio = self.devicePixelRatioF()
            middles = self.limits().middles(self._view)
            self.move_to(moved(self._view, middles, dx * ratio, dy * ratio))

    def device_point(self, at: QPointF, *, held: bool = False) -> tuple[float, float]:
        """The device point of the view that a point in widget coordinates shows.

        Side by side there are two; a hand that holds the photo stays with the one that it took hold of.
        """
        ratio = self.devicePixelRatioF()
        if not held:
            self._shift = shift_at(self._comparison, self.device_size()[0], at.x() * ratio)
        return at.x() * ratio - self._shift, at.y() * ratio

    def move_to(self, view: View, *, fitted: bool = False) -> None:
        """Look at another view, at rest an aligned one; `navigation` calls it at every step."""
        self._fitted = fitted
        self._asked = view
        if not self.navigation.moving:
            view = view.aligned()
        if view == self._view:
            return
        self._view = view
        self._draw(moving=True)  # first: it is drawn while the rest is done here
        self.item.set_view(view)
        x0, y0, x1, y1 = view.box
        self._box.setRange(QRectF(x0, y0, x1 - x0, y1 - y0), padding=0, disableAutoRange=True)
        self._box.updateMatrix()  # now: while painting, it would have everything painted once more
        self._rest.start()
        self.view_changed.emit(view)

    def _size_changed(self) -> None:
        """Keep the middle, or the whole photo where it was fitted."""
        if self._view is None:
            return
        self.navigation.finish()
        assert self._asked is not None
        if self._fitted:
            self.fit()
        else:
            self.move_to(self._asked.resized(*self.device_size()))

    # -- events --------------------------------------------------------------------------------------

    def wheelEvent(self, ev: QWheelEvent) -> None:
        """Zoom about the cursor, or pan."""
        self.navigation.wheel(ev)
        ev.accept()

    def event(self, event: QEvent) -> bool:
        """A screen of another pixel ratio has other device pixels to fill."""
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self._size_changed()
        return super().event(event)

    def viewportEvent(self, event: QEvent) -> bool:
        """Pinches zoom and pan."""
        if isinstance(event, QNativeGestureEvent):
            native_gesture(self.navigation, event, self.devicePixelRatioF())
            return True
        if isinstance(event, QGestureEvent):
            return touch_gesture(self.navigation, event, self.viewport(), self.devicePixelRatioF())
        # While a menu is open, the mouse is still where the menu was asked for.
        if event.type() == QEvent.Type.Leave and QApplication.activePopupWidget() is None:
            self.cursor_moved.emit(None)
        return super().viewportEvent(event)

    def mousePressEvent(self, ev: QMouseEvent) -> None:
        """Take hold of the photo."""
        if ev.button() == Qt.MouseButton.LeftButton and not self.navigation.pinching:
            self.navigation.grab(*self.device_point(ev.position()))
            self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
        ev.accept()

    def mouseMoveEvent(self, ev: QMouseEvent) -> None:
        """Drag the photo, from the first pixel."""
        point = self.device_point(ev.position(), held=bool(ev.buttons()))
        if ev.buttons() & Qt.MouseButton.LeftButton and not self.navigation.pinching:
            self.navigation.drag(*point)
        if self._view is not None:
            self.cursor_moved.emit(point)
        ev.accept()

    def mouseReleaseEvent(self, ev: QMouseEvent) -> None:
        """Let go."""
        if ev.button() == Qt.MouseButton.LeftButton:
            if not self.navigation.pinching:
                self.navigation.release()
            self.viewport().unsetCursor()
        ev.accept()

    def mouseDoubleClickEvent(self, ev: QMouseEvent) -> None:
        """From the whole photo to x1 under the cursor, and back."""
        if ev.button() == Qt.MouseButton.LeftButton:
            self.navigation.toggle_fit(*self.device_point(ev.position()))
        ev.accept()

    def keyPressEvent(self, ev: QKeyEvent) -> None:
        """Space, held: the photo's own pixels; B, held: the other side of the comparison."""
        self.hold(ev, True)
        ev.accept()

    def keyReleaseEvent(self, ev: QKeyEvent) -> None:
        """Let go: the picture again."""
        self.hold(ev, False)
        ev.accept()

    def hold(self, ev: QKeyEvent, on: bool) -> bool:
        """Do what a held key does, for as long as it is held; return whether it is one."""
        if ev.key() not in (Qt.Key.Key_Space, Qt.Key.Key_B):
            return False
        if not ev.isAutoRepeat():
            if ev.key() == Qt.Key.Key_Space:
                self.show_source_pixels(on)
            else:
                self.compare(replace(self._comparison, flicker=on))
        return True

    def let_go(self) -> None:
        """Show the picture again: a key that is let go elsewhere is not told here."""
        self.show_source_pixels(False)
        if self._comparison.flicker:
            self.compare(replace(self._comparison, flicker=False))

    def focusOutEvent(self, ev: QFocusEvent) -> None:
        """Let go of what is held."""
        self.let_go()
        super().focusOutEvent(ev)

    def resizeEvent(self, ev: QResizeEvent) -> None:
        """Another size; pyqtgraph calls it while the canvas is being made, too."""
        super().resizeEvent(ev)
        if hasattr(self, "_view"):
            self._size_changed()
