import math

import pytest
from csr.core.geometry.view import View
from csr.viewer.canvas import feel
from csr.viewer.canvas.motion import Bump, Flight, Glide, Grip, Limits, Motion, Track, moved
from hypothesis import given, settings
from hypothesis import strategies as st

LIMITS = Limits(0.05, 512.0, (6000.0, 4000.0), 160.0)
PIXEL = 0.01
"""Device pixels that an anchor may be off."""

point = st.tuples(st.floats(0, 1280), st.floats(0, 800))
shares = st.lists(st.floats(0, 1.2), min_size=1, max_size=5)


def off(view: View, anchor: tuple[float, float], at: tuple[float, float]) -> float:
    """How far a photo point is from a device point, in device pixels."""
    return math.dist(view.to_device(*anchor), at)


def times(motion: Motion, parts: list[float]) -> list[View]:
    return [motion.at(part * motion.duration) for part in sorted(parts)]


@settings(max_examples=200, deadline=None)
@given(
    st.lists(st.tuples(st.floats(-6, 6), point, shares), min_size=1, max_size=8),
    st.floats(0, 6000),
    st.floats(0, 4000),
    st.floats(-4, 9),
)
def test_the_point_under_the_cursor_stays_all_the_way(
    notches: list[tuple[float, tuple[float, float], list[float]]], x: float, y: float, power: float
) -> None:
    """Zooms cut short by further ones, at other points and against the limits."""
    view = View.centred(x, y, LIMITS.scale(2.0**power), 1280, 800)
    for doublings, at, parts in notches:
        anchor = view.to_photo(*at)
        scale = LIMITS.scale(view.scale * 2.0**doublings)
        if scale == view.scale:
            motion: Motion = Bump(view, at, math.copysign(feel.BUMP_DOUBLINGS, doublings))
        else:
            motion = Flight(view, view.with_scale(scale, *at))
        views = [*times(motion, parts), motion.at(motion.duration)]
        assert all(off(v, anchor, at) < PIXEL for v in views)
        assert motion.at(motion.duration) == motion.end
        assert motion.end.scale == scale
        view = views[len(parts) // 2]


@given(st.floats(0.01, 0.999), st.integers(1, 9))
def test_a_flight_has_moved_at_its_first_frame_and_ends_on_the_level(start: float, level: int) -> None:
    view = View(start, 3.0, 5.0, 1280, 800)
    flight = Flight(view, view.with_scale(LIMITS.scale(float(level)), 640, 400))
    first = flight.at(feel.LEAD_MS / 1000).scale
    assert start < first <= level or start == level
    if start < level:
        # an eighth of the doublings at the first frame: seen, and no jump
        assert 0.1 < math.log(first / start) / math.log(level / start) < 0.3
    assert flight.at(10.0).scale == level


def test_whole_levels_are_met_exactly_by_notches() -> None:
    scale = 2.0
    for _ in range(4):
        scale = LIMITS.scale(scale * 2 ** (1 / feel.NOTCHES_PER_DOUBLING))
    assert scale == 4.0
    assert LIMITS.scale(3.7) == 3.7
    assert LIMITS.scale(1e9) == 512.0 and LIMITS.scale(1e-9) == 0.05


def test_a_flight_to_the_whole_photo_goes_straight() -> None:
    """No detour: the middle of the way lies between its ends, and time never goes back."""
    start, end = View.centred(5000, 300, 64.0, 1280, 800), View.centred(3000, 2000, 0.2, 1280, 800)
    views = [Flight(start, end).at(i / 100 * feel.FLIGHT_MS / 1000) for i in range(101)]
    scales = [v.scale for v in views]
    assert scales == sorted(scales, reverse=True)
    xs = [v.centre[0] for v in views]
    assert xs == sorted(xs, reverse=True)
    assert views[-1] == end


@settings(max_examples=200, deadline=None)
@given(
    st.lists(st.tuples(st.floats(-300, 300), st.floats(-300, 300), st.floats(0.8, 1.25)), min_size=1),
    point,
    st.floats(0, 6000),
    st.floats(0, 4000),
    st.floats(0.06, 500),
)
def test_a_pinch_zooms_and_pans_at_once_about_the_fingers(
    steps: list[tuple[float, float, float]],
    at: tuple[float, float],
    x: float,
    y: float,
    scale: float,
) -> None:
    view = View.centred(x, y, scale, 1280, 800).aligned()
    grip, anchor = Grip(view, LIMITS, at), view.to_photo(*at)
    p, q, factor = *at, 1.0
    for dp, dq, spread in steps:
        p, q, factor = p + dp, q + dq, factor * spread
        shown = grip.at(p, q, factor)
        zoomed = view.with_scale(shown.scale, *at)
        (x0, x1), (y0, y1) = LIMITS.middles(zoomed)
        free = zoomed.panned(p - at[0], q - at[1]).centre
        if x0 <= free[0] <= x1 and y0 <= free[1] <= y1:
            # Only moved, it is moved by whole pixels: half a one along an axis.
            assert off(shown, anchor, (p, q)) < (PIXEL if shown.scale != view.scale else 0.5**0.5 + PIXEL)
        beyond = max(x0 - shown.centre[0], shown.centre[0] - x1, y0 - shown.centre[1], shown.centre[1] - y1)
        assert beyond * shown.scale < LIMITS.band
        assert 0.05 / 2**feel.ZOOM_BAND_DOUBLINGS < shown.scale < 512 * 2**feel.ZOOM_BAND_DOUBLINGS
    rest = grip.released(p, q, factor)
    assert 0.05 <= rest.scale <= 512


def test_the_rubber_band_follows_less_and_less() -> None:
    view = View.centred(0, 0, 2.0, 1280, 800)
    ways = [Grip(view, LIMITS, (0, 0)).at(d, 0).x0 for d in (0.0, 10.0, 20.0, 100.0, 1000.0, 100_000.0)]
    pulled = [(view.x0 - x0) * 2.0 for x0 in ways]
    assert pulled[0] == 0 and pulled == sorted(pulled)
    assert pulled[1] == pytest.approx(10 * feel.BAND_SHARE, rel=0.05)
    assert pulled[-1] < LIMITS.band
    assert Grip(view, LIMITS, (0, 0)).released(1000, 0) == view


@given(st.tuples(st.floats(-9000, 9000), st.floats(-9000, 9000)))
def test_a_throw_slows_down_and_stops_at_the_limits(velocity: tuple[float, float]) -> None:
    view = View.centred(100, 100, 2.0, 1280, 800)
    glide = Glide(view, velocity, LIMITS.middles(view), 12.0)
    views = [glide.at(i * 0.01) for i in range(200)]
    ways = [math.dist(view.to_device(0, 0), v.to_device(0, 0)) for v in views]
    assert ways == sorted(ways)
    assert all(-1e-9 <= v.centre[0] <= 6000 and -1e-9 <= v.centre[1] <= 4000 for v in views)
    assert glide.at(glide.duration) == glide.end == glide.at(glide.duration + 9)
    assert glide.duration < 2


def test_the_hand_s_speed_is_that_of_the_last_moments() -> None:
    track = Track()
    for i in range(10):
        track.add(i * 0.01, i * i * 1.0, 0.0)
    # the last 80 ms: from (0.01 s, 1 px) to (0.09 s, 81 px)
    assert track.velocity(0.09) == pytest.approx((1000.0, 0.0))
    assert track.velocity(0.2) == (0.0, 0.0)
    track = Track()
    track.add(1.0, 0, 0)
    track.add(1.0, 50, 0)
    assert track.velocity(1.0) == (0.0, 0.0)


def test_a_pan_within_the_limits_is_exact() -> None:
    view = View.centred(100, 100, 3.7, 1280, 800)
    assert moved(view, LIMITS.middles(view), 10, -20) == view.panned(10, -20)
    assert moved(view, LIMITS.middles(view), 1e6, 0).centre[0] == pytest.approx(0)
