"""The legend of a map, painted in the corner of the picture."""

from __future__ import annotations

import math

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QBrush, QColor, QConicalGradient, QLinearGradient, QPainter, QPen

from .. import style
from ..i18n import tr
from ..render.maps import TITLES, Legend, legend_text, shades
from .arrangement import free_place
from .base import Overlay, PaintContext

WIDTH, HEIGHT = 236.0, 50.0
"""Lengths are in device-independent pixels; longer words make it wider."""
BAR_HEIGHT = 10.0
WHEEL = 84.0
"""Diameter of the colour wheel."""


class MapLegend(Overlay):
    """Meaning of the colours or lines of the map in the frame, at the upper right."""

    def paint(self, painter: QPainter, context: PaintContext) -> None:
        """Paint it where the frame has a map; see `Overlay.paint`."""
        if context.drawn is not None and context.drawn.legend is not None:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            context.taken.append(_paint_legend(painter, context.drawn.legend, context))


def _paint_legend(painter: QPainter, legend: Legend, context: PaintContext) -> QRectF:
    """Paint it and return where: nowhere, if there is no room."""
    wheel = legend.kind == "orientation"
    height = HEIGHT + (WHEEL + 4 if wheel else 0)
    title = tr(TITLES[legend.kind])
    words = (
        tr("grey: round; colour: {times:.3g} times as long as wide", times=1 + legend.high) if wheel else ""
    )
    if legend.kind == "isolines":
        words = _spacing(legend)
    width = max(WIDTH, *(painter.fontMetrics().horizontalAdvance(text) + 18 for text in (title, words)))
    below = QRectF(QPointF(0, style.OVERLAY_TOP - style.OVERLAY_MARGIN), QPointF(*context.size))
    box = free_place(QSizeF(width, height), ((1, 0),), below, context.taken)
    if box is None:
        return QRectF()
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(*style.OVERLAY_GROUND))
    painter.drawRoundedRect(box, 4, 4)
    painter.setPen(QColor("white"))
    inside = box.adjusted(8, 4, -8, -4)
    painter.drawText(inside, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft, title)
    if wheel:
        _paint_wheel(painter, QPointF(box.center().x(), box.top() + 24 + WHEEL / 2))
        painter.drawText(inside, Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignHCenter, words)
        return box
    if legend.kind == "isolines":
        _paint_line(painter, QPointF(inside.left(), inside.top() + 18 + BAR_HEIGHT / 2))
        painter.drawText(inside, Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignLeft, _spacing(legend))
        return box
    bar = QRectF(inside.left(), inside.top() + 18, inside.width(), BAR_HEIGHT)
    gradient = QLinearGradient(bar.topLeft(), bar.topRight())
    for place in np.linspace(0, 1, 17):
        gradient.setColorAt(float(place), _colour(legend, float(place)))
    painter.fillRect(bar, QBrush(gradient))
    low, high = legend_text(legend)
    painter.drawText(inside, Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignLeft, low)
    painter.drawText(inside, Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignRight, high)
    return box


def _spacing(legend: Legend) -> str:
    """From one line to the next."""
    return tr(
        "a line every {step:g} of luma: {steps:g} steps of 255",
        step=legend.high,
        steps=round(255 * legend.high, 1),
    )


def _paint_line(painter: QPainter, left: QPointF) -> None:
    """A line as it is in the picture, from a point to the right."""
    painter.save()
    for width, colour in (
        (style.ISOLINE_WIDTH + 2 * style.RIM_WIDTH, QColor(0, 0, 0, 128)),
        (style.ISOLINE_WIDTH, QColor("white")),
    ):
        painter.setPen(QPen(colour, width))
        painter.drawLine(left, left + QPointF(WHEEL, 0))
    painter.restore()


def _paint_wheel(painter: QPainter, middle: QPointF) -> None:
    """Every direction in its colour, as it lies on the screen."""
    gradient = QConicalGradient(middle, 0)
    legend = Legend("orientation", 0, 1)
    for place in np.linspace(0, 1, 49):
        # Qt turns the other way, and a full turn holds each direction twice.
        gradient.setColorAt(float(place), _colour(legend, float(1 - place) * 2 % 1))
    painter.save()
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QBrush(gradient))
    painter.drawEllipse(middle, WHEEL / 2, WHEEL / 2)
    painter.setPen(QPen(QColor(0, 0, 0, 160), 1.5))
    for degrees in (0, 45, 90, 135):
        across = QPointF(math.cos(math.radians(degrees)), math.sin(math.radians(degrees))) * (WHEEL / 2)
        painter.drawLine(middle - across * 0.45, middle + across * 0.45)
    painter.restore()


def _colour(legend: Legend, place: float) -> QColor:
    red, green, blue = (int(c) for c in shades(legend.kind, np.array(place, np.float32)))
    return QColor(red, green, blue)
