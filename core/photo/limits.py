"""How much time and memory reading a file may take, by what its header says of its size."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PIL import Image

from .formats import HEADER_FORMATS

BASE_SECONDS = 30.0
"""For any file: a disk may have to wake up, a network to answer."""
PIXELS_PER_SECOND = 250_000.0
"""A tenth of what the slowest decoders read (AVIF, JPEG 2000 and JPEG XL, 2 to 20 million on one core)."""
BASE_BYTES = 512 << 20
"""For any file, beside what the process had before."""
BYTES_PER_FILE_BYTE = 40_000
"""Bytes of memory for each byte of a small file, beyond that: the best compression of long equal rows is a
thousand times."""
BYTES_PER_PIXEL = 40
"""16 bits and alpha, 8 bytes, are in memory as the decoder's, as planes, turned and shared: four times, with
8 bytes to spare; or as 32-bit floats once, 16 bytes, and then twice."""
PIXELS_PER_BYTE = 4
"""Pixels for each byte of a file whose header does not tell its size: raw files have 0.5 to 1.5 pixels for
each byte."""


@dataclass(frozen=True)
class ReadingLimits:
    """Limits above all that a file of its size can need."""

    seconds: float
    memory_bytes: int
    pixels: int
    """Pixels by the header; 0 where it does not tell."""


def limits_of(path: Path) -> ReadingLimits:
    """The limits of a file; those of the smallest where it cannot be read at all."""
    try:
        size = path.stat().st_size
    except OSError:
        size = 0
    told = _pixels_of(path)
    pixels = told or size * PIXELS_PER_BYTE
    needed = min(BYTES_PER_PIXEL * pixels, BYTES_PER_FILE_BYTE * size)
    return ReadingLimits(BASE_SECONDS + pixels / PIXELS_PER_SECOND, BASE_BYTES + needed, told)


def _pixels_of(path: Path) -> int:
    """Pixels of a file, by its header; 0 where that does not tell."""
    try:
        with Image.open(path, formats=HEADER_FORMATS) as image:
            return image.width * image.height
    except Exception:  # decoders raise nearly anything at damaged files
        return 0
