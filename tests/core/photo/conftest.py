"""Files of photos, made for a test."""

import io
import struct
import zlib
from collections.abc import Callable

import imagecodecs
import numpy as np
import pillow_heif
from csr.core.photo.decode import decode_photo
from csr.core.photo.photo import Photo
from PIL import Image

PASSES = ((0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2))


def png(
    values: np.ndarray, colour: int, depth: int, *chunks: tuple[bytes, bytes], interlaced: bool = False
) -> bytes:
    """A PNG file of samples (h, w, n)."""
    height, width = values.shape[:2]
    raw = b""
    for x, y, dx, dy in PASSES if interlaced else ((0, 0, 1, 1),):
        for row in values[y::dy, x::dx]:
            if row.size:
                bits = (row.ravel()[:, None] >> np.arange(depth - 1, -1, -1)) & 1
                raw += b"\0" + np.packbits(bits.astype(np.uint8)).tobytes()
    header = struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, int(interlaced))
    data = b"\x89PNG\r\n\x1a\n"
    for kind, body in ((b"IHDR", header), *chunks, (b"IDAT", zlib.compress(raw)), (b"IEND", b"")):
        data += struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
    return data


def opened(data: bytes, name: str = "a.png", page: int | None = None) -> Photo:
    return decode_photo(io.BytesIO(data), name, page)


Encode = Callable[[np.ndarray], bytes]


def pillow(format: str, **options) -> Encode:
    def encode(pixels: np.ndarray) -> bytes:
        out = io.BytesIO()
        Image.fromarray(pixels).save(out, format, **options)
        return out.getvalue()

    return encode


def heif(pixels: np.ndarray, **options) -> bytes:
    out = io.BytesIO()
    mode = {2: "L", 3: "RGB"}[pixels.ndim] if pixels.ndim == 2 or pixels.shape[2] == 3 else "RGBA"
    mode += ";16" if pixels.dtype == np.uint16 else ""
    height, width = pixels.shape[:2]
    image = pillow_heif.from_bytes(mode, (width, height), pixels.tobytes())
    image.save(out, quality=-1, chroma=444, **options)
    return out.getvalue()


LOSSY = {
    "jpg": pillow("JPEG", quality=95, subsampling=0),
    "mpo": pillow("MPO", quality=95, subsampling=0),
    "avif": pillow("AVIF", quality=95, subsampling="4:4:4"),
    "heic": heif,
    "gif": pillow("GIF"),
}


def codec(name: str, **options) -> Encode:
    return lambda pixels: bytes(getattr(imagecodecs, f"{name}_encode")(pixels, **options))


def jxl_with(pixels: np.ndarray, extra: str = "0", colours: str = "1") -> bytes:
    """A lossless codestream of 8 bits with another header (ISO/IEC 18181-1, annex D).

    Args:
        pixels: (h, w, 3), sides multiples of 8, of at most 256.
        extra: bits of its extra fields.
        colours: bits of its colour encoding.
    """
    data = imagecodecs.jpegxl_encode(pixels, lossless=True)
    bits = "".join(format(byte, "08b")[::-1] for byte in data[2:64])
    size = 1 + 5 + 3 + (5 if bits[6:9] == "000" else 0)
    # Neither all by default nor extra fields; 8 bits in small buffers, no further channels, no XYB; colours
    # and all behind them by default.
    usual = "00" + "000" + "1" + "00" + "0" + "1" + "00" + "1"
    assert bits[0] == "1" and bits[size : size + len(usual)] == usual
    new = bits[:size] + "0" + extra + usual[2:-4] + colours
    new += ("1" if extra[0] == "1" else "") + "00" + "1"
    new = new.ljust(-(-len(new) // 8) * 8, "0")
    frame = 2 + -(-(size + len(usual)) // 8)
    return data[:2] + bytes(int(new[i : i + 8][::-1], 2) for i in range(0, len(new), 8)) + data[frame:]


GREEN, GREEN_OF_P3 = (60, 200, 80), (0, 203, 58)
