"""Queries that take longer than a frame, answered in a thread: the GUI thread never waits for them."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import partial

from PySide6.QtCore import QObject, Signal

from ..notifier import Notifier
from .registry import TaskRegistry
from .work_loop import WorkLoop


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
        self._waiting: dict[Hashable, Callable[[], object]] = {}
        self._loop = WorkLoop(name, tasks, notifier, self._take)

    def submit(self, key: Hashable, query: Callable[[], object]) -> None:
        """Call a function in the thread; `answered` delivers what it returned."""
        with self._loop.changed:
            self._waiting[key] = query
            self._loop.wake()

    def clear(self) -> None:
        """Drop the queries that wait."""
        with self._loop.changed:
            self._waiting.clear()

    def _take(self) -> Callable[[], None] | None:
        if not self._waiting:
            return None
        key = next(iter(self._waiting))
        return partial(self._answer, key, self._waiting.pop(key))

    def _answer(self, key: Hashable, query: Callable[[], object]) -> None:
        self.answered.emit(key, query())
