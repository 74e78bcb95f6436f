"""Photos that were decoded lately, or will be wanted soon: leafing shows them at once."""

from __future__ import annotations

import os
import sys
import threading
from pathlib import Path

from PIL import Image

from ...core.photo.decode import load_photo
from ...core.photo.photo import Photo, PhotoError
from ..style import DECODED_BYTES, MAKER_NICENESS
from ..tasks.registry import Task, TaskRegistry

_BYTES_PER_PIXEL = 3
Stamp = tuple[int, int]
"""Time of the last change, in nanoseconds, and size in bytes: the file is as it was."""


class Decoded:
    """Decoded photos under a bound of memory, and a thread that decodes those that are wanted next.

    Threads may share it.

    Args:
        tasks: where the thread is started.
        budget_bytes: memory for the pixels of all photos together.
    """

    def __init__(self, tasks: TaskRegistry, budget_bytes: int = DECODED_BYTES) -> None:
        self._tasks = tasks
        self._budget = budget_bytes
        self._changed = threading.Condition()
        self._photos: dict[Path, tuple[Stamp, Photo]] = {}
        self._wanted: list[Path] = []
        self._left: list[Path] = []
        """Of the wanted, those that the thread has not looked at."""
        self._ending = False
        self._task: Task | None = None

    def set_budget(self, budget_bytes: int) -> None:
        """Keep to another bound from now on."""
        with self._changed:
            self._budget = budget_bytes
            self._trim()

    def find(self, path: Path) -> Photo | None:
        """The photo of a file, if it is here and the file has not changed since."""
        with self._changed:
            stamp, photo = self._photos.get(path, (None, None))
        return photo if photo is not None and stamp == stamp_of(path) else None

    def keep(self, path: Path, stamp: Stamp | None, photo: Photo) -> None:
        """Keep a photo, as far as there is room, with the stamp that its file had before it was decoded."""
        if stamp is not None:
            with self._changed:
                self._photos[path] = (stamp, photo)
                self._trim()

    def want(self, paths: list[Path]) -> None:
        """Have these ready, the first first; forget all others."""
        with self._changed:
            self._wanted, self._left = paths, list(paths)
            self._photos = {p: kept for p, kept in self._photos.items() if p in paths}
            if self._task is None:
                self._task = self._tasks.start("photo cache", self._run, self._stop)
            self._changed.notify()

    def _stop(self) -> None:
        with self._changed:
            self._ending = True
            self._changed.notify()

    def _run(self) -> None:
        if sys.platform == "linux":
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), MAKER_NICENESS)
        while True:
            with self._changed:
                while not self._left and not self._ending:
                    self._changed.wait()
                if self._ending:
                    return
                path = self._left.pop(0)
                room = self._budget - self._used(self._wanted[: self._wanted.index(path)])
            if self.find(path) is None and _size(path) <= room:
                stamp = stamp_of(path)
                try:
                    self.keep(path, stamp, load_photo(path))
                except (PhotoError, MemoryError):
                    continue  # who opens it is told

    def _trim(self) -> None:
        """Drop what is not wanted, then the last wanted, until the rest has room."""
        other = [p for p in self._photos if p not in self._wanted]
        for path in (*other, *reversed(self._wanted)):
            if self._used(list(self._photos)) > self._budget:
                self._photos.pop(path, None)

    def _used(self, paths: list[Path]) -> int:
        photos = [self._photos[p][1] for p in paths if p in self._photos]
        return sum(p.pixels.nbytes + (0 if p.alpha is None else p.alpha.nbytes) for p in photos)


def stamp_of(path: Path) -> Stamp | None:
    """A file's stamp; None where there is no file."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_mtime_ns, status.st_size


def _size(path: Path) -> int:
    """Bytes of a file's pixels at 8 bits, from its header; 0 where it does not tell."""
    try:
        with Image.open(path) as image:
            return image.width * image.height * _BYTES_PER_PIXEL
    except Exception:  # decoders raise nearly anything at damaged files
        return 0
