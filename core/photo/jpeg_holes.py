"""Holes in JPEG files: blocks of zeros where a disk or a download left the picture's data out.

A decoder takes zeros for picture: in any Huffman table the code of zeros alone is that of the first symbol
(ITU-T T.81, C.2). Where that symbol, again and again, makes what no encoder writes, the zeros are a hole;
where it goes on with a flat of one colour, or bits are stored as they are, they may be the picture.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from .jpeg_segments import END, END_MARKER, SCAN, Segment, end_of_scan, segments

LEAST_HOLE = 512
"""Bytes; the smallest block that disks leave out."""
_HOLE = bytes(LEAST_HOLE)
_ANY_MARKER = re.compile(rb"\xff+[\x01-\xfe]")
_TABLES = 0xC4
_SEQUENTIAL, _PROGRESSIVE = (0xC0, 0xC1), 0xC2
_AC = 0x10
"""Beside a table's number: it is of AC coefficients."""


def without_holes(data: bytes, scan: int) -> bytes:
    """A file without what lies from each hole to the next marker; the same object if there is none.

    What comes behind a hole as far as the next marker is of no use: nothing tells where it belongs.

    Args:
        data: the file.
        scan: where its first scan begins.
    """
    last = data.find(END_MARKER, scan)
    if data.find(_HOLE, scan, last if last >= 0 else len(data)) < 0:
        return data
    kept: list[bytes] = []
    taken = frame = 0
    tables: dict[int, _Table] = {}
    ended = False
    for segment in segments(data):
        ended = segment.marker == END
        if segment.marker == _TABLES:
            tables |= _tables(data[segment.start : segment.stop])
        elif segment.marker in (*_SEQUENTIAL, _PROGRESSIVE):
            frame = segment.marker
        elif segment.marker == SCAN and _never_zeros(data, segment, frame, tables):
            last = end_of_scan(data, segment.stop)
            hole = data.find(_HOLE, segment.stop, last)
            while hole >= 0:
                marker = _ANY_MARKER.search(data, hole, last)
                kept.append(data[taken:hole])
                taken = marker.start() if marker else last
                hole = data.find(_HOLE, taken, last)
    rest = data[taken:]
    if not ended and rest.endswith(_HOLE):  # room that a download took beforehand
        rest = rest.rstrip(b"\0")
    return b"".join((*kept, rest)) if kept or len(rest) < len(data) else data


@dataclass(frozen=True)
class _Table:
    """The meaning of zeros in a Huffman table."""

    first: int = 0
    """The symbol whose code is zeros alone."""
    joins: bool = False
    """True if the encoder had symbols for several blocks that end alike, in a progressive file."""


def _tables(segment: bytes) -> dict[int, _Table]:
    """The tables in a segment by class and number, as these stand there in a byte."""
    found: dict[int, _Table] = {}
    place = 0
    while place + 17 < len(segment):
        symbols = segment[place + 17 : place + 17 + sum(segment[place + 1 : place + 17])]
        if symbols:  # there are none in what a hole left of a table
            joins = any(s & 15 == 0 and 0 < s < 0xF0 for s in symbols)
            found[segment[place]] = _Table(symbols[0], joins)
        place += 17 + len(symbols)
    return found


def _never_zeros(data: bytes, scan: Segment, frame: int, tables: dict[int, _Table]) -> bool:
    """True if zeros alone, for as long as a hole, cannot be the data of a scan."""
    header = data[scan.start : scan.stop]
    count = header[0] if header else 0
    if frame not in (*_SEQUENTIAL, _PROGRESSIVE) or len(header) < 4 + 2 * count:
        return False
    begin, end, steps = header[1 + 2 * count : 4 + 2 * count]
    for numbers in header[2 : 2 + 2 * count : 2]:
        dc, ac = tables.get(numbers >> 4, _Table()), tables.get(_AC | numbers & 15, _Table())
        # A colour that changes by the same step in every block leaves its range.
        if begin == 0 and steps >> 4 == 0 and dc.first != 0:
            return True
        # A size: the same coefficient at every place of every block. A run alone: past a block's end, or of
        # blocks that would have been one longer run, as a block's end again and again would.
        if end > 0 and (ac.first != 0 or (frame == _PROGRESSIVE and ac.joins)):
            return True
    return False
