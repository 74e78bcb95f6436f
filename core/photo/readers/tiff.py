"""TIFF files through tifffile, strip by strip; the few layouts that it lacks through Pillow."""

from __future__ import annotations

import io
import logging
import zlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any, BinaryIO, cast

import numpy as np
import numpy.typing as npt
import tifffile
from PIL import Image

from ...utils.messages import Message
from ..cicp import profile_of_exif
from ..damage import continued, decode_twice
from ..number_ranges import displayable
from ..photo import PhotoError, check_size
from ..raster import (
    MISSING,
    PART_MISSING,
    DecodeError,
    Raster,
    chosen_page,
    cut_short,
    no_header,
    nothing_there,
    unknown_colours,
    unknown_type,
    unmultiplied,
)
from ..tone import sixteen_bits_of_lab
from . import raw
from .pillow import read as read_by_pillow

log = logging.getLogger(__name__)
# It prints what is wrong with a file.
logging.getLogger("tifffile").setLevel(logging.CRITICAL + 1)

_MOST_SAMPLES = 16
_WHITE_IS_ZERO, _BLACK_IS_ZERO, _RGB, _PALETTE, _SEPARATED, _YCBCR = 0, 1, 2, 3, 5, 6
_CIELAB, _ICCLAB, _CFA, _LINEAR_RAW = 8, 9, 32803, 34892
_COLOURS = {0: 1, 1: 1, 2: 3, 3: 1, 5: 4, 6: 3, 8: 3, 9: 3}
"""Samples that are colour, by photometric interpretation."""
_JPEG = (6, 7, 34892, 33007)
_OLD_JPEG = 6
_DEFLATE = (8, 32946)
_ASSOCIATED, _UNASSOCIATED = 1, 2
_REDUCED, _MASK = 1, 4
_DNG_VERSION = 50706
_ORIENTATION = 274
_OFFSETS = {273, 324, 513}
"""Tags that tell where strips, tiles or an old kind of JPEG are."""
_END_BYTES = 1 << 16
_LEAST_VALUE, _LARGEST_VALUE = 340, 341
_SAME_SHAPE = 0.02
_SUB_PICTURES = 64


def read(file: BinaryIO, name: str, page: int | None) -> Raster:
    """Decode a page of a TIFF file; of a camera's raw file, its raw picture.

    Pages that are marked as reduced pictures of another are not counted. Where all pages are sizes of one
    picture, the largest is the default.

    Raises:
        DecodeError: if the page is of a layout that is not read.
    """
    return _read(file, name, page, may_go_on=True)


def _read(file: BinaryIO, name: str, page: int | None, *, may_go_on: bool) -> Raster:
    """As `read`; a list of contents that ends too early is continued once, by zeros."""
    try:
        tiff = tifffile.TiffFile(file)
    except (tifffile.TiffFileError, IndexError, ValueError) as error:
        raise DecodeError(Message("it has no list of its contents, or a broken one")) from error
    with tiff:
        every = list(_directories(tiff))
        if not every:
            # The list of contents often stands at the end.
            raise (
                PhotoError(cut_short(name))
                if _ends_early(tiff)
                else DecodeError(Message("it holds no picture"))
            )
        if any(_number(p.photometric) in (_CFA, _LINEAR_RAW) or _DNG_VERSION in p.tags for p in every):
            file.seek(0)
            return raw.read(file, name, page)
        pages = [p for p in every if not _number(p.subfiletype) & (_REDUCED | _MASK)] or every
        number = chosen_page(page, len(pages), _largest(pages))
        chosen = pages[number]
        if may_go_on and _lacks_tags(tiff, chosen):
            file.seek(0)
            return _read(io.BytesIO(file.read() + bytes(_END_BYTES)), name, page, may_go_on=False)
        lost_depth = not may_go_on and isinstance(cast("Any", chosen.bitspersample), tuple)
        if lost_depth or not _OFFSETS & set(chosen.tags.keys()):  # without these tifffile would make it black
            raise PhotoError(cut_short(name))
        check_size(name, _number(chosen.imagewidth), _number(chosen.imagelength))
        try:
            raster = _decoded(chosen)
        except (NotImplementedError, _LeftToPillow):
            file.seek(0)
            raster = read_by_pillow(file.read(), name, chosen.index if chosen.index else 0, "TIFF")
    return replace(raster, page=number, pages=len(pages))


