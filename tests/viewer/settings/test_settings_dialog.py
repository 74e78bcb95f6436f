import pytest
from csr.viewer.settings.settings import DEFAULTS
from csr.viewer.window.window import Window
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QDialogButtonBox,
    QLabel,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from ..conftest import choose, named


def test_a_device_that_cannot_be_used_is_not_chosen(qtbot: QtBot, opened: Window, dialog: QWidget) -> None:
    device = named(dialog, "Device")
    assert isinstance(device, QComboBox)
    qtbot.waitUntil(lambda: None not in opened.devices.trials.reasons.values())
    reason = opened.devices.trials.reasons["cuda"]
    if not reason:
        pytest.skip("there is CUDA here")
    qtbot.waitUntil(lambda: reason in device.itemText(device.findData("cuda")))
    choose(dialog, "Device", "cuda")
    qtbot.waitUntil(lambda: "CUDA cannot be used" in opened.message.text)
    qtbot.waitUntil(lambda: device.currentData() == "cpu")
    choose(dialog, "Device", "auto")
    qtbot.waitUntil(lambda: opened.settings.now.device == "auto")


def test_a_language_is_kept_for_the_next_start(opened: Window, dialog: QWidget) -> None:
    choose(dialog, "Language", "de")
    assert opened.settings.now.language == "de"
    notes = [label.text() for label in dialog.findChildren(QLabel) if label.isVisible()]
    assert "The window speaks the language from its next start on." in notes


def test_defaults_come_back_and_esc_closes_the_dialog(opened: Window, dialog: QWidget) -> None:
    opened.settings.change(wheel="pans", grid_colour=(1, 2, 3), memory=1024)
    buttons = dialog.findChild(QDialogButtonBox)
    assert isinstance(buttons, QDialogButtonBox)
    buttons.button(QDialogButtonBox.StandardButton.RestoreDefaults).click()
    assert opened.settings.now == DEFAULTS
    assert not opened.canvas.navigation.wheel_pans and opened.canvas.overlays.colours.grid == (128, 128, 128)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible() and opened.isVisible()


def test_all_of_the_dialog_is_reached_by_tab_and_named(qtbot: QtBot, dialog: QWidget) -> None:
    # Not waitActive: it takes a dialog for active as soon as the window that owns it is.
    qtbot.waitUntil(lambda: QApplication.activeWindow() is dialog)
    reached: list[str] = []
    for _ in range(20):
        focus = QApplication.focusWidget()
        assert focus is not None
        reached.append(focus.accessibleName() or (focus.text() if isinstance(focus, QPushButton) else ""))
        QTest.keyClick(focus, Qt.Key.Key_Tab)
    assert "" not in reached and {"Theme", "Memory", "Colour: Pixel grid", "Restore Defaults"} <= set(reached)
