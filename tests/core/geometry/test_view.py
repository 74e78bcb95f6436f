import math
from dataclasses import replace

import numpy as np
import pytest
from csr.core.geometry.view import View
from csr.core.photo.photo import photo_from_pixels
from csr.core.photo.pyramid import PhotoPyramid
from hypothesis import given, settings
from hypothesis import strategies as st

views = st.builds(
    View,
    scale=st.floats(0.01, 512),
    x0=st.floats(-1e4, 1e4),
    y0=st.floats(-1e4, 1e4),
    width=st.integers(1, 4000),
    height=st.integers(1, 4000),
)
points = st.floats(0, 4000)


@given(views, points, points)
def test_device_and_photo_coordinates_are_inverse(view: View, p: float, q: float) -> None:
    back = view.to_device(*view.to_photo(p, q))
    # x0 and p / scale are added in float64: an error of one part in 2^52 of the larger one
    tolerance = 4 * 2**-52 * (1e4 + 4000 / view.scale) * view.scale + 1e-9
    assert math.dist(back, (p, q)) <= tolerance


@given(views, points, points, st.lists(st.floats(0.5, 2), max_size=50))
def test_the_point_under_the_cursor_stays_while_zooming(
    view: View, p: float, q: float, factors: list[float]
) -> None:
    x, y = view.to_photo(p, q)
    for factor in factors:
        view = view.with_scale(min(512.0, max(0.01, view.scale * factor)), p, q)
    assert math.dist(view.to_device(x, y), (p, q)) < 0.01


@given(views, st.floats(-500, 500), st.floats(-500, 500))
def test_panning_moves_the_picture_by_device_pixels(view: View, dp: float, dq: float) -> None:
    x, y = view.to_photo(10, 20)
    assert view.panned(dp, dq).to_device(x, y) == pytest.approx((10 + dp, 20 + dq), abs=1e-6)


@given(views, st.integers(1, 3000), st.integers(1, 3000))
def test_resizing_keeps_the_middle(view: View, width: int, height: int) -> None:
    other = view.resized(width, height)
    assert other.centre == pytest.approx(view.centre, abs=1e-6)
    assert (other.width, other.height, other.scale) == (width, height, view.scale)


def test_rows_are_a_band_of_the_view() -> None:
    view = View(4.0, 10.0, 20.0, 100, 80)
    band = view.rows(20, 50)
    assert (band.height, band.width) == (30, 100)
    assert band.to_photo(0, 0) == view.to_photo(0, 20)


def test_the_view_of_a_box_has_the_box_size() -> None:
    view = View.of_box((1.0, 2.0, 11.0, 7.0), 3.7)
    assert (view.width, view.height) == (37, 18)
    assert view.to_photo(0, 0) == (1.0, 2.0)


@pytest.mark.parametrize("scale", [0.0, -1.0, math.nan, math.inf])
def test_scales_that_are_none_are_refused(scale: float) -> None:
    with pytest.raises(ValueError, match="scale"):
        View(scale, 0, 0, 10, 10)


def test_views_without_pixels_or_place_are_refused() -> None:
    with pytest.raises(ValueError, match="1 x 1"):
        View(1, 0, 0, 0, 10)
    with pytest.raises(ValueError, match="corner"):
        View(1, math.nan, 0, 10, 10)


@given(st.integers(-9999, 9999), st.integers(-9999, 9999), st.floats(1e-2, 512), st.floats(-1e4, 1e4))
def test_a_shift_by_whole_pixels_is_known(dp: int, dq: int, scale: float, x: float) -> None:
    view = View(scale, x, 17.0, 640, 480)
    assert view.panned(dp, dq).shift_of(view) == (dp, dq)
    assert view.panned(dp + 0.25, dq).shift_of(view) is None
    assert view.resized(640, 482).shift_of(view) is None


def test_a_part_of_a_view_shows_what_the_view_shows_there() -> None:
    view = View(4.0, 10.0, 20.0, 100, 80)
    assert view.part(8, 12, 20, 40) == View(4.0, 12.0, 23.0, 12, 28)
    assert view.reduced(1.0) == view
    assert view.reduced(0.5) == View(2.0, 10.0, 20.0, 50, 40)


@given(views, st.integers(1, 512))
def test_an_aligned_view_lies_on_whole_device_pixels_and_near_by(view: View, scale: int) -> None:
    view = replace(view, scale=float(scale))
    aligned = view.aligned()
    for origin, was in ((aligned.x0, view.x0), (aligned.y0, view.y0)):
        assert abs(origin * scale - round(origin * scale)) < 1e-6
        assert abs(origin - was) * scale <= 0.5 + 1e-6
    assert aligned.aligned() == aligned
    assert aligned.panned(3, -7).aligned().shift_of(aligned) == (3, -7)


@given(views)
def test_at_no_whole_scale_a_view_stays_where_it_is(view: View) -> None:
    if view.scale < 1 or not view.scale.is_integer():
        assert view.aligned() is view


@given(
    st.integers(1, 60), st.integers(1, 60), st.integers(1, 50), st.integers(1, 50), st.integers(0, 2**32 - 1)
)
@settings(max_examples=60, deadline=None)
def test_at_x1_every_device_pixel_is_a_photo_pixel(
    w: int, h: int, width: int, height: int, seed: int
) -> None:
    """Whatever the parities of the photo and of the window; a photo of noise is wrong anywhere else."""
    rng = np.random.default_rng(seed)
    pixels = rng.integers(0, 256, (h, w, 3), dtype=np.uint8)
    pyramid = PhotoPyramid(photo_from_pixels(pixels))
    for method in ("bicubic", "lanczos", "nearest"):
        view = View.centred(w / 2, h / 2, 1.0, width, height).aligned()
        x, y = np.arange(width) + round(view.x0), np.arange(height) + round(view.y0)
        expected = pixels[np.clip(y, 0, h - 1)][:, np.clip(x, 0, w - 1)]
        assert np.array_equal(pyramid.draw(view, method), expected)


@given(st.integers(2, 9), st.integers(1, 40), st.integers(1, 50), st.integers(0, 2**32 - 1))
@settings(max_examples=40, deadline=None)
def test_at_a_whole_scale_the_photo_s_own_pixels_are_squares(
    scale: int, w: int, width: int, seed: int
) -> None:
    pixels = np.random.default_rng(seed).integers(0, 256, (5, w, 3), dtype=np.uint8)
    view = View.centred(w / 2 + 0.3, 2.7, float(scale), width, 20).aligned()
    drawn = PhotoPyramid(photo_from_pixels(pixels)).draw(view, "nearest")
    column = np.floor_divide(np.arange(width) + round(view.x0 * scale), scale)
    row = np.floor_divide(np.arange(20) + round(view.y0 * scale), scale)
    assert np.array_equal(drawn, pixels[np.clip(row, 0, 4)][:, np.clip(column, 0, w - 1)])
