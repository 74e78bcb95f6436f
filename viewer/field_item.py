"""The item that paints what was drawn, one frame pixel to one device pixel."""

from __future__ import annotations

from typing import Any

import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from ..core.frame import Scene
from ..core.view import View
from .feel import BACKGROUND
from .overlays import paint_caption, paint_grid
from .render_loop import Drawn

CAPTION_MARGIN = 12
"""Device-independent pixels between the caption and the view's corner."""


class FieldItem(pg.GraphicsObject):
    """Shows the newest frame at the place where the present view has it; setters only mark, paint settles."""

    def __init__(self) -> None:
        super().__init__()
        self._scene: Scene | None = None
        self._view: View | None = None
        self._drawn: Drawn | None = None
        self._image = QImage()
        self._grid = False

    @property
    def drawn(self) -> Drawn | None:
        """What is shown; None before the first frame of a photo."""
        return self._drawn

    def set_scene(self, scene: Scene) -> None:
        """Another photo."""
        self._scene, self._drawn = scene, None
        self.update()

    def set_view(self, view: View) -> None:
        """What is looked at."""
        self._view = view
        self.update()

    def set_grid(self, on: bool) -> None:
        """Whether the photo's pixel grid is shown."""
        self._grid = on
        self.update()

    def set_drawn(self, drawn: Drawn) -> None:
        """A new frame, of the present view or an older one."""
        self._drawn = drawn
        h, w = drawn.pixels.shape[:2]
        self._image = QImage(drawn.pixels.data, w, h, 4 * w, QImage.Format.Format_RGB32)
        self.update()

    def boundingRect(self) -> QRectF:
        """The whole view box, in its coordinates: the item paints the viewport."""
        box: Any = self.getViewBox()
        return box.viewRect() if box is not None else QRectF()

    def paint(self, painter: QPainter, _option: Any, widget: Any = None) -> None:
        """Paint in device pixels."""
        ratio = widget.devicePixelRatioF()
        painter.save()
        painter.resetTransform()
        painter.fillRect(QRectF(0, 0, widget.width(), widget.height()), QColor(BACKGROUND))
        part = None if self._view is None or self._scene is None else self._scene.clipped(self._view)
        if part is not None and self._view is not None and self._scene is not None:
            left, top = (round(v) for v in self._view.to_device(part.x0, part.y0))
            painter.save()
            # A pixel more than the photo on the screen would be a pixel of repeated edge.
            painter.setClipRect(QRectF(left / ratio, top / ratio, part.width / ratio, part.height / ratio))
            self._paint_frame(painter, self._view, ratio)
            if self._grid:
                painter.scale(1 / ratio, 1 / ratio)
                paint_grid(painter, self._view, self._scene.photo.size)
            painter.restore()
        if self._drawn is not None and self._drawn.caption:
            corner = QPointF(CAPTION_MARGIN, widget.height() - CAPTION_MARGIN)
            paint_caption(painter, self._drawn.caption, corner)
        painter.restore()

    def _paint_frame(self, painter: QPainter, view: View, ratio: float) -> None:
        if self._drawn is None:
            return
        drawn_view = self._drawn.frame.view
        if drawn_view == view:
            self._image.setDevicePixelRatio(ratio)
            painter.drawImage(QPointF(0, 0), self._image)
            return
        self._image.setDevicePixelRatio(1)
        x0, y0, x1, y1 = drawn_view.box
        (left, top), (right, bottom) = view.to_device(x0, y0), view.to_device(x1, y1)
        place = QRectF(left / ratio, top / ratio, (right - left) / ratio, (bottom - top) / ratio)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(place, self._image, QRectF(self._image.rect()))
