"""The item that paints frames, one frame pixel to one device pixel, and the overlays above them."""

from __future__ import annotations

from typing import Any

import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from ..core.frame import Frame, Scene
from ..core.view import View
from .feel import BACKGROUND
from .overlays import (
    Marks,
    Overlays,
    caption,
    marks_in,
    paint_caption,
    paint_covariances,
    paint_grid,
    paint_positions,
)


class FieldItem(pg.GraphicsObject):
    """Shows the newest frame at the place where the present view has it; setters only mark, paint settles."""

    def __init__(self) -> None:
        super().__init__()
        self.scene_shown: Scene | None = None
        self.view: View | None = None
        self.frame: Frame | None = None
        self._image = QImage()
        self._overlays = Overlays()
        self._marks: tuple[object, Marks] | None = None

    def set_scene(self, scene: Scene) -> None:
        """Another photo, or the same with a field."""
        if self.scene_shown is None or self.scene_shown.photo is not scene.photo:
            self.frame = None
        self.scene_shown = scene
        self.update()

    def set_view(self, view: View) -> None:
        """What is looked at."""
        self.view = view
        self.update()

    def set_frame(self, frame: Frame) -> None:
        """A newly drawn frame, of the present view or an older one."""
        self.frame = frame
        h, w = frame.pixels.shape[:2]
        self._image = QImage(frame.pixels.data, w, h, 4 * w, QImage.Format.Format_RGB32)
        self.update()

    @property
    def overlays(self) -> Overlays:
        """Which overlays are on."""
        return self._overlays

    def set_overlays(self, overlays: Overlays) -> None:
        """Switch overlays on or off."""
        self._overlays = overlays
        self.update()

    def boundingRect(self) -> QRectF:
        """The whole view box, in its coordinates: the item paints the viewport."""
        box: Any = self.getViewBox()
        return box.viewRect() if box is not None else QRectF()

    def paint(self, painter: QPainter, _option: Any, widget: Any = None) -> None:
        """Paint in device pixels."""
        view, scene = self.view, self.scene_shown
        ratio = widget.devicePixelRatioF()
        painter.save()
        painter.resetTransform()
        painter.scale(1 / ratio, 1 / ratio)
        painter.fillRect(QRectF(0, 0, widget.width() * ratio, widget.height() * ratio), QColor(BACKGROUND))
        if view is not None and scene is not None:
            (left, top), (right, bottom) = view.to_device(0, 0), view.to_device(*scene.photo.size)
            photo = QRectF(QPointF(round(left), round(top)), QPointF(round(right), round(bottom)))
            painter.setClipRect(photo)
            self._paint_frame(painter, view, ratio)
            self._paint_overlays(painter, view, scene, ratio)
        painter.restore()

    def _paint_frame(self, painter: QPainter, view: View, ratio: float) -> None:
        if self.frame is None:
            return
        if self.frame.view == view:
            painter.save()
            painter.resetTransform()
            self._image.setDevicePixelRatio(ratio)
            painter.drawImage(QPointF(0, 0), self._image)
            painter.restore()
            return
        self._image.setDevicePixelRatio(1)
        x0, y0, x1, y1 = self.frame.view.box
        target = QRectF(QPointF(*view.to_device(x0, y0)), QPointF(*view.to_device(x1, y1)))
        painter.drawImage(target, self._image, QRectF(self._image.rect()))

    def _paint_overlays(self, painter: QPainter, view: View, scene: Scene, ratio: float) -> None:
        shown = self._overlays
        if shown.grid:
            paint_grid(painter, view, scene.photo.size)
        if not (shown.positions or shown.covariances) or scene.field is None:
            return
        tiles = scene.field.tiles(view)
        key = (view, tuple(id(tile) for tile in tiles))
        if self._marks is None or self._marks[0] != key:
            self._marks = (key, marks_in(tiles, view))
        marks = self._marks[1]
        if shown.covariances:
            paint_covariances(painter, marks, view)
        if shown.positions:
            paint_positions(painter, marks, view)
        painter.setClipping(False)
        paint_caption(painter, caption(marks), QPointF(12 * ratio, view.height - 12 * ratio), ratio)
