"""A chip in the status bar for one piece of work: what is done, how far it is, and what stops it."""

from __future__ import annotations

import math

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QWidget

from ..i18n import format_number, tr
from .focus import GivesFocusBack

DOT = "●"
LONGEST_TITLE = 220
"""Device-independent pixels of a title; a longer one loses its middle."""


class ProgressChip(QWidget):
    """Hidden until there is work. While it is quiet, only a dot and the button that stops it are seen."""

    stop_requested = Signal()
    """The button that stops the work was pressed."""
    continue_requested = Signal()
    """Stopped work is to go on."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._dot = QLabel(DOT)
        self._label = QLabel()
        self._label.setTextFormat(Qt.TextFormat.PlainText)  # names of files are no HTML
        self.stop_button = self._button("✕", tr("Stop"), self.stop_requested)
        self.continue_button = self._button(tr("Continue"), tr("Continue"), self.continue_requested)
        row = QHBoxLayout(self)
        row.setContentsMargins(6, 0, 0, 0)
        row.setSpacing(4)
        for widget in (self._dot, self._label, self.stop_button, self.continue_button):
            row.addWidget(widget)
        self.hide()

    @property
    def text(self) -> str:
        """The text that is shown; empty while the chip is hidden."""
        return "" if self.isHidden() else self._label.text()

    @property
    def quiet(self) -> bool:
        """True if only the dot tells of the work."""
        return not self.isHidden() and self._label.isHidden()

    def show_progress(self, title: str, share: float | None, *, quiet: bool = False) -> None:
        """Show work that goes on.

        Args:
            title: what is done: "Sharpening".
            share: how much of it is done, 0..1; None where that is not known.
            quiet: only the dot is seen; the text is its tooltip.
        """
        width = self._label.fontMetrics()
        title = width.elidedText(title, Qt.TextElideMode.ElideMiddle, LONGEST_TITLE)
        # As wide as its widest text: a label that grows would push the others about.
        self._label.setMinimumWidth(width.horizontalAdvance(f"{title} 100 %"))
        self._show(title if share is None else f"{title} {percent(share)}", quiet=quiet)
        self.stop_button.setVisible(True)

    def show_stopped(self, share: float) -> None:
        """Say that the work was stopped, and offer to go on."""
        self._label.setMinimumWidth(0)
        self._show(tr("Stopped at {share}", share=percent(share)))
        self.continue_button.setVisible(True)

    def show_stopping(self) -> None:
        """Say that the work ends with its present step."""
        self._show(tr("Stopping"))

    def _show(self, text: str, *, quiet: bool = False) -> None:
        self._label.setText(text)
        self._label.setVisible(not quiet)
        self._dot.setVisible(quiet)
        self._dot.setToolTip(text)
        self.setAccessibleName(text)
        self.stop_button.hide()
        self.continue_button.hide()
        self.show()

    def _button(self, text: str, name: str, pressed: SignalInstance) -> QToolButton:
        button = QToolButton(self)
        button.setText(text)
        button.setToolTip(name)
        button.setAccessibleName(name)
        button.setAutoRaise(True)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(pressed)
        GivesFocusBack(button)  # belongs to the button
        return button


def percent(share: float) -> str:
    """A share, 0..1, in whole percent, rounded down: 100 % is all of it."""
    return format_number(math.floor(share * 100) / 100, ".0%")
