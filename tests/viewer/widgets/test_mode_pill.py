from csr.viewer import style
from csr.viewer.window.window import Window
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from ..conftest import settled


def test_the_pill_covers_no_label_of_a_comparison(qtbot: QtBot, opened: Window) -> None:
    opened.actions_by_name["picture_only"].setChecked(True)
    assert opened.pill.isVisible() and opened.pill.y() == style.OVERLAY_MARGIN
    QTest.keyClick(opened.canvas, Qt.Key.Key_C)
    settled(qtbot, opened)
    assert opened.pill.y() >= style.LABEL_BOTTOM
    QTest.keyClick(opened.canvas, Qt.Key.Key_C)
    assert opened.pill.y() == style.OVERLAY_MARGIN
    QTest.keyPress(opened.canvas, Qt.Key.Key_B)  # the other side, while it is held
    assert opened.pill.y() >= style.LABEL_BOTTOM
    QTest.keyRelease(opened.canvas, Qt.Key.Key_B)
    assert opened.pill.y() == style.OVERLAY_MARGIN
