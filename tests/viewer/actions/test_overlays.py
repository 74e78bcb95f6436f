from csr.viewer.window.window import Window
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from ..conftest import settled


def test_overlays_are_shown_and_taken_away(qtbot: QtBot, opened: Window) -> None:
    opened.canvas.zoom_to(12.0)
    settled(qtbot, opened)
    plain = opened.canvas.grab().toImage()
    for key in "pvg":
        QTest.keyClick(opened.canvas, key)
        settled(qtbot, opened)
        assert opened.canvas.grab().toImage() != plain
        QTest.keyClick(opened.canvas, key)
        settled(qtbot, opened)
    assert opened.canvas.grab().toImage() == plain
