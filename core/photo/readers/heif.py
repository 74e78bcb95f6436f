"""HEIC and HEIF files through libheif, AVIF ones through libavif."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import Any, BinaryIO, cast

import imagecodecs
import numpy as np
import numpy.typing as npt
from PIL import Image

from ..cicp import Cicp, profile_of_exif
from ..damage import continued, decode_cut
from ..iso_boxes import boxes, inner, item_properties, primary_item
from ..photo import PhotoError, check_size
from ..raster import (
    PART_MISSING,
    DecodeError,
    Raster,
    chosen_page,
    full_range,
    raster_of,
    undecodable,
    unmultiplied,
)
from ..srgb import with_cicp
from .pillow import exif_of_bytes
from .pillow import read as read_by_pillow

_HEIF_ERRORS = (EOFError, RuntimeError, SyntaxError, OSError, ValueError)
# Turns of `irot` (a quarter to the left each) and mirrors of `imir`, in this order, as EXIF orientations.
_TAKEN = (1, 0.93, 0.85, 0.7)
"""Parts of a damaged file that are tried."""
_QUARTERS = {0: 1, 1: 8, 2: 3, 3: 6}
_MIRRORED = {0: {1: 4, 8: 5, 3: 2, 6: 7}, 1: {1: 2, 8: 7, 3: 4, 6: 5}}


def read_preview(
    file: BinaryIO, least_side: int, least_pixels: int
) -> tuple[Image.Image, bytes | None, tuple[int, int]] | None:
    """Decode the largest preview in a HEIF file, with the profile and the size of the whole picture.

    None where there is none of the picture's shape with enough pixels, or where the picture itself is small.

    Args:
        file: the file.
        least_side: pixels that the preview has along each side at least.
        least_pixels: of pictures with fewer no preview is decoded.
    """
    import pillow_heif

    whole = cast("Any", pillow_heif).open_heif(file)
    image = whole[whole.primary_index]
    width, height = image.size
    sides = list(image.info.get("thumbnails", ()))
    if not sides or width * height < least_pixels:
        return None
    preview = cast("Image.Image", image.get_thumbnail(sides.index(max(sides))).to_pillow()).convert("RGB")
    # To a pixel: others have bars beside the picture, or lie on their side.
    same_shape = abs(preview.width * height - preview.height * width) <= max(width, height)
    if min(preview.size) < least_side or not same_shape:
        return None
    return preview, image.info.get("icc_profile"), (width, height)


def read_heif(file: BinaryIO, name: str, page: int | None) -> Raster:
    """Decode a picture of a HEIF file, the primary one by default; at its full depth."""
    import pillow_heif

    def opened(data: bytes) -> Any:
        return cast("Any", pillow_heif).open_heif(io.BytesIO(data), convert_hdr_to_8bit=False)

    def decode(data: bytes) -> npt.NDArray[Any]:
        return np.asarray(opened(data)[number])

    data = file.read()
    missing = False
    try:
        try:
            whole = opened(data)
        except _HEIF_ERRORS:
            whole = opened(continued(data, b"\0"))
        number = chosen_page(page, len(whole), whole.primary_index)
        image = whole[number]
        check_size(name, *image.size)
        try:
            values = np.asarray(image)
        except _HEIF_ERRORS:
            values, missing = decode_cut(decode, data)
    except (DecodeError, PhotoError):
        raise
    except _HEIF_ERRORS as error:
        raise undecodable(error) from error
    values = values[: image.size[1], : image.size[0]]
    bits = int(image.info.get("bit_depth", 8))
    if values.dtype.itemsize == 2:
        values = full_range(values >> (16 - bits), bits)
    raster = raster_of(values)
    if raster.alpha is not None and image.premultiplied_alpha:
        raster = replace(raster, values=unmultiplied(raster.values, raster.alpha))
    # libheif turns the picture upright; the orientation among the EXIF data is the same once more.
    raster = replace(raster, page=number, pages=len(whole))
    raster = raster.noted(PART_MISSING) if missing else raster
    if image.info.get("icc_profile"):
        return replace(raster, profile=image.info["icc_profile"])
    told = image.info.get("nclx_profile")
    if told:
        return with_cicp(raster, Cicp(int(told["color_primaries"]), int(told["transfer_characteristics"])))
    return replace(raster, profile=profile_of_exif(exif_of_bytes(image.info.get("exif"))))


def read_avif(file: BinaryIO, name: str, page: int | None) -> Raster:
    """Decode a picture, or a frame, of an AVIF file at its full depth."""
    data = file.read()
    properties = item_properties(data).get(primary_item(data)) or _of_track(data)
    kinds: dict[bytes, bytes] = {}
    for kind, content in properties:
        kinds.setdefault(kind, content)
    size = kinds.get(b"ispe", b"")
    if len(size) >= 12:
        check_size(name, int.from_bytes(size[4:8], "big"), int.from_bytes(size[8:12], "big"))
    if data[8:12] == b"avis":
        # imagecodecs 2026.3 crashes at animations.
        raster = read_by_pillow(data, name, page, "AVIF")
    else:
        chosen_page(page, 1)
        raster = _still(data, _bits(kinds.get(b"av1C", b"")))
    turn = _QUARTERS.get(kinds[b"irot"][0] & 3 if kinds.get(b"irot") else 0, 1)
    if kinds.get(b"imir"):
        turn = _MIRRORED[kinds[b"imir"][0] & 1][turn]
    raster = replace(raster, orientation=turn)
    colours = [content for kind, content in properties if kind == b"colr"]
    icc = next((c[4:] for c in colours if c[:4] in (b"prof", b"rICC")), None)
    if icc is not None:
        return replace(raster, profile=icc)
    told = next((c for c in colours if c[:4] == b"nclx" and len(c) >= 10), None)
    if told is None:
        return raster
    return with_cicp(raster, Cicp(int.from_bytes(told[4:6], "big"), int.from_bytes(told[6:8], "big")))


def _still(data: bytes, bits: int) -> Raster:
    codecs = cast("Any", imagecodecs)
    missing = False
    try:
        values = codecs.avif_decode(data)
    except codecs.AvifError as error:
        values, missing = _part_of_still(data, error)
    raster = raster_of(full_range(values, bits))
    return raster.noted(PART_MISSING) if missing else raster


def _part_of_still(data: bytes, problem: Exception) -> tuple[npt.NDArray[Any], bool]:
    """The readable part, and if one is missing. AV1's decoder is strict near the end: then less is taken."""
    codecs = cast("Any", imagecodecs)
    for share in _TAKEN:
        try:
            return decode_cut(codecs.avif_decode, data[: int(len(data) * share)])
        except codecs.AvifError:
            continue
    raise undecodable(problem) from problem


def _bits(configuration: bytes) -> int:
    """Bits of a sample, from AV1's configuration (AV1-ISOBMFF, 2.3.3)."""
    if len(configuration) < 3 or not configuration[2] & 0x40:
        return 8
    return 12 if configuration[2] & 0x20 else 10


_SAMPLE_TABLE = (b"moov", b"trak", b"mdia", b"minf", b"stbl")
_VISUAL_ENTRY = 78


def _of_track(data: bytes) -> list[tuple[bytes, bytes]]:
    """Properties of an animation's first track, where there is no item."""
    for table in inner(data, *_SAMPLE_TABLE, b"stsd"):
        for _, entry in boxes(table, 8):
            return list(boxes(entry, _VISUAL_ENTRY))
    return []
