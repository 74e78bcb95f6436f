"""Queries that take longer than a frame, answered in a thread: the GUI thread never waits for them."""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable

from PySide6.QtCore import QObject, Signal

from ..i18n import explained
from ..notifier import Notifier
from .registry import Task, TaskRegistry


class QueryWorker(QObject):
    """Answers one query after the other; of those of one key that wait, only the newest.

    Args:
        name: of its thread, which starts with the first query.
        tasks: ends the thread.
        notifier: is told of a query that fails.
        parent: owner.
    """

    answered = Signal(object, object)
    """The key and the answer, in the GUI thread."""

    def __init__(
        self, name: str, tasks: TaskRegistry, notifier: Notifier, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._name, self._tasks, self._notifier = name, tasks, notifier
        self._changed = threading.Condition()
        self._waiting: dict[Hashable, Callable[[], object]] = {}
        self._ending = False
        self._task: Task | None = None

    @property
    def idle(self) -> bool:
        """True while no query waits."""
        return not self._waiting

    def submit(self, key: Hashable, query: Callable[[], object]) -> None:
        """Call a function in the thread; `answered` delivers what it returned."""
        with self._changed:
            self._waiting[key] = query
            self._changed.notify()
        if self._task is None:
            self._task = self._tasks.start(self._name, self._run, self._stop)

    def clear(self) -> None:
        """Drop the queries that wait."""
        with self._changed:
            self._waiting.clear()

    def _stop(self) -> None:
        with self._changed:
            self._ending = True
            self._changed.notify()

    def _run(self) -> None:
        while self._answer_next():
            pass  # while it waits, it holds neither the last query nor the field that this was about

    def _answer_next(self) -> bool:
        """Wait for a query and answer it; false at the end."""
        with self._changed:
            while not self._waiting and not self._ending:
                self._changed.wait()
            if self._ending:
                return False
            key = next(iter(self._waiting))
            query = self._waiting.pop(key)
        try:
            self.answered.emit(key, query())
        except Exception as error:  # the thread must live on; the window says what happened
            self._notifier.error(explained(error))
        return True
