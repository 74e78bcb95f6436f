"""Watching one file: told once it is another one, and quiet."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal

from ...core.photo.file_stamp import Stamp, stamp_of
from ..notifier import Notifier
from ..tasks.own_threads import OwnThreads
from ..tasks.registry import TaskRegistry

CHANGE_MS = 300
"""Milliseconds that a file must be left alone after a change before it is read again."""


class FileWatch(QObject):
    """Watches a file, also where another takes its place, or where it comes back after it was deleted.

    The file system is asked in threads: a share that is dead does not hold the window. A file on it is
    watched once it has answered.

    Args:
        tasks: where threads are started.
        notifier: is told of a fault of the program in them.
        parent: owner.
    """

    begun = Signal(object)
    """The path of the file, there or not: from now on each change of it is told."""

    changed = Signal(object)
    """The path of the file, which is another one on the disk now."""

    gone = Signal(object)
    """The path of the file, which is no longer there."""

    def __init__(self, tasks: TaskRegistry, notifier: Notifier, parent: QObject) -> None:
        super().__init__(parent)
        self._watcher = QFileSystemWatcher(self)
        self._watcher.fileChanged.connect(self._on_changed)
        self._watcher.directoryChanged.connect(self._on_changed)
        self._path: Path | None = None
        self._stamp: Stamp | None = None
        """Stamp that was told last; before the first answer, the one that was given."""
        self._answered_once = False
        self._again = False
        """True if the answer that comes may be older than a change."""
        self._looks = OwnThreads("file watch", tasks, notifier, self)
        self._looks.answered.connect(self._looked_at)
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
        self._path, self._stamp = path, known
        self._answered_once = self._again = False
        self._look()

    def _on_changed(self) -> None:
        # Programs write in several steps, or put another file in the place: wait until it is quiet.
        self._debounce.start()

    def _look(self) -> None:
        path = self._path
        if path is not None and not self._looks.ask(path, partial(_state_of, path)):
            self._again = True

    def _looked_at(self, path: Path, state: tuple[Stamp | None, list[str]]) -> None:
        if path != self._path:
            return
        if self._again:
            self._again = False
            self._look()
            return
        stamp, there = state
        # The folder too: a file that takes the place of the watched one is not watched.
        watched = {*self._watcher.files(), *self._watcher.directories()}
        new = [name for name in there if name not in watched]
        if new and len(self._watcher.addPaths(new)) < len(new):
            self._debounce.start()  # for what has changed before it was watched
        first, self._answered_once = not self._answered_once, True
        if first:
            if self._stamp is None:
                self._stamp = stamp
            elif self._stamp != stamp:
                self._debounce.start()
            self.begun.emit(path)
        elif stamp is None and self._stamp is not None:
            self._stamp = None
            self.gone.emit(path)
        elif stamp != self._stamp:
            self._stamp = stamp
            self.changed.emit(path)


def _state_of(path: Path) -> tuple[Stamp | None, list[str]]:
    """The stamp of a file, and what there is of itself and its folder."""
    stamp = stamp_of(path)
    return stamp, [str(there) for there in (path, path.parent) if there.exists()]
