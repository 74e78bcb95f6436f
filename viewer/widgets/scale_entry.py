"""A line to type the scale into, over the status bar's."""

from __future__ import annotations

import math
import re

from PySide6.QtCore import QEvent, QLocale, QPoint, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from ..i18n import tr
from .focus import GivesFocusBack, focus_field

_NUMBER = re.compile(r"(?:[x×]\s*)?(\d+(?:[.,]\d*)?|[.,]\d+)\s*([%x×]?)", re.IGNORECASE)


def scale_in(text: str) -> float | None:
    """The scale that a person means by "370 %", "3.7", "x3.7" or "3,7"; None where it is no scale."""
    match = _NUMBER.fullmatch(text.strip())
    if match is None:
        return None
    scale = float(match[1].replace(",", ".")) / (100 if match[2] == "%" else 1)
    return scale if math.isfinite(scale) and scale > 0 else None


class ScaleEntry(QLineEdit):
    """Comes up where the scale is shown; Return goes to the typed scale, Esc leaves everything as it was."""

    chosen = Signal(float)
    """A scale, in device pixels for each photo pixel."""
    refused = Signal(str)
    """A sentence about what was typed."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._parent = parent
        self.setAccessibleName(tr("Scale"))
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.setMaxLength(20)
        self.returnPressed.connect(self._take)
        GivesFocusBack(self)  # belongs to the line
        self.hide()

    def ask(self, over: QLabel) -> None:
        """Show the line over a label, with its text selected."""
        height = self.sizeHint().height()
        corner = over.mapTo(self._parent, QPoint(0, (over.height() - height) // 2))
        self.setGeometry(corner.x(), corner.y(), over.width(), height)
        self.setText(over.text().replace(QLocale().groupSeparator(), ""))
        self.show()
        self.raise_()
        focus_field(self)

    def _take(self) -> None:
        scale = scale_in(self.text())
        if scale is None:
            self.refused.emit(tr("A scale is a number, as 3.7, or per cent, as 370 %."))
        else:
            self.hide()
            self.chosen.emit(scale)

    def event(self, event: QEvent) -> bool:
        """Esc is for this line first, then for the window."""
        escape = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape
        if escape and event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        if escape and event.type() == QEvent.Type.KeyPress:
            self.hide()
            return True
        return super().event(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """A click elsewhere puts it away."""
        super().focusOutEvent(event)
        self.hide()
