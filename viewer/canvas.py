"""The canvas: turns wheel, mouse and gestures into views, and shows the frames that come back."""

from __future__ import annotations

import math

import pyqtgraph as pg
from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QNativeGestureEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QWidget

from ..core.frame import Frame, Scene
from ..core.view import View
from . import feel
from .field_item import FieldItem
from .render_loop import RenderLoop, Request


class Canvas(pg.GraphicsView):
    """Holds the view, the one place where it lives; pyqtgraph's view box follows it."""

    view_changed = Signal(object)
    """The new `View`."""
    cursor_moved = Signal(object)
    """The device point under the cursor (x, y), or None when it left."""
    frame_shown = Signal(object)
    """The `Frame` that was handed to the screen."""
    failed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, background=feel.BACKGROUND)
        self.setAccessibleName("Photo")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self._box = pg.ViewBox(enableMouse=False, enableMenu=False, invertY=True, defaultPadding=0)
        self.setCentralItem(self._box)
        self.item = FieldItem()
        self._box.addItem(self.item, ignoreBounds=True)
        self._loop = RenderLoop(self)
        self._loop.frame_ready.connect(self._show)
        self._loop.failed.connect(self.failed)
        self._rest = QTimer(self, singleShot=True, interval=feel.REST_MS)
        self._rest.timeout.connect(lambda: self._draw(moving=False))
        self._scene_shown: Scene | None = None
        self._view: View | None = None
        self._fitted = True
        self._dragged_from: QPointF | None = None
        self._source_pixels = False

    @property
    def view(self) -> View | None:
        """What is looked at; None while nothing is open."""
        return self._view

    @property
    def scene_shown(self) -> Scene | None:
        """What is open."""
        return self._scene_shown

    def close_loop(self) -> None:
        """End the render loop; the canvas is of no use after that."""
        self._rest.stop()
        self._loop.close()

    def set_scene(self, scene: Scene) -> None:
        """Show another photo (fitted to the window), or the same with a field (the view is kept)."""
        same = self._scene_shown is not None and self._scene_shown.photo is scene.photo
        self._scene_shown = scene
        self.item.set_scene(scene)
        if same:
            self.redraw()
        else:
            self.fit()

    def device_size(self) -> tuple[int, int]:
        """Width and height of the viewport in device pixels."""
        ratio = self.devicePixelRatioF()
        size = self.viewport().size()
        return max(1, math.ceil(size.width() * ratio)), max(1, math.ceil(size.height() * ratio))

    def fit_scale(self) -> float:
        """The scale at which the whole photo just fits."""
        assert self._scene_shown is not None
        (width, height), (w, h) = self.device_size(), self._scene_shown.photo.size
        return min(width / w, height / h, feel.LARGEST_SCALE)

    def fit(self) -> None:
        """Show the whole photo, and keep it whole when the window's size changes."""
        if self._scene_shown is None:
            return
        w, h = self._scene_shown.photo.size
        self.set_view(View.centred(w / 2, h / 2, self.fit_scale(), *self.device_size()))
        self._fitted = True

    def set_view(self, view: View) -> None:
        """Look at something else."""
        self._fitted = False
        if view == self._view:
            return
        self._view = view
        self.item.set_view(view)
        x0, y0, x1, y1 = view.box
        self._box.setRange(QRectF(x0, y0, x1 - x0, y1 - y0), padding=0, disableAutoRange=True)
        self.redraw()
        self.view_changed.emit(view)

    def redraw(self) -> None:
        """Draw the present view again: at once as it is while moving, and at full quality when at rest."""
        self._draw(moving=True)
        self._rest.start()

    def zoom_to(self, scale: float, at: QPointF | None = None) -> None:
        """Zoom to a scale, within the limits, about a point in widget coordinates (the middle by default)."""
        if self._view is None:
            return
        least = min(self.fit_scale() * feel.SMALLEST_SHARE_OF_FIT, 1.0)
        scale = min(max(scale, least), feel.LARGEST_SCALE)
        p, q = self._device_point(at)
        if scale != self._view.scale:
            self.set_view(self._view.with_scale(scale, p, q))

    def zoom_by(self, factor: float, at: QPointF | None = None) -> None:
        """Zoom by a factor, within the limits, about a point in widget coordinates."""
        if self._view is not None:
            self.zoom_to(self._view.scale * factor, at)

    def pan(self, dx: float, dy: float) -> None:
        """Move the photo by device-independent pixels; its middle cannot be pushed out of the view's."""
        if self._view is None or self._scene_shown is None:
            return
        ratio = self.devicePixelRatioF()
        old, (w, h) = self._view.centre, self._scene_shown.photo.size
        x, y = self._view.panned(dx * ratio, dy * ratio).centre
        x = min(max(x, min(0.0, old[0])), max(float(w), old[0]))
        y = min(max(y, min(0.0, old[1])), max(float(h), old[1]))
        view = self._view
        self.set_view(View.centred(x, y, view.scale, view.width, view.height))

    def show_source_pixels(self, on: bool) -> None:
        """Show the photo's own pixels as squares, or the picture again."""
        if on != self._source_pixels:
            self._source_pixels = on
            self._draw(moving=False)

    def _device_point(self, at: QPointF | None) -> tuple[float, float]:
        assert self._view is not None
        if at is None:
            return self._view.width / 2, self._view.height / 2
        ratio = self.devicePixelRatioF()
        return at.x() * ratio, at.y() * ratio

    def _draw(self, *, moving: bool) -> None:
        if self._scene_shown is not None and self._view is not None:
            self._loop.post(Request(self._scene_shown, self._view, moving, self._source_pixels))

    def _show(self, frame: Frame) -> None:
        if self._scene_shown is None:
            return
        self.item.set_frame(frame)
        self.viewport().update()
        self.frame_shown.emit(frame)

    def wheelEvent(self, ev: QWheelEvent) -> None:
        """Zoom about the cursor."""
        pixels = ev.pixelDelta()
        if ev.phase() != Qt.ScrollPhase.NoScrollPhase and not pixels.isNull():
            doublings = pixels.y() / feel.TOUCHPAD_PIXELS_PER_DOUBLING
        else:
            # Some systems turn the wheel sideways while Shift is held.
            fine = bool(ev.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            turned = ev.angleDelta().y() or (ev.angleDelta().x() if fine else 0)
            notches = turned / feel.WHEEL_UNITS_PER_NOTCH * (feel.FINE_SHARE if fine else 1.0)
            doublings = notches / feel.NOTCHES_PER_DOUBLING
        if doublings:
            self.zoom_by(2.0**doublings, ev.position())
        ev.accept()

    def viewportEvent(self, event: QEvent) -> bool:
        """Pinch gestures zoom."""
        if isinstance(event, QNativeGestureEvent):
            if event.gestureType() == Qt.NativeGestureType.ZoomNativeGesture:
                self.zoom_by(1.0 + event.value(), event.position())
            return True
        if event.type() == QEvent.Type.Leave:
            self.cursor_moved.emit(None)
        return super().viewportEvent(event)

    def mousePressEvent(self, ev: QMouseEvent) -> None:
        """Take hold of the photo."""
        if ev.button() == Qt.MouseButton.LeftButton:
            self._dragged_from = ev.position()
            self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
        ev.accept()

    def mouseMoveEvent(self, ev: QMouseEvent) -> None:
        """Drag the photo, from the first pixel."""
        at = ev.position()
        if self._dragged_from is not None:
            step, self._dragged_from = at - self._dragged_from, at
            self.pan(step.x(), step.y())
        if self._view is not None:
            self.cursor_moved.emit(self._device_point(at))
        ev.accept()

    def mouseReleaseEvent(self, ev: QMouseEvent) -> None:
        """Let go."""
        if ev.button() == Qt.MouseButton.LeftButton:
            self._dragged_from = None
            self.viewport().unsetCursor()
        ev.accept()

    def mouseDoubleClickEvent(self, ev: QMouseEvent) -> None:
        """The second press of two quick ones takes hold as any other."""
        self.mousePressEvent(ev)

    def keyPressEvent(self, ev: QKeyEvent) -> None:
        """Space, held: the photo's own pixels."""
        if ev.key() == Qt.Key.Key_Space and not ev.isAutoRepeat():
            self.show_source_pixels(True)
        ev.accept()

    def keyReleaseEvent(self, ev: QKeyEvent) -> None:
        """Space let go: the picture again."""
        if ev.key() == Qt.Key.Key_Space and not ev.isAutoRepeat():
            self.show_source_pixels(False)
        ev.accept()

    def resizeEvent(self, ev: QResizeEvent) -> None:
        """Keep the middle, or the whole photo where it was fitted."""
        super().resizeEvent(ev)
        if getattr(self, "_view", None) is None:
            return
        if self._fitted:
            self.fit()
        elif self._view is not None:
            self.set_view(self._view.resized(*self.device_size()))
