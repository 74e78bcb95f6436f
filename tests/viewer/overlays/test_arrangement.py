"""What lies over the photo covers nothing else, at any size of the canvas and ratio of pixels."""

from itertools import combinations

import pytest
from csr.viewer.overlays.arrangement import free_place
from csr.viewer.style import OVERLAY_MARGIN
from csr.viewer.window.window import Window
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QRectF, QSizeF
from pytestqt.qtbot import QtBot

from ..conftest import settled

boxes = st.builds(QRectF, st.integers(0, 500), st.integers(0, 400), st.integers(1, 300), st.integers(1, 200))


@given(
    st.integers(1, 300),
    st.integers(1, 300),
    st.lists(boxes, max_size=4),
    st.permutations([(0, 0), (0, 1), (1, 0), (1, 1)]),
)
def test_a_place_is_within_the_margins_and_free(
    width: int, height: int, taken: list[QRectF], corners: list[tuple[int, int]]
) -> None:
    canvas = QRectF(0, 0, 640, 400)
    place = free_place(QSizeF(width, height), corners, canvas, taken)
    if place is None:
        assert taken
        return
    m = OVERLAY_MARGIN
    assert canvas.adjusted(m, m, -m, -m).contains(place)
    assert not any(place.intersects(box) for box in taken)
    if not taken:
        assert place.left() == (640 - m - width if corners[0][0] else m)


def over(window: Window) -> list[QRectF]:
    corner = window.corner_widgets
    widgets = (corner.navigator, corner.scale_bar, corner.histogram)
    return [*window.canvas.item.boxes, *(QRectF(w.geometry()) for w in widgets if w.isVisible())]


@pytest.mark.parametrize("size", [(1600, 1000), (1024, 640), (800, 500), (640, 400), (420, 360)])
def test_nothing_covers_anything(size: tuple[int, int], qtbot: QtBot, opened: Window) -> None:
    """1280 x 800 device pixels are 1024 x 640, 853 x 533 and 640 x 400 at ratios of 1.25, 1.5 and 2."""
    names = ("navigator", "scale_bar", "histogram", "figures", "positions", "map_orientation", "split")
    opened.resize(*size)
    for name in names:
        opened.actions_by_name[name].setChecked(True)
    opened.canvas.zoom_to(8.0)
    drawn = settled(qtbot, opened)
    qtbot.waitUntil(lambda: drawn.legend is not None and len(over(opened)) >= 3)
    qtbot.waitUntil(lambda: not any(one.intersects(other) for one, other in combinations(over(opened), 2)))
    if size[0] >= 1024:
        assert all(w.isVisible() for w in (opened.corner_widgets.navigator, opened.corner_widgets.histogram))


def test_a_selected_kernels_handles_stay_free(qtbot: QtBot, opened: Window) -> None:
    opened.resize(1000, 700)
    navigator = opened.corner_widgets.navigator
    opened.actions_by_name["navigator"].setChecked(True)
    opened.canvas.zoom_to(40.0)
    settled(qtbot, opened)
    opened.actions_by_name["inspect"].setChecked(True)
    opened.actions_by_name["pick"].trigger()
    qtbot.waitUntil(lambda: opened.kernels.model.kernel is not None)
    x, y = (float(v) for v in opened.kernels.model.kernel[:2])  # type: ignore[index]
    view = opened.canvas.view
    assert view is not None
    # Under the navigator's corner.
    opened.canvas.look_at(x - (view.width / 2 - 60) / 40, y - (view.height / 2 - 60) / 40, 40.0)
    told: list[QRectF] = []
    opened.kernels.layer.handles_moved.connect(told.append)
    settled(qtbot, opened)
    qtbot.waitUntil(lambda: bool(told))
    qtbot.waitUntil(lambda: not QRectF(navigator.geometry()).intersects(told[-1]))
    assert navigator.isVisible()
