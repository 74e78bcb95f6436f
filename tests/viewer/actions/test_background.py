import pytest
from csr.viewer.window.window import Window
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from ..conftest import settled


@pytest.mark.parametrize(
    ("name", "colours"),
    [
        ("black", {"#000000"}),
        ("grey", {"#777777"}),
        ("white", {"#ffffff"}),
        ("checkerboard", {"#666666", "#999999"}),
        ("dark", {"#1b1c1e"}),
    ],
)
def test_the_ground_around_the_photo(qtbot: QtBot, opened: Window, name: str, colours: set[str]) -> None:
    opened.canvas.zoom_to(0.5)
    opened.actions_by_name["ground_white"].setChecked(True)
    opened.actions_by_name[f"ground_{name}"].setChecked(True)
    settled(qtbot, opened)
    image = opened.canvas.grab().toImage()
    seen = {image.pixelColor(x, 4).name() for x in range(2, 60)}
    assert seen == colours
    assert image.pixelColor(image.width() // 2, image.height() // 2).name() not in colours


def test_full_screen_shows_the_photo_alone_and_esc_ends_it(qtbot: QtBot, opened: Window) -> None:
    QTest.keyClick(opened.canvas, Qt.Key.Key_F)
    qtbot.waitUntil(opened.isFullScreen)
    assert not opened.menuBar().isVisible() and not opened.statusBar().isVisible()
    # Keys work without menus.
    QTest.keyClick(opened.canvas, Qt.Key.Key_N)
    assert opened.corner_widgets.navigator.isVisible()
    QTest.keyClick(opened.canvas, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not opened.isFullScreen())
    assert opened.menuBar().isVisible() and opened.statusBar().isVisible()


def test_the_picture_alone_says_how_to_come_back(qtbot: QtBot, opened: Window) -> None:
    def alone() -> bool:
        return opened.menuBar().isHidden() and opened.statusBar().isHidden()

    for key in (Qt.Key.Key_Escape, Qt.Key.Key_F):
        QTest.keyClick(opened.canvas, Qt.Key.Key_H, Qt.KeyboardModifier.ControlModifier)
        assert alone() and "Esc" in opened.pill.text and opened.pill.isVisible()
        QTest.keyClick(opened.canvas, key)
        assert not alone() and not opened.isFullScreen() and not opened.pill.text
    QTest.keyClick(opened.canvas, Qt.Key.Key_H, Qt.KeyboardModifier.ControlModifier)
    QTest.mouseMove(opened.canvas.viewport(), QPoint(200, 100))
    QTest.mouseMove(opened.canvas.viewport(), QPoint(201, 1))
    qtbot.waitUntil(opened.menuBar().isVisible)
    QTest.mouseMove(opened.canvas.viewport(), QPoint(200, 200))
    qtbot.waitUntil(alone)


def test_picture_only_is_a_switch(opened: Window) -> None:
    QTest.keyClick(opened.canvas, Qt.Key.Key_H, Qt.KeyboardModifier.ControlModifier)
    assert not opened.menuBar().isVisible()
    QTest.keyClick(opened.canvas, Qt.Key.Key_H, Qt.KeyboardModifier.ControlModifier)
    assert opened.menuBar().isVisible()
