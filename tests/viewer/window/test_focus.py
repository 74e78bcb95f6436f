"""Fields and focus, by keys and mouse in a real window."""

import pytest
from csr.viewer.window.window import Window
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QTableWidget, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from ..conftest import settled


def focus() -> QWidget:
    now = QApplication.focusWidget()
    assert now is not None
    return now


def test_what_the_program_focuses_has_its_text_selected(opened: Window) -> None:
    QTest.keyClick(opened.canvas, Qt.Key.Key_W)
    angle = opened.warp_actions.panel.angle
    assert focus() is angle and angle.lineEdit().hasSelectedText()
    QTest.keyClicks(angle, "30")
    QTest.keyClick(angle, Qt.Key.Key_Return)
    assert angle.value() == 30
    QTest.keyClick(angle, Qt.Key.Key_Escape)
    QTest.keyClick(opened.canvas, Qt.Key.Key_Z)
    entry = focus()
    assert isinstance(entry, QLineEdit) and entry.selectedText() == entry.text()


@pytest.mark.parametrize("end", [Qt.Key.Key_Escape, Qt.Key.Key_Return])
def test_the_line_for_the_scale_gives_the_focus_back(end: Qt.Key, opened: Window) -> None:
    QTest.keyClick(opened.canvas, Qt.Key.Key_Z)
    assert focus() is not opened.canvas
    QTest.keyClick(focus(), end)
    assert focus() is opened.canvas


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


def test_held_keys_work_from_a_panel_but_not_where_text_is_typed(qtbot: QtBot, opened: Window) -> None:
    canvas = opened.canvas
    canvas.zoom_to(8.0)
    settled(qtbot, opened)
    opened.actions_by_name["inspect"].setChecked(True)
    table = opened.findChildren(QTableWidget)[0]
    table.setFocus()
    QTest.keyPress(table, Qt.Key.Key_B)
    assert canvas.comparison.flicker
    QTest.keyRelease(table, Qt.Key.Key_B)
    assert not canvas.comparison.flicker
    slider = opened.cleaning.panel.slider
    opened.actions_by_name["cleaning"].setChecked(True)
    slider.setEnabled(True)
    slider.setFocus()
    QTest.keyPress(slider, Qt.Key.Key_Space)
    assert settled(qtbot, opened).request.source_pixels
    QTest.keyRelease(slider, Qt.Key.Key_Space)
    assert not settled(qtbot, opened).request.source_pixels
    QTest.keyPress(slider, Qt.Key.Key_Space)
    opened.actions_by_name["type_scale"].trigger()  # the focus goes: nothing is held any more
    assert not settled(qtbot, opened).request.source_pixels
    QTest.keyPress(focus(), Qt.Key.Key_B)
    assert not canvas.comparison.flicker


def test_single_keys_mean_the_same_from_a_field_of_numbers(opened: Window) -> None:
    QTest.keyClick(opened.canvas, Qt.Key.Key_W)
    angle = opened.warp_actions.panel.angle
    QTest.keyClick(angle, Qt.Key.Key_L)
    assert opened.actions_by_name["scale_bar"].isChecked()
    QTest.keyClick(angle, Qt.Key.Key_5)
    assert angle.text().startswith("5") and opened.canvas.fitted, "a digit is typed, not a scale"


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
