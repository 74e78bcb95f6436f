"""The long jobs that run: saving pictures, fields, kernels and films."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QObject, Signal
from PySide6.QtWidgets import QMessageBox, QWidget

from ..i18n import tr
from ..notifier import Notifier
from .background_job import BackgroundJob, OnProgress
from .registry import TaskRegistry

GRACE_SECONDS = 2.0
"""How long closing waits for jobs before it asks."""


class Jobs(QObject):
    """The jobs that run; each tells its end through the notifier.

    Args:
        window: where closing asks.
        tasks: where the jobs' threads are started.
        notifier: is told what began and how it ended.
    """

    started = Signal(object)
    """A `BackgroundJob`."""
    progressed = Signal(object, int, int)
    """A `BackgroundJob`, how much of it is done, and how much there is to do."""
    ended = Signal(object)
    """A `BackgroundJob` whose end was told."""
    _work_ended = Signal(object)

    def __init__(self, window: QWidget, tasks: TaskRegistry, notifier: Notifier) -> None:
        super().__init__(window)
        self._window, self._tasks, self._notifier = window, tasks, notifier
        self._running: dict[BackgroundJob, tuple[str, tuple[Callable[[], object], ...]]] = {}
        self._work_ended.connect(self._ended)
        self._close: Callable[[], object] | None = None
        """Closes the window once everything is saved."""

    @property
    def running(self) -> list[BackgroundJob]:
        """The jobs whose end was not told yet, the first first."""
        return list(self._running)

    def start(
        self, title: str, done: str, work: Callable[[OnProgress], object], *then: Callable[[], object]
    ) -> BackgroundJob:
        """Start a job.

        Args:
            title: what is done, in words: "Saving photo.png".
            done: what was done, once it is: "Saved photo.png".
            work: the work, which calls what it is given after each step.
            then: called one after the other in the GUI thread, if the work succeeded.
        """
        job = BackgroundJob(title, self._tasks, self.progressed.emit, self._work_ended.emit)
        self._running[job] = done, then
        self._notifier.message(title)
        self.started.emit(job)
        job.start(work)
        return job

    def stop(self) -> bool:
        """Stop all jobs at their next step; return whether there were any."""
        for job in self._running:
            job.stop()
        return bool(self._running)

    def may_close(self, close: Callable[[], object]) -> bool:
        """Ask about jobs that do not end within `GRACE_SECONDS`.

        Args:
            close: called when the person chose to wait, once all jobs have succeeded.

        Returns:
            True if the window may close now.
        """
        deadline, asked = time.monotonic() + GRACE_SECONDS, self.running
        if all([job.finish(max(deadline - time.monotonic(), 0.0)) for job in asked]):
            QCoreApplication.sendPostedEvents(self)  # what they end with
            return not any(job.problem for job in asked)
        titles = "\n".join(job.title for job in self._running)
        box = QMessageBox(QMessageBox.Icon.Question, tr("Still saving"), titles, parent=self._window)
        wait = box.addButton(tr("Close when it is saved"), QMessageBox.ButtonRole.AcceptRole)
        stop = box.addButton(tr("Stop it and close"), QMessageBox.ButtonRole.DestructiveRole)
        box.addButton(QMessageBox.StandardButton.Cancel)
        box.exec()
        answer = box.clickedButton()
        box.deleteLater()
        if answer is wait:
            if any(job.problem for job in asked):  # told behind the box, where the window is to be seen again
                return False
            self._close = close if self._running else None
            return not self._running  # all may have ended while the box was open
        self._close = None
        if answer is stop:
            self.stop()
        return answer is stop

    def _ended(self, job: BackgroundJob) -> None:
        done, then = self._running.pop(job)
        if job.state == "done":
            self._notifier.message(done)
            for step in then:
                step()
        elif job.state == "stopped":
            self._notifier.message(tr("Stopped; nothing was saved."))
        else:
            self._notifier.error(job.problem)
            self._close = None
        self.ended.emit(job)
        if self._close is not None and not self._running:
            close, self._close = self._close, None
            close()
