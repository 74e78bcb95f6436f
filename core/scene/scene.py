"""The photo or its field, drawn in a view as one picture."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from dataclasses import InitVar, dataclass, replace
from dataclasses import field as dataclass_field

import numpy as np
import numpy.typing as npt

from ..field.displayed_field import PLAIN, DisplayedField, DisplayState
from ..field.edits import NO_EDITS
from ..field.field import count_in
from ..field.sampling import Sampling
from ..field.tiled_field import TiledField
from ..geometry.mapping import Mapping
from ..geometry.orientation import Orientation
from ..geometry.view import Box, View
from ..geometry.warp import Warp
from ..photo.photo import Photo
from ..photo.pyramid import Method, PhotoPyramid
from ..photo.warped import coverage, draw_warped, draw_warped_alpha, ready_mask
from ..rasterize.base import Rasterizer
from ..utils.errors import never
from .cleaning import Cleaning
from .frame import Frame, area, bgrx, copy_moved
from .frame_pacing import AT_REST, Quality, Work
from .weights_choice import WeightsChoice


@dataclass(frozen=True, eq=False)
class Scene:
    """A photo and, once there is one, its field, what draws it, and how it is displayed.

    A value, replaced whole, but for the tiles that arrive in the field.
    """

    photo: Photo
    tiled: TiledField | None = None
    """The photo's field, as it was made."""
    rasterizer: Rasterizer | None = None
    weights: WeightsChoice | None = None
    """The weights that make the field, and why; None where it comes from a file."""
    cleaning: Cleaning | None = None
    """How strongly compression is cleaned away; None where what makes the field takes no notice of it."""
    display: DisplayState = PLAIN
    before: InitVar[Scene | None] = None
    """Another scene of the same photo, whose work is used again where it is the same."""
    field: DisplayedField | None = dataclass_field(init=False)
    """The field as it is displayed."""
    _pyramid: PhotoPyramid = dataclass_field(init=False, repr=False)

    def __post_init__(self, before: Scene | None) -> None:
        known = before.field if before is not None else None
        shown = None if self.tiled is None else DisplayedField(self.tiled, self.display, known)
        pyramid = PhotoPyramid(self.photo) if before is None else before._pyramid
        object.__setattr__(self, "field", shown)
        object.__setattr__(self, "_pyramid", pyramid)

    def with_field(
        self,
        tiled: TiledField,
        rasterizer: Rasterizer | None,
        weights: WeightsChoice | None,
        cleaning: Cleaning | None = None,
    ) -> Scene:
        """The photo with another field, or other weights that make it.

        Edits and filter are those of one field: another one has none.
        """
        display = self.display
        if tiled is not self.tiled:
            display = replace(display, edits=NO_EDITS, filter=PLAIN.filter)
        return Scene(self.photo, tiled, rasterizer, weights, cleaning, display, self)

    def with_display(self, display: DisplayState) -> Scene:
        """The same, displayed in another way."""
        return replace(self, display=display, before=self)

    def with_warp(self, warp: Warp) -> Scene:
        """The same, seen through another warp."""
        return self.with_display(replace(self.display, warp=warp))

    def turned(self, orientation: Orientation, photo: Photo) -> Scene:
        """The turned photo with its field, displayed as this is; of this one only the photo is of use then.

        Args:
            orientation: how it is turned.
            photo: the photo, turned; see `orientation.turned`.
        """
        tiled = None if self.tiled is None else self.tiled.turned(orientation)
        display = self.turned_display(orientation)
        return Scene(photo, tiled, self.rasterizer, self.weights, self.cleaning, display)

    def turned_display(self, orientation: Orientation) -> DisplayState:
        """How the turned photo is displayed as this one is."""
        edits = self.display.edits
        if self.tiled is not None:
            edits = self.tiled.turned_edits(edits, orientation)
        return self.display.turned(edits, orientation, self.photo.size)

    # -- the warp ------------------------------------------------------------------------------------

    @property
    def warp(self) -> Warp:
        """The warp that the photo is seen through: views are views of its plane."""
        return self.display.warp

    @property
    def mapping(self) -> Mapping | None:
        """The warp's map; None where the plane is the photo."""
        return self.display.mapping(self.photo.size)

    @property
    def size(self) -> tuple[int, int]:
        """Width and height of the plane: the photo's, or those of the box around the warped photo."""
        mapping = self.mapping
        return self.photo.size if mapping is None else mapping.size

    def to_photo(self, x: float, y: float) -> tuple[float, float]:
        """The photo point that is seen at a point of the plane."""
        mapping = self.mapping
        return (x, y) if mapping is None else mapping.to_photo(x, y)

    def to_plane(self, x: float, y: float) -> tuple[float, float]:
        """The point where a photo point is seen."""
        mapping = self.mapping
        return (x, y) if mapping is None else mapping.to_plane(x, y)

    # -- the screen ----------------------------------------------------------------------------------

    def draw(
        self,
        view: View,
        quality: Quality = AT_REST,
        *,
        last: Frame | None = None,
        cancelled: Callable[[], bool] = never,
    ) -> Frame:
        """The view as it is best shown now: at x1 and below the photo, above it the field where it is there.

        Args:
            view: what to draw.
            quality: how well; with a share below 1, a frame of fewer pixels.
            last: another frame of this scene. Where it is the same picture moved by whole device pixels, in
                the same quality, what both show is taken from it.
            cancelled: asked between two bands.

        Raises:
            Cancelled: if `cancelled` answered true between two bands.
        """
        start = time.perf_counter()
        of_field, quality = self._plan(view, quality)
        small = view.reduced(quality.resolution)
        field, rasterizer = self.field, self.rasterizer
        if field is None or rasterizer is None or not of_field:
            final = quality.resolution == 1 and (field is None or not self.shows_field(view))
            return self._of_photo(small, quality, start, final)
        # Read before the tiles: a change that comes between makes this frame one of a field that was.
        state = field.state
        to_come = field.left_to_make(small) > 0
        tiles, boxes = field.ready(small)
        if not boxes:
            return self._of_photo(small, quality, start, False)
        whole = boxes == [small.box]

        def drawn(part: View) -> npt.NDArray[np.uint8]:
            return rasterizer.draw_frame(
                tiles, part, Sampling(self.display.footprint, quality.cutoff), cancelled=cancelled
            )

        strips = None
        if whole and last is not None:
            strips = last.strips(small, quality, field.changed_since(last.state, small))
        if last is not None and strips is not None:
            pixels = np.empty((small.height, small.width, 4), np.uint8)
            screen = pixels if last.screen is last.pixels else np.empty_like(pixels)
            right_down = small.shift_of(last.view) or (0, 0)
            copy_moved(last.pixels, pixels, *right_down)
            if screen is not pixels:
                copy_moved(last.screen, screen, *right_down)
            for left, top, right, bottom in strips:
                fresh = drawn(small.part(left, top, right, bottom))
                pixels[top:bottom, left:right] = fresh
                if screen is not pixels:  # converting costs as much as drawing
                    screen[top:bottom, left:right] = self.to_screen(fresh)
            # Moved, it is as near to the sum as a frame drawn anew, but not the same to the last bit.
            final = last.final and last.view == small and not to_come and not strips
        else:
            strips = [(0, 0, small.width, small.height)]
            pixels = drawn(small)
            if not whole:
                pixels = self._over_photo(pixels, small, boxes)
            screen = self.to_screen(pixels)
            final = whole and quality == AT_REST and not to_come
        return Frame(
            pixels,
            screen,
            small,
            "field" if whole else "partly field",
            count_in(tiles, small.box),
            time.perf_counter() - start,
            final,
            quality,
            area(strips),
            tuple(dict.fromkeys(tile.model for tile in tiles if tile.model)),
            state,
        )

    def work(self, view: View, quality: Quality, last: Frame | None) -> Work:
        """The work that `draw` would have."""
        field = self.field
        of_field, quality = self._plan(view, quality)
        small = view.reduced(quality.resolution)
        strips = None
        if field is not None and of_field and last is not None:
            strips = last.strips(small, quality, field.changed_since(last.state, small))
        pixels = small.width * small.height if strips is None else area(strips)
        return Work("field" if of_field else "photo", pixels, quality)

    def _plan(self, view: View, quality: Quality) -> tuple[bool, Quality]:
        """The choice between field and photo for a frame, and its quality.

        With fewer pixels than the photo has, the photo is the same. It is then drawn in its own pixels,
        rather than in down to half as many along a side: that keeps all of it.
        """
        field, own = self.field, 1 / view.scale
        shows_field = field is not None and self.rasterizer is not None and self.shows_field(view)
        if shows_field and (view.scale * quality.resolution > 1 or not self.display.is_plain):
            return True, quality
        if quality.resolution < own < min(1, 2 * quality.resolution):
            quality = replace(quality, resolution=own)
        return False, quality

    def _over_photo(
        self, pixels: npt.NDArray[np.uint8], view: View, boxes: list[Box]
    ) -> npt.NDArray[np.uint8]:
        """Those pixels of a frame that show some boxes of the photo, and the photo around them."""
        base, mapping = self.resampled(view, "bicubic"), self.mapping
        if mapping is not None:
            ready = ready_mask(mapping, view, boxes)
            base[ready] = pixels[ready]
            return base
        for x0, y0, x1, y1 in boxes:
            (left, top), (right, bottom) = view.to_device(x0, y0), view.to_device(x1, y1)
            rows = slice(max(0, math.ceil(top)), max(0, math.floor(bottom)))
            columns = slice(max(0, math.ceil(left)), max(0, math.floor(right)))
            base[rows, columns] = pixels[rows, columns]
        return base

    def _of_photo(self, view: View, quality: Quality, start: float, final: bool) -> Frame:
        return self._photo_frame(self.resampled(view, "bicubic"), view, quality, start, final)

    def _photo_frame(
        self, pixels: npt.NDArray[np.uint8], view: View, quality: Quality, start: float, final: bool
    ) -> Frame:
        screen, fresh = self.to_screen(pixels), view.width * view.height
        return Frame(pixels, screen, view, "photo", 0, time.perf_counter() - start, final, quality, fresh)

    def shows_field(self, view: View) -> bool:
        """True if a view shows the field, where it is there: above x1, or anywhere once a person changed it.

        But for large photos, whose field would not fit into the memory for it as a whole.
        """
        if view.scale > 1 or self.field is None:
            return view.scale > 1
        return not self.display.is_plain and self.field.fits(view)

    def source_pixels(self, view: View) -> Frame:
        """The view with each photo pixel as a square."""
        start = time.perf_counter()
        return self._photo_frame(self.resampled(view, "nearest"), view, AT_REST, start, True)

    def overview(self, most_pixels: int) -> tuple[npt.NDArray[np.uint8], npt.NDArray[np.float32] | None]:
        """The whole photo, not warped, reduced to some number of pixels at most.

        Returns:
            (height, width, 4) blue, green, red, 255, for the screen; and its alpha, (height, width), 0..1, or
            None where the photo is opaque.
        """
        width, height = self.photo.size
        scale = min(1.0, math.sqrt(most_pixels / (width * height)))
        view = View(scale, 0.0, 0.0, max(1, int(width * scale)), max(1, int(height * scale)))
        return self.to_screen(bgrx(self._pyramid.draw(view))), self._pyramid.draw_alpha(view)

    def to_screen(self, pixels: npt.NDArray[np.uint8]) -> npt.NDArray[np.uint8]:
        """A frame's pixels as an sRGB screen shows them: converted where the photo has a space of its own."""
        space = self.photo.space
        return pixels if space is None else space.to_screen(pixels)

    def resampled(self, view: View, method: Method) -> npt.NDArray[np.uint8]:
        """The photo itself in a view, (height, width, 4) blue, green, red, 255."""
        return bgrx(self._photo(view, method))

    def _photo(self, view: View, method: Method = "bicubic") -> npt.NDArray[np.uint8]:
        mapping = self.mapping
        if mapping is None:
            return self._pyramid.draw(view, method)
        return draw_warped(self._pyramid.draw, mapping, view, method)

    def resampled_exact(self, view: View, method: Method) -> npt.NDArray[np.float32]:
        """The photo itself in a view, not warped, (height, width, 3), 0..1, from all the bits that it has."""
        return self._pyramid.draw_exact(view, method)

    def alpha(self, view: View) -> npt.NDArray[np.float32] | None:
        """The photo's alpha in a view, (height, width), 0..1; None for an opaque photo."""
        mapping = self.mapping
        if mapping is None:
            return self._pyramid.draw_alpha(view)
        return draw_warped_alpha(self._pyramid, mapping, view)

    def coverage(self, view: View) -> npt.NDArray[np.float32] | None:
        """How much of each device pixel lies on the warped photo, (height, width), 0..1; None where all do.

        Only of the box around it; what lies beside that is clipped away.
        """
        mapping = self.mapping
        return None if mapping is None else coverage(mapping, view)

    def clipped(self, view: View) -> View | None:
        """The part of a view that shows the photo, or the box around it, as a view; None where none does."""
        (left, top), (right, bottom) = view.to_device(0, 0), view.to_device(*self.size)
        u0, v0 = max(0, math.floor(left + 0.5)), max(0, math.floor(top + 0.5))
        u1, v1 = min(view.width, math.floor(right + 0.5)), min(view.height, math.floor(bottom + 0.5))
        if u1 <= u0 or v1 <= v0:
            return None
        x0, y0 = view.to_photo(u0, v0)
        return View(view.scale, x0, y0, u1 - u0, v1 - v0)

    def unclamped(self, view: View, of_field: bool) -> npt.NDArray[np.float32]:
        """A view at full quality, (height, width, 3), in the photo's own space.

        Args:
            view: what is drawn; its tiles are made.
            of_field: draw the field; else the photo. A band of a picture is drawn as the whole is.
        """
        if not of_field or self.field is None or self.rasterizer is None:
            mapping, draw = self.mapping, self._pyramid.draw_exact
            return draw(view) if mapping is None else draw_warped(draw, mapping, view)
        return self.rasterizer.draw(self.field.require(view), view, Sampling(self.display.footprint))
