"""The actions that turn and flip the photo: its kernels are moved, no network runs again."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal

from ...core.geometry.orientation import LEFT, MIRRORED, RIGHT, UPRIGHT, UPSIDE_DOWN, Orientation
from ..compare.actions import CompareActions
from ..documents.document import Document
from ..documents.opener import Opener
from ..i18n import explained
from ..notifier import Notifier
from ..tasks.query_worker import QueryWorker
from ..tasks.registry import TaskRegistry


class RotateActions(QObject):
    """Turns the shown photo, and what it is compared with, in a thread: many pixels are moved.

    Args:
        opener: has the shown photo.
        comparer: has what it is compared with.
        tasks: ends the thread.
        notifier: is told what failed.
        parent: owner.
    """

    turned = Signal(object, object)
    """The `Scene` of the turned photo, and the `Orientation` by which it was turned."""
    busy_changed = Signal(bool)
    """True while the photo is being turned."""

    def __init__(
        self,
        opener: Opener,
        comparer: CompareActions,
        tasks: TaskRegistry,
        notifier: Notifier,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._opener, self._comparer, self._notifier = opener, comparer, notifier
        self._waiting = UPRIGHT
        """By what to turn once the turn before is done."""
        self._meant: Document | None = None
        """The document that this is meant for."""
        self._busy = False
        self._worker = QueryWorker("turn", tasks, notifier, self)
        self._worker.answered.connect(self._answered)

    @property
    def busy(self) -> bool:
        """True while the photo is being turned, until `turned` tells of it."""
        return self._busy

    def handlers(self) -> dict[str, Callable[..., object]]:
        """The handlers of its actions, by the action's name."""
        return {
            "rotate_left": partial(self.turn, LEFT),
            "rotate_right": partial(self.turn, RIGHT),
            "flip_sideways": partial(self.turn, MIRRORED),
            "flip_over": partial(self.turn, UPSIDE_DOWN),
        }

    def turn(self, orientation: Orientation) -> None:
        """Turn the shown photo; turns that are asked for meanwhile follow as one."""
        if self._meant is not self._opener.shown:
            self._meant, self._waiting = self._opener.shown, UPRIGHT
        self._waiting = self._waiting.then(orientation)
        self._begin()

    def _begin(self) -> None:
        shown, orientation = self._meant, self._waiting
        if self._busy or orientation == UPRIGHT:
            return
        self._meant, self._waiting = None, UPRIGHT
        if shown is None or shown is not self._opener.shown:  # one has leafed on meanwhile
            return
        documents = [shown] if self._comparer.document is None else [shown, self._comparer.document]
        self._busy = True
        self.busy_changed.emit(True)

        def query() -> object:
            try:
                for document in documents:
                    document.turn(orientation)
            except Exception as error:
                return shown, orientation, error
            return shown, orientation, None

        self._worker.submit("turn", query)

    def _answered(self, _key: object, answer: tuple[Document, Orientation, Exception | None]) -> None:
        shown, orientation, error = answer
        self._busy = False
        self.busy_changed.emit(False)
        if error is not None:
            self._notifier.error(explained(error))
        elif shown is self._opener.shown and shown.scene is not None:
            self.turned.emit(shown.scene, orientation)
        self._begin()
