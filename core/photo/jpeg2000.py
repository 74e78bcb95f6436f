"""JPEG 2000 files that end too early: what is there can be decoded (ISO/IEC 15444-1, annexes A and I).

A packet that begins with a zero bit is empty. So zeros in the place of what is missing leave each tile in the
detail that is there.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass

_CODESTREAM, _END = b"\xff\x4f", b"\xff\xd9"
_SIZE_MARKER, _TILE_MARKER, _DATA_MARKER = 0xFF51, 0xFF90, b"\xff\x93"
_TILE_HEAD = 12
"""Bytes of the segment that begins a part of a tile."""
_EMPTY_PACKETS = 1 << 16
"""Zeros in a tile of which nothing is there: more than it has packets."""
_MOST_TILES = 65_535


@dataclass(frozen=True)
class CodestreamSize:
    """Size and depth by a codestream's header."""

    width: int
    height: int
    bits: int
    """Bits of a sample."""
    signed: bool
    tiles: int


def codestream_place(data: bytes) -> int:
    """Offset of the codestream in a file, bare or made of boxes; the end of the data where it is not."""
    if data[:2] == _CODESTREAM:
        return 0
    place = 0
    while place + 8 <= len(data):
        length, kind = struct.unpack_from(">I4s", data, place)
        head = 8
        if length == 1 and place + 16 <= len(data):
            (length,) = struct.unpack_from(">Q", data, place + 8)
            head = 16
        if kind == b"jp2c":
            return place + head
        if length < head:
            break
        place += length
    return len(data)


def codestream_size(data: bytes) -> CodestreamSize:
    """Read the size from the header of a file.

    Raises:
        ValueError: if it is not there.
    """
    start = codestream_place(data)
    try:
        (marker,) = struct.unpack_from(">H", data, start + 2)
        x1, y1, x0, y0, tile_w, tile_h, tile_x, tile_y = struct.unpack_from(">8I", data, start + 8)
        precision = data[start + 42]
    except (struct.error, IndexError) as error:
        raise ValueError("no header of a codestream") from error
    if marker != _SIZE_MARKER or not (tile_w and tile_h):
        raise ValueError("no header of a codestream")
    tiles = -(-(x1 - tile_x) // tile_w) * -(-(y1 - tile_y) // tile_h)
    return CodestreamSize(x1 - x0, y1 - y0, (precision & 0x7F) + 1, bool(precision & 0x80), tiles)


def mended_codestream(data: bytes) -> tuple[bytes, bool]:
    """Return a file whose missing packets are empty, and whether any were missing.

    Raises:
        ValueError: if no tile is there.
    """
    start = codestream_place(data)
    tiles = codestream_size(data).tiles
    place, seen, whole = _first_tile(data, start + 2), set[int](), True
    parts = [data[start:place]]
    while place + _TILE_HEAD <= len(data) and struct.unpack_from(">H", data, place) == (_TILE_MARKER,):
        number, length = struct.unpack_from(">HI", data, place + 4)
        end = place + length if length else len(data)
        part = data[place:end]
        if _DATA_MARKER not in part:
            break
        whole = end <= len(data)
        seen.add(number)
        parts.append(part + bytes(end - place - len(part)))
        place = end
    if not seen or tiles > _MOST_TILES:
        raise ValueError("no tile is there")
    missing = [number for number in range(tiles) if number not in seen]
    for number in missing:
        length = _TILE_HEAD + 2 + _EMPTY_PACKETS
        head = struct.pack(">HHHIBB", _TILE_MARKER, 10, number, length, 0, 1)
        parts.append(head + _DATA_MARKER + bytes(_EMPTY_PACKETS))
    stream = b"".join(parts)
    stream += b"" if stream.endswith(_END) else _END
    boxes = data[:start]
    if boxes:  # the last one: as long as the file
        boxes = boxes[: boxes.rindex(b"jp2c") - 4] + struct.pack(">I4s", 0, b"jp2c")
    return boxes + stream, not whole or bool(missing)


def _first_tile(data: bytes, place: int) -> int:
    """Offset of the first part of a tile, from the first segment of the header on."""
    while place + 4 <= len(data):
        marker, length = struct.unpack_from(">HH", data, place)
        if marker == _TILE_MARKER:
            return place
        place += 2 + length
    raise ValueError("no tile is there")
