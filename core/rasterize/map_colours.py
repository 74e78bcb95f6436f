"""Colours of maps of the kernels' structure, for the window and for files."""

from __future__ import annotations

from typing import Literal

import numpy as np
import numpy.typing as npt

Values = npt.NDArray[np.floating]
Scale = Literal["hue", "ramp", "signed"]
"""Kinds of scale: for directions, for sizes, and for values about a middle."""

_RAMP = np.array(((13, 8, 60), (36, 74, 148), (30, 140, 140), (110, 190, 80), (250, 230, 70)), np.float32)
_SIGNED = np.array(
    ((40, 110, 220), (150, 190, 230), (40, 42, 46), (235, 170, 130), (215, 60, 40)), np.float32
)
PERCENTILES = (1.0, 99.0)
"""That a map's range reaches to."""


def colours(scale: Scale, share: Values) -> Values:
    """Red, green, blue, 0..255, of places 0..1 on a scale; (..., 3)."""
    if scale == "hue":
        # A hue at full strength: each channel rises, stays and falls, a third of the circle after another.
        turned = (share[..., None] - np.array((0, 1 / 3, 2 / 3), np.float32) + np.float32(0.5)) % 1
        return np.clip(2 - np.abs(6 * turned - 3), 0, 1) * np.float32(255)
    ramp = _SIGNED if scale == "signed" else _RAMP
    place = np.clip(share, 0, 1) * (len(ramp) - 1)
    first = np.minimum(place.astype(np.intp), len(ramp) - 2)
    part = (place - first)[..., None]
    return ramp[first] * (1 - part) + ramp[first + 1] * part


def value_range(values: Values) -> tuple[float, float]:
    """Least and largest value of a map's colours: `PERCENTILES` of it, never equal."""
    low, high = (float(v) for v in np.percentile(values, PERCENTILES))
    return low, max(high, low + 1e-6)
