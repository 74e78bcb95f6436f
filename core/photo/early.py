"""A large JPEG early: decoded at a half, a quarter or an eighth, by the inner part of its cosines."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageOps

from .icc import ToSrgb

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
    """Return a large JPEG's picture in fewer pixels; None where the photo is as quick, or it is damaged.

    Args:
        path: the file.
        least_side: pixels that it has along each side at least, of those that the photo has.
        least_pixels: of photos with fewer there is none.
    """
    try:
        with Image.open(path, formats=("JPEG",)) as image:
            if image.width * image.height < least_pixels or image.mode not in ("RGB", "L"):
                return None
            size = image.width, image.height
            profile = cast("dict[str, Any]", image.info).get("icc_profile")
            image.draft(image.mode, (least_side, least_side))
            small = ImageOps.exif_transpose(image)
            upright = size if (small.width > small.height) == (size[0] > size[1]) else (size[1], size[0])
            if profile:
                way = ToSrgb(profile, "L" if small.mode == "L" else "RGB")
                small = way.eight_bits(small if small.mode == way.channels else small.convert(way.channels))
            return EarlyPicture(np.asarray(small.convert("RGB")), upright)
    except Exception:  # decoders raise nearly anything; who reads the photo tells why
        return None
