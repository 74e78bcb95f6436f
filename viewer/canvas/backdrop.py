"""A small copy of the photo under the last frame: where a moving view shows more than was drawn."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QImage, QPainter, QPainterPath, QTransform

from ...core.geometry.mapping import mapping_of
from ...core.geometry.orientation import Orientation
from ...core.geometry.view import View
from ...core.geometry.warp import Warp

LENS_RINGS = 12
"""Rings that a lens is painted as, until it is drawn."""


class Backdrop:
    """The copy, and how it is placed.

    Args:
        pixels: (height, width, 4) blue, green, red, 255.
        photo_size: width and height of the photo.
    """

    def __init__(self, pixels: npt.NDArray[np.uint8], photo_size: tuple[int, int]) -> None:
        height, width = pixels.shape[:2]
        self._pixels = pixels  # `QImage` does not keep it
        self._image = QImage(pixels.data, width, height, 4 * width, QImage.Format.Format_RGB32)
        self._photo_size = photo_size

    def turned(self, orientation: Orientation) -> Backdrop:
        """The copy of the turned photo."""
        whole = self._pixels.view(np.uint32)[..., 0]
        pixels = np.ascontiguousarray(orientation.array(whole))[..., None].view(np.uint8)
        return Backdrop(pixels, orientation.size(self._photo_size))

    def paint(self, painter: QPainter, view: View, warp: Warp) -> None:
        """Paint the photo where a view has it, turned and sheared as it is, and seen through its lens.

        Args:
            painter: in device pixels.
            view: what is looked at.
            warp: how the photo is seen.
        """
        flat, lens = mapping_of(replace(warp, lens=None), self._photo_size), warp.lens
        (w, h), (columns, rows) = self._photo_size, self._image.size().toTuple()
        corner, right, below = (view.to_device(*flat.to_plane(*at)) for at in ((0, 0), (w, 0), (0, h)))
        across = ((right[0] - corner[0]) / columns, (right[1] - corner[1]) / columns)
        along = ((below[0] - corner[0]) / rows, (below[1] - corner[1]) / rows)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        placed = QTransform(*across, *along, *corner)
        painter.setTransform(placed, combine=True)
        painter.drawImage(QPointF(0, 0), self._image)
        painter.restore()
        if lens is not None:
            middle = QPointF(*view.to_device(*flat.to_plane(lens.x, lens.y)))
            self._paint_lens(painter, placed, middle, lens.radius * view.scale, lens.magnification)

    def _paint_lens(
        self, painter: QPainter, placed: QTransform, middle: QPointF, radius: float, magnification: float
    ) -> None:
        """Paint a lens as rings, each of which is enlarged by as much as the lens enlarges in its middle."""
        edges = [radius * i / LENS_RINGS for i in range(LENS_RINGS + 1)]
        enlarged = [magnification ** ((1 - (r / radius) ** 2) ** 3) for r in edges]
        for i in range(LENS_RINGS):
            ring = QPainterPath()
            for r, factor in ((edges[i + 1], enlarged[i + 1]), (edges[i], enlarged[i])):
                ring.addEllipse(middle, r * factor, r * factor)
            inside = (edges[i] + edges[i + 1]) / 2
            factor = magnification ** ((1 - (inside / radius) ** 2) ** 3)
            x, y = middle.x(), middle.y()
            lens = QTransform().translate(x, y).scale(factor, factor).translate(-x, -y)
            painter.save()
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.setClipPath(ring, Qt.ClipOperation.IntersectClip)
            painter.setTransform(placed * lens, combine=True)
            painter.drawImage(QPointF(0, 0), self._image)
            painter.restore()
