"""Thumbnails of photos, made in the background: those that are seen first."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

import numpy as np
from PySide6.QtCore import QObject, QStandardPaths, Signal
from PySide6.QtGui import QImage

from ...core.photo.photo import PhotoError
from ...core.photo.reader import ReadingCancelled
from ..notifier import Notifier
from ..tasks.registry import TaskRegistry
from ..tasks.work_loop import WorkLoop
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
        photo_cache: has the reading process.
        tasks: where the thread is started.
        notifier: is told of a fault of the program in it.
        parent: owner.
    """

    made = Signal(object, object)
    """The path of a file and its thumbnail, a `QImage`; None where there can be none. In the GUI thread."""

    def __init__(
        self, photo_cache: PhotoCache, tasks: TaskRegistry, notifier: Notifier, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._photo_cache = photo_cache
        self._folder = thumbnail_folder()
        self._wanted: dict[object, list[Path]] = {}
        self._loop = WorkLoop("thumbnails", tasks, notifier, self._take, beforehand=True)

    def want(self, who: object, paths: list[Path]) -> None:
        """Have these made, the first first; forget what the same one wanted before and is not made yet."""
        with self._loop.changed:
            self._wanted[who] = list(paths)
            if paths:
                self._loop.wake()

    def _take(self) -> Callable[[], None] | None:
        waiting = [paths for paths in self._wanted.values() if paths]
        return partial(self._make, waiting[0].pop(0)) if waiting else None

    def _make(self, path: Path) -> None:
        try:
            thumbnail = self._photo_cache.read_thumbnail(path, self._folder, lambda: self._loop.ending)
        except (PhotoError, MemoryError):
            self.made.emit(path, None)
        except ReadingCancelled:
            pass  # only the end cancels
        else:
            pixels = np.ascontiguousarray(thumbnail.pixels)
            height, width = pixels.shape[:2]
            image = QImage(pixels.data, width, height, 4 * width, QImage.Format.Format_RGBA8888)
            self.made.emit(path, image.copy())
