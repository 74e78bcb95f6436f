"""Reading a person's files in a process of its own: what hangs, crashes or takes all memory, ends there.

The process is started once and kept warm. Values come back through shared memory: a photo's pixels are
written once by the process and mapped here, not sent. This module loads neither numpy nor a decoder, so a
program can start the process before anything else, and have it read while it goes on starting itself.
"""

from __future__ import annotations

import itertools
import logging
import math
import multiprocessing
import os
import pickle
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from multiprocessing.shared_memory import SharedMemory
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..utils.errors import CsrError
from ..utils.messages import Message, printable

if TYPE_CHECKING:
    from .early import EarlyPicture
    from .file_stamp import Stamp
    from .photo import Photo
    from .thumbnails import Thumbnail

log = logging.getLogger(__name__)

START_LIMIT_SECONDS = 60.0
"""Time that the process may take until it has looked at a file's header: it may have to start first."""
GRACE_SECONDS = 0.3
"""A reading that is given up may still go on until it is so old: a new process would take as long."""
_LOOK_SECONDS = 0.02
"""Between two looks whether the reading is given up or beyond its limits."""

_numbers = itertools.count()


class ReadingCancelled(Exception):
    """The reading was given up because nobody wants it any more."""


@dataclass(frozen=True)
class Question:
    """A request to the reading process."""

    path: Path
    page: int | None = None
    """Which of the pictures in it, from 0; None for the file's own choice."""
    keep_space: bool = True
    """See `decode_photo`."""
    thumbnails: Path | None = None
    """Folder of thumbnails, if the file's thumbnail is asked for."""


@dataclass(frozen=True, eq=False)
class Reading:
    """The result of reading a file."""

    photo: Photo
    stamp: Stamp | None
    """The file's, before it was read."""


