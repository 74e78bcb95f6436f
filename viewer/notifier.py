"""Telling the person what happened: one place through which every part of the window speaks."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal


class Notifier(QObject):
    """Passes sentences on to the window, which shows them. Any thread may call it."""

    message_sent = Signal(str)
    """A short message, for the status bar."""
    error_sent = Signal(str)
    """A sentence that says what failed, for the message bar."""

    def message(self, text: str) -> None:
        """Tell what was done, or what to do next."""
        self.message_sent.emit(text)

    def error(self, text: str) -> None:
        """Tell what failed."""
        self.error_sent.emit(text)
