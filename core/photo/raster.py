"""A decoded picture as its file stores it: before the orientation and the colours are applied."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from ..utils.arrays import Pixels
from ..utils.errors import CsrError
from ..utils.messages import Message
from .icc import Channels
from .photo import PhotoError

MOST_PIXELS_OF_A_BYTE = 10_000
"""Most pixels that a byte can stand for: 8,256 by deflate at one bit a pixel, 2,730 by LZW."""
_ALWAYS_PLAUSIBLE = 1 << 24
PART_MISSING = Message("The file is cut short: a part of the picture is missing.")
"""The note of a picture that is shown with grey where the file ends too early."""
WITH_GAPS = Message("The file has gaps: a part of the picture is missing.")
"""The note of a picture of whose data some in the middle were left out."""
MISSING = 128
"""Grey level, 0 to 255, of pixels that a damaged file does not hold."""


class DecodeError(CsrError):
    """A file's picture cannot be decoded; the message says why, as a part of a sentence."""


@dataclass(frozen=True, eq=False)
class Raster:
    """A decoded picture as its file stores it."""

    values: Pixels
    """(h, w) grey, (h, w, 3) RGB or (h, w, 4) CMYK with 0 for no ink; uint8 or uint16, all of the range."""
    channels: Channels
    alpha: Pixels | None = None
    """(h, w) of the same type."""
    profile: bytes | None = None
    """ICC profile of the values; None for sRGB."""
    orientation: int = 1
    """As in EXIF, 1 to 8."""
    notes: tuple[str, ...] = ()
    """Sentences about damage, and about what the file left open and was assumed."""
    jpeg_quality: int | None = None
    """See `Photo.jpeg_quality`."""
    page: int = 0
    """Number of this picture among those of the file, from 0."""
    pages: int = 1
    """How many pictures, or frames, the file holds."""

    def noted(self, *notes: str) -> Raster:
        """The same with further notes."""
        return replace(self, notes=self.notes + notes)


def check_plausible(name: str, width: int, height: int, size: int) -> None:
    """Check that a file is large enough for its pixels, before memory is taken for them.

    Args:
        name: the file's.
        width: as its header tells.
        height: as its header tells.
        size: bytes of the file.

    Raises:
        PhotoError: if no compression of the formats that this is asked for packs as many into it.
    """
    if width * height > MOST_PIXELS_OF_A_BYTE * size + _ALWAYS_PLAUSIBLE:
        raise PhotoError(
            Message(
                "{name} claims to have {width} x {height} pixels, more than its {size} bytes can hold.",
                name=name,
                width=width,
                height=height,
                size=size,
            )
        )


def chosen_page(page: int | None, pages: int, default: int = 0) -> int:
    """The number of the page to decode, from 0.

    Args:
        page: the page that is asked for; None for the file's own choice.
        pages: how many there are.
        default: the file's own choice.

    Raises:
        DecodeError: if there is no such page.
    """
    if page is None:
        return min(default, pages - 1)
    if not 0 <= page < pages:
        raise DecodeError(Message("it has {pages} pages, and no page {page}", pages=pages, page=page + 1))
    return page


def cut_short(name: str) -> Message:
    """The sentence about a file that ends too early for any of it to be shown."""
    return Message("{name} is cut short: a part of the picture is missing.", name=name)


def unknown_type(kind: object) -> DecodeError:
    """The error for values of a type that is not read."""
    return DecodeError(Message("its values are of a type that is not known here ({type})", type=kind))


def unknown_colours(way: object, count: int) -> DecodeError:
    """The error for colours that are stored in a way that is not read.

    Args:
        way: the format's name or number for it.
        count: values of a pixel.
    """
    return DecodeError(
        Message(
            "its colours are stored in a way that is not known here ({way}, {count})", way=way, count=count
        )
    )


def no_header() -> DecodeError:
    """The error for a file whose header is missing or broken."""
    return DecodeError(Message("its header is missing or broken"))


def nothing_there() -> DecodeError:
    """The error for a file that ends before the first pixel."""
    return DecodeError(Message("no part of the picture is there"))


def undecodable(reason: object) -> DecodeError:
    """The error for a picture that its decoder refuses.

    Args:
        reason: the decoder's.
    """
    return DecodeError(Message("its picture cannot be decoded ({reason})", reason=reason))


def raster_of(values: npt.NDArray[Any]) -> Raster:
    """Raster of uint8 or uint16 (h, w) or (h, w, 1 to 4): grey or RGB, perhaps with alpha.

    Raises:
        DecodeError: for other shapes.
    """
    count = 1 if values.ndim == 2 else values.shape[2] if values.ndim == 3 else 0
    if not 1 <= count <= 4:
        raise DecodeError(Message("it has {count} values for each pixel", count=count))
    alpha = values[..., -1] if count in (2, 4) else None
    if count >= 3:
        return Raster(values[..., :3], "RGB", alpha)
    return Raster(values if values.ndim == 2 else values[..., 0], "L", alpha)


def full_range(values: npt.NDArray[Any], bits: int) -> Pixels:
    """Whole numbers of some bits, at most 16, over the whole range of uint8 (up to 8 bits) or uint16."""
    most, wanted = 2**bits - 1, np.uint8 if bits <= 8 else np.uint16
    top = int(np.iinfo(wanted).max)
    if most == top:
        return np.asarray(values, wanted)
    table = (np.arange(2**bits, dtype=np.uint32) * top + most // 2) // most
    return table.astype(wanted)[np.minimum(values, most)]


def unmultiplied(values: Pixels, alpha: Pixels) -> Pixels:
    """Colours that were stored multiplied by alpha, divided by it; 0 where nothing is left."""
    top = np.float32(np.iinfo(values.dtype).max)
    share = np.maximum(alpha, 1).astype(np.float32) / top
    straight = values / (share if values.ndim == 2 else share[..., None])
    return (np.minimum(straight, top) + np.float32(0.5)).astype(values.dtype)
