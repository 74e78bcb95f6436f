"""Zeros in a file where a disk or a download left its data out. Those of JPEG files: `jpeg_holes.py`."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from dataclasses import replace
from typing import BinaryIO

from .damage import over_grey
from .formats import Format
from .jpeg_holes import LEAST_HOLE
from .photo import PhotoError
from .raster import PART_MISSING, WITH_GAPS, Raster

_ROOM = bytes(LEAST_HOLE)
"""At a file's end: room that a download took beforehand."""
_HOLE = re.compile(rb"\0{4096,}")
"""Bytes of the usual block of a disk; shorter runs stand in cameras' notes."""
_OTHER = b"\x55"
"""Fills a hole for a second decoding."""


def read_file(kind: Format, file: BinaryIO, name: str, page: int | None) -> Raster:
    """Decode a file by the reader of its format; where it has holes, what is there over grey.

    In formats that pack their data to the last bit a hole is told by what else would come of other bytes
    there. In others zeros may be the picture: they are a hole where the file cannot be decoded with them.

    Args:
        kind: the file's format.
        file: at its start; one that can be sought in.
        name: the file's, for sentences.
        page: which of the pictures in it, from 0; None for the file's own choice.

    Raises:
        Exception: whatever the reader raises.
    """
    reader = kind.load_reader()
    if not kind.packed:
        try:
            return reader(file, name, page)
        except PhotoError:
            raise
        except Exception as problem:  # decoders raise nearly anything at damaged data
            file.seek(0)
            return _read_before_hole(lambda data: reader(io.BytesIO(data), name, page), file.read(), problem)
    data = file.read()
    if data.endswith(_ROOM):
        data = data.rstrip(b"\0")
    return _read_packed(lambda data: reader(io.BytesIO(data), name, page), data)


def _read_packed(read: Callable[[bytes], Raster], data: bytes) -> Raster:
    try:
        raster = read(data)
    except PhotoError:
        raise
    except Exception as problem:  # see above
        return _read_before_hole(read, data, problem)
    if not _HOLE.search(data):
        return raster
    try:
        other = read(_HOLE.sub(lambda hole: _OTHER * len(hole[0]), data))
    except Exception as problem:  # see above
        return _read_before_hole(read, data, problem)
    if raster.values.shape != other.values.shape:
        return _read_before_hole(read, data, ValueError("its size lies in a hole"))
    values, missing = over_grey(raster.values, raster.values != other.values)
    return replace(raster, values=values).noted(WITH_GAPS) if missing else raster


def _read_before_hole(read: Callable[[bytes], Raster], data: bytes, problem: Exception) -> Raster:
    """The part before the first hole of a file that cannot be decoded.

    Raises:
        Exception: the problem, where there is no hole or nothing before it.
    """
    hole = _HOLE.search(data)
    if hole is None:
        raise problem
    try:
        raster = read(data[: hole.start()])
    except Exception:  # the same as before, or its echo
        raise problem from None
    return raster if PART_MISSING in raster.notes else raster.noted(WITH_GAPS)
