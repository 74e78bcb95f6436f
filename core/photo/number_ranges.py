"""Numbers of types without a white of their own (floating point, signed, wide) as 8 or 16 bits."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from ..utils.arrays import Pixels
from ..utils.messages import Message
from .raster import full_range, unknown_type

_FULL = 65535
_WIDE = 16.0
"""Floating point with larger values than this is not on a scale of 0 to 1."""
_SLACK = 0.5


def displayable(
    values: npt.NDArray[Any], bits: int, limits: tuple[float, float] | None = None
) -> tuple[Pixels, tuple[str, ...]]:
    """Values of any numeric type as uint8 or uint16 over the whole range, and what was assumed or lost.

    Unsigned integers of up to 16 bits keep their values. For other types black and white are what the file
    tells; else 0 and 1, 255 or 65535, whichever suits the values; else their own least and largest.
    Whole numbers of 32 bits that fit into 16 keep their values, as other programs write them.

    Args:
        values: bool, integers or floating point, any shape.
        bits: bits of each value that are in use.
        limits: the values of black and white as the file tells them.

    Raises:
        DecodeError: for other types.
    """
    kind = values.dtype.kind
    if kind == "b":
        return values.astype(np.uint8) * np.uint8(255), ()
    if kind == "u" and values.dtype.itemsize <= 2:
        return full_range(values, min(bits, 8 * values.dtype.itemsize)), ()
    if kind not in "iuf":
        raise unknown_type(values.dtype)
    low, high = _extent(values)
    if limits is None and kind == "u" and high > _FULL:
        return (values >> (8 * values.dtype.itemsize - 16)).astype(np.uint16), ()
    if limits is None and kind in "iu" and low >= 0 and high <= _FULL and values.dtype.itemsize > 2:
        return values.astype(np.uint16), ()
    if limits is not None and limits[0] < limits[1]:
        black, white = limits
    elif kind == "f" and low >= -_WIDE and high <= _WIDE:
        clipped = (Message("Values below 0 or above 1 were clipped."),) if low < 0 or high > 1 else ()
        return _stretched(values, 0, 1), clipped
    elif kind == "f" and low >= -_SLACK and high <= _FULL + _SLACK:
        black, white = 0.0, 255.0 if high <= 255 + _SLACK else float(_FULL)
    else:
        black, white = low, high
    note = Message("Values from {low:g} to {high:g} are shown from black to white.", low=black, high=white)
    return _stretched(values, black, white), (note,)


def _extent(values: npt.NDArray[Any]) -> tuple[float, float]:
    """Least and largest finite value; row by row, so that nothing of the picture's size is made."""
    low, high = np.inf, -np.inf
    for row in values:
        finite = row[np.isfinite(row)] if values.dtype.kind == "f" else row
        if finite.size:
            low, high = min(low, float(finite.min())), max(high, float(finite.max()))
    return (low, high) if low <= high else (0.0, 0.0)


def _stretched(values: npt.NDArray[Any], black: float, white: float) -> npt.NDArray[np.uint16]:
    result = np.empty(values.shape, np.uint16)
    span = white - black or 1.0
    for row in range(len(values)):  # row by row: the whole as float64 would be four times as large
        line = np.nan_to_num(values[row].astype(np.float64), nan=black, posinf=white, neginf=black)
        result[row] = np.clip((line - black) / span, 0, 1) * _FULL + 0.5
    return result
