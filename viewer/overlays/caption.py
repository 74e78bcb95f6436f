"""Texts on a dark ground over the picture; what the marks of kernels show, in words."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QColor, QPainter

from .. import style
from .base import Overlay, PaintContext

PADDING = (10, 6)
"""Between the text and the edge of its ground, across and down, in device-independent pixels."""


class MarksCaption(Overlay):
    """How many of the kernels are marked, at the lower left."""

    def paint(self, painter: QPainter, context: PaintContext) -> None:
        """Paint what the frame says; see `Overlay.paint`."""
        if context.drawn is not None and context.drawn.caption:
            corner = QPointF(style.OVERLAY_MARGIN, context.size[1] - style.OVERLAY_MARGIN)
            paint_caption(painter, context.drawn.caption, corner)


def paint_caption(painter: QPainter, text: str, at: QPointF) -> None:
    """A line of text on a dark ground; `at` is its lower left corner, in the painter's units."""
    box = painter.fontMetrics().boundingRect(text)
    ground = QRect(0, 0, box.width() + 16, box.height() + 8)
    ground.moveBottomLeft(at.toPoint())
    painter.setPen(QColor(0, 0, 0, 0))
    painter.setBrush(QColor(*style.OVERLAY_GROUND))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.drawRoundedRect(ground, 4, 4)
    painter.setPen(QColor("white"))
    painter.drawText(ground.adjusted(8, 4, -8, -4), 0, text)


def paint_figures(painter: QPainter, text: str, at: QPoint) -> None:
    """Lines of text on a dark ground; `at` is its upper left corner, in the painter's units."""
    across, down = PADDING
    flags = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
    box = painter.fontMetrics().boundingRect(QRect(0, 0, 10_000, 10_000), flags, text)
    ground = QRect(at.x(), at.y(), box.width() + 2 * across, box.height() + 2 * down)
    painter.setPen(QColor(0, 0, 0, 0))
    painter.setBrush(QColor(*style.OVERLAY_GROUND))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.drawRoundedRect(ground, 4, 4)
    painter.setPen(QColor("white"))
    painter.drawText(ground.adjusted(across, down, 0, 0), flags, text)
