"""Files changed by chance: by bytes, by numbers, and by the parts that a format is made of."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable

import numpy as np

Rng = np.random.Generator
Mutation = Callable[[bytes, Rng], bytes]
NUMBERS = (0, 1, 2, 3, 4, 7, 8, 15, 16, 127, 128, 255, 256, 32767, 32768, 65535, 1 << 16, 1 << 24)
LARGE = (*NUMBERS, (1 << 31) - 1, 1 << 31, (1 << 32) - 1)
"""Where programs go wrong: at the ends of a type's range and of what fits."""
HEADER_BYTES = 64
"""Where most formats have sizes and depths."""


def by_bytes(content: bytes, rng: Rng) -> bytes:
    """Change some bytes; or cut the end off; or put a part in twice, or leave one out."""
    changed = bytearray(content)
    kind = rng.integers(5)
    first, last = sorted(rng.integers(len(content) + 1, size=2).tolist())
    if kind == 0:
        return content[:last]
    if kind == 1:
        return content[:last] + content[first:]
    if kind == 2:
        return content[:first] + content[last:]
    span = len(content) if kind == 3 else min(len(content), 4 * HEADER_BYTES)
    for place in rng.integers(span, size=rng.integers(1, 9)):
        changed[place] = rng.integers(256)
    return bytes(changed)


def by_numbers(content: bytes, rng: Rng) -> bytes:
    """Set one or two numbers of the header to the ends of ranges."""
    changed = bytearray(content)
    for _ in range(rng.integers(1, 3)):
        size, order = int(rng.choice((1, 2, 4))), str(rng.choice(("little", "big")))
        place = int(rng.integers(max(min(len(content), HEADER_BYTES) - size, 1)))
        number = int(rng.choice(LARGE)) & ((1 << 8 * size) - 1)
        changed[place : place + size] = number.to_bytes(size, order)  # pyright: ignore[reportArgumentType]
    return bytes(changed)


def by_text(content: bytes, rng: Rng) -> bytes:
    """Change signs to others that a text of numbers and brackets may hold."""
    changed = bytearray(content)
    for place in rng.integers(len(content), size=rng.integers(1, 9)):
        changed[place] = rng.choice(list(b'0123456789-+.{}[]",:=;#eE \n\t\x00\xff'))
    return bytes(changed)


def _shuffled(parts: list[bytes], rng: Rng) -> list[bytes]:
    """Leave a part out, put one in twice, exchange two, or change one."""
    parts = list(parts)
    one, other = rng.integers(len(parts), size=2)
    match rng.integers(4):
        case 0:
            del parts[one]
        case 1:
            parts.insert(other, parts[one])
        case 2:
            parts[one], parts[other] = parts[other], parts[one]
        case _:
            if parts[one]:
                parts[one] = (by_bytes if rng.integers(2) else by_numbers)(parts[one], rng)
    return parts


def by_png_chunks(content: bytes, rng: Rng) -> bytes:
    """Mutate a PNG file's chunks; lengths and check sums are right, but for one now and then."""
    parts: list[bytes] = []
    place = 8
    while place + 12 <= len(content):
        (size,) = struct.unpack_from(">I", content, place)
        parts.append(content[place + 4 : place + 8 + size])
        place += 12 + size
    result = content[:8]
    for part in _shuffled(parts, rng):
        wrong = int(rng.integers(1 << 16)) if rng.random() < 0.03 else 0
        result += struct.pack(">I", max(len(part) - 4, 0) ^ wrong) + part
        result += struct.pack(">I", zlib.crc32(part) ^ (1 if rng.random() < 0.03 else 0))
    return result


