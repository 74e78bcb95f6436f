import math
from itertools import combinations

import numpy as np
import pytest
from csr.viewer.style import LONGEST_SCALE_BAR
from csr.viewer.widgets.scale_bar import round_length
from csr.viewer.window.window import Window
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDockWidget
from pytestqt.qtbot import QtBot


@given(st.floats(1e-3, 1e6))
def test_bars_are_1_2_or_5_times_a_power_of_ten(most: float) -> None:
    length = round_length(most)
    assert 0.4 * most - 1e-9 <= length <= most * (1 + 1e-9)
    lead = length / 10 ** math.floor(math.log10(length) + 1e-9)
    assert min(abs(lead - s) for s in (1, 2, 5, 10)) < 1e-6


def test_the_scale_bar_is_as_long_as_it_says(opened: Window) -> None:
    QTest.keyClick(opened.canvas, Qt.Key.Key_L)
    bar = opened.corner_widgets.scale_bar
    assert bar.isVisible()
    for scale in (0.5, 3.7, 64.0, 512.0):
        opened.canvas.zoom_to(scale)
        pixels, wide = bar.length()
        assert wide * opened.canvas.devicePixelRatioF() == pytest.approx(pixels * scale)
        assert 0.4 * LONGEST_SCALE_BAR - 1e-9 <= wide <= LONGEST_SCALE_BAR + 1e-9
    QTest.keyClick(opened.canvas, Qt.Key.Key_L)
    assert not bar.isVisible()


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


def test_nothing_covers_anything_else(opened: Window) -> None:
    parts = opened.corner_widgets.navigator, opened.corner_widgets.histogram, opened.corner_widgets.scale_bar
    for name in ("histogram", "scale_bar", "navigator"):
        opened.actions_by_name[name].setChecked(True)
        places = [part.geometry() for part in parts if part.isVisible()]
        assert not any(a.intersects(b) for a, b in combinations(places, 2))
        assert all(opened.canvas.rect().contains(place) for place in places)
    assert len(places) == 3


def test_panels_are_tabs_of_one_another(opened: Window) -> None:
    panels = ("metadata", "peel", "inspect", "warp", "cleaning")
    for name in panels:
        opened.actions_by_name[name].setChecked(True)
    docks = opened.findChildren(QDockWidget)
    assert len(docks) == 5 and all(len(opened.tabifiedDockWidgets(dock)) == 4 for dock in docks)
    assert all(opened.actions_by_name[name].isChecked() for name in panels)
