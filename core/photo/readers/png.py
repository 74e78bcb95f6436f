"""PNG files through libpng, at their full depth; frames of animations through Pillow."""

from __future__ import annotations

import struct
from dataclasses import replace
from typing import Any, BinaryIO, cast

import imagecodecs

from ...utils.arrays import Pixels
from ..cicp import D65, SRGB_PRIMARIES, Cicp, gray_profile, matrix_profile, profile_of_exif, srgb_curve
from ..damage import over_grey
from ..photo import check_size
from ..png_chunks import PngChunks, mended, read_chunks, write_chunks
from ..raster import PART_MISSING, Raster, chosen_page, raster_of
from ..srgb import with_cicp
from .pillow import exif_of_bytes, orientation_of
from .pillow import read as read_by_pillow

# Writers give this gamma for the sRGB curve (W3C, PNG, 11.3.2.5), near enough to 1 / 2.2.
_SRGB_GAMMA = (0.45, 0.46)
_SAME = 0.002


def read(file: BinaryIO, name: str, page: int | None) -> Raster:
    """Decode a PNG file, or a frame of an animated one."""
    chunks = read_chunks(file.read())
    check_size(name, chunks.width, chunks.height)
    number = chosen_page(page, chunks.frames)
    if number:
        raster = read_by_pillow(write_chunks(chunks.animation), name, number, "PNG")
    else:
        values, missing = _values(chunks)
        raster = raster_of(values)
        raster = raster.noted(PART_MISSING) if missing else raster
    exif = exif_of_bytes(bytes(chunks.side.get(b"eXIf", b"")))
    raster = replace(raster, orientation=orientation_of(exif), page=number, pages=chunks.frames)
    return _coloured(raster, chunks, profile_of_exif(exif))


def _values(chunks: PngChunks) -> tuple[Pixels, bool]:
    """The pixels, grey where the file has none, and whether any are missing."""
    codecs = cast("Any", imagecodecs)
    try:
        return codecs.png_decode(write_chunks(chunks.picture)), False
    except codecs.PngError:
        data, missing = mended(chunks, 0)
    values = codecs.png_decode(data)
    if not missing:
        return values, False
    other = codecs.png_decode(mended(chunks, 255)[0])
    return over_grey(values, values != other)


def _coloured(raster: Raster, chunks: PngChunks, by_exif: bytes | None) -> Raster:
    """The raster with the colours that the chunks tell; of several, the one that the standard prefers."""
    side = chunks.side
    code = side.get(b"cICP", b"")
    if len(code) >= 4 and code[2] == 0 and code[3] == 1:
        return with_cicp(raster, Cicp(code[0], code[1]))
    profile = chunks.profile()
    if profile is None and b"sRGB" not in side:
        profile = _profile_of_gamma(raster, side)
    if profile is None and raster.channels == "RGB" and b"sRGB" not in side:
        profile = by_exif
    return replace(raster, profile=profile)


def _profile_of_gamma(raster: Raster, side: dict[bytes, memoryview]) -> bytes | None:
    """A profile of the chunks gAMA and cHRM; None for sRGB."""
    gamma_chunk, corners_chunk = bytes(side.get(b"gAMA", b"")), bytes(side.get(b"cHRM", b""))
    gamma = struct.unpack(">I", gamma_chunk)[0] / 100_000 if len(gamma_chunk) == 4 else 0.0
    is_srgb = gamma == 0 or _SRGB_GAMMA[0] <= gamma <= _SRGB_GAMMA[1]
    if raster.channels == "L":
        return None if is_srgb else gray_profile(1 / gamma)
    white, primaries = D65, SRGB_PRIMARIES
    if len(corners_chunk) == 32:
        told = [v / 100_000 for v in struct.unpack(">8I", corners_chunk)]
        away = max(abs(a - b) for a, b in zip(told, (*D65, *SRGB_PRIMARIES), strict=True))
        if away > _SAME and min(told[1::2]) > 0:
            white, primaries = (told[0], told[1]), tuple(told[2:])
    if is_srgb and primaries == SRGB_PRIMARIES:
        return None
    return matrix_profile(primaries, white, srgb_curve() if is_srgb else 1 / gamma)
