"""The values of the photo's own pixels, written on them where they are large enough."""

from __future__ import annotations

import math

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter

from ...core.geometry.view import View
from ...core.scene.scene import Scene
from ..i18n import tr
from ..style import LEAST_NUMBER_PIXEL
from .base import Overlay, PaintContext

_DARK_ABOVE = 0.55
"""Luma, 0..1, above which the numbers are black."""


class PixelValues(Overlay):
    """Red, green and blue of each pixel, one below the other."""

    name = "numbers"
    in_panes = True

    def paint(self, painter: QPainter, context: PaintContext) -> None:
        """Write the values; see `Overlay.paint`."""
        view, photo = context.view, context.scene.photo
        if view.scale / context.ratio < LEAST_NUMBER_PIXEL or not context.scene.warp.changes_nothing:
            return
        x0, y0, x1, y1 = view.box
        columns = range(max(0, math.floor(x0)), min(photo.width, math.ceil(x1)))
        rows = range(max(0, math.floor(y0)), min(photo.height, math.ceil(y1)))
        most = 65535 if photo.pixels.dtype.itemsize == 2 else 255
        font = QFont(painter.font())
        font.setPixelSize(max(1, round(view.scale / (5 if most == 255 else 6.5))))
        painter.setFont(font)
        for row in rows:
            for column in columns:
                red, green, blue = (int(v) for v in photo.pixels[row, column])
                luma = (0.299 * red + 0.587 * green + 0.114 * blue) / most
                painter.setPen(QColor("black" if luma > _DARK_ABOVE else "white"))
                left, top = view.to_device(column, row)
                cell = QRectF(left, top, view.scale, view.scale)
                painter.drawText(cell, Qt.AlignmentFlag.AlignCenter, f"{red}\n{green}\n{blue}")

    def why_unseen(self, scene: Scene, view: View, ratio: float) -> str:
        """Return from which scale on they are written; see `Overlay.why_unseen`."""
        del scene
        least = LEAST_NUMBER_PIXEL * ratio
        return "" if view.scale >= least else tr("Pixel values are written from x{scale:g} on.", scale=least)
