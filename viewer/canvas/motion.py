"""How a view moves: pure values of time, tested without a window.

Seconds count from the motion's beginning; lengths are device pixels, unless a name says otherwise. A picture
that is only moved, is moved by whole device pixels: what stays on the screen need not be drawn again.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Protocol

from ...core.geometry.view import View
from . import feel

Range = tuple[float, float]
"""Least and largest value."""


@dataclass(frozen=True)
class Limits:
    """The range in which a view may come to rest."""

    least_scale: float
    largest_scale: float
    photo_size: tuple[float, float]
    """Width and height in photo pixels: the middle of the view stays within, but for zooms that leave it."""
    band: float
    """How far a drag can stretch beyond, at most, in device pixels."""

    def scale(self, scale: float) -> float:
        """The nearest scale that is allowed; whole numbers are met exactly, whatever steps led there."""
        scale = min(max(scale, self.least_scale), self.largest_scale)
        whole = round(scale)
        return float(whole) if abs(scale - whole) < feel.WHOLE_WITHIN * scale else scale

    def stretched_scale(self, scale: float) -> float:
        """The scale that a gesture shows that asks for any: beyond a limit it pulls back."""
        allowed = min(max(scale, self.least_scale), self.largest_scale)
        return allowed * 2 ** _stretched(math.log2(scale / allowed), feel.ZOOM_BAND_DOUBLINGS)

    def middles(self, view: View) -> tuple[Range, Range]:
        """The range that the middle of the view may be moved in from where it is, in photo pixels."""
        (x, y), (w, h) = view.centre, self.photo_size
        return (min(0.0, x), max(w, x)), (min(0.0, y), max(h, y))


Point = tuple[float, float]
Anchor = tuple[Point, Point]
"""A photo point, and the device point that shows it while a zoom goes on."""
_ROUNDED = 0.5 + 1e-6
"""Device pixels by which a view is aligned at most, along an axis."""


def anchor_at(view: View, point: Point, last: Anchor | None) -> Anchor:
    """The anchor of a zoom about a device point.

    Args:
        view: where the zoom begins.
        point: the device point.
        last: the anchor of the zoom before. A zoom about the same device point goes on with its photo
            point, which is off by what aligning rounded: roundings do not add up.
    """
    if last is not None and last[1] == point:
        p, q = view.to_device(*last[0])
        if max(abs(p - point[0]), abs(q - point[1])) <= _ROUNDED:
            return last
    return view.to_photo(*point), point


def moved(view: View, middles: tuple[Range, Range], dp: float, dq: float, band: float = 0.0) -> View:
    """The view after its picture was dragged by (dp, dq), its middle held within `middles`.

    Args:
        view: the view.
        middles: see `Limits.middles`.
        dp: device pixels to the right.
        dq: device pixels down.
        band: how far the middle may be stretched beyond, in device pixels; without, the view is aligned.
    """
    centre = view.panned(dp, dq).centre
    held: list[float] = []
    for value, (least, largest) in zip(centre, middles, strict=True):
        inside = min(max(value, least), largest)
        beyond = (value - inside) * view.scale
        held.append(inside + _stretched(beyond, band) / view.scale if band else inside)
    free = tuple(held) == centre  # then not by way of the middle: no rounding
    end = view.panned(dp, dq) if free else View.centred(held[0], held[1], view.scale, view.width, view.height)
    return end if band else end.aligned()


def _stretched(beyond: float, band: float) -> float:
    """A rubber band: follows at first by a share, and never farther than `band`."""
    pull = feel.BAND_SHARE * abs(beyond)
    return math.copysign(band * pull / (band + pull), beyond) if pull else 0.0


class Motion(Protocol):
    """A view that changes with time."""

    @property
    def end(self) -> View:
        """The view at which it comes to rest."""
        ...

    @property
    def duration(self) -> float:
        """Seconds until then."""
        ...

    def at(self, seconds: float) -> View:
        """The view after some time; exactly `end` from `duration` on."""
        ...


@dataclass(frozen=True)
class Flight:
    """From one view straight to another of the same size: quick at once, then slowing down.

    The device point that shows the same photo point in both shows it all the way: a zoom about the cursor
    stays about the cursor.
    """

    start: View
    end: View
    duration: float = feel.FLIGHT_MS / 1000

    def at(self, seconds: float) -> View:
        """The view after some time."""
        if seconds >= self.duration:
            return self.end
        share = 1 - (1 - max(seconds, 0.0) / self.duration) ** feel.FLIGHT_POWER
        growth = math.log(self.end.scale / self.start.scale)
        if not growth:
            dp, dq = self.end.to_device(self.start.x0, self.start.y0)
            return self.start.panned(round(share * dp), round(share * dq))
        # x0 is linear in 1 / scale where a device point is fixed.
        way = math.expm1(-share * growth) / math.expm1(-growth)
        return replace(
            self.end,
            scale=self.start.scale * math.exp(share * growth),
            x0=self.start.x0 + way * (self.end.x0 - self.start.x0),
            y0=self.start.y0 + way * (self.end.y0 - self.start.y0),
        )


@dataclass(frozen=True)
class Bump:
    """A zoom pushed against its limit: a little beyond, about a point, and back."""

    end: View
    point: tuple[float, float]
    doublings: float
    """How far beyond; negative below the least scale."""
    duration: float = feel.FLIGHT_MS / 1000

    def at(self, seconds: float) -> View:
        """The view after some time."""
        if seconds >= self.duration:
            return self.end
        share = math.sqrt(max(seconds, 0.0) / self.duration)  # out quickly, back slowly
        return self.end.with_scale(
            self.end.scale * 2 ** (self.doublings * math.sin(math.pi * share)), *self.point
        )


@dataclass(frozen=True)
class Glide:
    """A pan that was let go of while moving, and slows down; it stops at the limits."""

    start: View
    velocity: tuple[float, float]
    """Velocity of the picture, in device pixels a second."""
    middles: tuple[Range, Range]
    still: float
    """Speed at which it stops, in device pixels a second."""

    @property
    def duration(self) -> float:
        """Seconds until it is slower than `still`."""
        speed = math.hypot(*self.velocity)
        return feel.GLIDE_MS / 1000 * math.log(speed / self.still) if speed > self.still else 0.0

    @property
    def end(self) -> View:
        """The view at which it comes to rest."""
        return self._after(self.duration)

    def at(self, seconds: float) -> View:
        """The view after some time."""
        return self._after(min(max(seconds, 0.0), self.duration))

    def _after(self, seconds: float) -> View:
        fade = feel.GLIDE_MS / 1000
        way = fade * -math.expm1(-seconds / fade)
        return moved(self.start, self.middles, round(self.velocity[0] * way), round(self.velocity[1] * way))


@dataclass(frozen=True)
class Grip:
    """A hold of the photo: one finger or button that drags it, or two fingers that pinch and drag at once."""

    view: View
    """When it was taken hold of."""
    limits: Limits
    point: tuple[float, float]
    """The fixed point; the middle of two fingers."""

    def at(self, p: float, q: float, factor: float = 1.0) -> View:
        """The view when the hand is at (p, q) and has spread by a factor: the photo point stays under it.

        Beyond the limits it is held back as by a rubber band.
        """
        return self._held(p, q, self.limits.stretched_scale(self.view.scale * factor), self.limits.band)

    def released(self, p: float, q: float, factor: float = 1.0) -> View:
        """The view that comes to rest when the hand lets go there."""
        return self._held(p, q, self.limits.scale(self.view.scale * factor), 0.0)

    def _held(self, p: float, q: float, scale: float, band: float) -> View:
        zooms = scale != self.view.scale
        zoomed = self.view.with_scale(scale, *self.point) if zooms else self.view
        dp, dq = p - self.point[0], q - self.point[1]
        if not zooms:
            dp, dq = round(dp), round(dq)
        return moved(zoomed, self.limits.middles(zoomed), dp, dq, band)


class Track:
    """The places of a hand in the last moments: how fast it is when it lets go."""

    def __init__(self) -> None:
        self._points: list[tuple[float, float, float]] = []

    def add(self, now: float, p: float, q: float) -> None:
        """The hand is at (p, q), at a time in seconds."""
        self._points = [*(t for t in self._points if now - t[0] <= feel.TRACK_MS / 1000), (now, p, q)]

    def velocity(self, now: float) -> tuple[float, float]:
        """Device pixels a second; none where the hand had stopped before it let go."""
        if len(self._points) < 2 or now - self._points[-1][0] > feel.HELD_STILL_MS / 1000:
            return 0.0, 0.0
        (t0, p0, q0), (t1, p1, q1) = self._points[0], self._points[-1]
        # Two moves may arrive together after a busy moment: no time between them is no speed.
        return ((p1 - p0) / (t1 - t0), (q1 - q0) / (t1 - t0)) if t1 - t0 > 0.001 else (0.0, 0.0)
