import pytest
from csr.viewer.canvas import feel
from csr.viewer.window.window import Window
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QNativeGestureEvent, QPointingDevice
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ..conftest import arrived
from .conftest import is_under, photo_point


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
