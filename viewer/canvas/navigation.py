"""Steering: what hands ask for - notches, drags, pinches, keys - as motions of a view."""

from __future__ import annotations

import math
from time import perf_counter
from typing import Protocol

from PySide6.QtCore import QObject, QPointF, Qt, QTimer
from PySide6.QtGui import QWheelEvent

from ...core.geometry.view import View
from . import feel
from .motion import Anchor, Bump, Flight, Glide, Grip, Limits, Motion, Track, anchor_at, moved


class Steered(Protocol):
    """The steered canvas."""

    @property
    def view(self) -> View | None:
        """The present view; None while nothing is open."""
        ...

    @property
    def fitted(self) -> bool:
        """True if the whole photo is shown, and kept whole."""
        ...

    def limits(self) -> Limits:
        """The range in which the view may come to rest."""
        ...

    def fit_view(self) -> View:
        """The view of the whole photo."""
        ...

    def move_to(self, view: View, *, fitted: bool = False) -> None:
        """Look at another view."""
        ...

    def devicePixelRatioF(self) -> float:
        """Device pixels for each device-independent pixel."""
        ...

    def refresh_ms(self) -> float:
        """Milliseconds of a frame of the screen."""
        ...


class Navigation(QObject):
    """Moves a view, animated: a present view and one on the way to be reached, cut short by the next wish.

    Points are device points (p, q); None is the middle.
    """

    def __init__(self, steered: Steered, parent: QObject) -> None:
        super().__init__(parent)
        self._steered = steered
        self._motion: Motion | None = None
        self._to_fit = False
        self._began = 0.0
        self._anchor: Anchor | None = None
        self._pan_left = QPointF()
        self._grip: Grip | None = None
        self._pinching = False
        self._spread = 1.0
        self._hand = (0.0, 0.0)
        self._track = Track()
        self.wheel_pans = False
        """True if the wheel alone pans; with Ctrl it zooms always."""
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._step)

    # -- motions -------------------------------------------------------------------------------------

    @property
    def moving(self) -> bool:
        """True if the view is on its way, or held."""
        return self._motion is not None or self._grip is not None

    @property
    def target(self) -> View | None:
        """The view at which it will come to rest."""
        return self._motion.end if self._motion is not None else self._steered.view

    def stop(self) -> None:
        """Stay where the view is, and let go."""
        self._timer.stop()
        self._motion = self._grip = None

    def finish(self) -> None:
        """Be where the motion leads, at once."""
        motion = self._motion
        self.stop()
        if motion is not None:
            self._steered.move_to(motion.end, fitted=self._to_fit)

    def zoom_to(self, scale: float, point: tuple[float, float] | None = None) -> None:
        """Zoom to a scale, within the limits; pushed against a limit, a little beyond and back."""
        view, target = self._steered.view, self.target
        if view is None or target is None:
            return
        p, q = point or (view.width / 2, view.height / 2)
        end = self._steered.limits().scale(scale)
        if end != target.scale:
            self._anchor = anchor_at(view, (p, q), self._anchor)
            self._begin(Flight(view, View.anchored(*self._anchor, end, view.width, view.height).aligned()))
        elif scale != end and self._motion is None:
            beyond = math.copysign(feel.BUMP_DOUBLINGS, scale - end)
            self._begin(Bump(view, (p, q), beyond))

    def zoom_by(self, factor: float, point: tuple[float, float] | None = None) -> None:
        """Zoom by a factor, from where the view is heading."""
        if (target := self.target) is not None:
            self.zoom_to(target.scale * factor, point)

    def pan(self, dp: float, dq: float) -> None:
        """Move the photo by device pixels, within the limits, from where the view is heading."""
        view, target = self._steered.view, self.target
        if view is not None and target is not None:
            self._begin(Flight(view, moved(target, self._steered.limits().middles(target), dp, dq)))

    def fly_to(self, view: View, *, fitted: bool = False) -> None:
        """Go to a view of the present size."""
        if self._steered.view is not None:
            self._begin(Flight(self._steered.view, view.aligned()), fitted=fitted)

    def fit(self) -> None:
        """Go to the whole photo."""
        if self._steered.view is not None:
            self.fly_to(self._steered.fit_view(), fitted=True)

    def toggle_fit(self, p: float, q: float) -> None:
        """From the whole photo to x1 at a point, from elsewhere to the whole photo."""
        if self._steered.fitted or (self._motion is not None and self._to_fit):
            self.zoom_to(1.0, (p, q))
        else:
            self.fit()

    def _begin(self, motion: Motion, *, fitted: bool = False) -> None:
        self._motion, self._to_fit, self._grip = motion, fitted, None
        self._began = perf_counter() - feel.LEAD_MS / 1000
        self._timer.start(max(feel.FASTEST_STEP_MS, round(self._steered.refresh_ms())))
        self._step()

    def _step(self) -> None:
        motion = self._motion
        if motion is None:
            return
        seconds = perf_counter() - self._began
        if seconds >= motion.duration:
            self.finish()
        else:
            self._steered.move_to(motion.at(seconds))

    # -- hands ---------------------------------------------------------------------------------------

    @property
    def pinching(self) -> bool:
        """True if two fingers have hold of the photo: the mouse that one of them plays does not count."""
        return self._grip is not None and self._pinching

    def grab(self, p: float, q: float, *, pinching: bool = False) -> None:
        """Take hold of the photo; what moves stops."""
        self.stop()
        self._pinching = pinching
        if self._steered.view is not None:
            self._grip = Grip(self._steered.view, self._steered.limits(), (p, q))
            self._spread, self._hand, self._track = 1.0, (p, q), Track()
            self._track.add(perf_counter(), p, q)

    def drag(self, p: float, q: float, spread: float = 1.0) -> None:
        """The hand that holds is at a point now, and has spread by a further factor."""
        if self._grip is not None:
            self._spread, self._hand = self._spread * spread, (p, q)
            self._track.add(perf_counter(), p, q)
            self._steered.move_to(self._grip.at(p, q, self._spread))

    def release(self, *, throw: bool = True) -> None:
        """Let go: thrown, the photo glides on; beyond a limit, it comes back."""
        grip, view = self._grip, self._steered.view
        if grip is None or view is None:
            return
        self._grip = None
        rest = grip.released(*self._hand, self._spread)
        speed = self._track.velocity(perf_counter())
        ratio = self._steered.devicePixelRatioF()
        if rest != view:
            self.fly_to(rest)
        elif throw and math.hypot(*speed) > feel.LEAST_THROW * ratio:
            self._begin(Glide(view, speed, grip.limits.middles(view), feel.GLIDE_STILL * ratio))

    def wheel(self, event: QWheelEvent) -> None:
        """Zoom about the cursor, or pan where the wheel does: notches are animated, touchpads are smooth."""
        ratio = self._steered.devicePixelRatioF()
        at = event.position() * ratio
        pixels, angle = event.pixelDelta(), event.angleDelta()
        smooth = event.phase() != Qt.ScrollPhase.NoScrollPhase and not pixels.isNull()
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if self.wheel_pans and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            notches = QPointF(angle) / feel.WHEEL_UNITS_PER_NOTCH
            way = QPointF(pixels) if smooth else notches * feel.WHEEL_PAN
            if shift and not way.x():
                way = way.transposed()
            self._scroll(way * ratio, smooth=smooth)
            return
        if smooth:
            doublings = pixels.y() / feel.TOUCHPAD_PIXELS_PER_DOUBLING
        else:
            # Some systems turn the wheel sideways while Shift is held.
            turned = angle.y() or (angle.x() if shift else 0)
            doublings = turned / feel.WHEEL_UNITS_PER_NOTCH / feel.NOTCHES_PER_DOUBLING
        if not doublings:
            return
        factor = 2.0 ** (doublings * (feel.FINE_SHARE if shift else 1.0))
        self.zoom_by(factor, (at.x(), at.y()))
        if smooth:
            self.finish()

    def pinch(self, factor: float, p: float, q: float) -> None:
        """A touchpad's pinch has spread by a further factor about a point; begin and end it with a hold."""
        if self._grip is None:
            self.grab(p, q, pinching=True)
        self.drag(*self._hand, max(factor, feel.LEAST_PINCH))

    def pinch_pan(self, dp: float, dq: float) -> None:
        """The fingers of a pinch have moved together."""
        if self._grip is not None:
            self.drag(self._hand[0] + dp, self._hand[1] + dq)

    def _scroll(self, way: QPointF, *, smooth: bool) -> None:
        way += self._pan_left
        # At a whole scale the view moves by whole device pixels: what is left of one counts the next time.
        whole = QPointF(way.toPoint())
        self._pan_left = way - whole
        if not whole.isNull():
            self.pan(whole.x(), whole.y())
            if smooth:
                self.finish()
