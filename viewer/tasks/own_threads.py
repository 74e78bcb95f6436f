"""Questions to the file system, each in a thread of its own: a share that is dead holds up no other one."""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable
from functools import partial

from PySide6.QtCore import QObject, Signal

from ..i18n import explained
from ..notifier import Notifier
from .registry import TaskRegistry


class OwnThreads(QObject):
    """Runs what may never return, one thread for each key at most.

    Args:
        name: of its threads.
        tasks: starts the threads, and ends with them those that return.
        notifier: is told of a question that fails.
        parent: owner.
    """

    answered = Signal(object, object)
    """The key and the answer, in the GUI thread."""

    def __init__(
        self, name: str, tasks: TaskRegistry, notifier: Notifier, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._name, self._tasks, self._notifier = name, tasks, notifier
        self._lock = threading.Lock()
        self._running: set[Hashable] = set()

    def ask(self, key: Hashable, question: Callable[[], object]) -> bool:
        """Call a function in a thread; `answered` delivers what it returned.

        Args:
            key: of the question; while one with the same key has no answer, a further one is not asked.
            question: the function.

        Returns:
            True if it was asked; false if the answer that comes is one to an earlier question.
        """
        with self._lock:
            if key in self._running:
                return False
            self._running.add(key)
        self._tasks.start(self._name, partial(self._run, key, question), lambda: None)
        return True

    def _run(self, key: Hashable, question: Callable[[], object]) -> None:
        try:
            answer = question()
        except Exception as error:  # a thread that dies silently would leave the person waiting
            self._free(key)
            self._notifier.error(explained(error))
        else:
            self._free(key)
            self.answered.emit(key, answer)

    def _free(self, key: Hashable) -> None:
        """Let a question be asked again; before its end is told, for who hears of it may ask at once."""
        with self._lock:
            self._running.discard(key)
