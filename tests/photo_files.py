"""Pixels and files for the tests of photos."""

import struct
import zlib
from pathlib import Path

import imagecodecs
import numpy as np
import pytest
from csr.core.photo.decode import load_photo
from csr.core.photo.photo import PhotoError


def some_pixels(height: int = 37, width: int = 50, channels: int = 3, dtype=np.uint8, seed: int = 0):
    shape = (height, width, channels) if channels > 1 else (height, width)
    top = np.iinfo(dtype).max
    return np.random.default_rng(seed).integers(0, top, shape, dtype, endpoint=True)


def smooth_pixels(height: int = 40, width: int = 60) -> np.ndarray:
    y, x = np.mgrid[:height, :width]
    return np.stack((x * 4, y * 6, (x + y) * 2), axis=-1).astype(np.uint8)


def profile(primaries: list[float], gamma: float, kind: str = "rgb") -> bytes:
    if kind == "gray":
        return imagecodecs.cms_profile("gray", gamma=gamma)
    return imagecodecs.cms_profile("rgb", whitepoint=[0.3127, 0.329, 1.0], primaries=primaries, gamma=gamma)


P3 = [0.68, 0.32, 1.0, 0.265, 0.69, 1.0, 0.15, 0.06, 1.0]


def write_png(path: Path, header: bytes, *chunks: tuple[bytes, bytes]) -> None:
    data = b"\x89PNG\r\n\x1a\n"
    for kind, body in ((b"IHDR", header), *chunks, (b"IEND", b"")):
        data += struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
    path.write_bytes(data)


def refused(path: Path) -> str:
    with pytest.raises(PhotoError) as caught:
        load_photo(path)
    text = str(caught.value)
    assert path.name in text and text.endswith(".") and "\n" not in text
    return text