class PhotoReader:
    """A process that reads photos, one at a time. Threads may share it."""

    def __init__(self) -> None:
        self._one_at_a_time = threading.Lock()
        self._process: BaseProcess | None = None
        self._connection: Connection | None = None
        self._asked: tuple[Question, str] | None = None
        """The request that the process works on, and the name of the shared memory for the answer."""
        self._closed = False

    def start(self) -> None:
        """Start the process, if it does not run; returns before it has started."""
        if self._process is not None and self._process.is_alive():
            return
        # Spawned on every system: a fork would copy this program's threads' locks in whatever state they are.
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        process = context.Process(target=_serve, args=(theirs,), name="photo reader", daemon=True)
        process.start()
        theirs.close()
        self._process, self._connection, self._asked = process, ours, None

    def begin(
        self, path: Path, page: int | None = None, *, keep_space: bool = True, early: bool = True
    ) -> None:
        """Have a photo read that will be asked for soon; returns at once. For the arguments see `read`.

        `early` is whether the picture in fewer pixels will be wanted.
        """
        with self._one_at_a_time:
            if self._asked is not None:  # and never taken: its answer would come first
                self._end()
            with suppress(CsrError):  # `read` asks again, and tells
                self._ask(Question(path, page, keep_space), None, early=early)

    def read(
        self,
        path: Path,
        page: int | None = None,
        *,
        keep_space: bool = True,
        room: int | None = None,
        cancelled: Callable[[], bool] = lambda: False,
        on_early: Callable[[EarlyPicture], object] | None = None,
    ) -> Reading:
        """Read a photo.

        Args:
            path: the file.
            page: which of the pictures in it, from 0; None for the file's own choice.
            keep_space: see `decode_photo`.
            room: bytes for its pixels, where there is not room for every photo.
            cancelled: asked again and again; once it answers true, the reading is given up, and a process
                that has been busy for long is ended and replaced.
            on_early: called with the picture in fewer pixels, where that is there much earlier.

        Raises:
            PhotoError: see `load_photo`; also where the process crashes at the file, or needs more memory or
                time than a picture of its size justifies.
            ReadingCancelled: if it was given up, has no room, or the reader is closed.
        """
        return self._read(Question(path, page, keep_space), room, cancelled, on_early)

    def thumbnail(
        self, path: Path, folder: Path, *, cancelled: Callable[[], bool] = lambda: False
    ) -> Thumbnail:
        """Read or make the thumbnail of a photo; see `thumbnails.thumbnail_of`.

        Args:
            path: the file.
            folder: where thumbnails are kept.
            cancelled: see `read`.

        Raises:
            PhotoError, ReadingCancelled: see `read`.
        """
        return self._read(Question(path, thumbnails=folder), None, cancelled, None)

    def _read(
        self,
        question: Question,
        room: int | None,
        cancelled: Callable[[], bool],
        on_early: Callable[[EarlyPicture], object] | None,
    ) -> Any:
        with self._one_at_a_time:
            if self._closed:
                raise ReadingCancelled
            started = time.monotonic()
            if self._asked is None or self._asked[0] != question:
                if self._asked is not None:
                    self._end()
                self._ask(question, room, early=on_early is not None)
            try:
                return self._answer(question.path, started, cancelled, on_early or (lambda _: None))
            finally:
                self._asked = None

    def close(self) -> None:
        """End the process, and a reading that goes on; the reader is of no use after that."""
        self._closed = True
        process = self._process
        if process is not None:
            process.kill()
        with self._one_at_a_time:
            self._end()

    def _ask(self, question: Question, room: int | None, *, early: bool) -> None:
        name = f"csr_{os.getpid()}_{next(_numbers)}"
        message = (question, room, early, name)
        try:
            self._connected().send(message)
        except OSError:  # ended while nothing was asked of it, as by a system that lacks memory
            log.warning("The process that reads photos had ended; it is started again.")
            self._end()
            try:
                self._connected().send(message)
            except OSError as error:
                from .photo import PhotoError

                self._end()
                problem = Message(
                    "{name} cannot be read: the process that reads photos does not start.",
                    name=question.path.name,
                )
                raise PhotoError(problem) from error
        self._asked = question, name

    def _connected(self) -> Connection:
        self.start()
        assert self._connection is not None
        return self._connection

    def _answer(
        self,
        path: Path,
        started: float,
        cancelled: Callable[[], bool],
        on_early: Callable[[EarlyPicture], object],
    ) -> Any:
        from .photo import PhotoError

        assert self._process is not None and self._connection is not None and self._asked is not None
        seconds, most_bytes = START_LIMIT_SECONDS, math.inf
        while True:
            wait([self._connection, self._process.sentinel], _LOOK_SECONDS)
            kind, value = _message(self._connection)
            age = time.monotonic() - started
            problem: Message | None = None
            if kind == "read":
                return self._received(value)
            if kind == "error":
                raise value
            if kind == "early":
                on_early(value)
            elif kind == "limits":
                seconds, most_bytes = value[0], _memory_of(self._process) + value[1]
            elif self._closed:
                raise ReadingCancelled
            elif kind == "ended":
                problem = Message("{name} cannot be read: its decoder crashed.", name=path.name)
            elif cancelled() and age > GRACE_SECONDS:
                self._replace()
                raise ReadingCancelled
            elif age > seconds:
                problem = Message(
                    "{name} was given up: it was not read within {seconds} seconds.",
                    name=path.name,
                    seconds=round(seconds),
                )
            elif _memory_of(self._process) > most_bytes:
                problem = Message(
                    "{name} was given up: it needs more memory than a picture of its size should.",
                    name=path.name,
                )
            if problem is not None:
                log.warning("%s The process is replaced.", printable(str(problem)))
                self._replace()
                raise PhotoError(problem)

    def _received(self, answer: tuple[bytes, tuple[int, ...]]) -> Any:
        """The value of an answer: a pickle, and the sizes of its arrays in shared memory."""
        assert self._connection is not None and self._asked is not None
        pickled, sizes = answer
        if not sizes:
            return pickle.loads(pickled)
        import numpy as np

        block = SharedMemory(self._asked[1])
        block.unlink()  # no name any more; the memory stays as long as it is mapped
        self._connection.send("mapped")
        mapped = np.asarray(_Mapped(block))
        parts: list[Any] = []
        start = 0
        for size in sizes:
            parts.append(mapped[start : start + size])
            start += padded(size)
        return pickle.loads(pickled, buffers=parts)

    def _replace(self) -> None:
        """End the process, whatever it is doing, and have the next one start meanwhile."""
        self._end()
        if not self._closed:
            self.start()

    def _end(self) -> None:
        if self._process is None or self._connection is None:
            return
        self._process.kill()
        self._process.join()
        self._connection.close()
        if self._asked is not None:
            with suppress(FileNotFoundError):  # it had not come so far
                SharedMemory(self._asked[1]).unlink()
        self._process = self._connection = self._asked = None


def _serve(connection: Connection) -> None:
    """Run in the new process, which alone loads the decoders."""
    from .reader_process import serve

    serve(connection)


def _message(connection: Connection) -> tuple[str, Any]:
    """Return the next message and its kind: "" where there is none yet, "ended" where there will be none."""
    try:
        return connection.recv() if connection.poll() else ("", None)
    except (EOFError, OSError):
        return "ended", None


class _Mapped:
    """Shared memory as an array's base: it stays mapped as long as an array of it lives, and no longer."""

    def __init__(self, block: SharedMemory) -> None:
        import numpy as np

        self._block = block
        address = np.frombuffer(bytes_of(block), np.uint8).ctypes.data
        self.__array_interface__ = {
            "version": 3,
            "typestr": "|u1",
            "shape": (block.size,),
            "data": (address, False),
        }


def bytes_of(block: SharedMemory) -> memoryview:
    """Return the bytes of shared memory that is open."""
    assert block.buf is not None
    return block.buf


def padded(size: int) -> int:
    """Bytes that an array of some bytes takes in shared memory: the next one begins at a whole cache line."""
    return -(-size // 64) * 64


def _memory_of(process: BaseProcess) -> int:
    """Resident memory of a process, in bytes; 0 where it has just ended."""
    import psutil

    try:
        return psutil.Process(process.pid).memory_info().rss
    except psutil.Error:
        return 0
