import numpy as np
import pytest
from csr.viewer.window.window import Window
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot


def test_the_navigator_shows_the_photo_and_its_frame_can_be_dragged(qtbot: QtBot, opened: Window) -> None:
    canvas, navigator = opened.canvas, opened.corner_widgets.navigator
    QTest.keyClick(canvas, Qt.Key.Key_N)
    assert navigator.isVisible()
    assert (navigator.width(), navigator.height()) == (200, 150)
    canvas.look_at(80, 60, 8.0)
    view = canvas.view
    assert view is not None
    x0, y0, x1, y1 = (v * 200 / 320 for v in view.box)
    frame = navigator.frame()
    assert (frame.left(), frame.top()) == pytest.approx((x0, y0))
    assert (frame.right(), frame.bottom()) == pytest.approx((x1, y1))
    QTest.mousePress(navigator, Qt.MouseButton.LeftButton, pos=QPoint(100, 75))
    assert canvas.view is not None
    # To half a device pixel: the canvas may be an odd number of them high.
    assert canvas.view.centre == pytest.approx((160, 120), abs=0.5 / 8) and canvas.view.scale == 8.0
    QTest.mouseMove(navigator, QPoint(150, 90))
    QTest.mouseRelease(navigator, Qt.MouseButton.LeftButton, pos=QPoint(150, 90))
    assert canvas.view.centre == pytest.approx((240, 144), abs=0.5 / 8)
    assert canvas.view.box[0] > view.box[0]
    # The map is the photo: where the frame is, as bright as there.
    qtbot.waitUntil(lambda: not navigator._map.isNull())
    image = navigator._map.convertToFormat(QImage.Format.Format_RGB32)
    scene = canvas.scene_shown
    assert scene is not None
    middle = image.pixelColor(image.width() // 2, image.height() // 2).getRgb()[:3]
    truth = scene.photo.pixels[118:123, 158:163].reshape(-1, 3).mean(axis=0)
    assert np.abs(np.array(middle) - truth).max() < 12
