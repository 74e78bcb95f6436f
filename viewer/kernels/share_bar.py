"""A bar cut into the shares that kernels have in a pixel."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ...core.utils.arrays import FloatArray
from .. import style
from ..i18n import tr
from .model import Pixel

HEIGHT = 22
"""In device-independent pixels."""


def colour_of(kernel: FloatArray) -> QColor:
    """A kernel's colour (of its eight values), clipped to what a screen can show."""
    red, green, blue = (round(255 * float(c)) for c in np.clip(kernel[5:8], 0, 1))
    return QColor(red, green, blue)


class ShareBar(QWidget):
    """Each kernel of a pixel as wide as its share; a click selects it."""

    chosen = Signal(int)
    """The number of the kernel that was clicked on."""

    def __init__(self) -> None:
        super().__init__()
        self._pixel: Pixel | None = None
        self._selected: int | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(tr("Shares of the kernels in the pixel"))
        self.setToolTip(tr("The kernels that make the pixel, each as wide as its share"))

    def sizeHint(self) -> QSize:
        """As high as a line of text."""
        return QSize(160, HEIGHT)

    def show_pixel(self, pixel: Pixel | None, selected: int | None) -> None:
        """Another pixel, and the kernel that is selected."""
        self._pixel, self._selected = pixel, selected
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Side by side, from the left."""
        del event
        painter = QPainter(self)
        if self._pixel is None:
            painter.fillRect(self.rect(), self.palette().base())
            return
        painter.fillRect(self.rect(), QColor(style.BACKGROUND))
        found, x = self._pixel.found, 0.0
        for i, share in enumerate(found.share):
            width = float(share) * self.width()
            painter.fillRect(QRectF(x, 0, width, self.height()), colour_of(found.kernels[:, i]))
            painter.setPen(QPen(QColor(0, 0, 0, 160), 1))
            painter.drawLine(round(x), 0, round(x), self.height())
            if self._pixel.numbers[i] == self._selected:
                painter.setPen(QPen(self.palette().highlight(), 2))
                painter.drawRect(QRectF(x + 1, 1, max(width - 2, 1), self.height() - 2))
            x += width
            if width < 1:
                break

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Select the kernel under the mouse."""
        if self._pixel is None or event.button() != Qt.MouseButton.LeftButton:
            return
        ends = np.cumsum(self._pixel.found.share) * self.width()
        i = int(np.searchsorted(ends, event.position().x()))
        if i < self._pixel.numbers.size:
            self.chosen.emit(int(self._pixel.numbers[i]))
