"""A drawn frame, and its pixels as a screen takes them."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from ..geometry.view import Box, View
from .frame_pacing import Quality

Strip = tuple[int, int, int, int]
"""Left, top, right, bottom in a view's device pixels."""


@dataclass(frozen=True, eq=False)
class Frame:
    """A drawn view."""

    pixels: npt.NDArray[np.uint8]
    """(height, width, 4): blue, green, red, 255, in the photo's own space. Outside the photo it holds no
    meaning."""
    screen: npt.NDArray[np.uint8]
    """The same as an sRGB screen shows it; `pixels` themselves where the photo is in sRGB."""
    view: View
    source: Literal["photo", "field", "partly field"]
    """The source of the picture."""
    kernels: int
    """Kernels in the view; 0 where the photo is shown."""
    seconds: float
    """Time that the drawing took."""
    final: bool
    """True if it would look the same later: drawn at full quality in one piece, no tile missing."""
    quality: Quality
    """How it was drawn."""
    fresh: int
    """Pixels that were drawn; the others were taken from a frame before."""
    models: tuple[str, ...] = ()
    """Networks that made the tiles that are shown."""
    state: object = None
    """Token of the field and its display; see `DisplayedField.state`."""

    def strips(self, view: View, quality: Quality, changed: list[Box] | None) -> list[Strip] | None:
        """The boxes of another view that are left to draw, if this frame is moved to its place.

        None where they have nothing in common, or this frame will not do: it is not the field alone, of
        another quality or state, or the view lies off by a part of a device pixel.

        Args:
            view: the other view.
            quality: how it is to be drawn.
            changed: parts of the plane that look otherwise now; None if all may, as
                `DisplayedField.changed_since` tells.
        """
        if self.source != "field" or self.quality != quality or changed is None:
            return None
        shift = view.shift_of(self.view)
        if shift is None or abs(shift[0]) >= view.width or abs(shift[1]) >= view.height:
            return None
        right, down = shift
        top, bottom = max(0, down), view.height + min(0, down)
        strips = [
            (0, 0, view.width, top),
            (0, bottom, view.width, view.height),
            (0, top, right, bottom),
            (view.width + right, top, view.width, bottom),
        ]
        for x0, y0, x1, y1 in changed:
            (u0, v0), (u1, v1) = view.to_device(x0, y0), view.to_device(x1, y1)
            left, right = max(0, math.floor(u0)), min(view.width, math.ceil(u1))
            strips.append((left, max(0, math.floor(v0)), right, min(view.height, math.ceil(v1))))
        return [s for s in strips if s[0] < s[2] and s[1] < s[3]]


def bgrx(picture: npt.NDArray[np.uint8]) -> npt.NDArray[np.uint8]:
    """(h, w, 3) red, green, blue as (h, w, 4) blue, green, red, 255."""
    out = np.empty((*picture.shape[:2], 4), np.uint8)
    out[..., :3] = picture[..., ::-1]
    out[..., 3] = 255
    return out


def copy_moved(source: npt.NDArray[np.uint8], target: npt.NDArray[np.uint8], right: int, down: int) -> None:
    """Copy what stays in the picture when it is moved; both (h, w, 4) of one size."""
    h, w = source.shape[:2]
    rows, columns = slice(max(0, -down), h - max(0, down)), slice(max(0, -right), w - max(0, right))
    target[max(0, down) : h + min(0, down), max(0, right) : w + min(0, right)] = source[rows, columns]


def area(strips: list[Strip]) -> int:
    """Device pixels in strips."""
    return sum((right - left) * (bottom - top) for left, top, right, bottom in strips)
