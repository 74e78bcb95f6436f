"""Boxes of the ISO base media file format, which HEIF, AVIF, JPEG 2000 and JPEG XL files are made of."""

from __future__ import annotations

import struct
from collections.abc import Iterator


def boxes(data: bytes, start: int = 0, end: int | None = None) -> Iterator[tuple[bytes, bytes]]:
    """Type and content of the boxes one behind the other; a broken one ends them."""
    place, end = start, len(data) if end is None else min(end, len(data))
    while place + 8 <= end:
        length, kind = struct.unpack_from(">I4s", data, place)
        head = 8
        if length == 1 and place + 16 <= end:
            (length,) = struct.unpack_from(">Q", data, place + 8)
            head = 16
        elif length == 0:
            length = end - place
        if length < head:
            return
        yield kind, data[place + head : min(place + length, end)]
        place += length


def inner(data: bytes, *path: bytes) -> Iterator[bytes]:
    """Contents of all boxes at a path of types.

    A `meta` box has four bytes of version and flags before the boxes in it.
    """
    if not path:
        yield data
        return
    for kind, content in boxes(data):
        if kind == path[0]:
            yield from inner(content[4:] if kind == b"meta" else content, *path[1:])


def item_properties(data: bytes) -> dict[int, list[tuple[bytes, bytes]]]:
    """Properties of each item of a HEIF or AVIF file, by the item's number (ISO/IEC 23008-12, 9.3)."""
    found: dict[int, list[tuple[bytes, bytes]]] = {}
    for container in inner(data, b"meta", b"iprp"):
        every = [box for content in inner(container, b"ipco") for box in boxes(content)]
        for table in inner(container, b"ipma"):
            for item, number in _associations(table):
                if 1 <= number <= len(every):
                    found.setdefault(item, []).append(every[number - 1])
    return found


def _associations(table: bytes) -> Iterator[tuple[int, int]]:
    try:
        version, flags = table[0], table[3]
        (entries,) = struct.unpack_from(">I", table, 4)
        place = 8
        for _ in range(entries):
            item = int.from_bytes(table[place : place + (2 if version < 1 else 4)], "big")
            place += 2 if version < 1 else 4
            count = table[place]
            place += 1
            for _ in range(count):
                size = 2 if flags & 1 else 1
                value = int.from_bytes(table[place : place + size], "big")
                yield item, value & (0x7FFF if flags & 1 else 0x7F)
                place += size
    except (IndexError, struct.error):
        return


def primary_item(data: bytes) -> int:
    """Number of the item that stands for the file; 0 where none is told."""
    for content in inner(data, b"meta", b"pitm"):
        return int.from_bytes(content[4 : 6 if content[:1] == b"\0" else 8], "big")
    return 0
