"""What every rasterizer must do. A rasterizer's own tests take the whole suite in three lines:

@pytest.mark.parametrize("check", CHECKS)
def test_it_conforms(check: Check) -> None:
    check(Subject(rasterizer, tolerance=2e-4))
"""

import itertools
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, partial
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
from csr.core.field.field import GaussianField
from csr.core.field.sampling import FOOTPRINT, MOVING, RESTING, Sampling
from csr.core.geometry.view import View
from csr.core.rasterize.base import Rasterizer
from csr.core.rasterize.reference import draw_reference
from csr.core.utils.errors import Cancelled
from golden_fields import (
    flat_field,
    free_field,
    lattice_field,
    level_field,
    odd_fields,
    one_pixel_field,
    photo_field,
)
from hypothesis import given, settings
from hypothesis import strategies as st

HALF_STEP = 1 / 510
"""Half an 8-bit step: what nobody can see."""


@dataclass(frozen=True)
class Subject:
    """What is examined."""

    rasterizer: Rasterizer
    tolerance: float
    """Largest difference from the float64 sum of colours within 0..1, at the cut-off at rest."""

    def differs(self, field: GaussianField, view: View, sampling: Sampling = RESTING) -> float:
        """The largest difference from the float64 sum."""
        return float(np.abs(self.rasterizer.draw([field], view, sampling) - exact(field, view)).max())


Check = Callable[[Subject], None]
CHECKS: list[Any] = []
"""The suite, for `pytest.mark.parametrize`."""


