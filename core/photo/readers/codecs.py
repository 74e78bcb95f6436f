"""JPEG XL, JPEG 2000, JPEG XR, QOI and Radiance HDR through imagecodecs."""

from __future__ import annotations

import io
import logging
import struct
from dataclasses import replace
from typing import Any, BinaryIO, cast

import imagecodecs
import numpy as np
import numpy.typing as npt

from ...utils.messages import Message
from ..cicp import D65, HLG, PQ, SRGB_PRIMARIES, Cicp, gray_profile, matrix_profile, srgb_curve
from ..damage import decode_cut
from ..iso_boxes import inner
from ..jpeg2000 import codestream_size, mended_codestream
from ..jxl_header import LINEAR, SRGB, JxlHeader, read_jxl_header
from ..number_ranges import displayable
from ..photo import PhotoError, check_size
from ..radiance import mended_rows
from ..raster import (
    MISSING,
    PART_MISSING,
    Raster,
    check_plausible,
    chosen_page,
    cut_short,
    full_range,
    no_header,
    nothing_there,
    raster_of,
    undecodable,
    unknown_colours,
    unmultiplied,
)
from ..srgb import with_cicp
from ..tone import sixteen_bits_of_linear

log = logging.getLogger(__name__)

_JP2_END = b"\xff\xd9"
_QOI_END = bytes(7) + b"\1"
_JXR_WIDTH, _JXR_HEIGHT, _JXR_OFFSET, _JXR_BYTES = 0xBC80, 0xBC81, 0xBCC0, 0xBCC1
_SHORT = 3
_NO_JXL_PROFILE = Message(
    "The colour profile cannot be read without one more package, pip install 'csr-viewer[jxl]'; "
    "colours are shown as if it were sRGB."
)
_codecs = cast("Any", imagecodecs)


def read_jxl(file: BinaryIO, name: str, page: int | None) -> Raster:
    """Decode a JPEG XL file, or a frame of an animated one. The decoder turns it upright."""
    data = file.read()
    try:
        header = read_jxl_header(data)
    except ValueError as error:
        raise no_header() from error
    check_size(name, header.width, header.height)
    values = _decoded(_codecs.jpegxl_decode, data)
    pages = 1
    if header.animated and values.ndim >= 3 and values.shape[0] != header.height:
        pages = len(values)
    number = chosen_page(page, pages)
    values = values[number] if pages > 1 else values
    raster = _jxl_raster(values, header, data)
    if raster.alpha is not None and header.premultiplied:
        raster = replace(raster, values=unmultiplied(raster.values, raster.alpha))
    return replace(raster, page=number, pages=pages)


def _jxl_profile(data: bytes) -> bytes | None:
    """The ICC profile, which is compressed within the codestream; None where its decoder is not installed."""
    try:
        from pillow_jxl.JpegXLImagePlugin import JXLImageFile  # pyright: ignore[reportMissingImports]
    except ImportError:
        return None
    try:
        return cast("Any", JXLImageFile)(io.BytesIO(data)).info.get("icc_profile")
    except Exception as error:  # its decoder's own kinds, at files that the other one reads
        log.info("the profile of a JPEG XL cannot be read: %s", error)
        return None


def _jxl_raster(values: npt.NDArray[Any], header: JxlHeader, data: bytes) -> Raster:
    notes: tuple[str, ...] = ()
    if values.dtype.kind == "f":
        if header.transfer == LINEAR and values.ndim == 3 and values.shape[2] >= 3 and header.gamma is None:
            return linear_raster(values, header.primaries, header.white)
        values, notes = displayable(values, 32)
    elif header.bits < 8 * values.dtype.itemsize:
        values = full_range(values, header.bits)
    raster = raster_of(values).noted(*notes)
    if header.has_icc:
        # libjxl makes sRGB of pictures in its own colours; the values of others are the profile's.
        if header.xyb:
            return raster
        profile = _jxl_profile(data)
        return replace(raster, profile=profile) if profile else raster.noted(_NO_JXL_PROFILE)
    if header.gamma is None and header.transfer in (PQ, HLG):
        return with_cicp(raster, Cicp(1 if header.primaries == SRGB_PRIMARIES else 9, header.transfer))
    if header.gamma is None and header.transfer == SRGB and header.primaries == SRGB_PRIMARIES:
        return raster
    if raster.channels == "L":
        gamma = header.gamma or (1.0 if header.transfer == LINEAR else None)
        return raster if gamma is None else replace(raster, profile=gray_profile(1 / gamma))
    curve = 1 / header.gamma if header.gamma else 1.0 if header.transfer == LINEAR else srgb_curve()
    return replace(raster, profile=matrix_profile(header.primaries, header.white, curve))


def read_jp2(file: BinaryIO, name: str, page: int | None) -> Raster:
    """Decode a JPEG 2000 file or codestream at its full depth; its decoder makes RGB of sYCC."""
    data = file.read()
    chosen_page(page, 1)
    try:
        size = codestream_size(data)
    except ValueError as error:
        raise no_header() from error
    check_size(name, size.width, size.height)
    bits = size.bits
    notes: tuple[str, ...] = ()
    try:
        values = _codecs.jpeg2k_decode(data)
    except RuntimeError as error:
        values, notes = _decoded_jp2_part(data, name, error)
    if size.signed:
        values = values.astype(np.int32) + (1 << (bits - 1))
    raster = raster_of(full_range(values, min(bits, 16)) if bits <= 16 else displayable(values, bits)[0])
    raster = raster.noted(*notes)
    for content in inner(data, b"jp2h", b"colr"):
        if content[:1] in (b"\2", b"\3"):
            return replace(raster, profile=content[3:])
    return raster


