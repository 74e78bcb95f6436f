"""The selected kernel, the kernels that make a pixel, and the brush, painted over the picture."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QPainter, QPen, QRadialGradient

from ...core.field.measures import axes
from ...core.field.sampling import CUTOFF_REST
from ...core.geometry.view import View
from ...core.utils.arrays import FloatArray
from .. import style
from ..render.comparison import Pane
from ..render.marks import Colours
from .model import KernelModel


class Ellipse(NamedTuple):
    """A kernel in device-independent pixels of the canvas."""

    x: float
    y: float
    major: float
    """Standard deviation along the longer axis."""
    minor: float
    angle: float
    """Degrees from x towards y (down)."""


def ellipse(kernel: FloatArray, view: View, ratio: float, footprint: float = 0.0) -> Ellipse:
    """Ellipse of a kernel (8,) on the canvas.

    Args:
        kernel: its values.
        view: what is looked at.
        ratio: device pixels for each device-independent pixel.
        footprint: variance added for the device pixel, in device pixels squared.
    """
    shape = kernel.astype(np.float64)[:, None]
    shape[[2, 4]] += footprint / view.scale**2
    major, minor, angle = (float(v[0]) for v in axes(shape))
    x, y = view.to_device(float(kernel[0]), float(kernel[1]))
    size = view.scale / ratio
    return Ellipse(x / ratio, y / ratio, major * size, minor * size, angle)


def handles(at: Ellipse) -> dict[str, QPointF]:
    """Handles of the selected kernel: its mean and the ends of its axes."""
    turn = math.radians(at.angle)
    c, s = math.cos(turn), math.sin(turn)
    along, across = max(at.major, style.LEAST_HANDLE_DISTANCE), max(at.minor, style.LEAST_HANDLE_DISTANCE)
    return {
        "mean": QPointF(at.x, at.y),
        "major": QPointF(at.x + along * c, at.y + along * s),
        "minor": QPointF(at.x - across * s, at.y + across * c),
    }


class KernelLayer(pg.GraphicsObject):
    """Paints what the model holds, in the present view: it is crisp at any zoom and never late."""

    handles_moved = Signal(QRectF)
    """The box of the selected kernel's handles, in device-independent pixels; empty where there are none."""

    def __init__(self, model: KernelModel, shown: Callable[[int], list[Pane]]) -> None:
        super().__init__()
        self._shown = shown
        """The panes of a view of some width: each shows the layer."""
        self._model = model
        self._view: View | None = None
        self._handles = QRectF()
        self._brush: tuple[QPointF, float] | None = None
        self._colours = Colours()
        self.editing = False
        """True if the selected kernel shows handles."""
        for signal in (model.kernels_changed, model.selected, model.pixel_changed):
            signal.connect(self.update)

    def set_view(self, view: View) -> None:
        """Set the present view."""
        self._view = view
        self.update()

    def set_colours(self, colours: Colours) -> None:
        """Set the colours of the selected kernel, the brush, and the kernels of a pixel."""
        self._colours = colours
        self.update()

    def set_brush(self, brush: tuple[QPointF, float] | None) -> None:
        """The brush's middle and radius, in device-independent pixels; None while there is none."""
        self._brush = brush
        self.update()

    def boundingRect(self) -> QRectF:
        """The whole view box, in its coordinates: the layer paints the viewport."""
        box: Any = self.getViewBox()
        return box.viewRect() if box is not None else QRectF()

    def paint(self, painter: QPainter, _option: Any, widget: Any = None) -> None:
        """Paint in device-independent pixels."""
        view = self._view
        if view is None:
            return
        ratio = widget.devicePixelRatioF()
        painter.save()
        painter.resetTransform()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for pane in self._shown(view.width):
            painter.save()
            width = (pane.right - pane.left) / ratio
            painter.setClipRect(QRectF(pane.left / ratio, 0, width, widget.height()))
            painter.translate(pane.shift / ratio, 0)
            self._paint_pane(painter, view, ratio)
            painter.restore()
        painter.restore()
        self._tell_handles(view, ratio)

    def _tell_handles(self, view: View, ratio: float) -> None:
        """Tell where the handles are now; while painting, so by a queue."""
        kernel, box = self._model.kernel_seen, QRectF()
        if kernel is not None and self.editing:
            half = style.HANDLE * style.HANDLE_GRIP
            for at in handles(ellipse(kernel, view, ratio)).values():
                box |= QRectF(at.x() - half, at.y() - half, 2 * half, 2 * half)
        if box != self._handles:
            self._handles = box
            self.handles_moved.emit(box)

    def _paint_pane(self, painter: QPainter, view: View, ratio: float) -> None:
        self._paint_pixel(painter, view, ratio)
        kernel = self._model.kernel_seen
        if kernel is not None:
            self._paint_selected(painter, kernel, view, ratio)
        if self._brush is not None:
            middle, radius = self._brush
            _line(painter, QColor(*self._colours.selection))
            painter.drawEllipse(middle, radius, radius)

    def _paint_pixel(self, painter: QPainter, view: View, ratio: float) -> None:
        pixel = self._model.pixel
        if pixel is None:
            return
        colour = QColor(*self._colours.covariances)
        share = pixel.found.share[: style.MOST_OUTLINES]
        for i in range(share.size - 1, -1, -1):
            at = ellipse(pixel.found.kernels[:, i], view, ratio)
            # The strongest is drawn at full strength, the others by their share of it.
            colour.setAlphaF(0.15 + 0.85 * float(share[i] / share[0]))
            painter.setPen(QPen(colour, style.LINE_WIDTH))
            _draw_ellipse(painter, at, 1.0)
        x, y = view.to_device(*pixel.point)
        half = max(view.scale / pixel.view.scale / ratio / 2, 3.0)
        _line(painter, QColor("white"))
        painter.drawRect(QRectF(x / ratio - half, y / ratio - half, 2 * half, 2 * half))

    def _paint_selected(self, painter: QPainter, kernel: FloatArray, view: View, ratio: float) -> None:
        at = ellipse(kernel, view, ratio)
        colour = QColor(*self._colours.selection)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(_glow(colour))
        _draw_ellipse(painter, at, style.GLOW_SIGMAS)
        footprint = ellipse(kernel, view, ratio, self._model.footprint)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(colour, style.LINE_WIDTH, Qt.PenStyle.DashLine))
        _draw_ellipse(painter, footprint, math.sqrt(-2 * math.log(CUTOFF_REST)))
        _line(painter, colour, 1.6 * style.LINE_WIDTH)
        _draw_ellipse(painter, at, 1.0)
        if not self.editing:
            return
        painter.setPen(QPen(QColor("black"), 1))
        painter.setBrush(colour)
        half = style.HANDLE
        for point in handles(at).values():
            painter.drawRect(QRectF(point.x() - half, point.y() - half, 2 * half, 2 * half))


def _line(painter: QPainter, colour: QColor, width: float = style.LINE_WIDTH) -> None:
    """Ellipses and squares from now on are lines of a colour."""
    painter.setPen(QPen(colour, width))
    painter.setBrush(Qt.BrushStyle.NoBrush)


def _draw_ellipse(painter: QPainter, at: Ellipse, sigmas: float) -> None:
    painter.save()
    painter.translate(at.x, at.y)
    painter.rotate(at.angle)
    painter.drawEllipse(QPointF(0, 0), at.major * sigmas, at.minor * sigmas)
    painter.restore()


def _glow(colour: QColor) -> QBrush:
    """A Gaussian of light that fills the shape it is drawn with."""
    gradient = QRadialGradient(0.5, 0.5, 0.5)
    gradient.setCoordinateMode(QRadialGradient.CoordinateMode.ObjectBoundingMode)
    for i in range(11):
        glow = QColor(colour)
        glow.setAlphaF(0.55 * math.exp(-0.5 * (style.GLOW_SIGMAS * i / 10) ** 2))
        gradient.setColorAt(i / 10, glow)
    return QBrush(gradient)