def _lacks_tags(tiff: tifffile.TiffFile, page: tifffile.TiffPage) -> bool:
    """True where values of a page's tags could not be read, as behind the end of the file."""
    handle, layout = tiff.filehandle, tiff.tiff
    handle.seek(page.offset)
    count = handle.read(layout.tagnosize)
    return int.from_bytes(count, "little" if layout.byteorder == "<" else "big") > len(page.tags)


def read_reduced(file: BinaryIO, least_side: int) -> tuple[Raster, tuple[int, int]] | None:
    """Decode the smallest reduced picture of a file's largest page that is large enough.

    Args:
        file: at its start.
        least_side: pixels that it has along each side at least.

    Returns:
        The picture and the page's width and height as stored; None where there is none.
    """
    with tifffile.TiffFile(file) as tiff:
        every = list(_directories(tiff))
        own = [p for p in every if not _number(p.subfiletype) & (_REDUCED | _MASK)] or every
        page = own[_largest(own)]
        size = _number(page.imagewidth), _number(page.imagelength)
        reduced = [
            p
            for p in every
            if least_side <= min(p.imagewidth, p.imagelength)
            and p.imagewidth < size[0]
            and _number(p.photometric) == _number(page.photometric)
            and abs(p.imagewidth * size[1] / (p.imagelength * size[0]) - 1) < _SAME_SHAPE
        ]
        if not reduced:
            return None
        found = _decoded(min(reduced, key=lambda p: _number(p.imagewidth)))
        whole = page.tags.get(_ORIENTATION)
        if whole is not None and str(whole.value).isdigit():
            found = replace(found, orientation=int(whole.value))
        return replace(found, profile=found.profile or page.iccprofile), size


def _ends_early(tiff: tifffile.TiffFile) -> bool:
    """True if the first directory should stand behind the end of the file."""
    handle, layout = tiff.filehandle, tiff.tiff
    handle.seek(8 if layout.is_bigtiff else 4)
    place = handle.read(layout.offsetsize)
    return int.from_bytes(place, "little" if layout.byteorder == "<" else "big") + 8 > handle.size


class _LeftToPillow(Exception):
    """A layout that only libtiff knows."""


def _directories(tiff: tifffile.TiffFile) -> Iterator[tifffile.TiffPage]:
    """The pictures of a file, those in sub-directories behind their owners."""
    index, seen = 0, set[int]()
    while True:
        try:
            page = cast("Any", tiff.pages[index])
        except (IndexError, tifffile.TiffFileError, ValueError):
            return
        if page.offset in seen:  # the list leads back into itself: it would have no end
            return
        seen.add(page.offset)
        if isinstance(page, tifffile.TiffFrame):
            page = page.aspage()
        if page.imagewidth and page.imagelength:
            yield page
        try:
            subordinates = list(page.pages or ())[:_SUB_PICTURES]
        except (IndexError, tifffile.TiffFileError, ValueError):
            subordinates = []
        for subordinate in subordinates:
            sub = cast("Any", subordinate)
            yield sub.aspage() if isinstance(sub, tifffile.TiffFrame) else sub
        index += 1


def _largest(pages: list[tifffile.TiffPage]) -> int:
    """The largest page where all are sizes of one picture, none twice; else the first."""
    sizes = [(_number(p.imagewidth), _number(p.imagelength)) for p in pages]
    ratios = [w / h for w, h in sizes]
    halves = len(set(sizes)) == len(sizes) and max(ratios) / min(ratios) < 1 + _SAME_SHAPE
    return max(range(len(sizes)), key=lambda i: sizes[i][0] * sizes[i][1]) if halves else 0


def _number(tag: Any) -> int:
    """A tag's number.

    Raises:
        DecodeError: if damage has made it something else.
    """
    try:
        return int(tag)
    except (TypeError, ValueError):
        raise no_header() from None


