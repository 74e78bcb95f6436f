"""Resources of Photoshop files: profile, EXIF, XMP, IPTC (Adobe, Photoshop File Formats)."""

from __future__ import annotations

import struct
from pathlib import Path

PHOTOSHOP_PROFILE, PHOTOSHOP_VERSION, PHOTOSHOP_EXIF, PHOTOSHOP_XMP = 1039, 1057, 1058, 1060
_HEADER_BYTES = 26


def parsed_resources(data: bytes) -> dict[int, bytes]:
    """Resources by their number, of a block of them; the first of each."""
    found: dict[int, bytes] = {}
    place = 0
    while place + 12 <= len(data) and data[place : place + 4] == b"8BIM":
        (number,) = struct.unpack_from(">H", data, place + 4)
        place += 6 + ((data[place + 6] + 2) & ~1)
        (length,) = struct.unpack_from(">I", data, place)
        found.setdefault(number, data[place + 4 : place + 4 + length])
        place += 4 + ((length + 1) & ~1)
    return found


def photoshop_resources(path: Path) -> dict[int, bytes]:
    """Resources of a file, by their number.

    Raises:
        struct.error, OSError: if it has none.
    """
    with path.open("rb") as file:
        file.seek(_HEADER_BYTES)
        file.seek(struct.unpack(">I", file.read(4))[0], 1)
        return parsed_resources(file.read(struct.unpack(">I", file.read(4))[0]))
