"""Decoding a file: its pixels turned the right way up and brought to sRGB, or left in a wide space."""

from __future__ import annotations

import hashlib
import logging
import threading
import traceback
import warnings
from dataclasses import replace
from pathlib import Path
from typing import Any, BinaryIO, cast

import numpy as np
import numpy.typing as npt
from PIL import Image, UnidentifiedImageError

from ..utils.arrays import Pixels
from ..utils.messages import Message, printable
from .formats import HEAD_BYTES, format_of
from .holes import read_file
from .icc import Channels, ProfileError, ToSrgb, to_srgb
from .photo import Photo, PhotoError, finished_photo
from .raster import DecodeError, Raster, cut_short, no_header
from .working_space import WorkingSpace, working_space

_log = logging.getLogger(__name__)
_BAND_PIXELS = 1 << 20
_ENDS_EARLY = ("truncated", "too small", "premature", "unexpected end", "more_input", "end of file", "eof")
# `warnings.catch_warnings`, and Pillow's way with damaged files, belong to the whole process.
_one_at_a_time = threading.Lock()
# Pillow warns, then raises, at sizes of its own choice; the limit here is checked for every file.
Image.MAX_IMAGE_PIXELS = None


def load_photo(path: Path, page: int | None = None, *, keep_space: bool = False) -> Photo:
    """Open a photo of any format in `formats.FORMATS`.

    See `decode_photo`.

    Args:
        path: the file.
        page: which of the pictures in it, from 0; None for the file's own choice.
        keep_space: see `decode_photo`.

    Raises:
        PhotoError: if there is no such file, or it cannot be opened as a photo.
    """
    if path.is_dir():
        raise PhotoError(Message("{path} is a folder, not a photo.", path=path))
    try:
        with path.open("rb") as file:
            return replace(decode_photo(file, path.name, page, keep_space=keep_space), path=path)
    except FileNotFoundError:
        raise PhotoError(Message("There is no file {path}.", path=path)) from None
    except OSError as error:
        raise PhotoError(Message("{path} cannot be read: {error}.", path=path, error=error)) from error


def decode_photo(file: BinaryIO, name: str, page: int | None = None, *, keep_space: bool = False) -> Photo:
    """Decode an open file.

    Files of more than 8 bits a channel keep their depth (uint16). The orientation is applied. Colours are
    converted to sRGB, or kept in a wide space of their own, from what the file tells of them: a profile, code
    points, gamma and chromaticities, or EXIF. What had to be assumed, and what is missing of a damaged file,
    is said in the photo's notes.

    Args:
        file: at its start; one that can be sought in.
        name: the file's, for sentences; its suffix tells formats that have no mark.
        page: which of the pictures in it, from 0; None for the file's own choice.
        keep_space: leave pixels in a wide RGB space of their own, `Photo.space`; else all are in sRGB.

    Raises:
        PhotoError: if it cannot be decoded as a photo.
        OSError: if it cannot be read.
    """
    head = file.read(HEAD_BYTES)
    suffix = Path(name).suffix
    if not head:
        raise PhotoError(Message("{name} is empty.", name=name))
    if suffix.lower() == ".safetensors" or head[8:10] == b'{"':
        raise PhotoError(Message("{name} is a field or weights file, not a photo.", name=name))
    kind = format_of(head, suffix)
    if kind is None:
        raise PhotoError(_no_picture(name))
    file.seek(0)
    digest = hashlib.file_digest(file, "sha256").hexdigest()  # pyright: ignore[reportArgumentType]
    file.seek(0)
    try:
        with _one_at_a_time, warnings.catch_warnings(record=True) as flaws:
            # Pillow warns of flaws in metadata that do not touch the picture.
            warnings.simplefilter("always")
            raster = read_file(kind, file, name, page)
        for flaw in dict.fromkeys(str(flaw.message) for flaw in flaws):
            _log.info("%s: %s", printable(name), flaw)
        return photo_of_raster(raster, digest if page is None else f"{digest} page {raster.page}", keep_space)
    except MemoryError:
        raise PhotoError(Message("There is not enough memory to open {name}.", name=name)) from None
    except (PhotoError, ImportError, NameError):  # the latter two are this program's own
        raise
    except UnidentifiedImageError:
        if not kind.marks:
            raise PhotoError(_no_picture(name)) from None
        raise PhotoError(Message("{name} cannot be opened: {error}.", name=name, error=no_header())) from None
    except DecodeError as error:
        if _ends_early(error):
            raise PhotoError(cut_short(name)) from error
        raise PhotoError(Message("{name} cannot be opened: {error}.", name=name, error=error)) from error
    except Exception as error:  # decoders raise nearly anything at damaged files
        if _raised_here(error):
            if isinstance(error, (TypeError, AttributeError, AssertionError)):
                raise  # a fault of this program
            _log.warning("%s: damaged, or a fault of this program", printable(name), exc_info=error)
        if _ends_early(error):
            raise PhotoError(cut_short(name)) from error
        raise PhotoError(
            Message(
                "{name} is damaged and cannot be read ({error}).",
                name=name,
                error=str(error) or type(error).__name__,
            )
        ) from error


