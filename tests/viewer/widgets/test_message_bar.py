from csr.viewer.window.window import Window
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot


def test_a_message_lies_above_the_photo_and_covers_nothing(qtbot: QtBot, opened: Window) -> None:
    before = opened.canvas.height()
    opened.notifier.error("Something failed.")
    message, canvas = opened.message, opened.canvas
    qtbot.waitUntil(lambda: canvas.height() < before)
    below = message.mapTo(opened, message.rect().bottomLeft()).y()
    assert message.isVisible() and below < canvas.mapTo(opened, canvas.rect().topLeft()).y()
    QTest.keyClick(canvas, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: canvas.height() == before)
    assert canvas.view is not None and canvas.fitted
