"""The process of `reader`: reads one file after the other, as they are asked for, until nobody asks."""

from __future__ import annotations

import logging
import os
import pickle
import signal
import sys
from multiprocessing.connection import Connection
from multiprocessing.shared_memory import SharedMemory
from pathlib import Path

import numpy as np

from ..utils.bounded_input import InputError, regular_size
from ..utils.errors import is_expected
from ..utils.log import LINE
from ..utils.messages import Message
from .decode import load_photo
from .early import LEAST_PIXELS, LEAST_SIDE, early_picture
from .file_stamp import stamp_of
from .limits import ReadingLimits, limits_of
from .photo import PhotoError
from .reader import Question, Reading, ReadingCancelled, bytes_of, padded
from .thumbnails import Thumbnail, thumbnail_of

log = logging.getLogger(__name__)
_BYTES_PER_PIXEL = 3
"""Bytes for each pixel of a photo of 8 bits, as most are."""


def serve(connection: Connection) -> None:
    """Answer until the other end is closed."""
    # Ctrl+C in a terminal goes to every process in it: the program itself decides what ends.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # What libraries have to say goes where this program sends what is written to descriptor 2: to its log.
    logging.basicConfig(format=LINE)
    logging.getLogger("csr").setLevel(logging.INFO)
    logging.captureWarnings(True)
    while True:
        try:
            _answer(connection, *connection.recv())
        except (EOFError, OSError):
            return


def _answer(connection: Connection, question: Question, room: int | None, early: bool, name: str) -> None:
    path = question.path
    try:
        stamp = stamp_of(path)
        if stamp is not None and not path.is_dir():  # else who opens it tells why
            _check_regular(path)
        limits = limits_of(path)
        if room is not None and limits.pixels * _BYTES_PER_PIXEL > room:
            raise ReadingCancelled
        connection.send(("limits", (limits.seconds, limits.memory_bytes)))
        _limit_memory(limits)
        if question.thumbnails is not None:
            answer = thumbnail_of(path, question.thumbnails)
        else:
            if early and question.page is None:
                picture = early_picture(path, least_side=LEAST_SIDE, least_pixels=LEAST_PIXELS)
                if picture is not None:
                    connection.send(("early", picture))
            answer = Reading(load_photo(path, question.page, keep_space=question.keep_space), stamp)
    except MemoryError:
        problem = Message("There is not enough memory to open {name}.", name=path.name)
        connection.send(("error", PhotoError(problem)))
    except Exception as error:
        if not is_expected(error) and not isinstance(error, ReadingCancelled):
            # Here, for the traceback does not go with it.
            log.error("a fault of the program, in the process that reads photos", exc_info=error)
        connection.send(("error", _sendable(error)))
    else:
        _send(connection, answer, name)


def _check_regular(path: Path) -> None:
    try:
        regular_size(path)
    except InputError as error:
        raise PhotoError(Message("{name} cannot be opened: {error}.", name=path.name, error=error)) from error


def _send(connection: Connection, answer: Reading | Thumbnail, name: str) -> None:
    """Send what was read, its arrays in shared memory; in the message itself where that has no room."""
    arrays: list[pickle.PickleBuffer] = []
    pickled = pickle.dumps(answer, protocol=5, buffer_callback=arrays.append)
    parts = [array.raw() for array in arrays]
    size = sum(padded(part.nbytes) for part in parts)
    if not size or not _has_room(size):
        connection.send(("read", (pickle.dumps(answer, protocol=5), ())))
        return
    block = SharedMemory(name, create=True, size=size)
    whole, start = np.frombuffer(bytes_of(block), np.uint8), 0
    for part in parts:
        whole[start : start + part.nbytes] = np.frombuffer(part, np.uint8)
        start += padded(part.nbytes)
    del whole
    connection.send(("read", (pickled, tuple(part.nbytes for part in parts))))
    connection.recv()  # mapped at the other end: on Windows it would be gone without
    block.close()


def _has_room(size: int) -> bool:
    """True if there can be as much shared memory. On Linux it is a file system: beyond it, writing kills."""
    try:
        room = os.statvfs("/dev/shm")
    except (AttributeError, OSError):
        return True
    return room.f_bavail * room.f_frsize > size


def _sendable(error: Exception) -> Exception:
    try:
        pickle.loads(pickle.dumps(error))
    except Exception:  # of a kind with a constructor of its own, or with a value of one
        return (
            PhotoError(str(error)) if is_expected(error) else RuntimeError(f"{type(error).__name__}: {error}")
        )
    return error


def _limit_memory(limits: ReadingLimits) -> None:
    """Let memory beyond the limit be refused at once, where the system can: not elsewhere seen too late."""
    if sys.platform != "linux":
        return
    import resource

    pages = int(Path("/proc/self/statm").read_text().split()[5])
    most = pages * resource.getpagesize() + limits.memory_bytes
    _, given = resource.getrlimit(resource.RLIMIT_DATA)  # which only root may raise
    if given != resource.RLIM_INFINITY:
        most = min(most, given)
    resource.setrlimit(resource.RLIMIT_DATA, (most, given))
