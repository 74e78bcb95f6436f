from csr.viewer.window.window import Window
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from ..conftest import settled


def test_values_are_written_on_large_pixels_only(qtbot: QtBot, opened: Window) -> None:
    for scale, written in ((64.0, True), (20.0, False)):
        opened.canvas.look_at(160.5, 120.5, scale * opened.canvas.devicePixelRatioF())
        settled(qtbot, opened)
        plain = opened.canvas.grab().toImage()
        QTest.keyClick(opened.canvas, Qt.Key.Key_G, Qt.KeyboardModifier.ShiftModifier)
        assert (opened.canvas.grab().toImage() != plain) == written
        QTest.keyClick(opened.canvas, Qt.Key.Key_G, Qt.KeyboardModifier.ShiftModifier)
        assert opened.canvas.grab().toImage() == plain
