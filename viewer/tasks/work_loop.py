"""A thread that does one piece of work after the other, and waits while there is none."""

from __future__ import annotations

import threading
from collections.abc import Callable

from ..i18n import explained
from ..notifier import Notifier
from .priority import lower_priority
from .registry import Task, TaskRegistry


class WorkLoop:
    """Takes pieces of work from the one whose it is; one that fails is told, and the next is done.

    Args:
        name: of its thread, which starts with the first `wake`.
        tasks: ends the thread.
        notifier: is told of a piece of work that fails.
        take: takes the next piece of work; None while there is none. The thread calls it and holds `changed`.
        beforehand: True for work that nobody waits for yet, which leaves the processor to all other threads.
    """

    def __init__(
        self,
        name: str,
        tasks: TaskRegistry,
        notifier: Notifier,
        take: Callable[[], Callable[[], object] | None],
        *,
        beforehand: bool = False,
    ) -> None:
        self._name, self._tasks, self._notifier = name, tasks, notifier
        self._take, self._beforehand = take, beforehand
        self.changed = threading.Condition()
        """Held to change what `take` looks at."""
        self._ending = False
        self._task: Task | None = None

    @property
    def ending(self) -> bool:
        """True once the thread was asked to end: a long piece of work looks at it."""
        return self._ending

    def wake(self) -> None:
        """Have the thread, which is started if it was not yet, ask for work."""
        with self.changed:
            if self._task is None:
                self._task = self._tasks.start(self._name, self._run, self._stop)
            self.changed.notify()

    def _stop(self) -> None:
        with self.changed:
            self._ending = True
            self.changed.notify()

    def _run(self) -> None:
        if self._beforehand:
            lower_priority()
        while self._do_next():
            pass  # while it waits, it holds neither the last piece of work nor what this was about

    def _do_next(self) -> bool:
        """Wait for a piece of work and do it; false at the end."""
        with self.changed:
            work = None
            while not self._ending and (work := self._take()) is None:
                self.changed.wait()
        if self._ending or work is None:
            return False
        try:
            work()
        except Exception as error:  # the thread must live on; the window says what happened
            self._notifier.error(explained(error))
        return True
