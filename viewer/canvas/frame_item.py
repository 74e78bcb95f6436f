"""The item that paints what was drawn: one frame pixel to one device pixel, enlarged only while moving."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRectF, Signal
from PySide6.QtGui import QBrush, QColor, QImage, QPainter, QTransform

from ...core.geometry.mapping import moved
from ...core.geometry.orientation import Orientation
from ...core.geometry.view import View
from ...core.geometry.warp import NO_WARP
from ...core.photo.early import EarlyPicture
from ...core.photo.photo import Photo
from ...core.scene.scene import Scene
from .. import style
from ..overlays.base import PaintContext
from ..overlays.overlays import OVERLAYS
from ..render.comparison import NO_COMPARISON, ComparisonMode, Pane, panes
from ..render.marks import NO_OVERLAYS, Overlays
from ..render.request import RenderResult
from . import feel
from .backdrop import Backdrop


class FieldItem(pg.GraphicsObject):
    """Shows the newest frame at the place where the present view has it; setters only mark, paint settles."""

    boxes_changed = Signal()
    """Overlays lie elsewhere; emitted while painting: to be connected with a queue."""

    def __init__(self) -> None:
        super().__init__()
        self._scene: Scene | None = None
        self._view: View | None = None
        self._drawn: RenderResult | None = None
        self._images: dict[str, QImage] = {}
        self._images_view: View | None = None
        """The view that the images show."""
        self._images_warp = NO_WARP
        """Through which warp they show it."""
        self._early: EarlyPicture | None = None
        self._early_over: Photo | None = None
        """The photo whose frames the early picture of the next one covers."""
        self._overlays = NO_OVERLAYS
        self._comparison = NO_COMPARISON
        self._ground = QBrush(QColor(style.BACKGROUND))
        self._backdrop: Backdrop | None = None
        self.boxes: list[QRectF] = []
        """Places of texts and legends, in device-independent pixels."""

    @property
    def drawn(self) -> RenderResult | None:
        """The frame that is shown; None before the first frame of a photo."""
        return self._drawn

    @property
    def has_overview(self) -> bool:
        """True if a small copy of the photo stands under its frames."""
        return self._backdrop is not None

    def set_scene(self, scene: Scene, *, keep_frame: bool = False) -> None:
        """Another photo, or the same one made anew: then its last frame stays until there is a newer one."""
        if self._scene is None or self._scene.photo is not scene.photo:
            self._backdrop = None
        self._scene = scene
        if not keep_frame:
            self._drawn, self._images, self._images_view, self._early_over = None, {}, None, None
        self.update()

    def clear(self) -> None:
        """Show nothing."""
        self._scene = self._view = self._drawn = self._images_view = None
        self._early = self._early_over = self._backdrop = None
        self._images = {}
        self.update()

    def turn(self, scene: Scene, orientation: Orientation, plane: tuple[float, float]) -> None:
        """Take the turned photo; its last frame, turned, stays until there is a newer one.

        Args:
            scene: of the turned photo.
            orientation: how it was turned.
            plane: width and height of what was seen before it was turned.
        """
        before = self._scene
        self._scene = scene
        if self._backdrop is not None:
            self._backdrop = self._backdrop.turned(orientation)
        view = self._images_view
        if view is not None and before is not None:
            x0, y0, x1, y1 = view.box
            ends = orientation.point(x0, y0, plane), orientation.point(x1, y1, plane)
            left, top = (min(a, b) for a, b in zip(*ends, strict=True))
            size = orientation.size((view.width, view.height))
            self._images_view = View(view.scale, left, top, *size)
            self._images_warp = orientation.warp(self._images_warp, before.photo.size)
            self._images = {what: turned_image(image, orientation) for what, image in self._images.items()}
        self.update()

    def set_early(self, picture: EarlyPicture | None) -> None:
        """A photo in fewer pixels, to be shown until its first frame, or no longer; over the one before."""
        self._early = picture
        self._early_over = None if self._scene is None else self._scene.photo
        self.update()

    def set_overview(self, photo: Photo, pixels: npt.NDArray[np.uint8]) -> None:
        """Take a small copy of a photo, (h, w, 4) blue, green, red, 255, for what was not drawn yet."""
        if self._scene is not None and self._scene.photo is photo:
            self._backdrop = Backdrop(pixels, photo.size)

    def set_view(self, view: View) -> None:
        """Set the present view."""
        self._view = view
        self.update()

    def set_overlays(self, overlays: Overlays) -> None:
        """Which overlays are on, and their colours."""
        self._overlays = overlays
        self.update()

    def set_ground(self, ground: QBrush) -> None:
        """Set the ground around the photo."""
        self._ground = ground
        self.update()

    def set_comparison(self, comparison: ComparisonMode) -> None:
        """Set the comparison."""
        self._comparison = comparison
        self.update()

    def set_drawn(self, drawn: RenderResult) -> None:
        """A new frame, of the present view or an older one."""
        self._drawn = drawn
        if drawn.request.scene.photo is not self._early_over:
            self._early = self._early_over = None
        self._images = {what: _image(pixels, drawn.coverage) for what, pixels in drawn.pictures().items()}
        self._images_view, self._images_warp = drawn.frame.view, drawn.request.scene.warp
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
        painter.fillRect(QRectF(0, 0, widget.width(), widget.height()), self._ground)
        if self._early is not None:
            self._paint_early(painter, self._early, widget.width(), widget.height(), ratio)
        elif self._view is not None and self._scene is not None:
            size = float(widget.width()), float(widget.height())
            context = PaintContext(
                self._scene, self._view, self._drawn, self._comparison, self._overlays, size, ratio
            )
            for pane in panes(self._comparison, self._view.width):
                painter.save()
                self._paint_pane(painter, pane, context)
                painter.restore()
            self._paint_overlays(painter, context, in_panes=False)
            if context.taken != self.boxes:
                self.boxes = context.taken
                self.boxes_changed.emit()
        painter.restore()

    def _paint_overlays(self, painter: QPainter, context: PaintContext, *, in_panes: bool) -> None:
        for overlay in OVERLAYS:
            if overlay.in_panes == in_panes and (not overlay.name or overlay.name in context.overlays.on):
                painter.save()
                overlay.paint(painter, context)
                painter.restore()

    def _paint_early(
        self, painter: QPainter, early: EarlyPicture, width: int, height: int, ratio: float
    ) -> None:
        """Paint where `Canvas.fit_view` has the photo."""
        (w, h), (rows, columns) = early.size, early.pixels.shape[:2]
        scale = min(width / w, height / h, feel.LARGEST_SCALE / ratio)
        place = QRectF((width - w * scale) / 2, (height - h * scale) / 2, w * scale, h * scale)
        image = QImage(early.pixels.data, columns, rows, 3 * columns, QImage.Format.Format_RGB888)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(place, image)

    def _paint_pane(self, painter: QPainter, pane: Pane, context: PaintContext) -> None:
        view, scene, ratio = context.view, context.scene, context.ratio
        part = scene.clipped(view)
        if part is None:
            return
        left, top = (round(v) for v in view.to_device(part.x0, part.y0))
        # A pixel more than the photo on the screen would be a pixel of repeated edge.
        left, right = max(left + pane.shift, pane.left), min(left + pane.shift + part.width, pane.right)
        painter.setClipRect(
            QRectF(left / ratio, top / ratio, max(right - left, 0) / ratio, part.height / ratio)
        )
        painter.translate(pane.shift / ratio, 0)
        if not self._is_current(view, scene):
            if pane.what == "difference":
                painter.fillRect(painter.clipBoundingRect(), QColor("black"))
            elif self._backdrop is not None:
                painter.save()
                painter.scale(1 / ratio, 1 / ratio)
                self._backdrop.paint(painter, view, scene.warp)
                painter.restore()
        # Until the other side is drawn, one's own stands there.
        image = self._images.get(pane.what) or self._images.get("own")
        if image is not None:
            self._paint_image(painter, image, view, scene, ratio)
        painter.scale(1 / ratio, 1 / ratio)
        self._paint_overlays(painter, context, in_panes=True)

    def _is_current(self, view: View, scene: Scene) -> bool:
        """Tell whether the last frame shows the present view."""
        return self._images_view == view and self._images_warp == scene.warp

    def _paint_image(self, painter: QPainter, image: QImage, view: View, scene: Scene, ratio: float) -> None:
        drawn_view, warp = self._images_view, self._images_warp
        assert drawn_view is not None
        if drawn_view == view and warp == scene.warp:
            image.setDevicePixelRatio(ratio)
            painter.drawImage(QPointF(0, 0), image)
            return
        image.setDevicePixelRatio(1)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        if warp != scene.warp:
            # Until it is drawn anew: turned and sheared to where it will be.
            corner, right, down = (
                view.to_device(*moved(drawn_view.to_photo(*at), warp, scene.warp, scene.photo.size))
                for at in ((0, 0), (1, 0), (0, 1))
            )
            across = right[0] - corner[0], right[1] - corner[1]
            along = down[0] - corner[0], down[1] - corner[1]
            painter.save()
            painter.scale(1 / ratio, 1 / ratio)
            painter.setTransform(QTransform(*across, *along, *corner), combine=True)
            painter.drawImage(QPointF(0, 0), image)
            painter.restore()
            return
        x0, y0, x1, y1 = drawn_view.box
        (left, top), (right, bottom) = view.to_device(x0, y0), view.to_device(x1, y1)
        place = QRectF(left / ratio, top / ratio, (right - left) / ratio, (bottom - top) / ratio)
        painter.drawImage(place, image, QRectF(image.rect()))


def _image(pixels: npt.NDArray[np.uint8], coverage: npt.NDArray[np.float32] | None) -> QImage:
    h, w = pixels.shape[:2]
    if coverage is not None:
        pixels = (pixels * coverage[..., None] + np.float32(0.5)).astype(np.uint8)
        return QImage(pixels.data, w, h, 4 * w, QImage.Format.Format_ARGB32_Premultiplied)
    return QImage(pixels.data, w, h, 4 * w, QImage.Format.Format_RGB32)


def turned_image(image: QImage, orientation: Orientation) -> QImage:
    """An image turned by quarters, or mirrored, quickly."""
    flipped_x, flipped_y = orientation.flipped_x, orientation.flipped_y
    if orientation.transposed:
        # Qt's quarter to the right changes rows and columns over, and then the columns' order.
        image, flipped_x = image.transformed(QTransform().rotate(90)), not flipped_x
    if flipped_x or flipped_y:
        image = image.transformed(QTransform().scale(-1 if flipped_x else 1, -1 if flipped_y else 1))
    return image
