"""Watching one file: told once it is another one, and quiet."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal

from ...core.photo.file_stamp import Stamp, stamp_of

CHANGE_MS = 300
"""Milliseconds that a file must be left alone after a change before it is read again."""


class FileWatch(QObject):
    """Watches a file, also where another takes its place, or where it comes back after it was deleted."""

    changed = Signal(object)
    """The path of the file, which is another one on the disk now."""

    gone = Signal(object)
    """The path of the file, which is no longer there."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._watcher = QFileSystemWatcher(self)
        self._watcher.fileChanged.connect(self._on_changed)
        self._watcher.directoryChanged.connect(self._on_changed)
        self._path: Path | None = None
        self._stamp: Stamp | None = None
        self._debounce = QTimer(self)
        self._debounce.setSingleShot(True)
        self._debounce.setInterval(CHANGE_MS)
        self._debounce.timeout.connect(self._look)

    @property
    def path(self) -> Path | None:
        """The watched file."""
        return self._path

    def watch(self, path: Path | None, known: Stamp | None = None) -> None:
        """Watch another file, or none.

        Args:
            path: the file.
            known: its stamp before it was read, where that is known: a change since is told, too.
        """
        self._debounce.stop()
        if watched := [*self._watcher.files(), *self._watcher.directories()]:
            self._watcher.removePaths(watched)
        self._path, self._stamp = path, None
        if path is not None and path.parent.exists():
            self._stamp = stamp_of(path)
            # The folder too: a file that takes the place of the watched one is not watched.
            self._watcher.addPaths([str(p) for p in (path, path.parent) if p.exists()])
            if known is not None and known != self._stamp:
                self._stamp = known
                self._debounce.start()

    def _on_changed(self) -> None:
        # Programs write in several steps, or put another file in the place: wait until it is quiet.
        self._debounce.start()

    def _look(self) -> None:
        path = self._path
        stamp = None if path is None else stamp_of(path)
        if path is None or stamp == self._stamp:
            return
        self._stamp = stamp
        if stamp is None:
            self.gone.emit(path)
            return
        if str(path) not in self._watcher.files():
            self._watcher.addPath(str(path))
        self.changed.emit(path)
