"""JPEG files, alone or several in one (MPO)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, BinaryIO, cast

import imagecodecs
from PIL import Image

from ..jpeg import quality_of
from ..jpeg_holes import without_holes
from ..jpeg_segments import END_MARKER, SCAN, segments
from ..photo import check_size
from ..raster import MISSING, PART_MISSING, WITH_GAPS, Raster, chosen_page, full_range, raster_of
from .pillow import FLAWS, array_of, load_damaged, open_image, raster_of_image, with_side_data

_PADDING = b"\x55\xaa" * (1 << 15) + END_MARKER
_NO_FRAME_HEADERS = (0xC4, 0xC8, 0xCC)
# Panoramas, disparities and angles (CIPA DC-007, 5.2.3.3.1).
_MP_KIND = "Multi-Frame Image"


def read(file: BinaryIO, name: str, page: int | None) -> Raster:
    """Decode a JPEG file, or one picture of an MPO file."""
    data = file.read()
    bits, scan = _header(data)
    if bits > 8:
        values = cast("Any", imagecodecs).jpeg_decode(data)
        check_size(name, values.shape[1], values.shape[0])
        return raster_of(full_range(values, bits))
    image = open_image(data, name, "JPEG")
    frames = _frames(image)
    number = chosen_page(page, len(frames))
    image.seek(frames[number])
    quality = quality_of(getattr(image, "quantization", {}))
    first = frames[number] == 0
    rest = without_holes(data, scan) if first else data
    if rest is not data:
        raster = _with_gaps(rest, name)
    else:
        raster = (_whole(data, scan, image) if first else None) or _loaded(data, name, image, frames[number])
    return replace(raster, jpeg_quality=quality, page=number, pages=len(frames))


def _whole(data: bytes, scan: int, image: Image.Image) -> Raster | None:
    """The file's first picture, if it is grey or in colours and has its end marker; else None.

    As Pillow decodes it, to the last bit, in half of the time and memory: Pillow keeps four bytes for each
    pixel, which are copied into three. A file without the end marker may be cut short: this decoder would
    fill it up and not tell.

    Args:
        data: the file.
        scan: where its first scan begins.
        image: what Pillow found in its header.
    """
    if image.mode not in ("L", "RGB") or data.find(END_MARKER, scan) < 0:
        return None
    try:
        values = cast("Any", imagecodecs).jpeg8_decode(data)
    except cast("Any", imagecodecs).Jpeg8Error:
        return None
    if values.shape[:2] != (image.height, image.width):
        return None
    return with_side_data(raster_of(values), image)


def _loaded(data: bytes, name: str, image: Image.Image, frame: int) -> Raster:
    """A picture of the file as Pillow decodes it, with a note where a part is missing."""
    try:
        image.load()
    except FLAWS:
        image, missing = _damaged(data, name, frame)
        raster = raster_of_image(image)
        return raster.noted(PART_MISSING) if missing else raster
    return raster_of_image(image)


def _with_gaps(data: bytes, name: str) -> Raster:
    """The first picture of a file without its holes: libjpeg fills up with grey to the next marker."""
    image = load_damaged(lambda: open_image(data + END_MARKER, name, "JPEG"), MISSING)
    return raster_of_image(image).noted(WITH_GAPS)


def _damaged(data: bytes, name: str, frame: int) -> tuple[Image.Image, bool]:
    """The readable part over grey, and whether anything is missing.

    libjpeg fills up with grey behind an end marker. What comes out otherwise when other bytes stand before
    the marker is not in the file; a file that only lacks the marker comes out the same.
    """

    def opened(data: bytes) -> Image.Image:
        image = open_image(data, name, "JPEG")
        image.seek(frame)
        return image

    pictures: list[Image.Image] = []
    for end, ground in ((END_MARKER, MISSING), (_PADDING, 255 - MISSING // 2)):
        pictures.append(load_damaged(lambda end=end: opened(data.rstrip(b"\xff") + end), ground))
    first, second = (array_of(picture) for picture in pictures)
    return pictures[0], bool((first != second).any())


def _frames(image: Image.Image) -> list[int]:
    """The pictures of an MPO file that stand for themselves; previews and gain maps are smaller."""
    info = getattr(image, "mpinfo", None)
    if info is None:
        return [0]
    size, found = image.size, [0]
    try:
        for i, entry in enumerate(info[0xB002]):
            image.seek(i)
            if i and (str(entry["Attribute"]["MPType"]).startswith(_MP_KIND) or image.size == size):
                found.append(i)
    except (KeyError, TypeError, *FLAWS):
        return [0]
    finally:
        image.seek(0)
    return found


def _header(data: bytes) -> tuple[int, int]:
    """Bits of a sample, 8 where no frame header tells, and where the first scan begins."""
    bits = 8
    for segment in segments(data):
        if segment.marker == SCAN:
            return bits, segment.start
        if 0xC0 <= segment.marker <= 0xCF and segment.marker not in _NO_FRAME_HEADERS:
            bits = data[segment.start] if segment.start < len(data) else bits
    return bits, len(data)