def _decoded_jp2_part(
    data: bytes, name: str, problem: RuntimeError
) -> tuple[npt.NDArray[Any], tuple[str, ...]]:
    """The readable part of a file that its decoder refuses, and a note where a part is missing."""
    try:
        mended, missing = mended_codestream(data)
    except ValueError:
        raise PhotoError(cut_short(name)) from problem
    if not missing and data.endswith(_JP2_END):
        raise undecodable(problem) from problem
    return _decoded(_codecs.jpeg2k_decode, mended), (PART_MISSING,) if missing else ()


def read_jxr(file: BinaryIO, name: str, page: int | None) -> Raster:
    """Decode a JPEG XR file; one of floating point holds linear light (scRGB)."""
    data = file.read()
    chosen_page(page, 1)
    tags = _jxr_tags(data)
    check_size(name, tags.get(_JXR_WIDTH, 0), tags.get(_JXR_HEIGHT, 0))
    end = tags.get(_JXR_OFFSET, 0) + tags.get(_JXR_BYTES, 0)
    values, cut = _decoded_or_cut(_codecs.jpegxr_decode, data, whole=end <= len(data))
    if values.dtype.kind == "f" and values.ndim == 3:
        return linear_raster(values, SRGB_PRIMARIES, D65).noted(*cut)
    values, notes = displayable(values, 8 * values.dtype.itemsize)
    return raster_of(values).noted(*notes, *cut)


def _jxr_tags(data: bytes) -> dict[int, int]:
    """Numbers of the first directory by their tags (ITU-T T.832, table A.4)."""
    tags: dict[int, int] = {}
    try:
        (place,) = struct.unpack_from("<I", data, 4)
        (count,) = struct.unpack_from("<H", data, place)
        for i in range(count):
            tag, kind, _, value = struct.unpack_from("<HHII", data, place + 2 + 12 * i)
            tags[tag] = value & 0xFFFF if kind == _SHORT else value
    except struct.error:
        raise no_header() from None
    return tags


def read_qoi(file: BinaryIO, name: str, page: int | None) -> Raster:
    """Decode a QOI file."""
    data = file.read()
    chosen_page(page, 1)
    if len(data) < 14:
        raise no_header()
    width, height = struct.unpack(">II", data[4:12])
    check_size(name, width, height)
    check_plausible(name, width, height, len(data))
    whole = data.endswith(_QOI_END)
    values, notes = _decoded_or_cut(_codecs.qoi_decode, data, whole=whole)
    raster = raster_of(values).noted(*notes)
    return replace(raster, profile=matrix_profile(SRGB_PRIMARIES, D65, 1.0)) if data[13] == 1 else raster


def read_radiance(file: BinaryIO, name: str, page: int | None) -> Raster:
    """Decode a Radiance HDR file."""
    data = file.read()
    chosen_page(page, 1)
    head, _, rest = data.partition(b"\n\n")
    words = rest[: rest.find(b"\n")].split()
    if len(words) != 4 or not (words[1].isdigit() and words[3].isdigit()):
        raise no_header()
    check_size(name, int(words[3]), int(words[1]))
    if b"xyze" in head:
        raise unknown_colours("XYZE", 3)
    width, height = int(words[3]), int(words[1])
    try:
        return linear_raster(_codecs.rgbe_decode(data), SRGB_PRIMARIES, D65)
    except (RuntimeError, ValueError):  # the latter where something follows
        start = len(data) - len(rest) + rest.find(b"\n") + 1
        mended, rows = mended_rows(data[start:], width, height)
        if rows == 0:
            raise nothing_there() from None
        raster = linear_raster(_decoded(_codecs.rgbe_decode, data[:start] + mended), SRGB_PRIMARIES, D65)
        raster.values[rows:] = MISSING * 257
        return raster.noted(PART_MISSING) if rows < height else raster


def linear_raster(
    values: npt.NDArray[Any], primaries: tuple[float, ...], white: tuple[float, float]
) -> Raster:
    """Raster of linear light (h, w, 3), or with a straight alpha 0..1 as the fourth."""
    shown, note = sixteen_bits_of_linear(values[..., :3], primaries, white)
    alpha = None
    if values.shape[2] == 4:
        share = np.clip(np.nan_to_num(values[..., 3].astype(np.float32)), 0, 1)
        alpha = (share * 65535 + 0.5).astype(np.uint16)
    return Raster(shown, "RGB", alpha).noted(note)


def _decoded(decode: Any, data: bytes) -> npt.NDArray[Any]:
    try:
        return decode(data)
    except RuntimeError as error:  # what all of imagecodecs' errors are
        raise undecodable(error) from error


def _decoded_or_cut(decode: Any, data: bytes, *, whole: bool) -> tuple[npt.NDArray[Any], tuple[str, ...]]:
    """Decode a file, and the note where a part is missing.

    Args:
        decode: imagecodecs' decoder.
        data: the file.
        whole: False where the file ends before it says so, which not every decoder complains of.
    """
    if whole:
        try:
            return decode(data), ()
        except RuntimeError as error:  # what all of imagecodecs' errors are
            problem = error
    else:
        problem = None
    try:
        values, missing = decode_cut(decode, data)
    except RuntimeError as error:
        raise undecodable(problem or error) from error
    return values, (PART_MISSING,) if missing else ()
