"""Texts on a dark ground over the picture; what the marks of kernels show, in words."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRect, QRectF, QSizeF, Qt
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
            context.taken.append(paint_caption(painter, context.drawn.caption, corner))


def paint_caption(painter: QPainter, text: str, at: QPointF) -> QRectF:
    """Paint a line of text on a dark ground; return where.

    Args:
        painter: draws in device-independent pixels.
        text: the line.
        at: its lower left corner.
    """
    box = painter.fontMetrics().boundingRect(text)
    ground = QRect(0, 0, box.width() + 16, box.height() + 8)
    ground.moveBottomLeft(at.toPoint())
    painter.setPen(QColor(0, 0, 0, 0))
    painter.setBrush(QColor(*style.OVERLAY_GROUND))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.drawRoundedRect(ground, 4, 4)
    painter.setPen(QColor("white"))
    painter.drawText(ground.adjusted(8, 4, -8, -4), 0, text)
    return QRectF(ground)


def paint_figures(painter: QPainter, text: str, at: Callable[[QSizeF], QRectF | None]) -> QRectF:
    """Paint lines of text on a dark ground; return where: nowhere, if there is no room.

    Args:
        painter: draws in device-independent pixels.
        text: the lines.
        at: gives the place for a size; None where there is no room.
    """
    across, down = PADDING
    flags = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
    box = painter.fontMetrics().boundingRect(QRect(0, 0, 10_000, 10_000), flags, text)
    ground = at(QSizeF(box.width() + 2 * across, box.height() + 2 * down))
    if ground is None:
        return QRectF()
    painter.setPen(QColor(0, 0, 0, 0))
    painter.setBrush(QColor(*style.OVERLAY_GROUND))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.drawRoundedRect(ground, 4, 4)
    painter.setPen(QColor("white"))
    painter.drawText(ground.adjusted(across, down, 0, 0), flags, text)
    return ground
