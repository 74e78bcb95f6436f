"""Figures about each frame, shown over the photo when asked for."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSizeF
from PySide6.QtGui import QPainter

from .. import style
from ..i18n import format_number, grouped, tr, translated
from ..render.request import RenderResult
from ..widgets.network_label import cleaning_told
from .arrangement import free_place
from .base import Overlay, PaintContext
from .caption import paint_figures


class FrameStats(Overlay):
    """At the upper left, below messages and labels."""

    name = "figures"

    def paint(self, painter: QPainter, context: PaintContext) -> None:
        """Paint them; see `Overlay.paint`."""
        if context.drawn is not None:
            below = QRectF(QPointF(0, style.OVERLAY_TOP - style.OVERLAY_MARGIN), QPointF(*context.size))

            def at(size: QSizeF) -> QRectF | None:
                return free_place(size, ((0, 0),), below, context.taken)

            context.taken.append(paint_figures(painter, figures(context.drawn), at))


def figures(drawn: RenderResult) -> str:
    """Frame time, kernels, device and resolution of a frame, a line each."""
    frame, request = drawn.frame, drawn.request
    rasterizer = request.scene.rasterizer
    # Of the photo's own pixels no kernel is drawn, and nothing is cut off.
    of_field = frame.source != "photo"
    pixels = frame.view.width * frame.view.height
    ms, moving = format_number(frame.seconds * 1000, ".1f"), request.moving and not frame.final
    lines = [
        (tr("{ms} ms a frame, moving", ms=ms) if moving else tr("{ms} ms a frame", ms=ms)),
        tr("{count} kernels, cut off at {share:g}", count=grouped(frame.kernels), share=frame.quality.cutoff)
        if of_field
        else tr("no kernels"),
        translated(rasterizer.name) if of_field and rasterizer is not None else tr("the photo, CPU"),
        tr("resolution {share:.0%} of the device pixels", share=frame.quality.resolution**2),
    ]
    cleaning = request.scene.cleaning
    if of_field and cleaning is not None:
        lines.append(cleaning_told(cleaning))
    if frame.fresh < pixels:
        lines.append(tr("{share:.0%} from the frame before", share=1 - frame.fresh / pixels))
    return "\n".join(lines)
