import math

import pytest
from csr.viewer import feel
from csr.viewer.canvas import Canvas
from csr.viewer.window import Window
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

SLOW = settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def wheel(
    canvas: Canvas,
    at: QPointF,
    angle: int = 0,
    pixels: int = 0,
    modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
) -> None:
    phase = Qt.ScrollPhase.ScrollUpdate if pixels else Qt.ScrollPhase.NoScrollPhase
    event = QWheelEvent(
        at, at, QPoint(0, pixels), QPoint(0, angle), Qt.MouseButton.NoButton, modifiers, phase, False
    )
    QApplication.sendEvent(canvas.viewport(), event)


def photo_point(canvas: Canvas, at: QPointF) -> tuple[float, float]:
    assert canvas.view is not None
    ratio = canvas.devicePixelRatioF()
    return canvas.view.to_photo(at.x() * ratio, at.y() * ratio)


@SLOW
@given(
    notches=st.lists(st.integers(-30, 30), min_size=1, max_size=40),
    x=st.floats(0, 600),
    y=st.floats(0, 400),
)
def test_the_point_under_the_cursor_stays_at_the_limits_too(
    opened: Window, notches: list[int], x: float, y: float
) -> None:
    canvas, at = opened.canvas, QPointF(x, y)
    canvas.fit()
    before = photo_point(canvas, at)
    for n in notches:
        wheel(canvas, at, 120 * n)
        assert canvas.view is not None
        assert canvas.fit_scale() / 4 - 1e-9 <= canvas.view.scale <= feel.LARGEST_SCALE
        after = photo_point(canvas, at)
        assert math.dist(before, after) * canvas.view.scale < 0.01


def test_four_notches_double_and_shift_is_finer(opened: Window) -> None:
    canvas, at = opened.canvas, QPointF(200, 100)
    canvas.zoom_to(2.0)
    for _ in range(4):
        wheel(canvas, at, 120)
    assert canvas.view is not None
    assert canvas.view.scale == pytest.approx(4.0)
    wheel(canvas, at, 120, modifiers=Qt.KeyboardModifier.ShiftModifier)
    assert canvas.view.scale == pytest.approx(4.0 * 2 ** (1 / 16))
    wheel(canvas, at, -120, modifiers=Qt.KeyboardModifier.ShiftModifier)
    wheel(canvas, at, -240, modifiers=Qt.KeyboardModifier.ControlModifier)
    assert canvas.view.scale == pytest.approx(4.0 / 2**0.5)


def test_touchpads_zoom_by_pixels_and_empty_events_do_nothing(opened: Window) -> None:
    canvas = opened.canvas
    canvas.zoom_to(2.0)
    wheel(canvas, QPointF(10, 10), pixels=200)
    assert canvas.view is not None
    assert canvas.view.scale == pytest.approx(4.0)
    wheel(canvas, QPointF(10, 10))
    assert canvas.view.scale == pytest.approx(4.0)


def test_dragging_pans_from_the_first_pixel(opened: Window) -> None:
    canvas = opened.canvas
    canvas.zoom_to(8.0)
    view = canvas.view
    assert view is not None
    viewport = canvas.viewport()
    QTest.mousePress(viewport, Qt.MouseButton.LeftButton, pos=QPoint(100, 100))
    QTest.mouseMove(viewport, QPoint(101, 100))
    ratio = canvas.devicePixelRatioF()
    assert canvas.view == view.panned(ratio, 0)
    QTest.mouseMove(viewport, QPoint(131, 80))
    QTest.mouseRelease(viewport, Qt.MouseButton.LeftButton, pos=QPoint(131, 80))
    assert canvas.view is not None
    assert canvas.view.x0 == pytest.approx(view.x0 - 31 * ratio / 8)
    assert canvas.view.y0 == pytest.approx(view.y0 + 20 * ratio / 8)
    QTest.mouseMove(viewport, QPoint(200, 200))
    assert canvas.view.x0 == pytest.approx(view.x0 - 31 * ratio / 8)


def test_the_photo_cannot_be_dragged_away(opened: Window) -> None:
    canvas = opened.canvas
    canvas.zoom_to(4.0)
    canvas.pan(1e6, 1e6)
    assert canvas.view is not None
    assert canvas.view.centre == pytest.approx((0, 0))
    canvas.pan(-1e6, -1e6)
    assert canvas.view.centre == pytest.approx((320, 240))


def test_resizing_keeps_a_fitted_photo_whole_and_another_view_s_middle(opened: Window) -> None:
    canvas = opened.canvas
    canvas.fit()
    opened.resize(500, 420)
    assert canvas.view is not None
    assert canvas.view.scale == pytest.approx(canvas.fit_scale())
    canvas.zoom_to(5.0)
    middle = canvas.view.centre
    opened.resize(600, 500)
    assert canvas.view.centre == pytest.approx(middle)
    assert (canvas.view.width, canvas.view.height) == canvas.device_size()