def by_jpeg_segments(content: bytes, rng: Rng) -> bytes:
    """Mutate a JPEG file's segments; lengths are right, but for one now and then."""
    parts: list[bytes] = []
    place = 2
    while place + 4 <= len(content) and content[place] == 0xFF and content[place + 1] != 0xDA:
        size = int.from_bytes(content[place + 2 : place + 4], "big")
        parts.append(content[place + 1 : place + 2] + content[place + 4 : place + 2 + size])
        place += 2 + size
    result = content[:2]
    for part in _shuffled(parts, rng):
        size = int(rng.integers(1 << 16)) if rng.random() < 0.03 else (len(part) + 1) & 0xFFFF
        result += b"\xff" + part[:1] + struct.pack(">H", size) + part[1:]
    scan = content[place:]
    return result + (by_bytes(scan, rng) if rng.random() < 0.3 else scan)


def by_riff_chunks(content: bytes, rng: Rng) -> bytes:
    """Mutate a RIFF file's chunks (WebP)."""
    parts: list[bytes] = []
    place = 12
    while place + 8 <= len(content):
        (size,) = struct.unpack_from("<I", content, place + 4)
        parts.append(content[place : place + 4] + content[place + 8 : place + 8 + size])
        place += 8 + size + size % 2
    body = b"".join(
        part[:4] + struct.pack("<I", max(len(part) - 4, 0)) + part[4:] + b"\0" * (len(part) % 2)
        for part in _shuffled(parts, rng)
    )
    return b"RIFF" + struct.pack("<I", len(body) + 4) + content[8:12] + body


def by_iso_boxes(content: bytes, rng: Rng) -> bytes:
    """Mutate the boxes of an ISO file (AVIF, HEIF, JPEG 2000), one level deep or two."""
    parts = _boxes(content)
    if not parts:
        return by_bytes(content, rng)
    inside = int(rng.integers(len(parts)))
    skipped = 4 if parts[inside][:4] == b"meta" else 0  # version and flags
    inner = _boxes(parts[inside][4 + skipped :])
    if inner and rng.integers(2):
        parts[inside] = parts[inside][: 4 + skipped] + _joined(_shuffled(inner, rng))
        return _joined(parts)
    return _joined(_shuffled(parts, rng))


def _boxes(content: bytes) -> list[bytes]:
    """Names and contents; none if they do not fill all of it."""
    parts: list[bytes] = []
    place = 0
    while place + 8 <= len(content):
        size = int.from_bytes(content[place : place + 4], "big") or len(content) - place
        if size < 8:
            return []
        parts.append(content[place + 4 : place + size])
        place += size
    return parts if place == len(content) else []


def _joined(parts: list[bytes]) -> bytes:
    return b"".join(struct.pack(">I", len(part) + 4) + part for part in parts)


def by_tiff_directory(content: bytes, rng: Rng) -> bytes:
    """Change entries of a little-endian TIFF file's first directory, their order, or what follows it."""
    (start,) = struct.unpack_from("<I", content, 4)
    (count,) = struct.unpack_from("<H", content, start)
    entries = [list(struct.unpack_from("<HHII", content, start + 2 + 12 * i)) for i in range(count)]
    following = start + 2 + 12 * count
    for _ in range(rng.integers(1, 4)):
        entry = entries[rng.integers(len(entries))]
        match rng.integers(6):
            case 0:
                entry[0] = int(
                    rng.choice((256, 257, 258, 259, 262, 273, 277, 279, 284, 322, 324, 330, 339, 34665))
                )
            case 1:
                entry[1] = int(rng.integers(0, 20))
            case 2:
                entry[2] = int(rng.choice(LARGE))
            case 3 | 4:
                entry[3] = int(rng.choice((*LARGE, start, len(content), len(content) - 1, 8)))
            case _:
                del entries[entries.index(entry)]
                if not entries:
                    break
    if rng.random() < 0.1:
        entries = [entries[i] for i in rng.permutation(len(entries))]
    directory = struct.pack("<H", len(entries) if rng.random() > 0.05 else int(rng.choice(NUMBERS)) & 0xFFFF)
    directory += b"".join(struct.pack("<HHII", *entry) for entry in entries)
    after = (
        struct.pack("<I", int(rng.choice((0, start, 8, len(content), 1)))) if rng.random() < 0.2 else bytes(4)
    )
    return (
        content[:start] + (directory + after).ljust(following + 4 - start, b"\0") + content[following + 4 :]
    )
