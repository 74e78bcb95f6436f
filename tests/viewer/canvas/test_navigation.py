import pytest
from csr.viewer.canvas import feel
from csr.viewer.canvas.canvas import Canvas
from csr.viewer.window.window import Window
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ..conftest import arrived
from .conftest import is_under, photo_point

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
        beyond = 2**feel.BUMP_DOUBLINGS
        assert canvas.fit_scale() / 4 / beyond <= canvas.view.scale <= feel.LARGEST_SCALE * beyond
        assert is_under(canvas, before, at)
    canvas.navigation.finish()
    assert canvas.fit_scale() / 4 - 1e-9 <= canvas.view.scale <= feel.LARGEST_SCALE
    assert is_under(canvas, before, at, at_rest=True)


def test_four_notches_double_and_shift_is_finer(qtbot: QtBot, opened: Window) -> None:
    canvas, at = opened.canvas, QPointF(200, 100)
    canvas.zoom_to(2.0)
    for _ in range(4):
        wheel(canvas, at, 120)
    assert arrived(qtbot, canvas).scale == 4.0
    wheel(canvas, at, 120, modifiers=Qt.KeyboardModifier.ShiftModifier)
    assert arrived(qtbot, canvas).scale == pytest.approx(4.0 * 2 ** (1 / 16))
    wheel(canvas, at, -120, modifiers=Qt.KeyboardModifier.ShiftModifier)
    wheel(canvas, at, -240, modifiers=Qt.KeyboardModifier.ControlModifier)
    assert arrived(qtbot, canvas).scale == pytest.approx(4.0 / 2**0.5)


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
    assert canvas.view is not None
    assert canvas.view.x0 == pytest.approx(view.x0 - 31 * ratio / 8)
    assert canvas.view.y0 == pytest.approx(view.y0 + 20 * ratio / 8)
    QTest.mouseRelease(viewport, Qt.MouseButton.LeftButton, pos=QPoint(131, 80))
    canvas.navigation.stop()
    rest = canvas.view
    QTest.mouseMove(viewport, QPoint(200, 200))
    assert canvas.view == rest


class Clock:
    """Time that the test makes."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.now = 100.0
        monkeypatch.setattr("csr.viewer.canvas.navigation.perf_counter", lambda: self.now)


def test_a_thrown_photo_glides_on_and_a_press_stops_it(
    opened: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    canvas, clock = opened.canvas, Clock(monkeypatch)
    canvas.zoom_to(8.0)
    canvas.navigation.grab(300, 200)
    for i in range(1, 6):
        clock.now += 0.01
        canvas.navigation.drag(300 - 10 * i, 200)
    held = canvas.view
    canvas.navigation.release()
    assert held is not None and canvas.view is not None
    end = canvas.navigation.target
    assert end is not None
    # 1000 pixels a second, which fade in GLIDE_MS, at 8 pixels a photo pixel
    assert end.x0 - held.x0 == pytest.approx(feel.GLIDE_MS / 8, rel=0.02)
    assert canvas.view.x0 > held.x0
    QTest.mousePress(canvas.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(100, 100))
    assert canvas.navigation.target == canvas.view
    clock.now += 0.2
    QTest.mouseRelease(canvas.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(100, 100))
    assert not canvas.navigation.moving


def test_beyond_a_limit_the_photo_stretches_and_comes_back(qtbot: QtBot, opened: Window) -> None:
    canvas = opened.canvas
    canvas.zoom_to(4.0)
    canvas.pan(1e6, 1e6)
    edge = canvas.view
    assert edge is not None
    canvas.navigation.grab(10, 10)
    canvas.navigation.drag(210, 10)
    assert canvas.view is not None
    assert 0 < (edge.x0 - canvas.view.x0) * 4 < 200
    canvas.navigation.release()
    assert arrived(qtbot, canvas) == edge


def test_a_further_notch_cuts_the_motion_short_and_loses_nothing(
    opened: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    canvas, clock, at = opened.canvas, Clock(monkeypatch), QPointF(200, 100)
    canvas.zoom_to(2.0)
    before, scales = photo_point(canvas, at), [2.0]
    for _ in range(8):
        wheel(canvas, at, 120)
        assert canvas.view is not None
        scales.append(canvas.view.scale)
        clock.now += 0.03
    assert scales == sorted(set(scales))
    clock.now += 1
    canvas.navigation._step()
    assert canvas.view.scale == 8.0
    assert is_under(canvas, before, at, at_rest=True)


def test_the_wheel_pans_where_it_is_told_to_and_zooms_with_ctrl(opened: Window) -> None:
    canvas, at = opened.canvas, QPointF(200, 100)
    canvas.zoom_to(8.0)
    view, ratio = canvas.view, canvas.devicePixelRatioF()
    assert view is not None
    opened.actions_by_name["wheel_pans"].setChecked(True)
    wheel(canvas, at, -120)
    canvas.navigation.finish()
    assert canvas.view == view.panned(0, -feel.WHEEL_PAN * ratio)
    wheel(canvas, at, 120, modifiers=Qt.KeyboardModifier.ShiftModifier)
    wheel(canvas, at, pixels=30)
    assert canvas.view == view.panned(feel.WHEEL_PAN * ratio, (30 - feel.WHEEL_PAN) * ratio)
    wheel(canvas, at, 120, modifiers=Qt.KeyboardModifier.ControlModifier)
    canvas.navigation.finish()
    assert canvas.view.scale == pytest.approx(8 * 2**0.25)


def test_a_double_click_toggles_x1_and_the_whole_photo(qtbot: QtBot, opened: Window) -> None:
    canvas, at = opened.canvas, QPoint(150, 90)
    canvas.fit()
    anchor = photo_point(canvas, QPointF(at))
    QTest.mouseDClick(canvas.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert arrived(qtbot, canvas).scale == 1.0
    assert is_under(canvas, anchor, QPointF(at), at_rest=True)
    QTest.mouseDClick(canvas.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert arrived(qtbot, canvas) == canvas.fit_view()
    opened.resize(500, 400)
    assert canvas.view == canvas.fit_view()
