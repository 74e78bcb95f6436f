"""Picking a rectangle of the photo with the mouse."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QRubberBand

from ...core.geometry.view import Box
from . import feel
from .canvas import Canvas


class RegionPicker(QObject):
    """While it picks, the next drag over the canvas draws a rectangle; Esc or a mere click gives up."""

    picked = Signal(object)
    """A `Box` in photo pixels, within the photo."""
    given_up = Signal()

    def __init__(self, canvas: Canvas) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self._band = QRubberBand(QRubberBand.Shape.Rectangle, canvas.viewport())
        self._from: QPoint | None = None
        self._picking = False

    def begin(self) -> None:
        """Wait for the drag."""
        if not self._picking:
            self._picking = True
            self._canvas.viewport().installEventFilter(self)
            self._canvas.installEventFilter(self)
            self._canvas.viewport().setCursor(Qt.CursorShape.CrossCursor)

    def give_up(self) -> None:
        """Wait no longer."""
        self._end()
        self.given_up.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the mouse from the canvas."""
        if isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            event.accept()
            self.give_up()
            return True
        if not isinstance(event, QMouseEvent) or watched is not self._canvas.viewport():
            return False
        at = event.position().toPoint()
        if event.type() == QEvent.Type.MouseButtonPress:
            self._from = at
            self._band.setGeometry(QRect(at, QSize()))
            self._band.show()
        elif event.type() == QEvent.Type.MouseMove and self._from is not None:
            self._band.setGeometry(QRect(self._from, at).normalized())
        elif event.type() == QEvent.Type.MouseButtonRelease and self._from is not None:
            box = self._box(self._from, at)
            self._end()
            if box is None:
                self.given_up.emit()
            else:
                self.picked.emit(box)
        return True

    def _end(self) -> None:
        self._from, self._picking = None, False
        self._band.hide()
        self._canvas.viewport().removeEventFilter(self)
        self._canvas.removeEventFilter(self)
        self._canvas.viewport().unsetCursor()

    def _box(self, a: QPoint, b: QPoint) -> Box | None:
        view, scene = self._canvas.view, self._canvas.scene_shown
        if view is None or scene is None or min(abs(a.x() - b.x()), abs(a.y() - b.y())) < feel.LEAST_REGION:
            return None
        (x0, y0), (x1, y1) = (view.to_photo(*self._canvas.device_point(p.toPointF())) for p in (a, b))
        w, h = scene.size
        box = (max(min(x0, x1), 0.0), max(min(y0, y1), 0.0), min(max(x0, x1), w), min(max(y0, y1), h))
        return box if box[0] < box[2] and box[1] < box[3] else None
