"""Questions about millions of kernels, answered in a thread: the GUI thread never looks through them."""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable

from PySide6.QtCore import QObject, Signal

from ..i18n import tr


class Asker(QObject):
    """Answers one question after the other; of those on one topic that wait, only the newest."""

    answered = Signal(object, object)
    """The topic and the answer, in the GUI thread."""
    failed = Signal(str)
    """A sentence."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._changed = threading.Condition()
        self._waiting: dict[Hashable, Callable[[], object]] = {}
        self._ending = False
        self._thread = threading.Thread(target=self._run, name="asker", daemon=True)

    def ask(self, topic: Hashable, question: Callable[[], object]) -> None:
        """Call a function in the thread; `answered` tells what it returned."""
        with self._changed:
            self._waiting[topic] = question
            self._changed.notify()
        if self._thread.ident is None:
            self._thread.start()

    def forget(self) -> None:
        """Answer none of the questions that wait."""
        with self._changed:
            self._waiting.clear()

    def close(self) -> None:
        """End the thread and wait for it."""
        with self._changed:
            self._ending = True
            self._changed.notify()
        if self._thread.ident is not None:
            self._thread.join()

    def _run(self) -> None:
        while self._answer_next():
            pass  # while it waits, it holds neither the last question nor the field that this was about

    def _answer_next(self) -> bool:
        """Wait for a question and answer it; false at the end."""
        with self._changed:
            while not self._waiting and not self._ending:
                self._changed.wait()
            if self._ending:
                return False
            topic = next(iter(self._waiting))
            question = self._waiting.pop(topic)
        try:
            self.answered.emit(topic, question())
        except Exception as error:  # the thread must live on; the window says what happened
            self.failed.emit(
                tr("Kernels could not be looked at: {error}", error=f"{type(error).__name__}: {error}")
            )
        return True
