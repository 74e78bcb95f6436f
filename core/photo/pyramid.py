"""The photo itself in a view: halved copies of it, and a resampling of the nearest one."""

from __future__ import annotations

import math
import threading
from dataclasses import dataclass
from typing import Literal, TypeVar

import numpy as np
import numpy.typing as npt
from PIL import Image

from ..geometry.view import View
from ..utils.arrays import Pixels
from .photo import Photo, edge_crop, eight_bits

T = TypeVar("T", np.uint8, np.float32)

Method = Literal["bicubic", "lanczos", "nearest"]
"""How the photo's pixels are resampled."""

_BAND_PIXELS = 1 << 20
# Pillow's Lanczos reaches 3 pixels, 6 where it reduces by two; one more for rounding.
_SUPPORT = 7
_FAR = 1e15
"""No device pixel is farther away than this; whole numbers up to here are exact."""


class PhotoPyramid:
    """A photo at every scale. Threads may share it.

    Each level is half as large as the one before, made when a view first needs it; all together take a
    third of the photo's memory (a sixth for a photo of 16 bits, and a third more once it is saved reduced).

    Args:
        photo: the photo.
    """

    def __init__(self, photo: Photo) -> None:
        self._size = photo.size
        self._pixels: list[Pixels] = [photo.pixels]
        self._exact = self._pixels if photo.pixels.dtype == np.uint8 else [photo.pixels]
        """Levels of as many bits as the photo has; frames take the others: to reduce these takes time."""
        self._alpha: list[Pixels] | None = None if photo.alpha is None else [photo.alpha]
        self._lock = threading.Lock()

    def draw(self, view: View, method: Method = "bicubic") -> npt.NDArray[np.uint8]:
        """The photo in a view, (height, width, 3); outside the photo, its edge repeated.

        Args:
            view: the view.
            method: nearest takes each device pixel from the photo pixel under its centre. The others are
                antialiased below scale 1.
        """
        if method == "nearest":
            return eight_bits(_nearest(self._pixels[0], view))
        part = self._part(self._pixels, view)
        image = Image.fromarray(eight_bits(part.source))
        return part.padded(np.asarray(image.resize(part.size, _filter(view, method), part.box)))

    def draw_exact(self, view: View, method: Method = "bicubic") -> npt.NDArray[np.float32]:
        """The same, 0..1, from all the bits that the photo has."""
        if self._exact is self._pixels:
            return np.divide(self.draw(view, method), np.float32(255), dtype=np.float32)
        if method == "nearest":
            return np.divide(_nearest(self._exact[0], view), np.float32(65535), dtype=np.float32)
        part = self._part(self._exact, view)
        drawn = np.empty((part.y.count, part.x.count, 3), np.float32)
        for channel in range(3):
            source = Image.fromarray(part.source[..., channel].astype(np.float32))
            drawn[..., channel] = np.asarray(source.resize(part.size, _filter(view, method), part.box))
        return part.padded(np.clip(drawn / np.float32(65535), 0, 1))

    def draw_alpha(self, view: View) -> npt.NDArray[np.float32] | None:
        """The alpha in a view, (height, width), 0..1; None for an opaque photo."""
        if self._alpha is None:
            return None
        part = self._part(self._alpha, view)
        source = np.divide(part.source, np.iinfo(part.source.dtype).max, dtype=np.float32)
        resized = Image.fromarray(source).resize(part.size, _filter(view, "bicubic"), part.box)
        return part.padded(np.clip(np.asarray(resized), 0, 1))

    def _part(self, levels: list[Pixels], view: View) -> _Part:
        """The part that a view needs of the smallest level that is not smaller than the view."""
        deepest = math.ceil(math.log2(max(self._size)))
        depth = min(max(math.floor(-math.log2(view.scale)), 0), deepest)
        with self._lock:
            while len(levels) <= depth:
                levels.append(_halved(levels[-1], deep=levels is not self._pixels and levels is self._exact))
        source, share = levels[depth], 2.0**-depth
        width, height = self._size
        scale = view.scale / share
        x = _Axis.plan(view.x0 * share, scale, view.width, width * share)
        y = _Axis.plan(view.y0 * share, scale, view.height, height * share)
        left, right = x.reach()
        top, bottom = y.reach()
        return _Part(
            edge_crop(source, left, top, right, bottom),
            (x.start - left, y.start - top, x.stop - left, y.stop - top),
            x,
            y,
        )