def _for_each(**values: Any) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Put a function into the suite, once for each combination of values."""

    def add(function: Callable[..., None]) -> Callable[..., None]:
        for combination in itertools.product(*values.values()):
            name = "-".join([function.__name__, *(str(value) for value in combination)])
            check = partial(function, **dict(zip(values, combination, strict=True)))
            CHECKS.append(pytest.param(check, id=name))
        return function

    return add


@cache
def exact(field: GaussianField, view: View, footprint: float = FOOTPRINT) -> npt.NDArray[np.float64]:
    """The float64 sum; the same for every rasterizer, so it is computed once."""
    return draw_reference([field], view, footprint=footprint)


@cache
def golden(name: str) -> GaussianField:
    """A golden field; the same object each time, as `exact` wants it."""
    fields: dict[str, Callable[[], GaussianField]] = {
        "random": lattice_field,
        "level": level_field,
        "photo": photo_field,
        "one pixel": one_pixel_field,
    }
    return fields[name]() if name in fields else odd_fields()[name]


# The sum


@_for_each(name=("random", "photo", "level"), scale=(0.25, 0.5, 1, 1.5, 1.7, 2, 4, 16, 64, 512))
def sum_while_moving(subject: Subject, name: str, scale: float) -> None:
    # A device pixel sums some twenty kernels; each leaves out at most the cut-off's share of its peak,
    # which is s^2/4 / (2 pi s^2 0.1) = 0.4 of its colour, and only the one or two near their edge do:
    # below half an 8-bit step. What is inexact at rest may come on top of that.
    view = View(scale, 7.3, 6.1, 45, 37)
    difference = subject.differs(golden(name), view, MOVING)
    assert difference <= max(HALF_STEP, 2 * subject.tolerance)


@_for_each(name=("random", "photo", "level"), scale=(0.25, 0.5, 1, 1.5, 1.7, 2, 4, 16, 64, 512))
def sum_at_rest(subject: Subject, name: str, scale: float) -> None:
    view = View(scale, 7.3, 6.1, 45, 37)
    assert subject.differs(golden(name), view, RESTING) <= subject.tolerance


@_for_each(name=tuple(odd_fields()), scale=(0.25, 1.0, 6.0, 100.0))
def odd_field(subject: Subject, name: str, scale: float) -> None:
    # Sums of up to 1,600 float32 kernels, so relative to the largest value; a singular kernel is as thin
    # as its footprint, and float32 keeps 5e-6 of its determinant at x1.
    field, view = golden(name), View.centred(10, 10, scale, 40, 31)
    largest = float(np.abs(exact(field, view)).max())
    assert subject.differs(field, view, Sampling(cutoff=1e-6)) <= subject.tolerance * (0.1 + largest)


@_for_each(size=((1, 1), (1, 90), (90, 1), (3, 200), (200, 3), (17, 16), (130, 67)))
def size_of_a_view(subject: Subject, size: tuple[int, int]) -> None:
    view = View.centred(11.2, 9.8, 8.3, *size)
    assert subject.rasterizer.draw([golden("photo")], view).shape == (size[1], size[0], 3)
    assert subject.differs(golden("photo"), view) <= subject.tolerance


@_for_each(scale=(1.0, 8.0, 200.0))
def photo_of_one_pixel(subject: Subject, scale: float) -> None:
    view = View.centred(0.5, 0.5, scale, 23, 24)
    assert subject.differs(golden("one pixel"), view) <= subject.tolerance


@_for_each(scale=(1.0, 8.0))
def far_from_the_origin(subject: Subject, scale: float) -> None:
    # float32 holds a mean at 12,000 to 5e-4 photo pixel, in the field already; drawing must lose nothing.
    field = lattice_field(8, 8, x0=12_000)
    for factor in (1, 64):
        view = View(scale * factor, 12_003.3, 3.2, 50, 40)
        assert subject.differs(field, view) <= subject.tolerance


@_for_each(footprint=(0.0, 0.5))
def footprint_is_a_parameter(subject: Subject, footprint: float) -> None:
    field = golden("random")
    for scale in (1.0, 5.0):
        view = View(scale, 4.0, 4.0, 12, 12)
        picture = subject.rasterizer.draw([field], view, Sampling(footprint))
        assert np.abs(picture - exact(field, view, footprint)).max() <= subject.tolerance


@_for_each(cutoff=(0.3, 1e-2, 1e-5))
def cutoff_leaves_out_what_is_below_it(subject: Subject, cutoff: float) -> None:
    # Of one kernel, what is above the cut-off's share of the peak is there, and what is not is black.
    field = free_field([[10.1, 9.8]], (0.5, 0.2, 0.4), 1.0)
    view = View.centred(10, 10, 9.0, 60, 60)
    picture, whole = subject.rasterizer.draw([field], view, Sampling(cutoff=cutoff)), exact(field, view)
    peak = float(whole.max())
    # A hair's breadth above: where exactly a float32 ellipse ends is not told.
    assert np.abs(picture - whole)[whole > 1.01 * cutoff * peak].max() <= subject.tolerance
    assert np.minimum(np.abs(picture), np.abs(picture - whole)).max() <= subject.tolerance


@_for_each(scale=(0.25, 0.6, 1, 1.5, 2, 7.3, 64, 512), corner=((0, 0), (8, 8), (12, 12)))
def flat_stays_flat(subject: Subject, scale: float, corner: tuple[int, int]) -> None:
    side = min(16, max(1, int(4 * scale)))
    picture = subject.rasterizer.draw([flat_field(16, 16, 1.0)], View(scale, *corner, side, side))
    # The lattice's own ripple is a quarter of half a step: see `LightConfig.floor`.
    assert np.abs(picture - 1).max() < max(HALF_STEP, 2 * subject.tolerance)


# Moving the view


@_for_each()
def view_is_the_crop_of_a_larger_one(subject: Subject) -> None:
    @given(st.sampled_from([0.5, 1.0, 2.3, 11.0]), st.integers(0, 30), st.integers(0, 30), st.floats(-3, 12))
    @settings(max_examples=25, deadline=None)
    def holds(scale: float, left: int, top: int, x0: float) -> None:
        large = View(scale, x0, 2.5, 70, 60)
        small = View(scale, x0 + left / scale, 2.5 + top / scale, 25, 20)
        crop = subject.rasterizer.draw([golden("photo")], large)[top : top + 20, left : left + 25]
        # Where blocks of pixels begin differs, and so does what is cut off beyond the kernels' edges.
        assert np.abs(subject.rasterizer.draw([golden("photo")], small) - crop).max() <= subject.tolerance

    holds()


@_for_each(scale=(1.0, 4.0, 40.0))
def panning_by_a_tenth_of_a_pixel_moves_the_picture_by_it(subject: Subject, scale: float) -> None:
    kernel = free_field([[10.01, 9.98]], (4 / scale**2, 0, 4 / scale**2), 1.0)
    v, u = np.mgrid[:40, :40]

    def middle(view: View) -> tuple[float, float]:
        picture = subject.rasterizer.draw([kernel], view, Sampling(cutoff=1e-6))[..., 0].astype(np.float64)
        return float((picture * u).sum() / picture.sum()), float((picture * v).sum() / picture.sum())

    still = View.centred(10, 10, scale, 40, 40)
    before, after = middle(still), middle(still.panned(0.1, -0.1))
    # A mean 2 pixels wide; the picture's error, spread evenly, moves it by far less than its share.
    least = 0.1 * subject.tolerance * 40 * 40
    assert after[0] - before[0] == pytest.approx(0.1, abs=1e-3 + least)
    assert after[1] - before[1] == pytest.approx(-0.1, abs=1e-3 + least)


# Tiles


@_for_each(name=("photo", "level"), scale=(1.0, 2.7, 30.0))
def tiles_are_the_whole(subject: Subject, name: str, scale: float) -> None:
    field, view = golden(name), View.centred(9.6, 11.1, scale, 60, 50)
    boxes = (-5, -5, 9, 11), (9, -5, 29, 11), (-5, 11, 9, 25), (9, 11, 29, 25)
    tiles = [field.crop(box) for box in boxes]
    assert sum(len(tile) for tile in tiles) == len(field)
    picture = subject.rasterizer.draw(tiles, view)
    assert np.abs(picture - subject.rasterizer.draw([field], view)).max() <= 0.1 * subject.tolerance


@_for_each(scale=(1.0, 2.7, 30.0))
def free_kernels_are_drawn_as_lattice_kernels(subject: Subject, scale: float) -> None:
    field, view = golden("random"), View.centred(9.6, 11.1, scale, 60, 50)
    free = GaussianField(field.kernels, None, field.photo_size)
    picture = subject.rasterizer.draw([free], view)
    assert np.abs(picture - subject.rasterizer.draw([field], view)).max() <= 0.1 * subject.tolerance


@_for_each()
def each_field_is_drawn_as_itself(subject: Subject) -> None:
    # What is kept of a field for the next frame must not serve for another one that came after it.
    view = View(3.0, 2.0, 2.0, 20, 20)
    for seed in (1, 2, 3, 1, 2, 3):
        field = lattice_field(8, 8, seed=seed)
        picture = subject.rasterizer.draw([field], view)
        assert np.abs(picture - draw_reference([field], view)).max() <= subject.tolerance
        del field


@_for_each()
def nothing_to_draw_is_black(subject: Subject) -> None:
    draw = subject.rasterizer.draw
    assert not draw([], View(1.0, 0, 0, 5, 4)).any()
    assert not draw([golden("empty")], View(1.0, 0, 0, 5, 4)).any()
    assert not draw([golden("random")], View(2.0, 1e5, 1e5, 5, 4)).any()
    assert not draw([golden("random")], View(2.0, -1e12, 0, 5, 4)).any()


# Frames


@_for_each()
def frame_is_the_picture_in_eight_bits_blue_first(subject: Subject) -> None:
    view = View(3.0, 4.0, 4.0, 41, 30)
    frame = subject.rasterizer.draw_frame([golden("photo")], view)
    assert frame.shape == (30, 41, 4) and frame.dtype == np.uint8
    # A value near the middle between two steps may go to either.
    picture = exact(golden("photo"), view).clip(0, 1) * 255
    assert np.abs(frame[..., 2::-1] - picture).max() <= 0.5 + 255 * subject.tolerance
    assert (frame[..., 3] == 255).all()


@_for_each()
def colours_beyond_the_range_are_clamped_in_frames(subject: Subject) -> None:
    bright = free_field([[10, 10]], (1.0, 0, 1.0), (90.0, -90.0, 0.0))
    frame = subject.rasterizer.draw_frame([bright], View.centred(10, 10, 2, 3, 3))
    assert frame[1, 1].tolist() == [0, 0, 255, 255]


@_for_each()
def cancelling_gives_up(subject: Subject) -> None:
    for draw in (subject.rasterizer.draw, subject.rasterizer.draw_frame):
        with pytest.raises(Cancelled):
            draw([golden("random")], View(4.0, 0, 0, 50, 500), cancelled=lambda: True)
