from csr.viewer.window.window import Window
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QToolButton

from ..conftest import focus


def test_messages_and_panels_give_the_focus_back(opened: Window) -> None:
    opened.notifier.error("Something failed.")
    (close,) = (b for b in opened.message.findChildren(QToolButton) if b.isVisible())
    close.setFocus()
    QTest.keyClick(close, Qt.Key.Key_Space)
    assert not opened.message.text and focus() is opened.canvas
    QTest.keyClick(opened.canvas, Qt.Key.Key_W)
    QTest.keyClick(opened.warp_actions.panel.angle, Qt.Key.Key_W)  # a letter is no number: it is the switch
    assert not opened.warp_actions.panel.isVisible() and focus() is opened.canvas


def test_a_click_in_a_panel_leaves_the_keys_with_the_photo(opened: Window) -> None:
    QTest.keyClick(opened.canvas, Qt.Key.Key_W)
    panel = opened.warp_actions.panel
    QTest.keyClick(panel, Qt.Key.Key_Escape)
    assert focus() is opened.canvas
    button = next(b for b in panel.findChildren(QPushButton) if b.isVisible())
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert focus() is opened.canvas
    QTest.keyClick(opened.canvas, Qt.Key.Key_Tab)
    assert focus() is not opened.canvas, "Tab goes into the panel"
