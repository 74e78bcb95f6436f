"""A label that shows the beginning of its text, and three dots, where it has no room for all of it."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel


class ElidingLabel(QLabel):
    """A label of plain text in one line; screen readers are told all of it."""

    def minimumSizeHint(self) -> QSize:
        """Return the height of the text: the width may be any."""
        return QSize(0, super().minimumSizeHint().height())

    def paintEvent(self, arg__1: QPaintEvent) -> None:
        """Draw as much of the text as there is room for."""
        del arg__1
        painter = QPainter(self)
        inside = self.contentsRect()
        text = painter.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, inside.width())
        flags, role = int(self.alignment()), self.foregroundRole()
        self.style().drawItemText(painter, inside, flags, self.palette(), self.isEnabled(), text, role)
