"""How often each value is seen in the view."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPolygonF
from PySide6.QtWidgets import QWidget

from ...core.geometry.view import View
from .. import style
from ..i18n import tr
from ..render.request import RenderResult

_MOST_PIXELS = 60_000
"""Pixels that are counted, evenly spread: enough for the eye, and counted in a millisecond."""
_COLOURS = ((255, 80, 80), (80, 220, 80), (90, 140, 255))


def counts(drawn: RenderResult) -> npt.NDArray[np.float64]:
    """(3, 256): red, green, blue of what a frame shows of the photo, as shares of the pixels counted."""
    view: View = drawn.frame.view
    part = drawn.request.scene.clipped(view)
    if part is None:
        return np.zeros((3, 256))
    left, top = (round(v) for v in view.to_device(part.x0, part.y0))
    seen = drawn.frame.pixels[top : top + part.height, left : left + part.width]
    step = max(1, int(np.sqrt(seen.shape[0] * seen.shape[1] / _MOST_PIXELS)))
    thin = seen[::step, ::step, 2::-1].reshape(-1, 3)
    if drawn.coverage is not None:
        on = drawn.coverage[top : top + part.height, left : left + part.width][::step, ::step] == 1
        thin = thin[on.ravel()]
    return np.stack([np.bincount(thin[:, c], minlength=256) for c in range(3)]) / max(len(thin), 1)


class Histogram(QWidget):
    """Lies over the canvas, and lets the mouse through."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAccessibleName(tr("Histogram"))
        self._counts = np.zeros((3, 256))
        self.resize(self.sizeHint())
        self.hide()

    @property
    def shares(self) -> npt.NDArray[np.float64]:
        """(3, 256): what is shown."""
        return self._counts

    def sizeHint(self) -> QSize:
        """A pixel for each value, and a rim."""
        return QSize(256 + 12, 110)

    def show_frame(self, drawn: RenderResult) -> None:
        """Count what a new frame shows."""
        if self.isVisible():
            self._counts = counts(drawn)
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Three curves that add up to white where they meet."""
        del event
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(*style.OVERLAY_GROUND))
        # By the root: a flat ground would press all else to the floor.
        heights = np.sqrt(self._counts)
        most = max(float(heights.max()), 1e-9)
        floor, room = self.height() - 6.0, self.height() - 12.0
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Plus)
        painter.setPen(Qt.PenStyle.NoPen)
        for channel, colour in zip(heights, _COLOURS, strict=True):
            points = [QPointF(6.0 + i, floor - room * float(v) / most) for i, v in enumerate(channel)]
            painter.setBrush(QColor(*colour, 200))
            painter.drawPolygon(QPolygonF([QPointF(6.0, floor), *points, QPointF(261.0, floor)]))
