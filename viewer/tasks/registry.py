"""The registry of a window's threads: each is started here, and all end with the window."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

CLOSE_SECONDS = 10.0
"""Longest time that closing waits for all threads together."""

log = logging.getLogger(__name__)


class Closable(Protocol):
    """Something that ends with the window."""

    @property
    def name(self) -> str:
        """Its name, for the log."""
        ...

    def stop(self) -> object:
        """Ask it to end; returns at once. No other part may wait for it, or for the GUI thread, any more."""
        ...

    def finish(self, seconds: float) -> bool:
        """Wait for its end, at most so many seconds; return whether it has ended."""
        ...


def _nothing() -> None:
    pass


class TaskThread(threading.Thread):
    """A thread of a task; it dies with the process."""


class Task:
    """A thread of the registry."""

    def __init__(self, name: str, work: Callable[[], None], stop: Callable[[], None]) -> None:
        self.name = name
        self._stop = stop
        self._thread = TaskThread(target=self._run, args=(work,), name=name, daemon=True)

    def _run(self, work: Callable[[], None]) -> None:
        try:
            work()
        finally:
            self._stop = _nothing  # what it belongs to may go now

    @property
    def running(self) -> bool:
        """True from the start to the end of the thread."""
        return self._thread.is_alive()

    def start(self) -> None:
        """Start the thread."""
        self._thread.start()

    def stop(self) -> None:
        """Ask the thread to end; returns at once."""
        self._stop()

    def finish(self, seconds: float | None = None) -> bool:
        """Wait for the thread's end, at most so many seconds; return whether it has ended."""
        if self._thread.ident is not None:
            self._thread.join(seconds)
        return not self._thread.is_alive()


@dataclass(frozen=True, eq=False)
class _Owner:
    name: str
    stop: Callable[[], object]
    release: Callable[[], object]

    def finish(self, seconds: float) -> bool:
        del seconds
        self.release()
        return True


class TaskRegistry:
    """Starts threads, and ends all of them, the last first. Threads may share it."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._open: list[Closable] = []
        self._closed = False

    @property
    def names(self) -> list[str]:
        """Names of what is open, the first first."""
        with self._lock:
            return [entry.name for entry in self._open]

    def start(self, name: str, work: Callable[[], None], stop: Callable[[], None]) -> Task:
        """Start a thread; once the registry is closed, none is started.

        Args:
            name: of the thread.
            work: runs in the thread.
            stop: makes `work` return soon; called in any thread, and perhaps after the end.

        Returns:
            The task; the registry forgets it when its work is done.
        """

        def run() -> None:
            try:
                work()
            finally:
                with self._lock:
                    if task in self._open:
                        self._open.remove(task)

        task = Task(name, run, stop)
        with self._lock:
            if not self._closed:
                self._open.append(task)
                task.start()
        return task

    def add(
        self,
        name: str,
        *,
        stop: Callable[[], object] = _nothing,
        release: Callable[[], object] = _nothing,
    ) -> None:
        """Register a part without a thread of its own that has something to end, or to release.

        Args:
            name: of the part.
            stop: see `Closable.stop`.
            release: called once everything that was registered later has ended.
        """
        with self._lock:
            self._open.append(_Owner(name, stop, release))

    def close(self, seconds: float = CLOSE_SECONDS) -> list[str]:
        """End everything, the last first: ask all to stop, then wait for each.

        Args:
            seconds: longest time to wait, for all together.

        Returns:
            Names of what has not ended; those threads die with the process.
        """
        deadline = time.monotonic() + seconds
        with self._lock:
            self._closed = True
            entries = self._open[::-1]
            self._open = []
        for entry in entries:
            entry.stop()
        left = [e.name for e in entries if not e.finish(max(deadline - time.monotonic(), 0.0))]
        for name in left:
            log.warning("The thread “%s” has not ended within %g s.", name, seconds)
        return left
