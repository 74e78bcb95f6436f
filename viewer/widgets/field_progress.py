"""The chip that tells of opening a file and of making the field of what is shown."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from ..i18n import tr
from .progress_chip import ProgressChip

PATIENCE_MS = 300
"""Milliseconds after which a file that is being opened is told of: most are open before."""


class FieldProgress(ProgressChip):
    """Says what is going on: opening before sharpening; quiet once the view is sharp."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._opening = ""
        """Name of the file that is being opened."""
        self._share: float | None = None
        self._making = self._is_stopped = self._view_done = False
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(PATIENCE_MS)
        self._patience.timeout.connect(self._refresh)

    @property
    def working(self) -> bool:
        """True if there is something to stop."""
        return self._making or bool(self._opening)

    def show_opening(self, name: str) -> None:
        """A file is being opened."""
        self._opening = name
        self._patience.start()

    def end_opening(self) -> None:
        """The file is open, or will not be."""
        self._opening = ""
        self._patience.stop()
        self._refresh()

    def show_making(self, made: int, total: int) -> None:
        """Show how many tiles of the field are made; a total of 0 while that is not known."""
        self._share = made / total if total else None
        self._making, self._is_stopped = total == 0 or made < total, False
        self._refresh()

    def show_view(self, *, done: bool) -> None:
        """Say whether all tiles of what is in view are made."""
        if done != self._view_done:
            self._view_done = done
            self._refresh()

    def end_making(self, *, stopped: bool) -> None:
        """No more of the field is made: nothing is left to make for the view, or it was stopped."""
        self._making, self._is_stopped = False, stopped
        self._refresh()

    def _refresh(self) -> None:
        if self._opening and not self._patience.isActive():
            self.show_progress(tr("Opening {name}", name=self._opening), None)
        elif self._making:
            self.show_progress(tr("Sharpening"), self._share, quiet=self._view_done)
        elif self._is_stopped:
            self.show_stopped(self._share or 0.0)
        else:
            self.hide()
