"""Figures about each frame, shown over the photo when asked for."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QPainter

from .. import style
from ..i18n import grouped, said, tr
from ..render.render_loop import Drawn

PADDING = (10, 6)
"""Between the text and the edge of its ground, across and down, in device-independent pixels."""


def figures(drawn: Drawn) -> str:
    """Frame time, kernels, device and resolution of a frame, a line each."""
    frame, request = drawn.frame, drawn.request
    rasterizer = request.scene.rasterizer
    # Of the photo's own pixels no kernel is drawn, and nothing is cut off.
    of_field = frame.source != "photo"
    pixels = frame.view.width * frame.view.height
    ms, moving = f"{frame.seconds * 1000:.1f}", request.moving and not frame.final
    lines = [
        (tr("{ms} ms a frame, moving", ms=ms) if moving else tr("{ms} ms a frame", ms=ms)),
        tr("{count} kernels, cut off at {share:g}", count=grouped(frame.kernels), share=frame.quality.cutoff)
        if of_field
        else tr("no kernels"),
        said(rasterizer.name) if of_field and rasterizer is not None else tr("the photo, CPU"),
        tr("resolution {share:.0%} of the device pixels", share=frame.quality.share**2),
    ]
    if frame.fresh < pixels:
        lines.append(tr("{share:.0%} from the frame before", share=1 - frame.fresh / pixels))
    return "\n".join(lines)


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
