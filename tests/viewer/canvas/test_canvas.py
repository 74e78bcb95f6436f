import pytest
from csr.viewer.window.window import Window
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from ..conftest import arrived


def test_the_scale_can_be_typed(qtbot: QtBot, opened: Window) -> None:
    canvas = opened.canvas
    for text, scale in (
        ("3.7", 3.7),
        ("250 %", 2.5),
        ("250\xa0%", 2.5),
        ("x12", 12.0),
        ("1,5", 1.5),
        ("9999", 512.0),
    ):
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
