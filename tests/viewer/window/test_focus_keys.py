"""Fields and focus, by keys and mouse in a real window."""

from csr.viewer.window.window import Window
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QTableWidget
from pytestqt.qtbot import QtBot

from ..conftest import focus, settled


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
