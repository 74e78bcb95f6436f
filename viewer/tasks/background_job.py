"""A long job in a thread: what a person waits for, with progress and a way to stop it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from ...core.utils.errors import Cancelled, CsrError
from ..i18n import explained, tr
from .registry import Task, TaskRegistry

OnProgress = Callable[[int, int], None]
"""Called with how much is done, and how much there is to do; raises `Cancelled` to stop the work."""


class BackgroundJob:
    """One long piece of work in a thread; `Jobs` makes them.

    Args:
        title: what is done, in words: "Saving photo.png".
        tasks: where its thread is started.
        progressed: called in the thread with how much is done, and how much there is to do.
        ended: called in the thread at the end; `state` and `problem` say how it was.
    """

    def __init__(
        self,
        title: str,
        tasks: TaskRegistry,
        progressed: Callable[[BackgroundJob, int, int], object],
        ended: Callable[[BackgroundJob], object],
    ) -> None:
        self.title = title
        self.state: Literal["running", "done", "stopped", "failed"] = "running"
        self.problem = ""
        """A sentence, where it failed."""
        self._tasks = tasks
        self._progressed, self._ended = progressed, ended
        self._task: Task | None = None
        self._stopping = False

    def start(self, work: Callable[[OnProgress], object]) -> None:
        """Start the work; once only."""
        self._task = self._tasks.start("job", lambda: self._run(work), self.stop)

    @property
    def stopping(self) -> bool:
        """True if the work was asked to stop."""
        return self._stopping

    def stop(self) -> None:
        """Stop the work at its next step."""
        self._stopping = True

    def finish(self, seconds: float) -> bool:
        """Wait for the end of the work, at most so many seconds; return whether it has ended."""
        return self._task is None or self._task.finish(seconds)

    def _on_progress(self, count: int, total: int) -> None:
        self._progressed(self, count, total)
        if self._stopping:
            raise Cancelled

    def _run(self, work: Callable[[OnProgress], object]) -> None:
        try:
            work(self._on_progress)
        except Cancelled:
            self.state = "stopped"
        except CsrError as error:
            self.problem = explained(error)
        except Exception as error:  # a thread that dies silently would leave a person believing
            self.problem = tr("This was not saved: {error}", error=explained(error))
        else:
            self.state = "done"
        if self.problem:
            self.state = "failed"
        self._ended(self)
