"""The toolbar and the menu of the right mouse button: driven by the mouse."""

from importlib.resources import files

import pytest
from csr.viewer.actions.table import ACTIONS, CONTEXT_MENU, TOOLBAR
from csr.viewer.window.window import Window
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QToolButton
from pytestqt.qtbot import QtBot

from ..conftest import arrived

LEFT = Qt.MouseButton.LeftButton
NAMES = {action.name for action in ACTIONS}


def button(window: Window, name: str) -> QToolButton:
    found = window.toolbar.widgetForAction(window.actions_by_name[name])
    assert isinstance(found, QToolButton)
    return found


def test_every_icon_is_drawn_and_every_name_is_an_action() -> None:
    icons = {path.name for path in (files("csr.resources") / "icons").iterdir()}
    assert {f"{icon}.svg" for _, icon in TOOLBAR if icon} | {"close.svg", "float.svg"} == icons
    assert all(name in NAMES for name, icon in TOOLBAR if icon)
    assert all(name in NAMES or " > " in name for name in CONTEXT_MENU if name)


def test_its_buttons_do_what_the_menus_do(qtbot: QtBot, opened: Window) -> None:
    assert opened.toolbar.isVisible() and opened.toolbar.height() == 28
    QTest.mouseClick(button(opened, "times_1"), LEFT)
    assert arrived(qtbot, opened.canvas).scale == 1
    qtbot.waitUntil(lambda: opened.toolbar.scale.text() == "100\xa0%")
    QTest.mouseClick(button(opened, "split"), LEFT)
    assert opened.canvas.comparison.mode == "split"
    assert button(opened, "open").toolTip() == "Open (Ctrl+O)"
    assert all(not b.icon().isNull() for b in (button(opened, name) for name, icon in TOOLBAR if icon))
    QTest.keyClick(opened.canvas, Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
    assert opened.toolbar.isHidden()


def test_the_picture_alone_has_no_toolbar(opened: Window) -> None:
    opened.actions_by_name["picture_only"].setChecked(True)
    assert opened.toolbar.isHidden()
    opened.actions_by_name["picture_only"].setChecked(False)
    assert opened.toolbar.isVisible()


@pytest.mark.parametrize("colour", ["#102030", "#f0f0e0"])
def test_icons_have_the_colour_of_the_text(window: Window, colour: str) -> None:
    palette = QPalette()
    palette.setColor(QPalette.ColorRole.ButtonText, QColor(colour))
    window.toolbar.setPalette(palette)
    image = button(window, "next").icon().pixmap(18, 18).toImage()
    inks = {
        image.pixelColor(x, y).name()
        for x in range(image.width())
        for y in range(image.height())
        if image.pixelColor(x, y).alpha() == 255
    }
    assert inks == {colour}


def test_the_right_button_brings_a_menu(qtbot: QtBot, opened: Window) -> None:
    opened.canvas.customContextMenuRequested.emit(QPoint(100, 100))
    qtbot.waitUntil(opened.context_menu.isVisible)
    texts = [action.text() for action in opened.context_menu.actions()]
    for text in ("Copy view", "Copy reading", "Save view…", "Show in folder", "Rename…", "Move to trash"):
        assert text in texts
    opened.context_menu.close()
