"""A message above the photo: waits for no answer, and covers nothing."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QToolButton, QWidget

from ..i18n import tr
from .focus import GivesFocusBack

STYLE = """
QFrame#message {{ background: {ground}; border: 0; border-bottom: 1px solid {line}; }}
QFrame#message QLabel {{ color: {text}; }}
QFrame#message QToolButton {{ color: {text}; border: 0; padding: 2px 8px; }}
QFrame#message QToolButton:hover {{ background: {line}; }}
"""


@dataclass(frozen=True)
class BarColours:
    """The colours of a bar, the same in the dark and in the light."""

    ground: str
    line: str
    """Below the bar, and under the cross while the mouse is on it."""
    text: str


FAILURE = BarColours("#5a2f2b", "#8c4a43", "#ffe9e6")
"""For what failed."""
NOTE = BarColours("#2b3c4d", "#4a6580", "#e6f1fb")
"""For what a person should know of a photo that is shown."""


class MessageBar(QFrame):
    """Shows the newest message, until it is closed; hidden while there is none.

    Args:
        parent: owner.
        colours: say whether it tells of something that failed.
    """

    def __init__(self, parent: QWidget | None = None, colours: BarColours = FAILURE) -> None:
        super().__init__(parent)
        self._lasts = False
        self.setObjectName("message")
        self.setStyleSheet(STYLE.format(**asdict(colours)))
        self.setAccessibleName(tr("Message") if colours is FAILURE else tr("Note about the photo"))
        self._label = QLabel()
        self._label.setWordWrap(True)
        self._label.setTextFormat(Qt.TextFormat.PlainText)
        self._label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        close = QToolButton()
        close.setText("✕")
        close.setAccessibleName(tr("Close the message"))
        close.clicked.connect(self.hide)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 6, 6)
        row.addWidget(self._label, 1)
        row.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)
        GivesFocusBack(self)  # belongs to the bar
        self.hide()

    def tell_lasting(self, message: str) -> None:
        """Show a message that `clear` leaves there."""
        self.tell(message)
        self._lasts = True

    def clear(self) -> None:
        """Close a message that is about what is over."""
        if not self._lasts:
            self.hide()

    def close_message(self) -> bool:
        """Close the message; return whether there was one."""
        shown = bool(self.text)
        self.hide()
        return shown

    @property
    def text(self) -> str:
        """The message; empty while none is shown."""
        return "" if self.isHidden() else self._label.text()

    def tell(self, message: str) -> None:
        """Show a message in the place of the one before."""
        self._lasts = False
        self._label.setText(message)
        self.show()
