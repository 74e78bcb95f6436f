"""Dragging the split line of a comparison with the mouse."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QEvent, QObject, QPointF, Qt
from PySide6.QtGui import QMouseEvent

from .. import style
from ..canvas.canvas import Canvas
from ..render.comparison import line_column


class SplitLine(QObject):
    """Sits before the canvas, and leaves it all that is not the line's."""

    def __init__(self, canvas: Canvas) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self._held = False
        self._pointed_at = False
        canvas.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take hold of the line, move it, let it go; tell by the cursor where it can be taken."""
        if not isinstance(event, QMouseEvent):
            return super().eventFilter(watched, event)
        left = event.button() == Qt.MouseButton.LeftButton
        if event.type() == QEvent.Type.MouseButtonPress and left:
            self._held = self._on_line(event.position())
            return self._held
        if event.type() == QEvent.Type.MouseButtonRelease and left and self._held:
            self._held = False
            return True
        if event.type() == QEvent.Type.MouseMove and self._held:
            comparison, width = self._canvas.comparison, max(self._canvas.viewport().width(), 1)
            line = min(max(event.position().x() / width, 0.0), 1.0)
            self._canvas.compare(replace(comparison, line=line))
            return True
        if event.type() == QEvent.Type.MouseMove and not event.buttons():
            self._show_cursor(self._on_line(event.position()))
        return False

    def _show_cursor(self, on_line: bool) -> None:
        # Only where that changes: elsewhere the cursor is a tool's.
        if on_line != self._pointed_at:
            self._pointed_at = on_line
            if on_line:
                self._canvas.viewport().setCursor(Qt.CursorShape.SplitHCursor)
            else:
                self._canvas.viewport().unsetCursor()

    def _on_line(self, at: QPointF) -> bool:
        """True if a point, in device-independent pixels, can take hold of the line."""
        comparison = self._canvas.comparison
        if comparison.mode != "split" or comparison.side is None:
            return False
        line = line_column(comparison, self._canvas.device_size()[0]) / self._canvas.devicePixelRatioF()
        return abs(at.x() - line) <= style.LINE_GRIP
