"""A bar that tells how long some photo pixels are on the screen."""

from __future__ import annotations

import math

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ...core.geometry.view import View
from .. import style
from ..i18n import tr

_STEPS = (1, 2, 5)


def round_length(most: float) -> float:
    """The largest 1, 2 or 5 times a power of ten that is not above a positive length."""
    power = 10.0 ** math.floor(math.log10(most))
    return max((s * power for s in _STEPS if s * power <= most * (1 + 1e-12)), default=power)


class ScaleBar(QWidget):
    """Lies over the canvas, and lets the mouse through."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAccessibleName(tr("Scale bar"))
        self._scale = 1.0
        self.resize(self.sizeHint())
        self.hide()

    def sizeHint(self) -> QSize:
        """Room for the longest bar and its text."""
        return QSize(style.LONGEST_SCALE_BAR + 20, self.fontMetrics().height() + 18)

    def set_view(self, view: View) -> None:
        """Set the present view."""
        self._scale = view.scale
        self.update()

    def length(self) -> tuple[float, float]:
        """The bar's length in photo pixels, and in device-independent pixels."""
        per_pixel = self._scale / self.devicePixelRatioF()
        length = round_length(style.LONGEST_SCALE_BAR / per_pixel)
        return length, length * per_pixel

    def paintEvent(self, event: QPaintEvent) -> None:
        """A white bar with a dark rim: seen on any photo."""
        del event
        pixels, wide = self.length()
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(*style.OVERLAY_GROUND))
        text = tr("1 photo pixel") if pixels == 1 else tr("{count:g} photo pixels", count=pixels)
        painter.setPen(QColor("white"))
        painter.drawText(QRectF(10, 3, style.LONGEST_SCALE_BAR, self.fontMetrics().height()), text)
        bottom = self.height() - 8
        for rect in (
            QRectF(10, bottom - 2, wide, 2),
            QRectF(10, bottom - 7, 1.5, 7),
            QRectF(10 + wide - 1.5, bottom - 7, 1.5, 7),
        ):
            painter.fillRect(rect, QColor("white"))
