"""The card of the first start: says in one line what to do, and offers to show it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from .. import style
from ..i18n import tr
from .focus import GivesFocusBack

STYLE = """
QFrame#card { background: rgba(20, 20, 22, 235); border: 1px solid #55585c; border-radius: 8px; }
QFrame#card QLabel { color: #f0f0f0; }
"""


class FirstCard(QFrame):
    """Lies over the lower part of the photo until it is dismissed.

    Args:
        over: the widget that shows the photo.
    """

    open_requested = Signal()
    """A photo is to be chosen."""
    show_requested = Signal()
    """The trick is to be shown."""
    dismissed = Signal()
    """The card is not to come again."""

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        self._over = over
        self.setObjectName("card")
        self.setStyleSheet(STYLE)
        text = QLabel(
            tr("Scroll to zoom. Drag the line: left bicubic, right the field. Drop a photo to open it.")
        )
        text.setWordWrap(True)
        self.setAccessibleName(text.text())
        self.show_button = self._button(tr("Show me"), self.show_requested.emit)
        self.open_button = self._button(tr("Open…"), self.open_requested.emit)
        self.close_button = self._button(tr("Close"), lambda: None)
        buttons = QHBoxLayout()
        for button in (self.show_button, self.open_button, self.close_button):
            buttons.addWidget(button)
        column = QVBoxLayout(self)
        column.addWidget(text)
        column.addLayout(buttons)
        GivesFocusBack(self)  # belongs to the card
        over.installEventFilter(self)
        self._place()
        self.show()
        self.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay where it is when the widget below grows."""
        if event.type() == QEvent.Type.Resize:
            self._place()
        return super().eventFilter(watched, event)

    def dismiss(self) -> None:
        """Go away for good."""
        self._over.removeEventFilter(self)
        self.hide()
        self.dismissed.emit()
        self.deleteLater()

    def _button(self, text: str, ask: object) -> QPushButton:
        button = QPushButton(text)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(ask)
        button.clicked.connect(self.dismiss)
        return button

    def _place(self) -> None:
        self.adjustSize()
        bottom = self._over.height() - self.height() - style.OVERLAY_MARGIN
        self.move((self._over.width() - self.width()) // 2, bottom - style.CAPTION_ROOM)
