"""The values of the photo's own pixels, written on them where they are large enough."""

from __future__ import annotations

import math

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter

from ...core.geometry.view import View
from ...core.photo.photo import Photo
from ..style import LEAST_NUMBER_PIXEL

_DARK_ABOVE = 0.55
"""Luma, 0..1, above which the numbers are black."""


def paint_numbers(painter: QPainter, view: View, photo: Photo, ratio: float) -> None:
    """Red, green and blue, one below the other; the painter draws in device pixels.

    Args:
        painter: draws where the view is.
        view: what is looked at.
        photo: what is written.
        ratio: device pixels for each device-independent pixel.
    """
    if view.scale / ratio < LEAST_NUMBER_PIXEL:
        return
    x0, y0, x1, y1 = view.box
    columns = range(max(0, math.floor(x0)), min(photo.width, math.ceil(x1)))
    rows = range(max(0, math.floor(y0)), min(photo.height, math.ceil(y1)))
    most = 65535 if photo.pixels.dtype.itemsize == 2 else 255
    font = QFont(painter.font())
    font.setPixelSize(max(1, round(view.scale / (5 if most == 255 else 6.5))))
    painter.save()
    painter.setFont(font)
    for row in rows:
        for column in columns:
            red, green, blue = (int(v) for v in photo.pixels[row, column])
            luma = (0.299 * red + 0.587 * green + 0.114 * blue) / most
            painter.setPen(QColor("black" if luma > _DARK_ABOVE else "white"))
            left, top = view.to_device(column, row)
            cell = QRectF(left, top, view.scale, view.scale)
            painter.drawText(cell, Qt.AlignmentFlag.AlignCenter, f"{red}\n{green}\n{blue}")
    painter.restore()