@dataclass(frozen=True)
class _Axis:
    """How one axis of a view meets one axis of a level."""

    before: int
    """Device pixels whose centres lie before the photo: copies of the first that is drawn."""
    count: int
    """Device pixels that are drawn, at least 1."""
    after: int
    """Device pixels behind those: copies of the last."""
    start: float
    """Start of the drawn device pixels, in level pixels."""
    stop: float

    @classmethod
    def plan(cls, origin: float, scale: float, count: int, length: float) -> _Axis:
        """The device pixels of the view whose centres lie within 0 <= centre < length.

        Beside the photo, the one device pixel that is nearest to the view.

        Args:
            origin: where the view starts, in level pixels.
            scale: device pixels per level pixel.
            count: device pixels along this axis of the view.
            length: the photo's side in level pixels.
        """
        first = math.ceil(_within(-origin * scale - 0.5, _FAR))
        last = math.ceil(_within((length - origin) * scale - 0.5, _FAR)) - 1
        if last < first:  # the photo is smaller than a device pixel
            return cls(0, 1, count - 1, 0.0, 1.0)
        drawn_first, drawn_last = max(first, 0), min(last, count - 1)
        if drawn_last < drawn_first:  # the view lies beside the photo
            nearest = last if last < 0 else first
            start = min(max(origin + nearest / scale, -0.5 / scale), length - 0.5 / scale)
            return cls(0, 1, count - 1, start, start + 1 / scale)
        start, stop = origin + drawn_first / scale, origin + (drawn_last + 1) / scale
        return cls(drawn_first, drawn_last - drawn_first + 1, count - 1 - drawn_last, start, stop)

    def reach(self) -> tuple[int, int]:
        """The level pixels that the filter looks at."""
        return math.floor(self.start) - _SUPPORT, math.ceil(self.stop) + _SUPPORT


@dataclass(frozen=True, eq=False)
class _Part:
    """The piece of a level that a view needs, and where in it the drawn device pixels lie."""

    source: Pixels
    box: tuple[float, float, float, float]
    x: _Axis
    y: _Axis

    @property
    def size(self) -> tuple[int, int]:
        return self.x.count, self.y.count

    def padded(self, drawn: npt.NDArray[T]) -> npt.NDArray[T]:
        """The drawn pixels, with their edges repeated to the size of the view."""
        sides = ((self.y.before, self.y.after), (self.x.before, self.x.after))
        if not any(map(any, sides)):
            return drawn
        return np.pad(drawn, (*sides, *((0, 0),) * (drawn.ndim - 2)), mode="edge")


def _within(value: float, limit: float) -> float:
    return min(max(value, -limit), limit)


def _filter(view: View, method: Method) -> Image.Resampling:
    if method == "lanczos":
        return Image.Resampling.LANCZOS
    # Both leave the pixels as they are at scale 1. Reducing, Hamming is as good as bicubic and twice as fast.
    return Image.Resampling.HAMMING if view.scale < 1 else Image.Resampling.BICUBIC


def _halved(pixels: Pixels, *, deep: bool) -> Pixels:
    """Means of 2 x 2 pixels, rounded; at an odd edge, of the pixels that are there.

    Args:
        pixels: (h, w) or (h, w, 3).
        deep: keep 16 bits, of (h, w, 3); else they become 8.
    """
    height, width = pixels.shape[:2]
    shape = (height + 1) // 2, (width + 1) // 2, *pixels.shape[2:]
    result: Pixels = np.empty(shape, np.uint16 if deep else np.uint8)
    rows = max(2, _BAND_PIXELS // width // 2 * 2)
    for top in range(0, height, rows):
        band, half = pixels[top : top + rows], result[top // 2 : (top + rows) // 2]
        if not deep:
            half[:] = np.asarray(Image.fromarray(eight_bits(band)).reduce(2))
            continue
        for channel in range(3):
            plane = Image.fromarray(band[..., channel].astype(np.float32))
            half[..., channel] = np.rint(np.asarray(plane.reduce(2)))
    return result


def _nearest(pixels: Pixels, view: View) -> Pixels:
    height, width = pixels.shape[:2]
    x = np.clip(np.floor(view.x0 + (np.arange(view.width) + 0.5) / view.scale), 0, width - 1).astype(np.intp)
    y = np.clip(np.floor(view.y0 + (np.arange(view.height) + 0.5) / view.scale), 0, height - 1).astype(
        np.intp
    )
    part = pixels[y[0] : y[-1] + 1, x[0] : x[-1] + 1]
    return np.take(np.take(part, y - y[0], axis=0), x - x[0], axis=1)
