"""Damaged files: what is there, over grey.

A decoder does not tell which pixels it had no data for. So a file that ends too early is decoded twice,
continued by different bytes: a pixel that comes out differently is not in the file.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt

from .raster import MISSING, nothing_there

_CONTINUATIONS = (b"\0", b"\xaa", b"\0\1", b"\2", b"\x80", b"\x55", b"\xff")
"""Bytes that stand for what a file does not hold; not every decoder goes on with each."""
T = TypeVar("T")

_MOST_PADDING = 1 << 28
_LEAST_PADDING = 1 << 20


def continued(data: bytes, pattern: bytes) -> bytes:
    """A file that goes on with a few bytes again and again: enough for one of which a sixteenth is there."""
    return data + pattern * ((min(16 * len(data), _MOST_PADDING) + _LEAST_PADDING) // len(pattern))


def decode_twice(
    decode: Callable[[bytes], T], data: bytes, go_on: Callable[[bytes, bytes], bytes] = continued
) -> tuple[T, T]:
    """The results of a decoder for a file that goes on in two ways.

    Args:
        decode: decodes a file's bytes.
        data: the file.
        go_on: makes a longer file of it and a few bytes.

    Raises:
        Exception: whatever `decode` raises last, where fewer than two ways suit it.
    """
    found: list[T] = []
    problem: Exception | None = None
    for byte in _CONTINUATIONS:
        try:
            found.append(decode(go_on(data, byte)))
        except Exception as error:  # decoders raise nearly anything at damaged data
            problem = error
        if len(found) == 2:
            return found[0], found[1]
    assert problem is not None
    raise problem


def decode_cut(decode: Callable[[bytes], npt.NDArray[Any]], data: bytes) -> tuple[npt.NDArray[Any], bool]:
    """Decode a file that ends too early.

    Args:
        decode: makes (h, w) or (h, w, n) whole numbers of a file's bytes.
        data: the file.

    Returns:
        The values, grey where they are not in the file, and whether any are not.

    Raises:
        DecodeError: if nothing is there.
        Exception: see `decode_twice`.
    """
    first, second = decode_twice(decode, data)
    if first.shape != second.shape:
        raise nothing_there()
    return over_grey(first, first != second)


def over_grey(values: npt.NDArray[Any], differs: npt.NDArray[np.bool_]) -> tuple[npt.NDArray[Any], bool]:
    """Values with grey where any of a pixel's differ, and whether any do.

    Raises:
        DecodeError: if all do.
    """
    lost = differs if differs.ndim == 2 else differs.any(axis=2)
    if lost.all():
        raise nothing_there()
    if not lost.any():
        return values, False
    values = np.array(values)
    top = int(np.iinfo(values.dtype).max)
    values[lost] = MISSING * (top // 255)
    if values.ndim == 3 and values.shape[2] in (2, 4):
        values[lost, -1] = top
    return values, True
