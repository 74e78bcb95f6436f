"""The other side of a comparison: the same view of the photo by other means, and how far the two differ."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from ..field.displayed_field import DisplayState
from ..geometry.mapping import mapping_of
from ..geometry.view import View
from ..geometry.warp import Warp
from ..photo.metrics import WINDOW, psnr_y, ssim_y
from ..photo.photo import Photo
from ..photo.pyramid import Method, PhotoPyramid
from ..photo.warped import draw_warped
from ..utils.arrays import FloatArray, Pixels
from ..utils.errors import Cancelled, CsrError, never
from ..utils.messages import Message
from .frame import Frame, bgrx
from .frame_pacing import AT_REST, MOVING
from .scene import Scene

Bgrx = npt.NDArray[np.uint8]
"""(height, width, 4): blue, green, red, 255."""

_STRIP_ROWS = 64

DIFFERENCE_GAIN = 8
"""Steps of grey that the picture of the difference shows for one step of 8 bits."""


class OriginalError(CsrError):
    """A picture cannot be the original of a photo; the message says why in a sentence."""


class Side(Protocol):
    """The other side of a comparison."""

    label: str
    """Name for people."""
    is_truth: bool
    """True if it is the original, so that the distance to it tells how good a picture is."""
    is_deep: bool
    """True if it is of 16 bits a channel, which `exact` gives."""

    def draw(
        self, view: View, warp: Warp, *, moving: bool, cancelled: Callable[[], bool] = never
    ) -> tuple[Bgrx, bool]:
        """The view through a warp, for the screen, and whether it would look the same later."""
        ...

    def exact(self, view: View) -> FloatArray:
        """The view at rest, without a warp, (height, width, 3) red, green, blue, in sRGB, not clamped.

        Makes the tiles that it needs.
        """
        ...


class Resampled:
    """The photo itself, enlarged as other programs do it."""

    is_truth = False

    def __init__(self, scene: Scene, method: Method) -> None:
        self._scene = Scene(scene.photo, display=DisplayState(warp=scene.warp), before=scene)
        self._method: Method = method
        self.label = method
        self.is_deep = scene.photo.is_deep

    def draw(
        self, view: View, warp: Warp, *, moving: bool, cancelled: Callable[[], bool] = never
    ) -> tuple[Bgrx, bool]:
        """The view, of the photo's pixels."""
        del moving, cancelled
        if self._scene.warp != warp:
            self._scene = self._scene.with_warp(warp)
        return self._scene.to_screen(self._scene.resampled(view, self._method)), True

    def exact(self, view: View) -> FloatArray:
        """The view, of the photo's pixels."""
        return _in_srgb(self._scene.resampled_exact(view, self._method), self._scene.photo)


class OtherField:
    """The field of another network."""

    is_truth = False

    def __init__(self, scene: Scene, label: str) -> None:
        self._scene = scene
        self.label = label
        self.is_deep = scene.photo.is_deep

    def draw(
        self, view: View, warp: Warp, *, moving: bool, cancelled: Callable[[], bool] = never
    ) -> tuple[Bgrx, bool]:
        """The view; the photo where the field is not there yet."""
        if self._scene.warp != warp:
            self._scene = self._scene.with_warp(warp)  # kept, for it keeps what it warped
        frame = self._scene.draw(view, MOVING if moving else AT_REST, cancelled=cancelled)
        return frame.screen, frame.final and self._scene.field is not None

    def exact(self, view: View) -> FloatArray:
        """The view, of the field."""
        return _best_shown(self._scene, view)


