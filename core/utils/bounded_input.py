"""Input that is bounded before it is taken: regular files only, of a size, and JSON of a depth."""

from __future__ import annotations

import json
import os
import stat
from pathlib import Path

from .errors import CsrError
from .messages import Message

MOST_JSON_BYTES = 1 << 20
"""Far more than any settings, header or dictionary of this program has."""


class InputError(CsrError):
    """Input of another kind, or larger, than it may be.

    The message is the reason alone, for a sentence that names the input.
    """


def regular_size(path: Path) -> int:
    """Size in bytes of a regular file. A pipe or a device is refused: opening one may wait for ever.

    Raises:
        InputError: if it is something else.
        OSError: if there is nothing, or it may not be looked at.
    """
    status = path.stat()
    if not stat.S_ISREG(status.st_mode):
        raise InputError(Message("it is not a regular file"))
    return status.st_size


def read_bounded(path: Path, most_bytes: int = MOST_JSON_BYTES) -> bytes:
    """The content of a regular file.

    Raises:
        InputError: if it is something else, or larger than `most_bytes`.
        OSError: if it cannot be read.
    """
    # Without O_NONBLOCK a pipe would be waited for; one may have come there since it was looked for.
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    with os.fdopen(descriptor, "rb") as file:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise InputError(Message("it is not a regular file"))
        content = file.read(most_bytes + 1)
    if len(content) > most_bytes:
        raise InputError(Message("it is larger than {most:,} bytes", most=most_bytes))
    return content


def parse_json(text: str | bytes) -> object:
    """The value of a JSON text.

    Raises:
        InputError: if it is none, longer than `MOST_JSON_BYTES`, or nested deeper than Python can go.
    """
    if len(text) > MOST_JSON_BYTES:
        raise InputError(Message("a text of JSON is longer than {most:,} bytes", most=MOST_JSON_BYTES))
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise InputError(Message("this is no JSON that can be read: {error}", error=error)) from error