def _decoded(page: tifffile.TiffPage) -> Raster:
    photometric, bits = _number(page.photometric), _number(page.bitspersample)
    samples = _number(page.samplesperpixel)
    extra = tuple(_number(kind) for kind in page.extrasamples)
    if samples > _MOST_SAMPLES:
        raise DecodeError(Message("it has {count} values for each pixel", count=samples))
    if page.imagedepth != 1:
        raise DecodeError(Message("it holds a stack of pictures ({axes})", axes=page.axes))
    if _number(page.compression) == _OLD_JPEG or (
        photometric == _YCBCR and _number(page.compression) not in _JPEG
    ):
        raise _LeftToPillow
    colours = _COLOURS.get(photometric)
    if colours is None or samples < colours:
        raise unknown_colours(photometric, samples)
    at = next((colours + i for i, kind in enumerate(extra) if kind in (_ASSOCIATED, _UNASSOCIATED)), None)
    if at is not None and at >= samples:
        at = None
    values, missing = _samples(page, [*range(colours), *([] if at is None else [at])])
    tag = page.tags.get("Orientation")
    orientation = int(tag.value) if tag is not None and str(tag.value).isdigit() else 1
    raster = _meant(page, values, photometric, colours, bits, at is not None)
    if at is not None and raster.alpha is not None and extra[at - colours] == _ASSOCIATED:
        raster = replace(raster, values=unmultiplied(raster.values, raster.alpha))
    profile = page.iccprofile
    if profile is None and photometric == _RGB:
        profile = _profile_of_exif(page)
    if photometric in (_CIELAB, _ICCLAB):
        profile = None
    raster = replace(raster, orientation=orientation, profile=profile)
    return _over_grey(raster, missing).noted(PART_MISSING) if missing else raster


def _meant(
    page: tifffile.TiffPage,
    values: npt.NDArray[Any],
    photometric: int,
    colours: int,
    bits: int,
    has_alpha: bool,
) -> Raster:
    """The raster of stored samples (h, w, n)."""
    if photometric == _PALETTE:
        return _from_palette(page, values[..., 0])
    if photometric in (_CIELAB, _ICCLAB):
        rgb = _from_lab(values[..., :3], icc=photometric == _ICCLAB)
        alpha = displayable(values[..., 3], bits)[0] if has_alpha else None
        if alpha is not None and alpha.dtype == np.uint8:
            alpha = alpha.astype(np.uint16) * np.uint16(257)
        return Raster(rgb, "RGB", alpha)
    shown, notes = displayable(values, bits, _limits(page))
    if photometric == _WHITE_IS_ZERO:
        shown[..., 0] = np.iinfo(shown.dtype).max - shown[..., 0]
    alpha = shown[..., colours] if has_alpha else None
    if colours == 1:
        return Raster(shown[..., 0], "L", alpha, notes=notes)
    return Raster(shown[..., :colours], "CMYK" if colours == 4 else "RGB", alpha, notes=notes)


Box = tuple[slice, slice]


def _samples(page: tifffile.TiffPage, kept: list[int]) -> tuple[npt.NDArray[Any], list[Box]]:
    """Some samples of a page, (h, w, n) in the file's type, and the boxes where they are missing.

    Strips and tiles are decoded one by one: a damaged one takes no other along, and of many samples only
    those that are kept need memory.
    """
    if page.dtype is None:
        raise unknown_type(page.bitspersample)
    height, width = _number(page.imagelength), _number(page.imagewidth)
    kind = np.dtype(np.float32) if page.dtype == np.float64 else page.dtype
    result = np.zeros((height, width, len(kept)), kind)
    missing: list[Box] = []
    arguments: dict[str, Any] = {"_fullsize": page.is_tiled}
    if _number(page.compression) in _JPEG:
        arguments |= {"jpegtables": page.jpegtables, "jpegheader": page.jpegheader}
    decode = cast("Any", page).decode
    handle = page.parent.filehandle
    for index, (offset, count) in enumerate(zip(page.dataoffsets, page.databytecounts, strict=False)):
        _, (sample, _, top, left, _), (_, rows, columns, _) = decode(None, index, **arguments)
        rows, columns = min(rows, height - top), min(columns, width - left)
        if rows <= 0 or columns <= 0 or (_is_planar(page) and sample not in kept):
            continue
        handle.seek(offset)
        data = handle.read(count)

        def decoded(data: bytes, index: int = index) -> npt.NDArray[Any] | None:
            return decode(data, index, **arguments)[0]

        segment, good = (
            _segment(decoded, data, rows, _continued_by(page, rows)) if data else (None, 0 if count else rows)
        )
        if good < rows:
            missing.append((slice(top + good, top + rows), slice(left, left + columns)))
        if segment is None:
            continue
        part = segment[0, :rows, :columns]
        target = result[top : top + part.shape[0], left : left + part.shape[1]]
        if _is_planar(page):
            target[..., kept.index(sample)] = part[..., 0]
        else:
            target[:] = part[..., kept]
    if len(missing) and sum(_area(box) for box in missing) >= height * width:
        raise nothing_there()
    return result, missing


def _area(box: Box) -> int:
    return (box[0].stop - box[0].start) * (box[1].stop - box[1].start)


def _is_planar(page: tifffile.TiffPage) -> bool:
    return _number(page.planarconfig) == 2 and _number(page.samplesperpixel) > 1


