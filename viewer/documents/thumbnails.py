"""Thumbnails of photos, made in the background: those that are seen first."""

from __future__ import annotations

import os
import sys
import threading
from pathlib import Path

import numpy as np
from PySide6.QtCore import QObject, QStandardPaths, Signal
from PySide6.QtGui import QImage

from ...core.photo.photo import PhotoError
from ...core.photo.reader import ReadingCancelled
from ..tasks.priority import lower_priority
from ..tasks.registry import Task, TaskRegistry
from .photo_cache import PhotoCache


def thumbnail_folder() -> Path:
    """Folder of thumbnails: where all programs keep them on Linux, elsewhere in a folder of our own."""
    if sys.platform in ("win32", "darwin"):
        own = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.CacheLocation)
        return Path(own, "thumbnails")
    told = Path(os.environ.get("XDG_CACHE_HOME", ""))
    return (told if told.is_absolute() else Path.home() / ".cache") / "thumbnails"


class Thumbnails(QObject):
    """A thread that has thumbnails made by the process that reads photos; a photo to be opened goes before.

    Args:
        decoded: has the reading process.
        tasks: where the thread is started.
        parent: owner.
    """

    made = Signal(object, object)
    """The path of a file and its thumbnail, a `QImage`; None where there can be none. In the GUI thread."""

    def __init__(self, photo_cache: PhotoCache, tasks: TaskRegistry, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._decoded, self._tasks = photo_cache, tasks
        self._folder = thumbnail_folder()
        self._changed = threading.Condition()
        self._wanted: dict[object, list[Path]] = {}
        self._ending = False
        self._task: Task | None = None

    def want(self, who: object, paths: list[Path]) -> None:
        """Have these made, the first first; forget what the same one wanted before and is not made yet."""
        with self._changed:
            self._wanted[who] = list(paths)
            if self._task is None and paths:
                self._task = self._tasks.start("thumbnails", self._run, self._stop)
            self._changed.notify()

    def _stop(self) -> None:
        with self._changed:
            self._ending = True
            self._changed.notify()

    def _run(self) -> None:
        lower_priority()
        while True:
            with self._changed:
                while not (waiting := [paths for paths in self._wanted.values() if paths]):
                    if self._ending:
                        return
                    self._changed.wait()
                if self._ending:
                    return
                path = waiting[0].pop(0)
            try:
                thumbnail = self._decoded.read_thumbnail(path, self._folder, lambda: self._ending)
            except (PhotoError, MemoryError):
                self.made.emit(path, None)
            except ReadingCancelled:
                return
            else:
                pixels = np.ascontiguousarray(thumbnail.pixels)
                height, width = pixels.shape[:2]
                image = QImage(pixels.data, width, height, 4 * width, QImage.Format.Format_RGBA8888)
                self.made.emit(path, image.copy())
