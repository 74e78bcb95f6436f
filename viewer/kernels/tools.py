"""The mouse over kernels: a click looks into one, handles change it, a brush paints over many.

The tools sit before the canvas and leave it what they do not want: dragging still moves the photo, and the
wheel still zooms.
"""

from __future__ import annotations

import math

import numpy as np
from PySide6.QtCore import QEvent, QObject, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication

from ...core.field.measures import axes, covariance
from ...core.utils.arrays import FloatArray
from .. import style
from ..canvas.canvas import Canvas
from .layer import KernelLayer, ellipse, handles
from .model import KernelModel

LEAST_SD = 0.01
"""Smallest standard deviation that a handle or a field makes, in photo pixels."""


class KernelTools(QObject):
    """Filters the mouse events of a canvas's viewport."""

    def __init__(self, canvas: Canvas, model: KernelModel, layer: KernelLayer) -> None:
        super().__init__(canvas)
        self._canvas, self._model, self._layer = canvas, model, layer
        self.inspecting = False
        """True if a click selects a kernel."""
        self._radius = style.FIRST_BRUSH
        self._painted_to: tuple[float, float] | None = None
        self._pressed: QPointF | None = None
        self._held: tuple[str, FloatArray, QPointF] | None = None
        self._grips = 0
        self._cursor: QPointF | None = None
        canvas.viewport().installEventFilter(self)

    @property
    def cursor(self) -> tuple[float, float] | None:
        """The device point under the mouse; None while it is elsewhere."""
        ratio = self._canvas.devicePixelRatioF()
        return None if self._cursor is None else (self._cursor.x() * ratio, self._cursor.y() * ratio)

    def _place(self, event: QMouseEvent) -> QPointF:
        """Place in the view of the picture under the mouse; side by side, it is painted elsewhere."""
        held = event.type() == QEvent.Type.MouseMove and bool(event.buttons())
        point = self._canvas.device_point(event.position(), held=held)
        return QPointF(*point) / self._canvas.devicePixelRatioF()

    @property
    def radius(self) -> float:
        """Radius of the brush, in device-independent pixels."""
        return self._radius

    def resize_brush(self, steps: int) -> None:
        """A larger or smaller brush."""
        low, high = style.BRUSH_LIMITS
        self._radius = min(max(self._radius * style.BRUSH_STEP**steps, low), high)
        self.show_brush()

    def show_brush(self) -> None:
        """Draw the brush where it is, or take it away."""
        on = self._model.brush is not None and self._cursor is not None
        self._layer.set_brush((self._cursor, self._radius) if on and self._cursor is not None else None)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take what a tool wants; True keeps it from the canvas."""
        if event.type() == QEvent.Type.Leave and QApplication.activePopupWidget() is None:
            self._cursor = None
            self.show_brush()
        if not isinstance(event, QMouseEvent) or self._canvas.view is None:
            return super().eventFilter(watched, event)
        if event.type() == QEvent.Type.MouseMove:
            return self._moved(event)
        if event.button() != Qt.MouseButton.LeftButton:
            return False
        if event.type() == QEvent.Type.MouseButtonRelease:
            return self._released(event)
        if event.type() == QEvent.Type.MouseButtonDblClick:
            # Quick dabs and clicks are dabs and clicks, not double ones.
            return (self.inspecting or self._model.brush is not None) and self._press(event)
        return event.type() == QEvent.Type.MouseButtonPress and self._press(event)

    def _press(self, event: QMouseEvent) -> bool:
        at = self._place(event)
        if self._model.brush is not None:
            self._model.begin_stroke()
            self._painted_to = self._photo_point(at)
            self._paint(at)
            return True
        if not self.inspecting:
            return False
        self._pressed = at
        kernel = self._model.kernel_seen
        if kernel is None or self._canvas.view is None:
            return False
        place = ellipse(kernel, self._canvas.view, self._canvas.devicePixelRatioF())
        for name, point in handles(place).items():
            if max(abs(point.x() - at.x()), abs(point.y() - at.y())) <= style.HANDLE_GRIP * style.HANDLE:
                self._held = (name, kernel, at)
                self._grips += 1
                return True
        return False

    def _moved(self, event: QMouseEvent) -> bool:
        self._cursor = self._place(event)
        view, point = self._canvas.view, self.cursor
        if self._model.brush is not None:
            self.show_brush()
        if self._painted_to is not None:
            self._paint(self._place(event))
            return True
        if self._held is not None:
            self._drag(self._place(event))
            return True
        if self.inspecting and view is not None and point is not None and not event.buttons():
            self._model.look_into(view, point)
        return False

    def _released(self, event: QMouseEvent) -> bool:
        if self._painted_to is not None:
            self._painted_to = None
            return True
        taken, self._held = self._held is not None, None
        pressed, self._pressed = self._pressed, None
        moved = pressed is None or (self._place(event) - pressed).manhattanLength() > _click_slop()
        view = self._canvas.view
        if self.inspecting and not taken and not moved and view is not None:
            ratio = self._canvas.devicePixelRatioF()
            self._model.pinned = False
            self._model.pick(view, (self._place(event).x() * ratio, self._place(event).y() * ratio))
        return taken

    def _photo_point(self, at: QPointF) -> tuple[float, float]:
        assert self._canvas.view is not None
        ratio = self._canvas.devicePixelRatioF()
        return self._canvas.view.to_photo(at.x() * ratio, at.y() * ratio)

    def _paint(self, at: QPointF) -> None:
        assert self._painted_to is not None and self._canvas.view is not None
        start, self._painted_to = self._painted_to, self._photo_point(at)
        radius = self._radius * self._canvas.devicePixelRatioF() / self._canvas.view.scale
        self._model.paint(start, self._painted_to, radius)

    def _drag(self, at: QPointF) -> None:
        """Change the held kernel from what it was when it was taken."""
        assert self._held is not None
        name, kernel, start = self._held
        (x, y), (x0, y0) = self._photo_point(at), self._photo_point(start)
        changed = kernel.copy()
        if name == "mean":
            changed[:2] += np.array([x - x0, y - y0], np.float32)
        else:
            changed[2:5] = _stretched(kernel, name, (x0, y0), (x, y))
        self._model.change_seen(changed, ("grip", self._grips))


def _stretched(
    kernel: FloatArray, axis: str, start: tuple[float, float], end: tuple[float, float]
) -> tuple[float, float, float]:
    """The covariance after an axis's end was pulled from a photo point to another: it turns and stretches."""
    mean = (float(kernel[0]), float(kernel[1]))
    before, after = math.dist(mean, start), math.dist(mean, end)
    major, minor, angle = (float(v[0]) for v in axes(kernel[:, None]))
    turned = math.atan2(end[1] - mean[1], end[0] - mean[0]) - math.atan2(
        start[1] - mean[1], start[0] - mean[0]
    )
    factor = after / before if before > 0 else 1.0
    if axis == "major":
        major = max(major * factor, LEAST_SD)
    else:
        minor = max(minor * factor, LEAST_SD)
    return covariance(major, minor, angle + math.degrees(turned))


def _click_slop() -> int:
    """Device-independent pixels that the mouse may move during a click."""
    return QApplication.startDragDistance() // 2