def _segment(
    decode: Callable[[bytes], npt.NDArray[Any] | None],
    data: bytes,
    rows: int,
    go_on: Callable[[bytes, bytes], bytes],
) -> tuple[npt.NDArray[Any] | None, int]:
    """A decoded strip or tile (depth, h, w, n), None where there is nothing, and how many rows are good.

    A damaged one is decoded twice, as in `damage.py`.
    """
    try:
        return decode(data), rows
    except NotImplementedError:
        raise
    except Exception:  # decoders raise nearly anything at damaged data
        try:
            first, second = decode_twice(decode, data, go_on)
        except Exception as error:
            log.info("a part of a TIFF file cannot be decoded: %s", error)
            return None, 0
    if first is None or second is None or first.shape != second.shape:
        return None, 0
    same = (first[0] == second[0]).all(axis=(1, 2))
    return first, rows if same.all() else int(np.argmin(same))


def _continued_by(page: tifffile.TiffPage, rows: int) -> Callable[[bytes, bytes], bytes]:
    """How a strip or tile of some rows that ends too early goes on."""
    if _number(page.compression) not in _DEFLATE:
        return continued
    samples = 1 if _is_planar(page) else _number(page.samplesperpixel)
    columns = _number(page.tilewidth if page.is_tiled else page.imagewidth)
    size = -(-columns * samples * _number(page.bitspersample) // 8) * rows

    def unpacked_continued(data: bytes, byte: bytes) -> bytes:
        there = zlib.decompressobj().decompress(data, size)
        return zlib.compress(there + byte * (size - len(there)), 1)

    return unpacked_continued


def _limits(page: tifffile.TiffPage) -> tuple[float, float] | None:
    """The values of black and white that the tags tell."""
    low, high = (page.tags.get(tag) for tag in (_LEAST_VALUE, _LARGEST_VALUE))
    if low is None or high is None:
        return None
    try:
        return float(np.min(low.value)), float(np.max(high.value))
    except (TypeError, ValueError):
        return None


def _from_palette(page: tifffile.TiffPage, indices: npt.NDArray[Any]) -> Raster:
    """Colours of a colour map; some writers fill it with 8 bits where 16 are meant."""
    table = page.colormap
    if table is None or table.ndim != 2 or table.shape[0] != 3:
        raise DecodeError(Message("its colour map is missing"))
    colours = table.astype(np.uint32)
    if int(colours.max()) > 255:
        colours = (colours + 128) // 257
    colours = colours.astype(np.uint8).T
    return Raster(colours[np.minimum(indices, len(colours) - 1)], "RGB")


def _from_lab(values: npt.NDArray[Any], *, icc: bool) -> npt.NDArray[np.uint16]:
    """CIELAB as TIFF 6.0 stores it (signed a* and b*), or as ICC does (a* and b* from 0 at -128)."""
    if values.dtype.itemsize == 1:
        top, one = 255.0, 1.0
        chroma = values[..., 1:].astype(np.float32) - 128 if icc else values[..., 1:].view(np.int8)
    elif values.dtype.itemsize == 2 and values.dtype.kind in "iu":
        top, one = 65280.0 if icc else 65535.0, 256.0
        chroma = values[..., 1:].astype(np.float32) - 32768 if icc else values[..., 1:].view(np.int16)
    elif values.dtype.kind == "f":
        top, one, chroma = 100.0, 1.0, values[..., 1:]
    else:
        raise unknown_type(values.dtype)
    lightness = values[..., 0].astype(np.float32) * np.float32(100 / top)
    a, b = (chroma[..., i].astype(np.float32) / np.float32(one) for i in (0, 1))
    return sixteen_bits_of_lab(lightness, a, b)


def _profile_of_exif(page: tifffile.TiffPage) -> bytes | None:
    tag = page.tags.get("ExifTag")
    if tag is None:
        return None
    handle = page.parent.filehandle
    exif = Image.Exif()
    try:
        handle.seek(0)
        exif.load_from_fp(cast("Any", handle), None)
    except Exception as error:  # broken metadata must not keep a photo closed
        log.info("EXIF data cannot be read: %s", error)
        return None
    return profile_of_exif(exif)


def _over_grey(raster: Raster, missing: list[Box]) -> Raster:
    """Grey in the boxes where a file has no pixels."""
    top = int(np.iinfo(raster.values.dtype).max)
    for box in missing:
        raster.values[box] = MISSING * (top // 255)
        if raster.alpha is not None:
            raster.alpha[box] = top
    return raster
