"""Pictures that Pillow decodes: WebP, GIF, BMP, TGA, PCX, DDS and icons; and TIFF where tifffile cannot."""

from __future__ import annotations

import io
import logging
from collections.abc import Callable
from dataclasses import replace
from typing import Any, BinaryIO, cast

import numpy as np
from PIL import ExifTags, Image, ImageFile

from ...utils.arrays import Pixels
from ..cicp import profile_of_exif
from ..damage import decode_twice, over_grey
from ..number_ranges import displayable
from ..photo import PhotoError, check_size
from ..raster import MISSING, PART_MISSING, DecodeError, Raster, check_plausible, chosen_page, unmultiplied
from ..tone import sixteen_bits_of_lab

log = logging.getLogger(__name__)
_BAND_PIXELS = 1 << 20
FLAWS = (OSError, SyntaxError, IndexError, ValueError, EOFError)
"""Errors of Pillow's decoders at a file that is damaged, or ends too early."""


def read_webp(file: BinaryIO, name: str, page: int | None) -> Raster:
    """Decode a frame of a WebP file."""
    return read(file.read(), name, page, "WEBP")


def read_gif(file: BinaryIO, name: str, page: int | None) -> Raster:
    """Decode a frame of a GIF file, whose canvas may be far larger than what is drawn on it."""
    data = file.read()
    width, height = (int.from_bytes(data[i : i + 2], "little") for i in (6, 8))
    check_plausible(name, width, height, len(data))
    return read(data, name, page, "GIF")


def read_bmp(file: BinaryIO, name: str, page: int | None) -> Raster:
    """Decode a BMP file, or a DIB one, which lacks its header."""
    return read(file.read(), name, page, "BMP", "DIB")


def read_tga(file: BinaryIO, name: str, page: int | None) -> Raster:
    """Decode a Targa file."""
    return read(file.read(), name, page, "TGA")


def read_pcx(file: BinaryIO, name: str, page: int | None) -> Raster:
    """Decode a page of a PCX or DCX file."""
    return read(file.read(), name, page, "PCX", "DCX")


def read_dds(file: BinaryIO, name: str, page: int | None) -> Raster:
    """Decode a DDS file's largest level."""
    return read(file.read(), name, page, "DDS")


def read_icon(file: BinaryIO, name: str, page: int | None) -> Raster:
    """Decode one size of an ICO file; pages are its sizes, the largest first."""
    data = file.read()
    number, pages = 0, 1

    def opened(data: bytes) -> Image.Image:
        nonlocal number, pages
        icon = cast("Any", Image.open(io.BytesIO(data), formats=("ICO",))).ico
        pages = len(icon.entry)
        number = chosen_page(page, pages)
        check_size(name, *icon.entry[number].dim)
        return icon.frame(number)

    return _shown(opened, data, lambda: (number, pages))


def read(data: bytes, name: str, page: int | None, *formats: str) -> Raster:
    """Decode a page of a file that is of one of some of Pillow's formats."""
    number, pages = 0, 1

    def opened(data: bytes) -> Image.Image:
        nonlocal number, pages
        image = open_image(data, name, *formats)
        pages = max(1, int(getattr(image, "n_frames", 1)))
        number = chosen_page(page, pages)
        if number:
            image.seek(number)
        return image

    return _shown(opened, data, lambda: (number, pages))


def _shown(
    opened: Callable[[bytes], Image.Image], data: bytes, place: Callable[[], tuple[int, int]]
) -> Raster:
    image, missing = load(opened, data)
    number, pages = place()
    raster = replace(raster_of_image(image), page=number, pages=pages)
    return raster.noted(PART_MISSING) if missing else raster


def open_image(data: bytes, name: str, *formats: str) -> Image.Image:
    """Open a file as one of some formats and check its size; nothing is decoded yet."""
    image = Image.open(io.BytesIO(data), formats=formats)
    check_size(name, *image.size)
    return image


def load(opened: Callable[[bytes], Image.Image], data: bytes) -> tuple[Image.Image, bool]:
    """Decode an image; where the file is damaged, what is there over grey.

    As in `decode_cut`, and over another ground each time, for Pillow's decoders may stop where they are.

    Args:
        opened: opens a file's bytes, at the frame that is meant.
        data: the file.

    Returns:
        The image, and whether a part of it is missing.
    """
    try:
        image = opened(data)
        image.load()
        return image, False
    except (PhotoError, DecodeError):
        raise
    except FLAWS as error:
        problem = error

    def plausible(continued: bytes) -> Image.Image:
        image = opened(continued)
        check_plausible("", *image.size, len(data))
        return image

    grounds = iter(range(MISSING, 255, 9))  # another for each way that is tried
    try:
        first, second = decode_twice(lambda data: load_damaged(lambda: plausible(data), next(grounds)), data)
    except FLAWS:
        raise problem from None
    mode = "RGBA" if first.has_transparency_data else "RGB"
    one, two = (array_of(image.convert(mode)) for image in (first, second))
    values, missing = over_grey(one, one != two)
    result = Image.fromarray(values)
    result.info = first.info
    return result, missing


