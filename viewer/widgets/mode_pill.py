"""A pill at the top of the photo: says which mode is on, and how to leave it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QToolButton, QWidget

from .. import style
from .focus import GivesFocusBack

STYLE = """
QFrame#pill { background: rgba(20, 20, 22, 225); border: 1px solid #55585c; border-radius: 13px;
    min-height: 26px; }
QFrame#pill QLabel { color: #f0f0f0; }
QFrame#pill QToolButton { color: #9ecbff; border: 0; padding: 1px 6px; }
QFrame#pill QToolButton:hover, QFrame#pill QToolButton:focus { color: #ffffff; text-decoration: underline; }
"""


@dataclass(frozen=True)
class Mode:
    """A mode that is on."""

    text: str
    """Name of the mode, and its keys."""
    buttons: tuple[tuple[str, Callable[[], object]], ...] = ()
    """Buttons that leave or change it: the text and the function of each."""


class ModePill(QFrame):
    """Shows the modes that are on, side by side; hidden while there are none.

    Args:
        over: the widget along whose top edge it lies.
    """

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        self._over = over
        self._modes: dict[str, Mode] = {}
        self._top = style.OVERLAY_MARGIN
        self.setObjectName("pill")
        self.setStyleSheet(STYLE)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(12, 3, 8, 3)
        self._row.setSpacing(4)
        self.hide()
        over.installEventFilter(self)

    @property
    def text(self) -> str:
        """The text that is shown; empty while it is hidden."""
        return "  ".join(mode.text for mode in self._modes.values())

    def show_mode(self, name: str, mode: Mode | None) -> None:
        """Show a mode in the place of the one of the same name; None takes it away."""
        if self._modes.get(name) == mode:
            return
        if mode is None:
            del self._modes[name]
        else:
            self._modes[name] = mode
        self._fill()

    def lie_below_labels(self, on: bool) -> None:
        """Lie below a comparison's labels, or at the edge where there are none."""
        self._top = style.OVERLAY_TOP if on else style.OVERLAY_MARGIN
        self._place()

    def button(self, text: str) -> QToolButton:
        """Return the button with some words on it, which must be there."""
        return next(b for b in self.findChildren(QToolButton) if b.text() == text and not b.isHidden())

    def _fill(self) -> None:
        while (item := self._row.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for mode in self._modes.values():
            self._add(QLabel(mode.text))
            for text, action in mode.buttons:
                button = QToolButton()
                button.setText(text)
                button.setAutoRaise(True)
                button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
                button.clicked.connect(partial(_press, action))
                GivesFocusBack(button)  # belongs to the button
                self._add(button)
        self.setAccessibleName(self.text)
        self.setVisible(bool(self._modes))
        self._place()
        self.raise_()

    def _add(self, widget: QWidget) -> None:
        self._row.addWidget(widget)
        widget.show()  # else it comes with the next turn of the event loop, too late for the size

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay in the middle of the edge."""
        if event.type() == QEvent.Type.Resize:
            self._place()
        return super().eventFilter(watched, event)

    def _place(self) -> None:
        self.adjustSize()
        self.move(max(0, (self._over.width() - self.width()) // 2), self._top)


def _press(action: Callable[[], object], *_checked: bool) -> None:
    action()
