"""The photo itself through a warp: its pixels, resampled where the plane shows them.

Where there is no field, or none that memory holds, and for comparisons. The field needs none of this.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt

from ..geometry.mapping import Mapping
from ..geometry.view import View
from .pyramid import Method, PhotoPyramid

V = TypeVar("V", np.uint8, np.float32)

BLOCK = 256
"""Device pixels along a side of what is resampled at a time: a turned line would need half the photo."""
_SUPPORT = {"nearest": 1, "bicubic": 2, "lanczos": 3}
"""Pixels that an interpolation looks at on each side."""


def draw_warped(
    draw: Callable[[View, Method], npt.NDArray[V]],
    mapping: Mapping,
    view: View,
    method: Method = "bicubic",
    factor: float = 1.0,
) -> npt.NDArray[V]:
    """The photo in a view of the plane, (height, width, 3); beyond the photo, its edge repeated.

    Args:
        draw: draws the photo itself: `PhotoPyramid.draw` or `PhotoPyramid.draw_exact`.
        mapping: the warp's map.
        view: what is looked at.
        method: how pixels are interpolated; below x1 the photo is reduced first.
        factor: pixels of what is drawn for each photo pixel of the map's, along a line.
    """
    blocks: list[tuple[int, int, npt.NDArray[V]]] = []
    for top, left, x, y in _blocks(mapping, view):
        scale = min(view.scale / factor, 1.0)
        x, y = x * (factor * scale), y * (factor * scale)
        source, x0, y0 = _source(x, y, _SUPPORT[method])
        part = draw(View(scale, x0 / scale, y0 / scale, *source), method)
        blocks.append((top, left, _interpolated(part, x - x0, y - y0, method)))
    out = np.empty((view.height, view.width, 3), blocks[0][2].dtype)
    for top, left, block in blocks:
        out[top : top + block.shape[0], left : left + block.shape[1]] = block
    return out


def draw_warped_alpha(pyramid: PhotoPyramid, mapping: Mapping, view: View) -> npt.NDArray[np.float32] | None:
    """The alpha in a view of the plane, (height, width), 0..1; None for an opaque photo."""
    out = np.empty((view.height, view.width), np.float32)
    for top, left, x, y in _blocks(mapping, view):
        scale = min(view.scale, 1.0)
        x, y = x * scale, y * scale
        source, x0, y0 = _source(x, y, 1)
        part = pyramid.draw_alpha(View(scale, x0 / scale, y0 / scale, *source))
        if part is None:
            return None
        out[top : top + len(x), left : left + x.shape[1]] = _interpolated(part, x - x0, y - y0, "linear")
    return out


def coverage(mapping: Mapping, view: View) -> npt.NDArray[np.float32] | None:
    """How much of each device pixel of a view of the plane shows the photo, (height, width), 0..1.

    None where all do. The edge is a straight line over a pixel: its share is that of its distance.
    """
    if mapping.covers(view.box):
        return None
    w, h = mapping.photo_size
    # How fast the distance to an edge grows across the plane, without the lens.
    across, down = (np.hypot(*row) for row in mapping.inverse)
    out = np.empty((view.height, view.width), np.float32)
    for top, left, x, y in _blocks(mapping, view):
        inside = np.minimum(np.minimum(x, w - x) / across, np.minimum(y, h - y) / down)
        share = np.clip(inside * view.scale + 0.5, 0, 1)
        out[top : top + len(x), left : left + x.shape[1]] = share
    return out


def ready_mask(
    mapping: Mapping, view: View, boxes: list[tuple[float, float, float, float]]
) -> npt.NDArray[np.bool_]:
    """Which device pixels of a view of the plane show a part of the photo that lies in one of some boxes."""
    out = np.zeros((view.height, view.width), np.bool_)
    for top, left, x, y in _blocks(mapping, view):
        part = out[top : top + len(x), left : left + x.shape[1]]
        for x0, y0, x1, y1 in boxes:
            part |= (x >= x0) & (x < x1) & (y >= y0) & (y < y1)
    return out


def _blocks(mapping: Mapping, view: View) -> Iterator[tuple[int, int, Any, Any]]:
    """Blocks of a view: first row and column, and the photo points under their pixels, x and y."""
    for top in range(0, view.height, BLOCK):
        rows = np.arange(top, min(top + BLOCK, view.height)) + 0.5
        for left in range(0, view.width, BLOCK):
            columns = np.arange(left, min(left + BLOCK, view.width)) + 0.5
            x: Any = view.x0 + columns / view.scale
            y: Any = view.y0 + rows[:, None] / view.scale
            yield top, left, *mapping.photo_points(x, y)


def _source(x: npt.NDArray[Any], y: npt.NDArray[Any], support: int) -> tuple[tuple[int, int], int, int]:
    """Size and corner of the pixels that some points need, in those pixels."""
    x0, y0 = math.floor(x.min()) - support, math.floor(y.min()) - support
    width, height = math.ceil(x.max()) + support - x0, math.ceil(y.max()) + support - y0
    return (max(width, 1), max(height, 1)), x0, y0


def _interpolated(source: npt.NDArray[Any], x: Any, y: Any, method: str) -> npt.NDArray[Any]:
    # numba loads in the thread that needs it, not with the window.
    from .interpolate import interpolate

    return interpolate(source, x, y, method)
