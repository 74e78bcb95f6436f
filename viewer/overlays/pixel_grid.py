"""The grid between the photo's pixels."""

from __future__ import annotations

import math

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter

from ...core.geometry.view import View
from ...core.scene.scene import Scene
from .. import style
from ..i18n import tr
from .base import Overlay, PaintContext


class PixelGrid(Overlay):
    """Lines between the photo's pixels, where these are large enough, and squares."""

    name = "grid"
    in_panes = True

    def paint(self, painter: QPainter, context: PaintContext) -> None:
        """Paint the lines; see `Overlay.paint`."""
        view, scene = context.view, context.scene
        if view.scale < style.LEAST_GRID_SCALE or not scene.warp.changes_nothing:
            return
        (w, h), (x0, y0, x1, y1) = scene.photo.size, view.box
        left, top = view.to_device(max(x0, 0), max(y0, 0))
        right, bottom = view.to_device(min(x1, w), min(y1, h))
        line = QColor(*context.overlays.colours.grid)
        line.setAlphaF(style.GRID_OPACITY)
        for column in range(max(0, math.ceil(x0)), min(w, math.floor(x1)) + 1):
            x = math.floor(view.to_device(column, 0)[0] + 0.5)
            painter.fillRect(QRectF(x, top, 1, bottom - top), line)
        for row in range(max(0, math.ceil(y0)), min(h, math.floor(y1)) + 1):
            y = math.floor(view.to_device(0, row)[1] + 0.5)
            painter.fillRect(QRectF(left, y, right - left, 1), line)

    def why_unseen(self, scene: Scene, view: View, ratio: float) -> str:
        """Return from which scale on it is seen; see `Overlay.why_unseen`."""
        del scene, ratio
        least = style.LEAST_GRID_SCALE
        return "" if view.scale >= least else tr("The pixel grid is shown from x{scale:g} on.", scale=least)
