"""Errors that nothing caught: in a slot, in a handler of events, in a thread, in a finalizer."""

from __future__ import annotations

import sys
import threading
from types import TracebackType

from PySide6.QtCore import QObject

from ..i18n import explained
from ..notifier import Notifier


class UncaughtErrors(QObject):
    """Sends them to the log and to the person; the window lives on."""

    def __init__(self, notifier: Notifier, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._notifier = notifier
        self._told = ""

    def install(self) -> None:
        """Take every error that reaches the interpreter from now on, until `remove`."""
        sys.excepthook = self._in_this_thread
        threading.excepthook = lambda args: self._take(args.exc_value)
        sys.unraisablehook = lambda args: self._take(args.exc_value)

    def remove(self) -> None:
        """Leave the errors to the interpreter again."""
        sys.excepthook = sys.__excepthook__
        threading.excepthook = threading.__excepthook__
        sys.unraisablehook = sys.__unraisablehook__

    def _in_this_thread(
        self, _kind: type[BaseException], error: BaseException, _traceback: TracebackType | None
    ) -> None:
        self._take(error)

    def _take(self, error: BaseException | None) -> None:
        if error is None or isinstance(error, SystemExit):
            return
        told = explained(error)
        if told != self._told:  # what paints the message may be what fails: it would be painted for ever
            self._told = told
            self._notifier.error(told)
