"""The view: which part of a photo is looked at, and how large.

A `View` is a value. Zooming and panning make a new one; a frame carries the view that it shows.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

LONGEST_SIDE = 1_000_000
"""Pixels of a picture that is saved: a row must fit into memory."""

Box = tuple[float, float, float, float]
"""A rectangle (x0, y0, x1, y1) in photo pixels."""

SAME_PLACE = 1e-6
"""Device pixels: rounding of a view's corner stays a thousand times below it, at x512 in any photo."""


@dataclass(frozen=True)
class View:
    """A window onto a photo.

    Device point (p, q) shows photo point (x0 + p / scale, y0 + q / scale); the centre of device pixel
    (u, v) is the device point (u + 0.5, v + 0.5).

    Raises:
        ValueError: if the scale is not a positive finite number, the origin is not finite, or a side
            is less than one pixel.
    """

    scale: float
    """Device pixels per photo pixel."""
    x0: float
    """Photo x of the view's left edge, in photo pixels."""
    y0: float
    """Photo y of the view's top edge, in photo pixels."""
    width: int
    """Width in device pixels."""
    height: int
    """Height in device pixels."""

    def __post_init__(self) -> None:
        if not (math.isfinite(self.scale) and self.scale > 0):
            raise ValueError(f"the scale must be a positive number, not {self.scale}")
        if not (math.isfinite(self.x0) and math.isfinite(self.y0)):
            raise ValueError(f"the view's corner must be finite, not ({self.x0}, {self.y0})")
        if self.width < 1 or self.height < 1:
            raise ValueError(f"a view must be at least 1 x 1 pixel, not {self.width} x {self.height}")

    @classmethod
    def centred(cls, x: float, y: float, scale: float, width: int, height: int) -> View:
        """The view of `width` x `height` device pixels whose middle shows photo point (x, y)."""
        return cls(scale, x - width / 2 / scale, y - height / 2 / scale, width, height)

    @classmethod
    def of_box(cls, box: Box, scale: float) -> View:
        """The view that shows a box of the photo at a scale; its sides are rounded to whole pixels."""
        x0, y0, x1, y1 = box
        return cls(scale, x0, y0, max(1, round((x1 - x0) * scale)), max(1, round((y1 - y0) * scale)))

    @classmethod
    def anchored(
        cls, at: tuple[float, float], to: tuple[float, float], scale: float, width: int, height: int
    ) -> View:
        """The view whose device point `to` shows photo point `at`."""
        return cls(scale, at[0] - to[0] / scale, at[1] - to[1] / scale, width, height)

    @property
    def box(self) -> Box:
        """The part of the photo that is shown, in photo pixels."""
        return (self.x0, self.y0, self.x0 + self.width / self.scale, self.y0 + self.height / self.scale)

    @property
    def centre(self) -> tuple[float, float]:
        """The photo point in the middle of the view."""
        return self.to_photo(self.width / 2, self.height / 2)

    def to_photo(self, p: float, q: float) -> tuple[float, float]:
        """The photo point under device point (p, q)."""
        return self.x0 + p / self.scale, self.y0 + q / self.scale

    def to_device(self, x: float, y: float) -> tuple[float, float]:
        """The device point that shows photo point (x, y)."""
        return (x - self.x0) * self.scale, (y - self.y0) * self.scale

    def with_scale(self, scale: float, p: float, q: float) -> View:
        """The view at another scale, in which device point (p, q) shows the same photo point."""
        x, y = self.to_photo(p, q)
        return replace(self, scale=scale, x0=x - p / scale, y0=y - q / scale)

    def panned(self, dp: float, dq: float) -> View:
        """The view after the picture was dragged by (dp, dq) device pixels."""
        return replace(self, x0=self.x0 - dp / self.scale, y0=self.y0 - dq / self.scale)

    def resized(self, width: int, height: int) -> View:
        """The view with another size and the same photo point in the middle."""
        return View.centred(*self.centre, self.scale, width, height)

    def aligned(self) -> View:
        """The nearest view in which the photo's pixels lie on whole device pixels; itself at no whole scale.

        At scale 1 each device pixel is then one photo pixel, at scale n each photo pixel n x n device pixels.
        """
        if self.scale < 1 or not self.scale.is_integer():
            return self
        # To the even one of two equally near: a size that goes back and forth does not make the view drift.
        x0, y0 = (round(v * self.scale) / self.scale for v in (self.x0, self.y0))
        return replace(self, x0=x0, y0=y0)

    def rows(self, top: int, bottom: int) -> View:
        """The band of device rows top .. bottom of this view, as a view."""
        return replace(self, y0=self.y0 + top / self.scale, height=bottom - top)

    def part(self, left: int, top: int, right: int, bottom: int) -> View:
        """The device columns left .. right of the rows top .. bottom of this view, as a view."""
        return replace(self.rows(top, bottom), x0=self.x0 + left / self.scale, width=right - left)

    def reduced(self, share: float) -> View:
        """The view in fewer device pixels: `share` of them along a side, rounded up to whole ones."""
        if share == 1:
            return self
        width, height = math.ceil(self.width * share), math.ceil(self.height * share)
        return replace(self, scale=self.scale * share, width=width, height=height)

    def shift_of(self, other: View) -> tuple[int, int] | None:
        """By how many device pixels another view's picture is to be moved to be this one's.

        None where that is no whole number, or where scale or size differ.
        """
        if (self.scale, self.width, self.height) != (other.scale, other.width, other.height):
            return None
        dp, dq = ((other.x0 - self.x0) * self.scale, (other.y0 - self.y0) * self.scale)
        if max(abs(dp - round(dp)), abs(dq - round(dq))) > SAME_PLACE:
            return None
        return round(dp), round(dq)
