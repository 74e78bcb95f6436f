"""Files of more than 8 bits a channel, at their full depth: PNG through libpng, TIFF through tifffile.

Pillow reads both as 8 bits.
"""

from __future__ import annotations

import mmap
from dataclasses import dataclass
from typing import Any, BinaryIO, cast

import imagecodecs  # pyright: ignore[reportMissingTypeStubs]
import numpy as np
import numpy.typing as npt
import tifffile

from ..utils.messages import Sentence
from .icc import Channels

_FULL = 65535
_MOST_SAMPLES = 16


class DeepError(ValueError):
    """A file's layout is one that is not read; the message says which."""


@dataclass(frozen=True, eq=False)
class DeepPixels:
    """A decoded file before orientation and colour profile."""

    values: npt.NDArray[np.uint16]
    """(h, w) grey, (h, w, 3) RGB or (h, w, 4) CMYK with 0 for no ink."""
    channels: Channels
    alpha: npt.NDArray[np.uint16] | None
    profile: bytes | None
    orientation: int
    """As in EXIF, 1 to 8."""
    notes: tuple[str, ...] = ()


def is_deep_png(file: BinaryIO) -> bool:
    """Whether a file is PNG of 16 bits a channel. Leaves the file where it is."""
    place = file.tell()
    file.seek(0)
    header = file.read(25)
    file.seek(place)
    return header[:4] == b"\x89PNG" and header[24:25] == b"\x10"


def read_deep_png(
    file: BinaryIO, transparent: int | tuple[int, int, int] | None, profile: bytes | None, orientation: int
) -> DeepPixels:
    """Decode a PNG file of 16 bits a channel.

    Args:
        file: an open file on disk.
        transparent: the one value that its tRNS chunk declares transparent.
        profile: its ICC profile.
        orientation: its EXIF orientation.
    """
    with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        values = cast("npt.NDArray[np.uint16]", cast("Any", imagecodecs).png_decode(data))
    alpha = None
    count = 1 if values.ndim == 2 else values.shape[2]
    if count in (2, 4):
        values, alpha = values[..., : count - 1], values[..., count - 1]
    if count == 2:
        values = values[..., 0]
    if alpha is None and transparent is not None:
        hidden = values == np.asarray(transparent, np.uint16)
        alpha = np.where(hidden.all(axis=2) if hidden.ndim == 3 else hidden, 0, _FULL).astype(np.uint16)
    return DeepPixels(values, "L" if count < 3 else "RGB", alpha, profile, orientation)


def tiff_size_and_depth(file: BinaryIO) -> tuple[int, int, bool]:
    """Width, height, and whether a TIFF file's first picture has more than 8 bits a channel."""
    file.seek(0)
    with tifffile.TiffFile(file) as tiff:
        page = tiff.pages.first
        size = int(page.imagewidth), int(page.imagelength)
        deep = page.dtype is not None and page.dtype.itemsize > 1
    file.seek(0)
    return *size, deep


def read_deep_tiff(file: BinaryIO) -> DeepPixels:
    """Decode the first picture of a TIFF file of more than 8 bits a channel.

    Floating point is taken as sRGB-encoded, 0 to 1, and clipped; 32-bit whole numbers that fit into 16
    bits keep their values, as other programs write them.

    Raises:
        DeepError: if the picture is neither grey, RGB nor CMYK.
    """
    file.seek(0)
    with tifffile.TiffFile(file) as tiff:
        page = tiff.pages.first
        photometric, bits = int(page.photometric), page.bitspersample
        extra = tuple(int(kind) for kind in page.extrasamples)
        tag = page.tags.get("Orientation")
        orientation = int(tag.value) if tag is not None else 1
        profile = page.iccprofile
        if page.samplesperpixel > _MOST_SAMPLES:
            raise DeepError(Sentence("it has {count} values for each pixel", count=page.samplesperpixel))
        values = page.asarray()
        if page.axes == "SYX":
            values = np.moveaxis(values, 0, -1)
        elif page.axes not in ("YX", "YXS"):
            raise DeepError(Sentence("it holds a stack of pictures ({axes})", axes=page.axes))
    colours = {0: 1, 1: 1, 2: 3, 5: 4}.get(photometric)
    samples = 1 if values.ndim == 2 else values.shape[2]
    if colours is None or samples < colours:
        raise DeepError(
            Sentence(
                "its colours are stored in a way that is not known here ({way}, {count})",
                way=photometric,
                count=samples,
            )
        )
    values, notes = _to_sixteen_bits(values, bits)
    alpha = None
    if values.ndim == 3:
        if samples > colours and extra[:1] in ((1,), (2,)):
            alpha = values[..., colours]
        values = values[..., 0] if colours == 1 else values[..., :colours]
    if photometric == 0:
        values = _FULL - values
    if alpha is not None and extra[0] == 1:
        values = _unmultiplied(values, alpha)
    channels: Channels = "L" if colours == 1 else "RGB" if colours == 3 else "CMYK"
    return DeepPixels(values, channels, alpha, profile, orientation, notes)


def _to_sixteen_bits(values: npt.NDArray[Any], bits: int) -> tuple[npt.NDArray[np.uint16], tuple[str, ...]]:
    """The whole range of a TIFF's type as uint16, and what had to be given up."""
    if values.dtype.kind == "f":
        low, high = float(np.nanmin(values)), float(np.nanmax(values))
        notes = (Sentence("Values below 0 or above 1 were clipped."),) if not (low >= 0 and high <= 1) else ()
        result = np.empty(values.shape, np.uint16)
        for row in range(len(values)):  # row by row: the whole as float64 would be four times as large
            clipped = np.clip(np.nan_to_num(values[row]), 0, 1)
            result[row] = clipped.astype(np.float64) * _FULL + 0.5
        return result, notes
    if values.dtype == np.uint16:
        if bits < 16:
            values = (values.astype(np.uint32) * _FULL // (2**bits - 1)).astype(np.uint16)
        return values, ()
    if values.dtype.kind == "u" and int(values.max()) > _FULL:
        return (values >> (8 * values.dtype.itemsize - 16)).astype(np.uint16), ()
    if values.dtype.kind in "iu":
        return np.clip(values, 0, _FULL).astype(np.uint16), ()
    raise DeepError(Sentence("its values are of a type that is not known here ({type})", type=values.dtype))


def _unmultiplied(values: npt.NDArray[np.uint16], alpha: npt.NDArray[np.uint16]) -> npt.NDArray[np.uint16]:
    """Colours that were stored multiplied by alpha, divided by it; 0 where nothing is left."""
    share = np.maximum(alpha, 1).astype(np.float32) / np.float32(_FULL)
    straight = values / (share if values.ndim == 2 else share[..., None])
    return (np.minimum(straight, np.float32(_FULL)) + np.float32(0.5)).astype(np.uint16)