def load_damaged(opened: Callable[[], Image.Image], ground: int) -> Image.Image:
    """Decode as much as there is over a grey ground, 0 to 255."""
    before = ImageFile.LOAD_TRUNCATED_IMAGES
    ImageFile.LOAD_TRUNCATED_IMAGES = True
    try:
        image = opened()
        if cast("Any", image)._im is None:
            # Pillow's decoders write into what is there already.
            cast("Any", image).im = Image.new(image.mode, image.size, _ground_of(image.mode, ground)).im
        image.load()
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = before
    return image


def _ground_of(mode: str, ground: int) -> int | tuple[int, ...]:
    bands = len(Image.new(mode, (1, 1)).getbands())
    return ground if bands == 1 else (ground,) * bands


def raster_of_image(image: Image.Image) -> Raster:
    """Raster of a decoded image."""
    return with_side_data(_values_of(image), image)


def with_side_data(raster: Raster, image: Image.Image) -> Raster:
    """The raster of an image with the profile and the orientation that the image's file tells."""
    info = cast("dict[str, Any]", image.info)
    exif = exif_of(image)
    profile = info.get("icc_profile") or (profile_of_exif(exif) if raster.channels == "RGB" else None)
    return replace(raster, profile=profile, orientation=orientation_of(exif))


def _values_of(image: Image.Image) -> Raster:
    mode = image.mode
    if mode == "La":
        values = array_of(image)
        return Raster(unmultiplied(values[..., 0], values[..., 1]), "L", values[..., 1])
    if mode.startswith("I;16"):
        return Raster(np.asarray(image).astype(np.uint16), "L")
    if mode in ("I", "F"):
        values, notes = displayable(np.asarray(image), 32)
        return Raster(values, "L", notes=notes)
    if mode == "LAB":
        # Pillow gives a* and b* as signed bytes.
        lab = np.asarray(image)
        a, b = (lab[..., i].view(np.int8).astype(np.float32) for i in (1, 2))
        return Raster(sixteen_bits_of_lab(lab[..., 0] * np.float32(100 / 255), a, b), "RGB")
    if mode == "CMYK":
        return Raster(array_of(image), "CMYK")
    if mode in ("1", "L", "LA") and (mode == "LA" or not image.has_transparency_data):
        values = array_of(image.convert("L") if mode == "1" else image)
        return Raster(values, "L") if mode != "LA" else Raster(values[..., 0], "L", values[..., 1])
    if image.has_transparency_data:
        values = array_of(image if mode == "RGBA" else image.convert("RGBA"))
        return Raster(values[..., :3], "RGB", values[..., 3])
    return Raster(array_of(image if mode == "RGB" else image.convert("RGB")), "RGB")


def array_of(image: Image.Image) -> Pixels:
    """Array of an image, copied band by band: Pillow's own way makes two copies of the whole."""
    width, height = image.size
    rows = max(1, _BAND_PIXELS // max(width, 1))
    bands = len(image.getbands())
    result = np.empty((height, width) if bands == 1 else (height, width, bands), np.uint8)
    for top in range(0, height, rows):
        result[top : top + rows] = np.asarray(image.crop((0, top, width, min(top + rows, height))))
    return result


def exif_of(image: Image.Image) -> Image.Exif:
    """EXIF data of an image; empty where they are broken."""
    try:
        return image.getexif()
    except Exception as error:  # broken metadata must not keep a photo closed
        log.info("EXIF data cannot be read: %s", error)
        return Image.Exif()


def exif_of_bytes(data: bytes | None) -> Image.Exif:
    """EXIF data of a block that a file holds; empty where they are broken."""
    exif = Image.Exif()
    try:
        exif.load(data or b"")
    except Exception as error:  # broken metadata must not keep a photo closed
        log.info("EXIF data cannot be read: %s", error)
        return Image.Exif()
    return exif


def orientation_of(exif: Image.Exif) -> int:
    """The orientation that EXIF data tell, 1 to 8."""
    try:
        value = int(exif.get(ExifTags.Base.Orientation, 1))
    except Exception as error:  # broken metadata must not keep a photo closed
        log.info("the orientation cannot be read: %s", error)
        return 1
    return value if 1 <= value <= 8 else 1
