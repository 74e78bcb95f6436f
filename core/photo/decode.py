"""Decoding a file: its pixels turned the right way up and brought to sRGB."""

from __future__ import annotations

import hashlib
import io
import threading
import warnings
from pathlib import Path
from typing import Any, cast

import numpy as np
from PIL import ExifTags, Image, UnidentifiedImageError

from ..utils.arrays import Pixels
from ..utils.messages import Sentence
from .deep import (
    DeepError,
    DeepPixels,
    is_deep_png,
    read_deep_png,
    read_deep_tiff,
    tiff_size_and_depth,
)
from .icc import Channels, ProfileError, ToSrgb
from .jpeg import quality_of
from .photo import Photo, PhotoError, check_size, finished_photo

_FORMATS = ("JPEG", "PNG", "WEBP", "TIFF", "BMP", "GIF", "AVIF")
_BAND_PIXELS = 1 << 20
_TIFF = (b"II*\0", b"MM\0*", b"II+\0", b"MM\0+")
_GREY_MODES = ("1", "L", "LA", "La")
# `warnings.catch_warnings` belongs to the whole process: one photo at a time.
_one_at_a_time = threading.Lock()
# Pillow warns, then raises, at sizes of its own choice; the limit here is checked for every file.
Image.MAX_IMAGE_PIXELS = None


def load_photo(path: Path) -> Photo:
    """Open a photo: JPEG, MPO, PNG, WebP, TIFF, BMP, GIF or AVIF; of several frames, the first.

    Files of more than 8 bits a channel in PNG and TIFF keep their depth (uint16). The EXIF orientation is
    applied, the embedded profile is converted to sRGB; where the profile cannot be used, the values are
    kept and a note says so.

    Raises:
        PhotoError: if there is no such file, or it cannot be opened as a photo whole.
    """
    if path.is_dir():
        raise PhotoError(Sentence("{path} is a folder, not a photo.", path=path))
    try:
        with path.open("rb") as file, _one_at_a_time, warnings.catch_warnings():
            # Pillow warns of flaws in metadata that do not touch the picture.
            warnings.simplefilter("ignore")
            return _load(path, file)
    except FileNotFoundError:
        raise PhotoError(Sentence("There is no file {path}.", path=path)) from None
    except MemoryError:
        raise PhotoError(Sentence("There is not enough memory to open {name}.", name=path.name)) from None
    except OSError as error:
        raise PhotoError(
            Sentence("{path} cannot be read: {error}.", path=path, error=error.strerror or error)
        ) from error


def _load(path: Path, file: io.BufferedReader) -> Photo:
    head = file.read(16)
    if not head:
        raise PhotoError(Sentence("{name} is empty.", name=path.name))
    if path.suffix.lower() == ".safetensors" or head[8:10] == b'{"':
        raise PhotoError(Sentence("{name} is a field or weights file, not a photo.", name=path.name))
    file.seek(0)
    digest = hashlib.file_digest(file, "sha256").hexdigest()
    file.seek(0)
    jpeg_quality: int | None = None
    try:
        deep = _deep_tiff(path.name, file) if head[:4] in _TIFF else None
        if deep is None:
            with Image.open(file, formats=_FORMATS) as image:
                check_size(path.name, *image.size)
                jpeg_quality = quality_of(getattr(image, "quantization", {}))
                deep = _deep_png(file, image)
                pixels, alpha, notes = _eight_bits(image) if deep is None else _sixteen_bits(deep)
        else:
            pixels, alpha, notes = _sixteen_bits(deep)
    except (PhotoError, MemoryError):
        raise
    except UnidentifiedImageError:
        raise PhotoError(
            Sentence(
                "{name} is not a picture that can be opened here "
                "(JPEG, PNG, WebP, TIFF, BMP, GIF and AVIF are).",
                name=path.name,
            )
        ) from None
    except DeepError as error:
        raise PhotoError(
            Sentence("{name} cannot be opened: {error}.", name=path.name, error=error)
        ) from error
    except Exception as error:  # decoders raise nearly anything at damaged files
        if "truncated" in str(error) or "too small" in str(error) or "premature" in str(error).lower():
            raise PhotoError(
                Sentence("{name} is cut short: a part of the picture is missing.", name=path.name)
            ) from error
        raise PhotoError(
            Sentence("{name} is damaged and cannot be read ({error}).", name=path.name, error=error)
        ) from error
    return finished_photo(pixels, alpha, digest, path, notes, jpeg_quality)


def _deep_tiff(name: str, file: io.BufferedReader) -> DeepPixels | None:
    """A TIFF file's picture at more than 8 bits a channel, or None if it does not have them."""
    width, height, deep = tiff_size_and_depth(file)
    check_size(name, width, height)
    return read_deep_tiff(file) if deep else None


