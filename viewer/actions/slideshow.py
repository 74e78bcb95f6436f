"""The slideshow: the folder's photos one after the other, each for some seconds."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QAction

from ..documents.folder_browser import FolderBrowser
from ..i18n import tr
from ..widgets.mode_pill import Mode, ModePill

USUAL_SECONDS = 5.0
"""That a photo is shown for, unless the command line says another time."""
HINT_MS = 4000
"""Milliseconds for which the pill says how it ends."""


class SlideshowActions(QObject):
    """Leafs on when a photo was shown for its time; the time counts from when it is there.

    Args:
        folder_browser: leafs.
        pill: says how it ends.
        parent: owner.
    """

    def __init__(self, folder_browser: FolderBrowser, pill: ModePill, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pill = pill
        self._action: QAction | None = None
        self._turn = QTimer(self)
        self._turn.setSingleShot(True)
        self._turn.setInterval(round(USUAL_SECONDS * 1000))
        self._turn.timeout.connect(folder_browser.leaf_around)
        self._hint = QTimer(self)
        self._hint.setSingleShot(True)
        self._hint.setInterval(HINT_MS)
        self._hint.timeout.connect(lambda: pill.show_mode("slideshow", None))

    def use(self, action: QAction) -> None:
        """Take the action that switches it."""
        self._action = action

    def handlers(self) -> dict[str, Callable[..., object]]:
        """Return the handlers of its actions, by the action's name."""
        return {"slideshow": self.show_all}

    def begin(self, seconds: float) -> None:
        """Begin, with another time for each photo."""
        assert self._action is not None
        self._turn.setInterval(round(seconds * 1000))
        self._action.setChecked(True)

    def show_all(self, on: bool) -> None:
        """Begin, or end."""
        if not on:
            self._turn.stop()
            self._hint.stop()
            self._pill.show_mode("slideshow", None)
            return
        seconds = self._turn.interval() / 1000
        self._pill.show_mode(
            "slideshow", Mode(tr("Slideshow, {seconds:g} s each. Esc ends it", seconds=seconds))
        )
        self._hint.start()
        self._turn.start()

    def photo_arrived(self) -> None:
        """Count the time of the photo that is shown now, or of the one that cannot be."""
        if self._action is not None and self._action.isChecked():
            self._turn.start()
