"""Signals that end the window in order."""

from __future__ import annotations

import signal
import socket

from PySide6.QtCore import QObject, QSocketNotifier, Signal

from ...core.utils.interruption import ending_signals


class EndingSignals(QObject):
    """Tells Qt's event loop of SIGINT, SIGTERM and SIGHUP. Only the main thread may make it.

    Python calls its own handlers between two of its instructions, and Qt's loop has none of those while
    nothing happens: Python therefore writes the signal's number to a socket, too, which wakes the loop.
    """

    came = Signal(int)
    """The number of a signal that asks for the end."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.first: int | None = None
        """The number of the first that came."""
        self._read, self._write = socket.socketpair()
        for end in (self._read, self._write):
            end.setblocking(False)
        self._before = {number: signal.signal(number, _nothing) for number in ending_signals()}
        self._wakeup = signal.set_wakeup_fd(self._write.fileno(), warn_on_full_buffer=False)
        self._notifier = QSocketNotifier(self._read.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._tell)

    def close(self) -> None:
        """Have signals do what they did before."""
        self._notifier.setEnabled(False)
        signal.set_wakeup_fd(self._wakeup)
        for number, handler in self._before.items():
            signal.signal(number, handler)
        self._read.close()
        self._write.close()

    def _tell(self) -> None:
        for number in self._read.recv(64):
            if number in self._before:
                self.first = self.first or number
                self.came.emit(number)


def _nothing(_number: int, _frame: object) -> None:
    """Python writes to the socket only for signals that have a handler."""
