"""The grid between the photo's pixels."""

from __future__ import annotations

import math

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter

from ...core.geometry.view import View
from .. import style
from ..render.marks import Colour


def paint_grid(painter: QPainter, view: View, photo_size: tuple[int, int], colour: Colour) -> None:
    """Lines between the photo's pixels, where these are large enough; the painter draws in device pixels."""
    if view.scale < style.LEAST_GRID_SCALE:
        return
    (w, h), (x0, y0, x1, y1) = photo_size, view.box
    left, top = view.to_device(max(x0, 0), max(y0, 0))
    right, bottom = view.to_device(min(x1, w), min(y1, h))
    line = QColor(*colour)
    line.setAlphaF(style.GRID_OPACITY)
    for column in range(max(0, math.ceil(x0)), min(w, math.floor(x1)) + 1):
        painter.fillRect(QRectF(math.floor(view.to_device(column, 0)[0] + 0.5), top, 1, bottom - top), line)
    for row in range(max(0, math.ceil(y0)), min(h, math.floor(y1)) + 1):
        painter.fillRect(QRectF(left, math.floor(view.to_device(0, row)[1] + 0.5), right - left, 1), line)
