"""Overlays: the kernels' positions and covariances, and the photo's pixel grid."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pyqtgraph as pg
from PySide6.QtCore import QLineF, QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF

from ..core.field import GaussianField
from ..core.view import View
from .feel import COVARIANCE_COLOUR, GRID_COLOUR, LEAST_GRID_SCALE, MOST_MARKS, POSITION_COLOUR

SIDES = 24
"""Of the polygon that stands for an ellipse."""


@dataclass(frozen=True)
class Overlays:
    """Which overlays are on."""

    positions: bool = False
    covariances: bool = False
    grid: bool = False


@dataclass(frozen=True, eq=False)
class Marks:
    """The kernels that an overlay shows, in a view."""

    kernels: npt.NDArray[np.float32]
    """(8, n), in photo pixels."""
    step: int
    """1: every kernel is shown; n: one row and one column in n."""
    total: int
    """Kernels in the view."""


def marks_in(tiles: list[GaussianField], view: View) -> Marks:
    """The kernels in a view, thinned evenly when there are too many."""
    crops = [tile.crop(view.box) for tile in tiles]
    total = sum(len(crop) for crop in crops)
    step = max(1, math.ceil(math.sqrt(total / MOST_MARKS)))
    parts: list[npt.NDArray[np.float32]] = [np.empty((8, 0), np.float32)]
    for crop in crops:
        if crop.lattice is None:
            parts.append(crop.kernels[:, :: step * step])
            continue
        grid = crop.kernels.reshape(8, crop.lattice.rows, -1)
        thinned = grid[:, -crop.lattice.row % step :: step, -crop.lattice.column % step :: step]
        parts.append(thinned.reshape(8, -1))
    return Marks(np.concatenate(parts, axis=1), step, total)


def paint_positions(painter: QPainter, marks: Marks, view: View) -> None:
    """A dot at each mean; the painter draws in device pixels."""
    x, y = _device_means(marks, view)
    if not x.size:
        return
    polygon: QPolygonF = pg.functions.create_qpolygonf(x.size)
    pg.functions.ndarray_from_qpolygonf(polygon)[:] = np.stack((x, y), 1)
    for colour, width in (("black", 5.0), (POSITION_COLOUR, 3.0)):
        pen = QPen(QColor(colour), width)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        painter.drawPoints(polygon)


def paint_covariances(painter: QPainter, marks: Marks, view: View) -> None:
    """The 1-sigma ellipse of each kernel; the painter draws in device pixels."""
    x, y = _device_means(marks, view)
    l11 = np.sqrt(marks.kernels[2])
    l21 = marks.kernels[3] / l11
    l22 = np.sqrt(np.maximum(marks.kernels[4] - l21**2, 0))
    angle = np.linspace(0, 2 * np.pi, SIDES + 1)
    u = x[:, None] + view.scale * l11[:, None] * np.cos(angle)
    v = y[:, None] + view.scale * (l21[:, None] * np.cos(angle) + l22[:, None] * np.sin(angle))
    connect: Any = np.ones(u.shape, np.uint8)  # 1: joined to the next point
    connect[:, -1] = 0
    path: QPainterPath = pg.functions.arrayToQPath(u.ravel(), v.ravel(), connect.ravel())
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(COVARIANCE_COLOUR), 1.2))
    painter.drawPath(path)


def paint_grid(painter: QPainter, view: View, photo_size: tuple[int, int]) -> None:
    """Lines between the photo's pixels, where these are large enough; the painter draws in device pixels."""
    if view.scale < LEAST_GRID_SCALE:
        return
    (w, h), (x0, y0, x1, y1) = photo_size, view.box
    columns = range(max(0, math.ceil(x0)), min(w, math.floor(x1)) + 1)
    rows = range(max(0, math.ceil(y0)), min(h, math.floor(y1)) + 1)
    left, top = view.to_device(max(x0, 0), max(y0, 0))
    right, bottom = view.to_device(min(x1, w), min(y1, h))
    lines = [QLineF(u, top, u, bottom) for u in (round(view.to_device(c, 0)[0]) for c in columns)]
    lines += [QLineF(left, v, right, v) for v in (round(view.to_device(0, r)[1]) for r in rows)]
    painter.setPen(QPen(QColor(GRID_COLOUR), 1.0))
    painter.drawLines(lines)


def caption(marks: Marks) -> str:
    """What an overlay shows, in words."""
    if marks.step == 1:
        return f"all {marks.total:,} kernels shown"
    return f"1 in {marks.step**2:,} of {marks.total:,} kernels shown"


def paint_caption(painter: QPainter, text: str, at: QPointF, pixel_ratio: float) -> None:
    """A line of text on a dark ground; `at` is its lower left corner in device pixels."""
    font = painter.font()
    font.setPixelSize(round(13 * pixel_ratio))
    painter.setFont(font)
    box = painter.fontMetrics().boundingRect(text).translated(at.toPoint()).adjusted(-6, -4, 6, 4)
    painter.fillRect(box, QColor(0, 0, 0, 170))
    painter.setPen(QColor("white"))
    painter.drawText(at, text)


def _device_means(marks: Marks, view: View) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    x, y = marks.kernels[:2].astype(np.float64)
    return (x - view.x0) * view.scale, (y - view.y0) * view.scale