def _deep_png(file: io.BufferedReader, image: Image.Image) -> DeepPixels | None:
    """A PNG file's picture at 16 bits a channel, or None if it does not have them."""
    if not is_deep_png(file):
        return None
    info = cast("dict[str, Any]", image.info)
    return read_deep_png(file, info.get("transparency"), info.get("icc_profile"), _png_orientation(info))


def _png_orientation(info: dict[str, Any]) -> int:
    # `getexif` of a PNG image would decode it: its chunk may stand behind the pixels.
    exif = Image.Exif()
    try:
        exif.load(info.get("exif", b""))
        return int(exif.get(ExifTags.Base.Orientation, 1))
    except Exception:  # broken metadata must not keep a photo closed
        return 1


def _orientation(image: Image.Image) -> int:
    try:
        return int(image.getexif().get(ExifTags.Base.Orientation, 1))
    except Exception:  # broken metadata must not keep a photo closed
        return 1


def _unturned(array: Pixels, orientation: int) -> Pixels:
    """A view of an upright array in which a file's rows and columns run as they are stored."""
    if orientation in (2, 3, 6, 7):
        array = array[:, ::-1]
    if orientation in (3, 4, 7, 8):
        array = array[::-1]
    return array.swapaxes(0, 1) if orientation >= 5 else array


def _upright(stored: tuple[int, int], orientation: int, dtype: Any, *channels: int) -> tuple[Pixels, Pixels]:
    """An empty upright array for a picture of stored (height, width), and its view in stored order."""
    orientation = orientation if 1 <= orientation <= 8 else 1
    shape = stored[::-1] if orientation >= 5 else stored
    array: Pixels = np.empty((*shape, *channels), dtype)
    return array, _unturned(array, orientation)


def _to_srgb(profile: bytes | None, channels: Channels) -> tuple[ToSrgb | None, tuple[str, ...]]:
    if not profile:
        return None, ()
    try:
        way = ToSrgb(profile, channels)
    except ProfileError as error:
        return None, (
            Sentence(
                "The colour profile cannot be used ({error}); colours are shown as if it were sRGB.",
                error=error,
            ),
        )
    return None if way.identity else way, ()


def _eight_bits(image: Image.Image) -> tuple[Pixels, Pixels | None, tuple[str, ...]]:
    """Decode by Pillow; convert and turn band by band, so that nothing is in memory twice."""
    image.load()
    orientation = _orientation(image)
    width, height = image.size
    channels: Channels = "CMYK" if image.mode == "CMYK" else "L" if image.mode in _GREY_MODES else "RGB"
    way, notes = _to_srgb(cast("dict[str, Any]", image.info).get("icc_profile"), channels)
    pixels, stored = _upright((height, width), orientation, np.uint8, 3)
    alpha, stored_alpha = None, None
    if image.has_transparency_data:
        alpha, stored_alpha = _upright((height, width), orientation, np.uint8)
    rows = max(1, _BAND_PIXELS // width)
    for top in range(0, height, rows):
        band = image.crop((0, top, width, min(top + rows, height)))
        if stored_alpha is not None:
            band = band.convert("RGBA")
            stored_alpha[top : top + rows] = np.asarray(band.getchannel("A"))
        if way is not None:
            band = way.eight_bits(band if band.mode == way.channels else band.convert(way.channels))
        elif band.mode != "RGB":
            band = band.convert("RGB")
        stored[top : top + rows] = np.asarray(band)
    return pixels, alpha, notes


def _sixteen_bits(deep: DeepPixels) -> tuple[Pixels, Pixels | None, tuple[str, ...]]:
    """Convert and turn band by band, like `_eight_bits`."""
    way, notes = _to_srgb(deep.profile, deep.channels)
    values = deep.values
    height, width = values.shape[:2]
    if way is None and deep.channels == "RGB" and deep.orientation == 1 and deep.alpha is None:
        return np.ascontiguousarray(values), None, deep.notes + notes
    pixels, stored = _upright((height, width), deep.orientation, np.uint16, 3)
    rows = max(1, _BAND_PIXELS // width)
    for top in range(0, height, rows):
        band = values[top : top + rows]
        if way is not None:
            if deep.channels == "L" and way.channels == "RGB":
                band = np.repeat(band[..., None], 3, axis=2)
            band = way.sixteen_bits(band)
        elif deep.channels == "CMYK":
            light = np.uint16(65535) - band
            band = light[..., :3].astype(np.uint32) * light[..., 3:] // 65535
        stored[top : top + rows] = band[..., None] if band.ndim == 2 else band
    alpha = None
    if deep.alpha is not None:
        alpha, stored_alpha = _upright((height, width), deep.orientation, np.uint16)
        stored_alpha[:] = deep.alpha
    return pixels, alpha, deep.notes + notes
