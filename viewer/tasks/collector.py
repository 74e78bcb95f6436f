"""Python's collector of cycles, kept to the GUI thread.

A cycle may hold Qt's objects, which must end in the thread that they live in. By itself Python collects in
whichever thread has just taken memory: a timer that ended so in the thread of the network crashed the process
the next time it was due. (pyqtgraph's `GarbageCollector` does the same, for the same reason.)
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication

INTERVAL_MS = 1000


class GuiThreadCollector(QObject):
    """Collects cycles by a timer, in place of Python's own rule, until it is stopped; none before it begins.

    What is young is collected within a second, in about a millisecond. All is looked through only while
    another program is in front: with torch loaded that takes some tenths of a second, as long as many frames.

    Args:
        parent: owner; in the GUI thread.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self)
        self._timer.setInterval(INTERVAL_MS)
        self._timer.timeout.connect(self.collect)

    def begin(self) -> None:
        """Collect from now on; what was loaded until now stays, and is never searched."""
        gc.freeze()
        self._timer.start()

    def collect(self) -> None:
        """Collect the oldest generation whose turn it is by Python's own thresholds."""
        due = [count > most for count, most in zip(gc.get_count(), gc.get_threshold(), strict=True)]
        seen = QGuiApplication.applicationState() == Qt.ApplicationState.ApplicationActive
        if due[2] and not seen:
            gc.collect()
        elif due[1]:
            gc.collect(1)
        elif due[0]:
            gc.collect(0)

    def stop(self) -> None:
        """Leave the rest to Python again."""
        self._timer.stop()
        gc.unfreeze()
        gc.enable()
