"""The split line, and the labels that say which side is which."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from ...core.geometry.view import View
from ...core.scene.compare import DIFFERENCE_GAIN, ComparedFrame, Original, Side
from .. import style
from ..i18n import N_, SOURCES, tr, translated
from ..render.comparison import ComparisonMode, line_column
from .base import Overlay, PaintContext
from .caption import paint_caption

INTERPOLATIONS = (N_("nearest"), N_("bicubic"), N_("lanczos"))
"""Names of sides that a translator sees only here: they come as values."""


class ComparisonLabels(Overlay):
    """The split line or the gap between two sides, and what each side is."""

    def paint(self, painter: QPainter, context: PaintContext) -> None:
        """Paint them where something is compared; see `Overlay.paint`."""
        drawn = context.drawn
        if drawn is not None:
            own = drawn.frame.source
            _paint_labels(painter, context.comparison, drawn.compared, own, context.view, context.ratio)
            if drawn.compared is not None:
                context.taken.append(QRectF(0, 0, context.size[0], style.LABEL_BOTTOM))
                if context.comparison.mode == "split":
                    line = line_column(context.comparison, context.view.width) / context.ratio
                    radius = style.LINE_HANDLE
                    middle = QPointF(line - radius, context.size[1] / 2 - radius)
                    context.taken.append(QRectF(middle, QSizeF(2 * radius, 2 * radius)))


def _paint_labels(
    painter: QPainter,
    comparison: ComparisonMode,
    compared: ComparedFrame | None,
    own: str,
    view: View,
    ratio: float,
) -> None:
    """Paint what belongs to a comparison over the pictures; the painter draws in device-independent pixels.

    Args:
        painter: draws over the whole window.
        comparison: how it is shown.
        compared: the other side, as it was drawn last; None where it was not.
        own: the name of what is compared.
        view: what is looked at.
        ratio: device pixels for each device-independent pixel.
    """
    if compared is None or comparison.side is None or comparison.shown_side is None:
        return
    width = view.width / ratio
    own, other, words = tr(SOURCES[own]), _label_of(compared.side), translated(compared.words)
    measured = f"{own}   {words}" if words else own
    if comparison.flicker:
        _label(painter, other, style.OVERLAY_MARGIN)
    elif comparison.mode == "split":
        line = line_column(comparison, view.width) / ratio
        _line(painter, line, view.height / ratio)
        _label(painter, other, line - style.OVERLAY_MARGIN, from_right=True)
        _label(painter, measured, line + style.OVERLAY_MARGIN)
    elif comparison.mode == "beside":
        half = view.width // 2 / ratio
        painter.fillRect(QRectF(half - 0.5, 0, 1, view.height / ratio), QColor(0, 0, 0, 200))
        _label(painter, other, style.OVERLAY_MARGIN)
        _label(painter, measured, half + style.OVERLAY_MARGIN)
    elif comparison.mode == "difference":
        sides = tr("difference × {gain}: {own} and {other}", gain=DIFFERENCE_GAIN, own=own, other=other)
        _label(painter, f"{sides}   {words}", width / 2, centred=True)


def _label_of(side: Side) -> str:
    if isinstance(side, Original):
        width, height = side.size
        return tr("original {width} × {height}", width=width, height=height)
    return tr(side.label)


def _label(
    painter: QPainter, text: str, x: float, *, from_right: bool = False, centred: bool = False
) -> None:
    wide = painter.fontMetrics().boundingRect(text).width() + 16
    x -= wide if from_right else wide / 2 if centred else 0
    x = max(min(x, painter.window().width() - wide), 0)
    paint_caption(painter, text, QPointF(x, style.LABEL_BOTTOM))


def _line(painter: QPainter, x: float, height: float) -> None:
    painter.save()
    painter.fillRect(QRectF(x - 1.5, 0, 3, height), QColor(0, 0, 0, 130))
    painter.fillRect(QRectF(x - 0.5, 0, 1, height), QColor("white"))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor("white"), 1.5))
    painter.setBrush(QColor(0, 0, 0, 150))
    middle = QPointF(x, height / 2)
    painter.drawEllipse(middle, style.LINE_HANDLE, style.LINE_HANDLE)
    painter.setPen(QPen(QColor("white"), 1.5, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    for side in (-1, 1):
        tip = middle + QPointF(8 * side, 0)
        painter.drawLine(tip, tip + QPointF(-4 * side, -4))
        painter.drawLine(tip, tip + QPointF(-4 * side, 4))
    painter.restore()
