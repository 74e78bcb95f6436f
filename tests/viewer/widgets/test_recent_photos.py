from pathlib import Path

from csr.viewer.window.window import Window
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ..conftest import page_of


def test_a_recent_photo_is_chosen_by_the_mouse(qtbot: QtBot, later: Window, photo: Path) -> None:
    page = page_of(later)
    assert page.isVisible() and page.size() == later.canvas.size() and page.photos.count() == 3
    empty = page.photos.item(2).icon().pixmap(99, 99).toImage()
    qtbot.waitUntil(lambda: page.photos.item(1).icon().pixmap(99, 99).toImage() != empty)
    place = page.photos.visualItemRect(page.photos.item(1)).center()
    with qtbot.waitSignal(later.opened):
        QTest.mouseClick(page.photos.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert later.windowTitle().startswith("a.png") and later.start_page.page is None
    assert later.folder_browser.recent[:2] == (photo.with_name("a.png"), photo)


def test_keys_alone_choose_one_and_a_lost_one_is_told(qtbot: QtBot, later: Window) -> None:
    page = page_of(later)
    QTest.keyClick(page.photos, Qt.Key.Key_End)
    with qtbot.waitSignal(later.notifier.error_sent):
        QTest.keyClick(page.photos, Qt.Key.Key_Return)
    assert page.isVisible() and later.isVisible() and "gone.png" in later.message.text
    QTest.keyClick(page.photos, Qt.Key.Key_Home)
    with qtbot.waitSignal(later.opened):
        QTest.keyClick(page.photos, Qt.Key.Key_Return)
    assert later.windowTitle().startswith("b.png")
    assert QApplication.focusWidget() is later.canvas