def _raised_here(error: Exception) -> bool:
    """True if this program's code raised it, and not that of a decoder."""
    *_, (frame, _line) = traceback.walk_tb(error.__traceback__)
    return str(frame.f_globals.get("__name__", "")).startswith(f"{__name__.split('.')[0]}.")


def _ends_early(error: Exception) -> bool:
    return isinstance(error, EOFError) or any(word in str(error).lower() for word in _ENDS_EARLY)


def _no_picture(name: str) -> Message:
    return Message("{name} is not a picture of a format that can be opened here.", name=name)


def photo_of_raster(raster: Raster, digest: str, keep_space: bool) -> Photo:
    """A photo of a decoded picture: upright, in sRGB or its own space; `digest` becomes its hash."""
    space = (
        working_space(raster.profile) if keep_space and raster.profile and raster.channels == "RGB" else None
    )
    pixels, notes = _upright_pixels(raster, space)
    alpha = None
    if raster.alpha is not None:
        alpha, stored = _upright(raster.alpha.shape[:2], raster.orientation, raster.alpha.dtype)
        stored[:] = raster.alpha
    photo = finished_photo(pixels, alpha, digest, None, raster.notes + notes, raster.jpeg_quality)
    return replace(photo, page=raster.page, pages=raster.pages, space=space)


def _upright_pixels(raster: Raster, space: WorkingSpace | None) -> tuple[Pixels, tuple[str, ...]]:
    """The pixels in sRGB, or in their own space, and the right way up; and what could not be done.

    Converted band by band.
    """
    way, notes = _way_to_srgb(raster.profile, raster.channels) if space is None else (None, ())
    values = raster.values
    if way is None and raster.channels == "RGB" and raster.orientation == 1:
        return np.ascontiguousarray(values), notes
    if way is None and raster.channels == "CMYK":
        notes += (
            Message("The picture holds inks without a profile: each is taken as the complement of a light."),
        )
    height, width = values.shape[:2]
    pixels, stored = _upright((height, width), raster.orientation, values.dtype, 3)
    rows = max(1, _BAND_PIXELS // width)
    for top in range(0, height, rows):
        band = values[top : top + rows]
        if way is not None:
            band = _converted(way, band)
        elif raster.channels == "CMYK":
            full = np.iinfo(band.dtype).max
            light = full - band
            band = light[..., :3].astype(np.uint32) * light[..., 3:] // int(full)
        stored[top : top + rows] = band[..., None] if band.ndim == 2 else band
    return pixels, notes


def _converted(way: ToSrgb, band: Pixels) -> Pixels:
    if band.ndim == 2 and way.channels == "RGB":
        band = np.repeat(band[..., None], 3, axis=2)
    if band.dtype == np.uint16:
        return way.sixteen_bits(cast("npt.NDArray[np.uint16]", band))
    mode = "CMYK" if way.channels == "CMYK" else None
    return np.asarray(way.eight_bits(_image(np.ascontiguousarray(band), mode)))


def _image(band: Pixels, mode: str | None) -> Image.Image:
    if mode is None:
        return Image.fromarray(band)
    height, width = band.shape[:2]
    return Image.frombuffer(mode, (width, height), band, "raw", mode, 0, 1)


def _way_to_srgb(profile: bytes | None, channels: Channels) -> tuple[ToSrgb | None, tuple[str, ...]]:
    if not profile:
        return None, ()
    try:
        way = to_srgb(profile, channels)
    except ProfileError as error:
        return None, (
            Message(
                "The colour profile cannot be used ({error}); colours are shown as if it were sRGB.",
                error=error,
            ),
        )
    return None if way.identity else way, ()


def _upright(stored: tuple[int, ...], orientation: int, dtype: Any, *channels: int) -> tuple[Pixels, Pixels]:
    """An empty upright array for a picture of stored (height, width), and its view in stored order."""
    orientation = orientation if 1 <= orientation <= 8 else 1
    shape = stored[::-1] if orientation >= 5 else stored
    array: Pixels = np.empty((*shape, *channels), dtype)
    return array, _unturned(array, orientation)


def _unturned(array: Pixels, orientation: int) -> Pixels:
    """A view of an upright array in which a file's rows and columns run as they are stored."""
    if orientation in (2, 3, 6, 7):
        array = array[:, ::-1]
    if orientation in (3, 4, 7, 8):
        array = array[::-1]
    return array.swapaxes(0, 1) if orientation >= 5 else array
