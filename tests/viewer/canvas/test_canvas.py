import pytest
from csr.viewer.canvas import feel
from csr.viewer.canvas.canvas import Canvas
from csr.viewer.window.window import Window
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QNativeGestureEvent, QPointingDevice, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from ..conftest import arrived

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


def is_under(canvas: Canvas, point: tuple[float, float], at: QPointF, *, at_rest: bool = False) -> bool:
    """Whether a photo point is shown at a place; at rest at a whole scale, or on the way there, aligned."""
    assert canvas.view is not None
    aligned = not at_rest or canvas.view.scale.is_integer()
    ratio = canvas.devicePixelRatioF()
    p, q = canvas.view.to_device(*point)
    return max(abs(p - at.x() * ratio), abs(q - at.y() * ratio)) < (0.5 if aligned else 0) + 0.01


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


def test_a_touchpad_s_pinch_zooms_and_pans_in_one_gesture(qtbot: QtBot, opened: Window) -> None:
    canvas, at = opened.canvas, QPointF(220, 140)
    canvas.zoom_to(4.0)
    anchor, ratio = photo_point(canvas, at), canvas.devicePixelRatioF()
    device = QPointingDevice.primaryPointingDevice()

    def send(kind: Qt.NativeGestureType, value: float = 0.0, delta: QPointF | None = None) -> None:
        event = QNativeGestureEvent(kind, device, 2, at, at, at, value, delta or QPointF())
        QApplication.sendEvent(canvas.viewport(), event)

    send(Qt.NativeGestureType.BeginNativeGesture)
    for _ in range(3):
        send(Qt.NativeGestureType.ZoomNativeGesture, 0.1)
        send(Qt.NativeGestureType.PanNativeGesture, delta=QPointF(5, -2))
    assert canvas.view is not None
    assert canvas.view.scale == pytest.approx(4 * 1.1**3)
    assert canvas.view.to_device(*anchor) == pytest.approx((235 * ratio, 134 * ratio), abs=0.01)
    for _ in range(60):
        send(Qt.NativeGestureType.ZoomNativeGesture, 0.2)
    assert 512 < canvas.view.scale < 512 * 2**feel.ZOOM_BAND_DOUBLINGS
    send(Qt.NativeGestureType.EndNativeGesture)
    assert arrived(qtbot, canvas).scale == 512
    assert is_under(canvas, anchor, QPointF(235, 134), at_rest=True)


def test_two_fingers_on_a_screen_zoom_and_pan(qtbot: QtBot, opened: Window) -> None:
    canvas = opened.canvas
    canvas.zoom_to(4.0)
    screen, viewport = QTest.createTouchDevice(), canvas.viewport()

    def points(i: int) -> tuple[QPoint, QPoint]:
        return QPoint(200 - 4 * i, 200 + 3 * i), QPoint(300 + 6 * i, 200 + 3 * i)

    fingers = QTest.touchEvent(viewport, screen)
    fingers.press(0, points(0)[0], viewport).press(1, points(0)[1], viewport).commit()
    for i in range(1, 11):
        left, right = points(i)
        QTest.touchEvent(viewport, screen).move(0, left, viewport).move(1, right, viewport).commit()
    assert canvas.navigation.pinching
    assert canvas.view is not None
    # From the first move on, which the recogniser keeps to itself: 110 to 200 pixels between the fingers.
    assert 1.5 < canvas.view.scale / 4 <= 2.0
    grip, ratio = canvas.navigation._grip, canvas.devicePixelRatioF()
    assert grip is not None
    between = canvas.view.to_device(*grip.view.to_photo(*grip.point))
    assert between == pytest.approx((260 * ratio, 230 * ratio), abs=0.01)
    left, right = points(10)
    QTest.touchEvent(viewport, screen).release(0, left, viewport).release(1, right, viewport).commit()
    arrived(qtbot, canvas)


def test_the_scale_can_be_typed(qtbot: QtBot, opened: Window) -> None:
    canvas = opened.canvas
    for text, scale in (("3.7", 3.7), ("250 %", 2.5), ("x12", 12.0), ("1,5", 1.5), ("9999", 512.0)):
        QTest.keyClick(canvas, Qt.Key.Key_Z)
        entry = opened.status.findChild(QLineEdit)
        assert isinstance(entry, QLineEdit) and entry.isVisible()
        assert not entry.geometry().intersects(opened.status._source.geometry())
        QTest.keyClicks(entry, text)
        QTest.keyClick(entry, Qt.Key.Key_Return)
        assert not entry.isVisible()
        assert arrived(qtbot, canvas).scale == scale
    # What stands there is what it means: Return alone changes nothing.
    QTest.keyClick(canvas, Qt.Key.Key_Z)
    QTest.keyClick(entry, Qt.Key.Key_Return)
    assert arrived(qtbot, canvas).scale == 512
    label = opened.status._scale
    QTest.mouseClick(opened.status, Qt.MouseButton.LeftButton, pos=label.geometry().center())
    assert entry.isVisible()
    for bad in ("", "many", "-3", "0"):
        entry.setText(bad)
        QTest.keyClick(entry, Qt.Key.Key_Return)
        assert entry.isVisible() and "370 %" in opened.status.currentMessage()
    QTest.keyClick(entry, Qt.Key.Key_Escape)
    assert not entry.isVisible()
    assert arrived(qtbot, canvas).scale == 512


def test_the_photo_cannot_be_dragged_away(opened: Window) -> None:
    canvas = opened.canvas
    canvas.zoom_to(4.0)
    canvas.pan(1e6, 1e6)
    assert canvas.view is not None
    assert canvas.view.centre == pytest.approx((0, 0), abs=0.5 / 4)
    canvas.pan(-1e6, -1e6)
    assert canvas.view.centre == pytest.approx((320, 240), abs=0.5 / 4)


def test_resizing_keeps_a_fitted_photo_whole_and_another_view_s_middle(opened: Window) -> None:
    canvas = opened.canvas
    canvas.fit()
    opened.resize(500, 420)
    assert canvas.view is not None
    assert canvas.view.scale == pytest.approx(canvas.fit_scale())
    canvas.zoom_to(5.0)
    middle = canvas.view.centre
    for step in range(21):
        opened.resize(500 + 5 * step, 420 + 4 * step)
    # Half a device pixel along each axis, and no more for all the sizes in between.
    assert canvas.view.centre == pytest.approx(middle, abs=0.5 / 5)
    assert (canvas.view.width, canvas.view.height) == canvas.device_size()
