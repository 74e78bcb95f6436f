"""JPEG compression: what it does to a picture, and how strong a file's was."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt
from PIL import Image

Picture = npt.NDArray[np.uint8]

LUMA_STEPS = (
    (16, 11, 10, 16, 24, 40, 51, 61),
    (12, 12, 14, 19, 26, 58, 60, 55),
    (14, 13, 16, 24, 40, 57, 69, 56),
    (14, 17, 22, 29, 51, 87, 80, 62),
    (18, 22, 37, 56, 68, 109, 103, 77),
    (24, 35, 55, 64, 81, 104, 113, 92),
    (49, 64, 78, 87, 103, 121, 120, 101),
    (72, 92, 95, 98, 112, 100, 103, 99),
)
"""The luminance quantisation table that the standard suggests (ITU-T T.81, table K.1)."""
LUMA_TABLE_SUM = sum(map(sum, LUMA_STEPS))


def as_jpeg(picture: Picture, quality: int, *, subsampled: bool) -> Picture:
    """A picture (h, w, 3) after JPEG compression, 4:2:0 or 4:4:4, at a quality of libjpeg's scale."""
    file = io.BytesIO()
    subsampling = "4:2:0" if subsampled else "4:4:4"
    Image.fromarray(picture).save(file, "JPEG", quality=quality, subsampling=subsampling)
    return np.asarray(Image.open(file, formats=("JPEG",)).convert("RGB"))


CLEAN_QUALITY, WORST_QUALITY = 100, 30
"""Qualities of libjpeg's scale between which compression is measured."""


def compression(quality: float) -> float:
    """How strongly a JPEG quality of libjpeg's scale compresses: 0 at 100, 1 at 30 and below."""
    return min(max((CLEAN_QUALITY - quality) / (CLEAN_QUALITY - WORST_QUALITY), 0.0), 1.0)


def quality_of(tables: Mapping[int, Sequence[int]]) -> int | None:
    """The quality, 1..100 on libjpeg's scale, whose luminance table is as strong as a file's.

    libjpeg scales the standard's table by 5000 / quality per cent below 50 and by 200 - 2 quality above.
    Tables of other makers are judged by their mean step alike; None where there is no table of 64 numbers.
    """
    table = tables.get(0)
    if table is None or len(table) != 64:
        return None
    percent = 100 * sum(table) / LUMA_TABLE_SUM
    quality = (200 - percent) / 2 if percent <= 100 else 5000 / percent
    return round(min(max(quality, 1), 100))
