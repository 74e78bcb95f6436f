from pathlib import Path

from csr.core.photo.thumbnails import kept_path
from csr.viewer.documents.thumbnails import thumbnail_folder
from csr.viewer.state.state_file import StateFile
from csr.viewer.window.window import Window
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot


def click(window: Window, place: int) -> None:
    strip = window.filmstrip.strip
    rect = strip.visualRect(strip.model().index(place, 0))
    QTest.mouseClick(strip.viewport(), Qt.MouseButton.LeftButton, pos=rect.center())


def test_the_title_says_which_of_how_many(qtbot: QtBot, opened: Window, photo: Path) -> None:
    qtbot.waitUntil(lambda: "b.png (2 of 3) – 320 × 240" in opened.windowTitle().replace("[*]", ""))
    QTest.keyClick(opened.canvas, Qt.Key.Key_PageDown)
    qtbot.waitUntil(lambda: "c.png (3 of 3)" in opened.windowTitle().replace("[*]", ""))
    photo.unlink()
    QTest.keyClick(opened.canvas, Qt.Key.Key_PageUp)
    qtbot.waitUntil(lambda: "a.png (1 of 2)" in opened.windowTitle().replace("[*]", ""))
    opened.open(QImage(8, 8, QImage.Format.Format_RGB32))
    qtbot.waitUntil(lambda: opened.windowTitle().replace("[*]", "").startswith("pasted picture – 8"))


def test_the_strip_shows_the_folder_and_is_leafed_through_by_mouse_and_keys(
    qtbot: QtBot, opened: Window, photo: Path
) -> None:
    strip, canvas = opened.filmstrip.strip, opened.canvas
    assert not strip.isVisible() and not thumbnail_folder().exists()
    QTest.keyClick(canvas, Qt.Key.Key_T)
    assert strip.isVisible()
    files = [photo.with_name(f"{name}.png") for name in "abc"]
    qtbot.waitUntil(lambda: all(map(strip.has_thumbnail, files)))
    assert strip.currentIndex().row() == 1
    with Image.open(kept_path(files[0], thumbnail_folder())) as kept:
        assert kept.size == (256, 192)
    with qtbot.waitSignal(opened.opened):
        click(opened, 2)
    assert opened.windowTitle().startswith("c.png") and QApplication.focusWidget() is canvas
    qtbot.waitUntil(lambda: strip.currentIndex().row() == 2)
    # By keys alone: they move in the row while it has the focus; letters are the window's.
    strip.setFocus()
    view = canvas.view
    QTest.keyClick(strip, Qt.Key.Key_Left)
    QTest.keyClick(strip, Qt.Key.Key_Left)
    assert canvas.view == view and strip.currentIndex().row() == 0
    with qtbot.waitSignal(opened.opened):
        QTest.keyClick(strip, Qt.Key.Key_Return)
    assert opened.windowTitle().startswith("a.png")
    strip.setFocus()
    QTest.keyClick(strip, Qt.Key.Key_T)
    assert not strip.isVisible()


def test_the_picture_alone_has_no_strip(opened: Window) -> None:
    opened.actions_by_name["filmstrip"].setChecked(True)
    opened.actions_by_name["picture_only"].setChecked(True)
    assert not opened.filmstrip.strip.isVisible() and not opened.toolbar.isVisible()
    opened.actions_by_name["picture_only"].setChecked(False)
    assert opened.filmstrip.strip.isVisible() and opened.toolbar.isVisible()


def test_the_strip_is_remembered(qtbot: QtBot, opened: Window, tmp_path: Path) -> None:
    del qtbot
    state = StateFile(tmp_path / "window.json")
    opened.window_state._state = state  # pyright: ignore
    opened.actions_by_name["filmstrip"].setChecked(True)
    opened.window_state.keep(opened, opened.actions_by_name)
    assert "filmstrip" in state.now.switches