class Original:
    """A larger picture that the photo was reduced from.

    Raises:
        OriginalError: if it is not larger, or of another shape.
    """

    is_truth = True

    def __init__(self, photo: Photo, original: Photo) -> None:
        self.photo = original
        """The larger picture."""
        self._pyramid, self._space = PhotoPyramid(original), original.space
        self._photo_size = photo.size
        self.factor = _factor(photo.size, original.size)
        """How many times larger it is."""
        self.size = original.size
        """Its width and height."""
        self.label = f"original {original.width} × {original.height}"
        self.is_deep = original.is_deep

    def draw(
        self, view: View, warp: Warp, *, moving: bool, cancelled: Callable[[], bool] = never
    ) -> tuple[Bgrx, bool]:
        """The view, of the original's pixels."""
        del moving, cancelled
        if not warp.changes_nothing:
            mapping = mapping_of(warp, self._photo_size)
            pixels = bgrx(draw_warped(self._pyramid.draw, mapping, view, factor=self.factor))
        else:
            pixels = bgrx(self._pyramid.draw(self._enlarged(view)))
        return pixels if self._space is None else self._space.to_screen(pixels), True

    def exact(self, view: View) -> FloatArray:
        """The view, of the original's pixels."""
        return _in_srgb(self._pyramid.draw_exact(self._enlarged(view)), self.photo)

    def _enlarged(self, view: View) -> View:
        """The same view in the original's own pixels."""
        k = self.factor
        return View(view.scale / k, view.x0 * k, view.y0 * k, view.width, view.height)


def _factor(small: tuple[int, int], large: tuple[int, int]) -> float:
    """How many times a picture is larger; whole where it was cut to whole pixels of the smaller one."""
    (w, h), (width, height) = small, large
    whole = max(1, round(width / w))
    if all(0 <= side - whole * n < whole for side, n in ((width, w), (height, h))):
        factor = float(whole)
    else:
        factor = width / w
    if factor <= 1:
        raise OriginalError(
            Message(
                "An original is larger than the photo ({w} × {h}); this one is {width} × {height}.",
                w=w,
                h=h,
                width=width,
                height=height,
            )
        )
    if abs(height - factor * h) > max(1.0, factor):
        raise OriginalError(
            Message(
                "This picture of {width} × {height} has another shape than the photo ({w} × {h}): "
                "it is not its original.",
                w=w,
                h=h,
                width=width,
                height=height,
            )
        )
    return factor


def _best_shown(scene: Scene, view: View) -> FloatArray:
    """The picture that `Scene.draw` shows of a view at rest, in sRGB, not clamped."""
    return _in_srgb(scene.unclamped(view, scene.shows_field(view)), scene.photo)


def _in_srgb(picture: FloatArray, photo: Photo) -> FloatArray:
    """A picture in a photo's own space in sRGB."""
    return picture if photo.space is None else photo.space.to_srgb(picture)


@dataclass(frozen=True, eq=False)
class ComparedFrame:
    """The other side of a frame."""

    side: Side
    pixels: Bgrx
    """The other side's picture of the frame's view."""
    difference: Bgrx | None
    """How far both differ, grey, `DIFFERENCE_GAIN` times; None where nobody asked."""
    words: str
    """How far both differ, in words; empty where nobody asked."""
    final: bool
    """True if it would look the same later."""


def draw_comparison(
    side: Side,
    scene: Scene,
    frame: Frame,
    *,
    measured: bool,
    moving: bool,
    source_pixels: bool = False,
    cancelled: Callable[[], bool],
) -> ComparedFrame:
    """Draw the other side of a frame.

    Args:
        side: what it is compared with.
        scene: what the frame shows.
        frame: a drawn view.
        measured: whether the difference, and PSNR and SSIM of what is seen of the photo, are wanted. At rest
            all are of 16 bits where both sides have them.
        moving: at the quality of a moving view: PSNR of every other row and column, and no SSIM.
        source_pixels: whether the frame shows the photo's pixels as squares, and not the scene at its best.
        cancelled: see `Scene.draw`.
    """
    view = frame.view
    pixels, final = side.draw(view, scene.warp, moving=moving, cancelled=cancelled)
    if not measured:
        return ComparedFrame(side, pixels, None, "", final)
    shown = difference(frame.screen, pixels)
    if not scene.warp.changes_nothing:
        # The other side's pixels were resampled once more, for the warp: its figures would say little.
        return ComparedFrame(side, pixels, shown, Message("not measured while warped"), final)
    part = scene.clipped(view)
    if part is None:
        return ComparedFrame(side, pixels, shown, "", final and not moving)
    plain = Resampled(scene, "bicubic") if side.is_truth else None
    ours: Pixels
    truth: Pixels
    bicubic: Pixels | None
    at_rest = frame.final and final and not moving and not source_pixels
    if at_rest and scene.photo.is_deep and side.is_deep:
        ours = _sixteen_bits(partial(_best_shown, scene), part, cancelled)
        truth = _sixteen_bits(side.exact, part, cancelled)
        bicubic = None if plain is None else _sixteen_bits(plain.exact, part, cancelled)
        steps = _most_apart(ours, truth) * (DIFFERENCE_GAIN / 257)
        _seen(view, part, shown)[:] = np.rint(steps).clip(0, 255)
    else:
        ours, truth = _seen(view, part, frame.screen), _seen(view, part, pixels)
        bicubic = None
        if plain is not None:
            bicubic = _seen(view, part, plain.draw(view, scene.warp, moving=moving, cancelled=cancelled)[0])
    words = likeness(ours, truth, moving=moving, cancelled=cancelled)
    if bicubic is not None and words:
        words = Message(
            "{ours}   (bicubic {bicubic})",
            ours=words,
            bicubic=likeness(bicubic, truth, moving=moving, cancelled=cancelled),
        )
    # While moving SSIM is left out: at rest it is told.
    return ComparedFrame(side, pixels, shown, words, final and not moving)


