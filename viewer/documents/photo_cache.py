"""Photos that were decoded lately, or will be wanted soon: leafing shows them at once."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path

from ...core.photo.early import EarlyPicture
from ...core.photo.file_stamp import Stamp, stamp_of
from ...core.photo.photo import Photo, PhotoError
from ...core.photo.reader import PhotoReader, ReadingCancelled
from ...core.photo.thumbnails import Thumbnail
from ...core.utils.messages import printable
from ..notifier import Notifier
from ..tasks.registry import TaskRegistry
from ..tasks.work_loop import WorkLoop

log = logging.getLogger(__name__)

_LOOK_SECONDS = 0.02
"""Between two looks whether the one who waits has given up."""
DECODED_BYTES = 512 << 20
"""Memory for decoded photos that are not shown: the neighbours, as far as they have room."""


class PhotoCache:
    """Decoded photos under a bound of memory, and a thread that decodes those that are wanted next.

    Threads may share it.

    Args:
        reader: reads the files.
        tasks: where the thread is started.
        notifier: is told of a fault of the program in it.
        budget_bytes: memory for the pixels of all photos together.
    """

    def __init__(
        self,
        reader: PhotoReader,
        tasks: TaskRegistry,
        notifier: Notifier,
        budget_bytes: int = DECODED_BYTES,
    ) -> None:
        self._reader = reader
        self._reading = threading.Lock()
        self._urgent: list[Path] = []
        """Files that somebody waits for."""
        self._budget = budget_bytes
        self._photos: dict[Path, tuple[Stamp, Photo]] = {}
        self._wanted: list[Path] = []
        self._left: list[Path] = []
        """Wanted files that the thread has not looked at."""
        self._loop = WorkLoop("photo cache", tasks, notifier, self._take, beforehand=True)

    def set_budget(self, budget_bytes: int) -> None:
        """Keep to another bound from now on."""
        with self._loop.changed:
            self._budget = budget_bytes
            self._trim()

    def find(self, path: Path) -> Photo | None:
        """The photo of a file, if it is here and the file has not changed since."""
        with self._loop.changed:
            stamp, photo = self._photos.get(path, (None, None))
        return photo if photo is not None and stamp == stamp_of(path) else None

    def stamp(self, path: Path) -> Stamp | None:
        """The stamp that a file had before its photo, which is here, was decoded."""
        with self._loop.changed:
            return self._photos[path][0] if path in self._photos else None

    def read(
        self, path: Path, cancelled: Callable[[], bool], on_early: Callable[[EarlyPicture], object]
    ) -> Photo:
        """Read a photo, or take it from here; what is being read beforehand gives way to it.

        Raises:
            PhotoError, ReadingCancelled: see `PhotoReader.read`.
        """

        def known_or_read() -> Photo:
            known = self.find(path)  # it may just have been read
            return self._read(path, cancelled, None, on_early) if known is None else known

        return self._first(path, known_or_read, cancelled)

    def read_page(self, path: Path, page: int, cancelled: Callable[[], bool]) -> Photo:
        """Read one of the pictures in a file, from 0; it is not kept.

        Raises:
            PhotoError, ReadingCancelled: see `PhotoReader.read`.
        """
        return self._first(path, lambda: self._reader.read(path, page, cancelled=cancelled).photo, cancelled)

    def read_thumbnail(self, path: Path, folder: Path, cancelled: Callable[[], bool]) -> Thumbnail:
        """Read or make the thumbnail of a photo; a photo that somebody waits for goes before.

        Raises:
            PhotoError, ReadingCancelled: see `PhotoReader.thumbnail`.
        """

        def gives_way() -> bool:
            return cancelled() or bool(self._urgent)

        while not cancelled():
            if not self._urgent:
                with self._reading, suppress(ReadingCancelled):
                    return self._reader.thumbnail(path, folder, cancelled=gives_way)
            time.sleep(_LOOK_SECONDS)
        raise ReadingCancelled

    def _first(self, path: Path, read: Callable[[], Photo], cancelled: Callable[[], bool]) -> Photo:
        """Read before all that is read beforehand."""
        self._urgent.append(path)
        try:
            while not self._reading.acquire(timeout=_LOOK_SECONDS):
                if cancelled():
                    raise ReadingCancelled
            try:
                return read()
            finally:
                self._reading.release()
        finally:
            self._urgent.remove(path)

    def _read(
        self,
        path: Path,
        cancelled: Callable[[], bool],
        room: int | None,
        on_early: Callable[[EarlyPicture], object] | None = None,
    ) -> Photo:
        reading = self._reader.read(path, room=room, cancelled=cancelled, on_early=on_early)
        self._keep(path, reading.stamp, reading.photo)
        return reading.photo

    def _keep(self, path: Path, stamp: Stamp | None, photo: Photo) -> None:
        """Keep a photo, as far as there is room, with the stamp that its file had before it was decoded."""
        if stamp is not None:
            with self._loop.changed:
                self._photos[path] = (stamp, photo)
                self._trim()

    def want(self, paths: list[Path]) -> None:
        """Have these ready, the first first; forget all others."""
        with self._loop.changed:
            self._wanted, self._left = paths, list(paths)
            self._photos = {p: kept for p, kept in self._photos.items() if p in paths}
            self._loop.wake()

    def _take(self) -> Callable[[], None] | None:
        if not self._left:
            return None
        path = self._left.pop(0)
        room = self._budget - self._used(self._wanted[: self._wanted.index(path)])
        return partial(self._read_beforehand, path, room)

    def _read_beforehand(self, path: Path, room: int) -> None:
        if self.find(path) is None:
            # Who opens it is told.
            with suppress(PhotoError, MemoryError, ReadingCancelled), self._reading:
                self._read(path, partial(self._gives_way, path), room)

    def _gives_way(self, path: Path) -> bool:
        """True if reading a file beforehand is to end, as somebody waits for another one."""
        return self._loop.ending or (bool(self._urgent) and path not in self._urgent)

    def _trim(self) -> None:
        """Drop what is not wanted, then the last wanted, until the rest has room."""
        other = [p for p in self._photos if p not in self._wanted]
        for path in (*other, *reversed(self._wanted)):
            if self._used(list(self._photos)) > self._budget:
                self._photos.pop(path, None)
                log.debug("no room to keep %s", printable(path.name))

    def _used(self, paths: list[Path]) -> int:
        photos = [self._photos[p][1] for p in paths if p in self._photos]
        return sum(p.pixels.nbytes + (0 if p.alpha is None else p.alpha.nbytes) for p in photos)
