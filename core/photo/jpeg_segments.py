"""The segments of a JPEG file (ITU-T T.81, B.1.1)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

SCAN, END = 0xDA, 0xD9
END_MARKER = bytes((0xFF, END))
_ALONE = (0x01, *range(0xD0, 0xD9))
"""Markers without a length: TEM, the restarts, and the start of a picture."""
_NEXT = re.compile(rb"\xff+[\x01-\xcf\xd8-\xfe]")
"""A marker behind a scan's data, in which a byte 0xff has a zero behind it, or is that of a restart."""


@dataclass(frozen=True)
class Segment:
    """A marker and what belongs to it."""

    marker: int
    """Its second byte."""
    start: int
    """Place in the file where what stands behind its length begins."""
    stop: int
    """Place where that ends."""


def segments(data: bytes) -> Iterator[Segment]:
    """The segments of a file's first picture, as far as they can be followed; its end is the last.

    Data of a scan belong to none: they lie from the scan's `stop` to the next segment's marker.
    """
    place = 2
    while place + 1 < len(data) and data[place] == 0xFF:
        marker = data[place + 1]
        if marker == 0xFF:
            place += 1
            continue
        if marker == END:
            yield Segment(END, place + 2, place + 2)
            return
        if marker in _ALONE:
            place += 2
            continue
        stop = place + 2 + int.from_bytes(data[place + 2 : place + 4], "big")
        yield Segment(marker, place + 4, stop)
        place = stop
        if marker == SCAN:
            place = end_of_scan(data, stop)


def end_of_scan(data: bytes, start: int) -> int:
    """The end of a scan's data that begin at `start`: a marker, or the end of the file."""
    found = _NEXT.search(data, start)
    return found.start() if found else len(data)
