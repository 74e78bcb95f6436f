from dataclasses import replace

import numpy as np
import numpy.typing as npt
import pytest
from csr.core.field.field import GaussianField, Lattice, count_marked_in
from csr.core.geometry.mapping import mapping_of
from csr.core.geometry.view import View
from csr.core.geometry.warp import Warp
from csr.viewer import style
from csr.viewer.i18n import grouped
from csr.viewer.render.marks import CpuMarks, Overlays, caption, least_spacing, marks_in, strokes
from golden_fields import free_field, lattice_field, level_field
from hypothesis import given, settings
from hypothesis import strategies as st

DOTS, ELLIPSES = Overlays(frozenset({"positions"})), Overlays(frozenset({"covariances"}))
BOTH = Overlays(DOTS.on | ELLIPSES.on)


def draw_marks(
    pixels: npt.NDArray[np.uint8], field: GaussianField, view: View, overlays: Overlays, ratio: float
) -> None:
    CpuMarks().draw_marks(pixels, marks_in([field], view, 10**6, ratio), view, strokes(overlays, ratio))


def test_all_kernels_of_a_small_view_are_shown() -> None:
    marks = marks_in([lattice_field(200, 150)], View(8.0, 10, 10, 160, 160))
    assert (marks.step, marks.total, marks.kernels.shape[1]) == (1, 1600, 1600)
    assert caption(marks) == "showing all 1,600 kernels"


def test_many_kernels_are_thinned_evenly_and_the_caption_says_so() -> None:
    field, view = lattice_field(200, 150), View(1.0, 0, 0, 200, 150)
    thin = marks_in([field], view)
    assert (thin.step, thin.total) == (8, 120_000)
    assert 0 < thin.kernels.shape[1] <= style.MOST_DOTS
    halves = [field.crop((0, 0, 77.5, 150)), field.crop((77.5, 0, 200, 150))]
    shown = {tuple(k) for k in thin.kernels[:2].T}
    assert {tuple(k) for k in marks_in(halves, view).kernels[:2].T} == shown
    assert caption(thin) == "showing 1 in 64 of 120,000 kernels"


def test_of_a_level_and_details_the_details_are_counted_and_named() -> None:
    field = level_field()
    (width, height), details = field.photo_size, field.details
    assert details is not None
    for scale, words in (
        (8.0, "showing all {} detail kernels"),
        (0.25, "showing 1 in {step} of {} detail kernels"),
    ):
        view = View(scale, 0, 0, round(width * scale), round(height * scale))
        marks = marks_in([field], view)
        assert marks.total == count_marked_in([field], view.box) <= details.slots.size
        assert caption(marks) == words.format(grouped(marks.total), step=grouped(marks.step**2))


def test_zooming_in_keeps_the_kernels_that_were_shown() -> None:
    field = lattice_field(200, 150)
    far = marks_in([field], View(1.0, 0, 0, 200, 150))
    near = marks_in([field], View(4.0, 50, 40, 200, 150))
    inside = {tuple(k) for k in far.kernels.T if 51 < k[0] < 99 and 41 < k[1] < 76}
    assert near.step < far.step
    assert inside and inside <= {tuple(k) for k in near.kernels.T}


@settings(max_examples=30, deadline=None)
@given(st.integers(-40, 20), st.integers(-40, 20), st.integers(1, 90), st.integers(1, 90), st.floats(6.1, 48))
def test_marks_are_kernels_of_cells_in_the_view(
    column: int, row: int, columns: int, rows: int, scale: float
) -> None:
    n = columns * rows
    kernels = np.ones((8, n), np.float32)
    cell_y, cell_x = np.divmod(np.arange(n), columns)
    kernels[0], kernels[1] = (cell_x + column + 0.5) / 2, (cell_y + row + 0.5) / 2
    field = GaussianField(kernels, Lattice(column, row, columns, rows), (30, 30))
    view = View(scale, 1.25, 2.5, 480, 360)
    marks = marks_in([field], view)
    x0, y0, x1, y1 = view.box

    def within(half: float) -> set[tuple[float, ...]]:
        near = (np.abs(kernels[0] - (x0 + x1) / 2) < (x1 - x0) / 2 + half) & (
            np.abs(kernels[1] - (y0 + y1) / 2) < (y1 - y0) / 2 + half
        )
        return {tuple(k) for k in kernels[:2, near].T}

    assert marks.step == 1
    shown = {tuple(k) for k in marks.kernels[:2].T}
    # a cell's half width around its centre; a cell that only touches the edge may count or not
    assert within(0.25 - 1e-6) <= shown <= within(0.25 + 1e-6)


