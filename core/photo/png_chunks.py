"""PNG files chunk by chunk: what decoding needs, apart from what only goes with it (W3C, PNG, third edition).

A decoder gets a lean file without texts, profiles and times: side data, be they broken or large, never keep a
picture closed.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np

from .raster import no_header

SIGNATURE = b"\x89PNG\r\n\x1a\n"
_PICTURE = (b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND")
_ANIMATION = (b"acTL", b"fcTL", b"fdAT")
_SIDE = (b"iCCP", b"cICP", b"sRGB", b"gAMA", b"cHRM", b"eXIf")
_LONGEST_SIDE_DATA = 64 << 20
_ADAM7 = ((0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2))


@dataclass(frozen=True, eq=False)
class PngChunks:
    """A PNG file's chunks."""

    width: int
    height: int
    depth: int
    colour_type: int
    interlaced: bool
    picture: list[tuple[bytes, memoryview]]
    """The chunks that make the picture, in the order of the file."""
    animation: list[tuple[bytes, memoryview]]
    """The same and those of the animation."""
    side: dict[bytes, memoryview] = field(default_factory=dict[bytes, memoryview])
    """The first chunk of each kind that tells colours or the orientation."""

    @property
    def frames(self) -> int:
        """Frames of an animation; 1 for a still picture."""
        body = next((b for kind, b in self.animation if kind == b"acTL" and len(b) >= 4), None)
        return max(1, struct.unpack(">I", body[:4])[0]) if body is not None else 1

    def profile(self) -> bytes | None:
        """The ICC profile; None where there is none, or its compression is broken."""
        body = bytes(self.side.get(b"iCCP", b""))
        name, _, rest = body.partition(b"\0")
        if not name or len(rest) < 2:
            return None
        try:
            return zlib.decompressobj().decompress(rest[1:], _LONGEST_SIDE_DATA)
        except zlib.error:
            return None


def read_chunks(data: bytes) -> PngChunks:
    """Take a PNG file apart.

    Raises:
        DecodeError: if there is no header.
    """
    picture: list[tuple[bytes, memoryview]] = []
    animation: list[tuple[bytes, memoryview]] = []
    side: dict[bytes, memoryview] = {}
    for kind, body in _chunks(data):
        if kind in _PICTURE:
            picture.append((kind, body))
        if kind in _PICTURE or kind in _ANIMATION:
            animation.append((kind, body))
        elif kind in _SIDE:
            side.setdefault(kind, body)
    if not picture or picture[0][0] != b"IHDR" or len(picture[0][1]) != 13:
        raise no_header()
    width, height, depth, colour, _, _, interlace = struct.unpack(">IIBBBBB", picture[0][1])
    return PngChunks(width, height, depth, colour, interlace == 1, picture, animation, side)


def _chunks(data: bytes) -> Iterator[tuple[bytes, memoryview]]:
    place, whole = len(SIGNATURE), memoryview(data)
    while place + 8 <= len(data):
        length, kind = struct.unpack_from(">I4s", data, place)
        yield kind, whole[place + 8 : place + 8 + length]
        if kind == b"IEND":
            return
        place += 12 + length


def write_chunks(chunks: list[tuple[bytes, memoryview]]) -> bytes:
    """A PNG file of chunks, each with the checksum that it should have, and an end."""
    parts: list[bytes | memoryview] = [SIGNATURE]
    for kind, body in [*(c for c in chunks if c[0] != b"IEND"), (b"IEND", b"")]:
        checksum = zlib.crc32(body, zlib.crc32(kind))
        parts += [struct.pack(">I4s", len(body), kind), body, struct.pack(">I", checksum)]
    return b"".join(parts)


def mended(chunks: PngChunks, filler: int) -> tuple[bytes, bool]:
    """A whole file of a picture's data as far as they go, and whether any were missing.

    Args:
        chunks: the file.
        filler: byte, 0 to 255, that stands for what is missing.
    """
    reader = zlib.decompressobj()
    wanted = _raw_bytes(chunks)
    raw = bytearray()
    for kind, body in chunks.picture:
        if kind != b"IDAT":
            continue
        try:
            # Piece by piece: what stands before a broken place is kept.
            for start in range(0, len(body), 4096):
                raw += reader.decompress(body[start : start + 4096], max(1, wanted - len(raw)))
                while reader.unconsumed_tail and len(raw) < wanted:
                    raw += reader.decompress(reader.unconsumed_tail, wanted - len(raw))
                if len(raw) >= wanted:
                    break
        except zlib.error:
            break
    missing = len(raw) < wanted
    raw = raw[:wanted] + _blank(chunks, filler)[len(raw) :]
    body = memoryview(zlib.compress(bytes(raw), 1))
    head = [c for c in chunks.picture if c[0] in (b"IHDR", b"PLTE", b"tRNS")]
    return write_chunks([*head, (b"IDAT", body)]), missing


def _passes(chunks: PngChunks) -> Iterator[tuple[int, int]]:
    """Bytes of a row, without its filter's, and rows of each pass."""
    bits = chunks.depth * {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}[chunks.colour_type]
    for x, y, dx, dy in _ADAM7 if chunks.interlaced else ((0, 0, 1, 1),):
        columns, rows = -(-(chunks.width - x) // dx), -(-(chunks.height - y) // dy)
        if columns > 0 and rows > 0:
            yield -(-columns * bits // 8), rows


def _raw_bytes(chunks: PngChunks) -> int:
    return sum((row + 1) * rows for row, rows in _passes(chunks))


def _blank(chunks: PngChunks, filler: int) -> bytes:
    """Rows without a filter whose bytes are all the same."""
    parts: list[bytes] = []
    for row, rows in _passes(chunks):
        block = np.full((rows, row + 1), filler, np.uint8)
        block[:, 0] = 0
        parts.append(block.tobytes())
    return b"".join(parts)
