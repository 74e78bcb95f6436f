"""Overlays: the kernels' positions and covariances, and the photo's pixel grid."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QPointF, QRect, QRectF
from PySide6.QtGui import QColor, QPainter

from ..core.field import GaussianField
from ..core.view import View
from . import feel


@dataclass(frozen=True)
class Overlays:
    """Which overlays are on."""

    positions: bool = False
    covariances: bool = False
    grid: bool = False

    @property
    def kernels(self) -> bool:
        """Whether kernels are shown."""
        return self.positions or self.covariances


NO_OVERLAYS = Overlays()


@dataclass(frozen=True, eq=False)
class Marks:
    """The kernels that an overlay shows, in a view."""

    kernels: npt.NDArray[np.float32]
    """(8, n), in photo pixels."""
    step: int
    """1: every kernel is shown; n: one row and one column of the lattice in n."""
    total: int
    """Kernels in the view."""


def marks_in(tiles: Sequence[GaussianField], view: View) -> Marks:
    """The kernels in a view, thinned evenly when there are too many.

    The step is a power of two on the photo's own lattice, so that zooming in adds kernels between those
    that are shown, and panning changes none.
    """
    free = [tile.crop(view.box).kernels for tile in tiles if tile.lattice is None]
    cut = [(t.kernels, t.lattice, t.lattice.touching(view.box)) for t in tiles if t.lattice is not None]
    total = sum(k.shape[1] for k in free) + sum(part.rows * part.columns for _, _, part in cut)
    step = 1
    while total > feel.MOST_MARKS * step * step:
        step *= 2
    parts = [np.empty((8, 0), np.float32), *(k[:, :: step * step] for k in free)]
    for kernels, whole, part in cut:
        row, column = part.row - whole.row, part.column - whole.column
        rows = slice(row + -part.row % step, row + part.rows, step)
        columns = slice(column + -part.column % step, column + part.columns, step)
        parts.append(kernels.reshape(8, whole.rows, whole.columns)[:, rows, columns].reshape(8, -1))
    return Marks(np.concatenate(parts, axis=1), step, total)


def caption(marks: Marks) -> str:
    """What an overlay shows, in words."""
    if marks.step == 1:
        return f"showing all {marks.total:,} kernels"
    return f"showing 1 in {marks.step**2:,} of {marks.total:,} kernels"


def draw_marks(
    pixels: npt.NDArray[np.uint8], marks: Marks, view: View, overlays: Overlays, pixel_ratio: float
) -> None:
    """Draw kernels into a frame's pixels, (height, width, 4). The first call compiles: not in the GUI thread.

    Args:
        pixels: blue, green, red, unused.
        marks: the kernels.
        view: the frame's view.
        overlays: which of positions and covariances.
        pixel_ratio: device pixels for each device-independent pixel, for the width of lines.
    """
    from .mark_raster import draw_dots, draw_ellipses

    x = (marks.kernels[0].astype(np.float64) - view.x0) * view.scale
    y = (marks.kernels[1].astype(np.float64) - view.y0) * view.scale
    xx, xy, yy = marks.kernels[2:5].astype(np.float64) * view.scale**2
    rim, line = feel.RIM_WIDTH * pixel_ratio, feel.LINE_WIDTH * pixel_ratio
    if overlays.covariances:
        for width, colour, opacity in (
            (line + 2 * rim, feel.RIM_COLOUR, feel.RIM_OPACITY / 2),
            (line, feel.COVARIANCE_COLOUR, feel.COVARIANCE_OPACITY),
        ):
            draw_ellipses(pixels, x, y, xx, xy, yy, width, _bgr(colour), opacity)
    if overlays.positions:
        radius = feel.DOT_RADIUS * pixel_ratio
        draw_dots(pixels, x, y, radius + rim, _bgr(feel.RIM_COLOUR), feel.RIM_OPACITY)
        draw_dots(pixels, x, y, radius, _bgr(feel.POSITION_COLOUR), 1.0)


def paint_grid(painter: QPainter, view: View, photo_size: tuple[int, int]) -> None:
    """Lines between the photo's pixels, where these are large enough; the painter draws in device pixels."""
    if view.scale < feel.LEAST_GRID_SCALE:
        return
    (w, h), (x0, y0, x1, y1) = photo_size, view.box
    left, top = view.to_device(max(x0, 0), max(y0, 0))
    right, bottom = view.to_device(min(x1, w), min(y1, h))
    colour = QColor(*feel.GRID_COLOUR)
    for column in range(max(0, math.ceil(x0)), min(w, math.floor(x1)) + 1):
        painter.fillRect(QRectF(math.floor(view.to_device(column, 0)[0] + 0.5), top, 1, bottom - top), colour)
    for row in range(max(0, math.ceil(y0)), min(h, math.floor(y1)) + 1):
        painter.fillRect(QRectF(left, math.floor(view.to_device(0, row)[1] + 0.5), right - left, 1), colour)


def paint_caption(painter: QPainter, text: str, at: QPointF) -> None:
    """A line of text on a dark ground; `at` is its lower left corner, in the painter's units."""
    box = painter.fontMetrics().boundingRect(text)
    ground = QRect(0, 0, box.width() + 16, box.height() + 8)
    ground.moveBottomLeft(at.toPoint())
    painter.setPen(QColor(0, 0, 0, 0))
    painter.setBrush(QColor(0, 0, 0, 190))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.drawRoundedRect(ground, 4, 4)
    painter.setPen(QColor("white"))
    painter.drawText(ground.adjusted(8, 4, -8, -4), 0, text)


def _bgr(colour: tuple[int, int, int]) -> npt.NDArray[np.float32]:
    return np.array(colour[::-1], np.float32)