def test_kernels_too_close_to_be_told_apart_are_thinned() -> None:
    field = lattice_field(200, 150)
    for scale, ratio, step in ((8.0, 1.0, 1), (4.0, 1.0, 2), (8.0, 2.0, 2), (1.0, 1.0, 8)):
        # 4, 2, 2 (in device-independent pixels) and 0.5 pixels apart, where 3 are wanted
        marks = marks_in([field], View(scale, 20, 20, 100, 80), 10**6, ratio)
        assert marks.step == step
        assert marks.size == pytest.approx(0.4)  # 4 pixels apart now, where 10 are room enough
    for overlays, step in ((DOTS, 1), (ELLIPSES, 2), (BOTH, 2)):
        view = View(20.0, 20, 20, 100, 80)
        assert marks_in([field], view, 10**6, 1.0, least_spacing(overlays)).step == step


def test_marks_are_smaller_where_there_is_no_room() -> None:
    full, half = strokes(BOTH, 2.0), strokes(BOTH, 2.0, 0.5)
    assert [s.width for s in half] == [s.width / 2 for s in full]


def test_free_kernels_are_shown_too() -> None:
    field = free_field([[5, 5], [6, 7], [50, 50]], (1.0, 0.0, 1.0), (1, 1, 1))
    marks = marks_in([field], View(4.0, 0, 0, 80, 80))
    assert (marks.step, marks.total) == (1, 2)


def test_free_kernels_are_thinned_alike_wherever_one_looks() -> None:
    rng = np.random.default_rng(0)
    field = free_field(rng.uniform(0, 100, (4000, 2)), (0.1, 0.0, 0.1), 1)
    views = [View(10.0, x, 20, 500, 500) for x in (10, 15)]
    shown = [{tuple(k) for k in marks_in([field], view, most=300).kernels.T} for view in views]
    assert 0 < len(shown[0]) < 4000
    assert shown[0] == shown[1]


def test_a_dot_lies_on_its_mean_and_an_ellipse_one_sigma_away() -> None:
    marks, view = free_field([[10, 8]], (4.0, 0.0, 1.0), 1), View(10.0, 0, 0, 200, 160)
    black = np.zeros((160, 200, 4), np.uint8)
    dot = black.copy()
    draw_marks(dot, marks, view, DOTS, 1.0)
    red = dot[..., 2].astype(float)
    v, u = np.mgrid[:160, :200] + 0.5
    assert (red * u).sum() / red.sum() == np.float64(100) and (red * v).sum() / red.sum() == np.float64(80)
    ring = black.copy()
    draw_marks(ring, marks, view, ELLIPSES, 1.0)
    on = ring[..., 1] > 100
    radius = np.hypot((u - 100) / 20, (v - 80) / 10)[on]
    assert on.sum() > 80
    assert np.abs(radius - 1).max() < 0.12
    assert on[80, 119] or on[80, 120]


def test_kernels_without_a_colour_get_no_mark() -> None:
    black = np.zeros((40, 40, 4), np.uint8)
    draw_marks(black, free_field([[2, 2]], (0.2, 0.0, 0.2), 0), View(10.0, 0, 0, 40, 40), BOTH, 1.0)
    assert not black.any()


@settings(max_examples=30, deadline=None)
@given(
    st.floats(-1e4, 1e4), st.floats(-1e4, 1e4), st.floats(1e-8, 1e4), st.floats(-1, 1), st.floats(1e-8, 1e4)
)
def test_marks_of_any_shape_and_place_stay_in_the_frame(
    x: float, y: float, xx: float, tilt: float, yy: float
) -> None:
    """Compiled code checks no bounds: a margin around the frame would show what it wrote outside."""
    around = np.zeros((60, 60, 4), np.uint8)
    kernel = free_field([[x, y]], (xx, tilt * np.sqrt(xx * yy), yy), 1)
    draw_marks(around[20:40, 20:40], kernel, View(1.0, 0, 0, 20, 20), BOTH, 2.0)
    around[20:40, 20:40] = 0
    assert not around.any()


def test_marks_of_a_warped_lattice_are_thinned_along_its_rows_and_columns_alike() -> None:
    """Every n-th kernel of a tile's rows one after the other would stand in lines."""
    field, warp = lattice_field(64, 64, drift=0), mapping_of(Warp(20), (64, 64))
    warped = replace(field, kernels=warp.kernels(field.kernels), lattice=None)
    marks = marks_in([warped], View(2.0, -20, -20, 200, 200), cells_of=lambda _: field.lattice)
    assert marks.step > 1
    x, y = warp.photo_points(*marks.kernels[:2].astype(np.float64))
    across, down = np.unique(x.round(2)), np.unique(y.round(2))
    assert len(across) * len(down) == len(x)
    assert np.allclose(np.diff(across), marks.step / 2) and np.allclose(np.diff(down), marks.step / 2)