def _sixteen_bits(
    draw: Callable[[View], FloatArray], view: View, cancelled: Callable[[], bool]
) -> npt.NDArray[np.uint16]:
    """A view in 16 bits, drawn band by band.

    Raises:
        Cancelled: if `cancelled` answered true between two bands.
    """
    picture = np.empty((view.height, view.width, 3), np.uint16)
    for top in range(0, view.height, _STRIP_ROWS):
        if cancelled():
            raise Cancelled
        bottom = min(top + _STRIP_ROWS, view.height)
        picture[top:bottom] = np.rint(draw(view.rows(top, bottom)).clip(0, 1) * np.float32(65535))
    return picture


def _seen(view: View, part: View, pixels: Bgrx) -> npt.NDArray[np.uint8]:
    """Red, green and blue of a part of a view's pixels."""
    left, top = (round(v) for v in view.to_device(part.x0, part.y0))
    return pixels[top : top + part.height, left : left + part.width, 2::-1]


def likeness(
    picture: Pixels,
    truth: Pixels,
    *,
    moving: bool,
    cancelled: Callable[[], bool] = never,
) -> str:
    """PSNR-Y and, at rest, SSIM of two pictures (h, w, 3) in words; empty where they are too small.

    Raises:
        Cancelled: if `cancelled` answered true between two strips.
    """
    if min(picture.shape[:2]) < len(WINDOW):
        return ""
    if moving:
        picture, truth = picture[::2, ::2], truth[::2, ::2]
    psnr = psnr_y(picture, truth, 0)
    words = Message("equal") if math.isinf(psnr) else f"PSNR {psnr:.2f} dB"
    return words if moving or math.isinf(psnr) else f"{words}, SSIM {_ssim(picture, truth, cancelled):.4f}"


def _ssim(picture: Pixels, truth: Pixels, cancelled: Callable[[], bool]) -> float:
    """`ssim_y` in strips: a tenth of a second for a whole screen would keep the next view waiting."""
    overlap = len(WINDOW) - 1
    rows, total = picture.shape[0] - overlap, 0.0
    for top in range(0, rows, _STRIP_ROWS):
        if cancelled():
            raise Cancelled
        count = min(_STRIP_ROWS, rows - top)
        part = slice(top, top + count + overlap)
        total += count * ssim_y(picture[part], truth[part], 0)
    return total / rows


def difference(picture: Bgrx, other: Bgrx) -> Bgrx:
    """The largest difference of the three channels, as grey, magnified."""
    out = np.full(picture.shape, 255, np.uint8)
    out[..., :3] = np.minimum(_most_apart(picture[..., :3], other[..., :3]) * DIFFERENCE_GAIN, 255)
    return out


def _most_apart(picture: Pixels, other: Pixels) -> npt.NDArray[np.signedinteger[Any]]:
    """The largest difference of the three channels, in steps of the pictures' depth, (height, width, 1)."""
    signed = np.int16 if picture.dtype == np.uint8 else np.int32
    return np.abs(picture.astype(signed) - other).max(axis=2, keepdims=True)
