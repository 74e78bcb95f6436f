"""PNG files written row by row, of any height; no installed library streams 8 and 16 bits with a tag.

Format: W3C, "Portable Network Graphics (PNG) Specification (Third Edition)".
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Mapping
from types import MappingProxyType
from typing import BinaryIO

import numpy as np
import numpy.typing as npt

_COLOUR_TYPES = {3: 2, 4: 6}
_SUB, _UP = 1, 2
_LARGEST_CHUNK = 1 << 20
_METRES_PER_INCH = 0.0254


class PngStream:
    """A PNG file that takes rows from top to bottom.

    Args:
        file: where the bytes go.
        width: width in pixels.
        height: height in pixels.
        channels: 3 (RGB) or 4 (with straight alpha).
        bits: 8 or 16 a channel.
        texts: that go along, by keyword.
        exif: EXIF data, from its TIFF header on; none where empty.
        dpi: pixels for an inch, along x and y.
        profile: ICC profile of the rows; None for sRGB.
    """

    def __init__(
        self,
        file: BinaryIO,
        width: int,
        height: int,
        channels: int,
        bits: int,
        *,
        texts: Mapping[str, str] = MappingProxyType({}),
        exif: bytes = b"",
        dpi: tuple[float, float] | None = None,
        profile: bytes | None = None,
    ) -> None:
        self._file = file
        self._pixel_bytes = channels * bits // 8
        self._previous = np.zeros(width * self._pixel_bytes, np.uint8)
        # Filtered rows are small differences: the strategy that zlib has for them.
        self._zlib = zlib.compressobj(6, zlib.DEFLATED, 15, 9, zlib.Z_FILTERED)
        file.write(b"\x89PNG\r\n\x1a\n")
        header = struct.pack(">IIBBBBB", width, height, bits, _COLOUR_TYPES[channels], 0, 0, 0)
        self._chunk(b"IHDR", header)
        if profile is None:
            self._chunk(b"sRGB", b"\x01")  # rendering intent: relative colorimetric
            self._chunk(b"gAMA", struct.pack(">I", 45455))  # what the specification wants beside sRGB
        else:
            self._chunk(b"iCCP", b"profile\0\0" + zlib.compress(profile))
        if exif:
            self._chunk(b"eXIf", exif)
        if dpi is not None:
            metre = [min(round(value / _METRES_PER_INCH), 2**31 - 1) for value in dpi]
            self._chunk(b"pHYs", struct.pack(">IIB", *metre, 1))
        for keyword, text in texts.items():
            # International text: no compression, no language, no translated keyword.
            self._chunk(b"iTXt", keyword.encode() + b"\0\0\0\0\0" + text.encode())

    def write(self, rows: npt.NDArray[np.uint8 | np.uint16]) -> None:
        """Add (n, width, channels) rows, uint8 or uint16 as `bits` says."""
        big_endian = rows.astype(rows.dtype.newbyteorder(">"))
        raw = np.ascontiguousarray(big_endian).view(np.uint8).reshape(len(rows), -1)
        up = raw.copy()
        up[0] -= self._previous
        up[1:] -= raw[:-1]
        sub = raw.copy()
        sub[:, self._pixel_bytes :] -= raw[:, : -self._pixel_bytes]
        self._previous = raw[-1].copy()
        # The specification's heuristic: of the filters, the one with the smallest sum of magnitudes.
        magnitude = np.abs(np.stack((sub, up)).view(np.int8).astype(np.int16)).sum(axis=2, dtype=np.int64)
        take_up = magnitude[1] < magnitude[0]
        filtered = np.empty((len(rows), raw.shape[1] + 1), np.uint8)
        filtered[:, 0] = np.where(take_up, _UP, _SUB)
        filtered[:, 1:] = np.where(take_up[:, None], up, sub)
        self._data(self._zlib.compress(filtered.data))

    def close(self) -> None:
        """Write the end. The file itself stays open."""
        self._data(self._zlib.flush())
        self._chunk(b"IEND", b"")

    def _data(self, packed: bytes) -> None:
        for start in range(0, len(packed), _LARGEST_CHUNK):
            self._chunk(b"IDAT", packed[start : start + _LARGEST_CHUNK])

    def _chunk(self, kind: bytes, data: bytes) -> None:
        self._file.write(struct.pack(">I", len(data)) + kind + data)
        self._file.write(struct.pack(">I", zlib.crc32(data, zlib.crc32(kind))))
