"""Leafing: the files before and after, those that were opened lately, and the shown one when it changes."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject, QSettings, QTimer, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from .decoded import Decoded, Stamp, stamp_of
from .feel import CHANGE_MS, MOST_RECENT
from .folder import neighbour
from .words import tr


class Leafing(QObject):
    """Knows which file comes next; the window opens it.

    Args:
        decoded: what decodes the neighbours.
        settings: where the recent files are remembered; None to remember them for this window only.
        parent: owner.
    """

    wanted = Signal(object)
    """The path of a file to open."""
    changed = Signal(object)
    """The path of the file that is shown, which is another one on the disk now."""
    said = Signal(str)
    """A note for the status bar."""
    failed = Signal(str)
    """A sentence about a folder that cannot be read."""

    def __init__(self, decoded: Decoded, settings: QSettings | None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._decoded = decoded
        self._settings = settings
        self._asked: Path | None = None
        """The file that was asked for last: leafing goes on from here, past those that fail."""
        self._list: list[Path] | None = None
        """The files to leaf through, in their order; None: those of the folder."""
        self._step = 1
        self._recent = _paths(settings.value("recent", []) if settings is not None else [])
        self.menu = QMenu(tr("Open &recent"))
        self.menu.aboutToShow.connect(self._fill)
        self.menu.triggered.connect(self._open_recent)
        self._watcher = QFileSystemWatcher(self)
        self._watcher.fileChanged.connect(self._on_changed)
        self._watcher.directoryChanged.connect(self._on_changed)
        self._watched: Path | None = None
        self._stamp: Stamp | None = None
        self._debounce = QTimer(self)
        self._debounce.setSingleShot(True)
        self._debounce.setInterval(CHANGE_MS)
        self._debounce.timeout.connect(self._look)

    def ask(self, path: Path, among: list[Path] | None = None) -> None:
        """A file is being opened.

        Args:
            path: the file.
            among: files to leaf through from now on. Otherwise the list stays that holds the file, or its
                folder is taken.
        """
        self._asked = path
        if among is not None or (self._list is not None and path not in self._list):
            self._list = among

    def show(self, path: Path | None) -> None:
        """A file is shown, or a picture that has none: watch it, remember it, prepare its neighbours."""
        self._watch(path)
        if path is None:
            return
        self._recent = [path, *(p for p in self._recent if p != path)][:MOST_RECENT]
        if self._settings is not None:
            self._settings.setValue("recent", [str(p) for p in self._recent])
        try:
            near = [neighbour(path, step, self._list) for step in (self._step, -self._step)]
        except OSError:
            near = []
        self._decoded.want([path, *(p for p in near if p is not None)])

    # -- actions -------------------------------------------------------------------------------------

    def do_previous(self) -> None:
        """Open the photo before."""
        self._leaf(-1)

    def do_next(self) -> None:
        """Open the photo after."""
        self._leaf(1)

    def _leaf(self, step: int) -> None:
        if self._asked is None:
            return
        self._step = step
        try:
            path = neighbour(self._asked, step, self._list)
        except OSError as error:
            self.failed.emit(
                tr(
                    "The folder {folder} cannot be read: {reason}.",
                    folder=self._asked.parent,
                    reason=error.strerror,
                )
            )
            return
        if path is None:
            here = tr("There is no further photo in this folder.")
            dropped = tr("There is no further photo among those that were dropped.")
            self.said.emit(here if self._list is None else dropped)
        else:
            self.wanted.emit(path)

    # -- recent files --------------------------------------------------------------------------------

    def _fill(self) -> None:
        self.menu.clear()
        for path in self._recent:
            item = self.menu.addAction(f"{path.name}    {path.parent}".replace("&", "&&"))
            item.setEnabled(path.exists())
            item.setData(path)
        if not self._recent:
            self.menu.addAction(tr("None yet")).setEnabled(False)

    def _open_recent(self, item: QAction) -> None:
        self.wanted.emit(item.data())

    # -- the file on the disk ------------------------------------------------------------------------

    def _watch(self, path: Path | None) -> None:
        self._debounce.stop()
        if watched := [*self._watcher.files(), *self._watcher.directories()]:
            self._watcher.removePaths(watched)
        self._watched, self._stamp = path, None
        if path is not None and path.exists():
            self._stamp = stamp_of(path)
            # The folder too: a file that takes the place of the watched one is not watched.
            self._watcher.addPaths([str(path), str(path.parent)])

    def _on_changed(self) -> None:
        # Programs write in several steps, or put another file in the place: wait until it is quiet.
        self._debounce.start()

    def _look(self) -> None:
        path = self._watched
        stamp = None if path is None else stamp_of(path)
        if path is None or stamp in (None, self._stamp):
            return
        self._stamp = stamp
        if str(path) not in self._watcher.files():
            self._watcher.addPath(str(path))
        self.changed.emit(path)


def _paths(value: object) -> list[Path]:
    """What settings hold for a list: a list, or the text alone where it has one entry."""
    texts = [value] if isinstance(value, str) else value if isinstance(value, list) else []
    return [Path(str(text)) for text in texts if text]
