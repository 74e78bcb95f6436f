"""Photos early, in fewer pixels: a JPEG decoded at a half to an eighth, reduced pages, cameras' previews."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, cast

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageOps

from ..utils.messages import printable
from .formats import HEAD_BYTES, format_of
from .icc import to_srgb

log = logging.getLogger(__name__)

LEAST_PIXELS = 24_000_000
"""Smaller photos are whole before a window is there to show an early picture of them."""
LEAST_SIDE = 1600
"""Least side of the picture that is shown until the photo is there."""


@dataclass(frozen=True, eq=False)
class EarlyPicture:
    """A photo in fewer pixels, to be shown until it is there."""

    pixels: npt.NDArray[np.uint8]
    """(h, w, 3), sRGB, the right way up."""
    size: tuple[int, int]
    """Width and height of the photo."""


def early_picture(path: Path, *, least_side: int, least_pixels: int) -> EarlyPicture | None:
    """Return a photo in fewer pixels; None where the photo is as quick, or its file damaged.

    There is one of a large JPEG, of a TIFF file with reduced pages, of a raw or HEIC file with a preview.

    Args:
        path: the file.
        least_side: pixels that it has along each side at least, of those that the photo has.
        least_pixels: of photos with fewer there is none.
    """
    try:
        with path.open("rb") as file:
            kind = format_of(file.read(HEAD_BYTES), path.suffix)
            file.seek(0)
            if kind is None:
                return None
            found = _READERS[kind.name](file, least_side, least_pixels) if kind.name in _READERS else None
            return None if found is None or found.size[0] * found.size[1] < least_pixels else found
    except Exception as error:  # decoders raise nearly anything; who reads the photo tells why
        log.debug("no early picture of %s: %s", printable(path.name), error)
        return None


def _of_jpeg(file: BinaryIO, least_side: int, least_pixels: int) -> EarlyPicture | None:
    with Image.open(file, formats=("JPEG",)) as image:
        if image.width * image.height < least_pixels or image.mode not in ("RGB", "L"):
            return None
        size = image.width, image.height
        profile = cast("dict[str, Any]", image.info).get("icc_profile")
        image.draft(image.mode, (least_side, least_side))
        small = ImageOps.exif_transpose(image)
        upright = size if (small.width > small.height) == (size[0] > size[1]) else (size[1], size[0])
        if profile:
            way = to_srgb(profile, "L" if small.mode == "L" else "RGB")
            small = way.eight_bits(small if small.mode == way.channels else small.convert(way.channels))
        return EarlyPicture(np.asarray(small.convert("RGB")), upright)


def _of_tiff(file: BinaryIO, least_side: int, least_pixels: int) -> EarlyPicture | None:
    from .decode import photo_of_raster
    from .readers.tiff import read_reduced

    del least_pixels
    found = read_reduced(file, least_side)
    if found is None:
        return None
    raster, (width, height) = found
    size = (height, width) if raster.orientation >= 5 else (width, height)
    return EarlyPicture(photo_of_raster(raster, "", keep_space=False).eight_bits, size)


def _of_raw(file: BinaryIO, least_side: int, least_pixels: int) -> EarlyPicture | None:
    from .readers.raw import read_preview

    del least_pixels
    found = read_preview(file, min(least_side, _LEAST_PREVIEW))
    return None if found is None else EarlyPicture(np.asarray(found[0].convert("RGB")), found[1])


def _of_heif(file: BinaryIO, least_side: int, least_pixels: int) -> EarlyPicture | None:
    from .readers.heif import read_preview

    found = read_preview(file, min(least_side, _LEAST_HEIF_PREVIEW), least_pixels)
    if found is None:
        return None
    preview, profile, size = found
    if profile:
        preview = to_srgb(profile, "RGB").eight_bits(preview)
    return EarlyPicture(np.asarray(preview), size)


_LEAST_HEIF_PREVIEW = 240
"""Phones' previews are of 320 x 240 to 512 x 384 pixels, cameras' of 1620 x 1080."""
_LEAST_PREVIEW = 1000
"""Many cameras' previews are of 1620 x 1080 pixels."""
_READERS: dict[str, Callable[[BinaryIO, int, int], EarlyPicture | None]] = {
    "JPEG": _of_jpeg,
    "TIFF": _of_tiff,
    "camera raw": _of_raw,
    "HEIF": _of_heif,
}
"""By the format's name."""
