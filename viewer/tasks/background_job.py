"""One long job at a time in a thread, with progress and a way to stop it."""

from __future__ import annotations

import threading
from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from ...core.rasterize import Cancelled
from ..i18n import said, tr

Told = Callable[[int, int], None]
"""Is called with how much is done, and how much there is to do; raises `Cancelled` to stop."""


class Background(QObject):
    """Runs jobs that take seconds or minutes; the window goes on meanwhile."""

    progressed = Signal(int, int)
    """How much is done, and how much there is to do."""
    ended = Signal(str, str)
    """What was done, in words, and an empty text or the sentence that says why it was not."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._thread: threading.Thread | None = None
        self._busy = False
        self._stopping = False

    @property
    def busy(self) -> bool:
        """Whether a job is running."""
        return self._busy

    def run(self, done: str, job: Callable[[Told], object]) -> None:
        """Begin a job; none may be running. `ended` tells the end.

        Args:
            done: what to say when it is done: "Saved photo.safetensors".
            job: the work.
        """
        self._stopping, self._busy = False, True

        def told(count: int, total: int) -> None:
            self.progressed.emit(count, total)
            if self._stopping:
                raise Cancelled

        def work() -> None:
            problem = ""
            try:
                job(told)
            except Cancelled:
                problem = tr("Stopped; nothing was saved.")
            except (ValueError, OSError) as error:
                problem = said(error)
            except MemoryError:
                problem = tr("There is not enough memory for this.")
            except Exception as error:  # a thread that dies silently would leave a person believing
                problem = tr("This was not saved: {error}", error=f"{type(error).__name__}: {error}")
            self._busy = False  # before it is told: the next job may begin at once
            self.ended.emit(done, problem)

        self._thread = threading.Thread(target=work, name="background")
        self._thread.start()

    def stop(self) -> bool:
        """Stop the job at its next step; whether there is one."""
        self._stopping = True
        return self.busy

    def join(self) -> None:
        """Wait for the job's end."""
        if self._thread is not None:
            self._thread.join()
