"""The page of later starts without a file: driven by keys and mouse."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from csr.core.photo.reader import PhotoReader
from csr.viewer.state.state_file import StateFile
from csr.viewer.widgets.recent_photos import RecentPhotos
from csr.viewer.window.window import Window
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ..conftest import settings_with, show_active


@pytest.fixture
def later(qtbot: QtBot, tmp_path: Path, weights: str, photo: Path, reader: PhotoReader) -> Iterator[Window]:
    state = StateFile(tmp_path / "window.json")
    state.change(recent=(str(photo), str(photo.with_name("a.png")), str(photo.with_name("gone.png"))))
    window = Window(settings_with(weights), state, reader=reader)
    qtbot.addWidget(window)
    show_active(qtbot, window)
    assert window.start_page.begin()
    yield window
    window.close()


def page_of(window: Window) -> RecentPhotos:
    assert window.start_page.page is not None
    return window.start_page.page


def test_a_recent_photo_is_chosen_by_the_mouse(qtbot: QtBot, later: Window, photo: Path) -> None:
    page = page_of(later)
    assert page.isVisible() and page.size() == later.canvas.size() and page.photos.count() == 3
    empty = page.photos.item(2).icon().pixmap(99, 99).toImage()
    qtbot.waitUntil(lambda: page.photos.item(1).icon().pixmap(99, 99).toImage() != empty, timeout=20_000)
    place = page.photos.visualItemRect(page.photos.item(1)).center()
    with qtbot.waitSignal(later.opened, timeout=10_000):
        QTest.mouseClick(page.photos.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert later.windowTitle().startswith("a.png") and later.start_page.page is None
    assert later.folder_browser.recent[:2] == (photo.with_name("a.png"), photo)


def test_keys_alone_choose_one_and_a_lost_one_is_told(qtbot: QtBot, later: Window) -> None:
    page = page_of(later)
    QTest.keyClick(page.photos, Qt.Key.Key_End)
    with qtbot.waitSignal(later.notifier.error_sent, timeout=10_000):
        QTest.keyClick(page.photos, Qt.Key.Key_Return)
    assert page.isVisible() and later.isVisible() and "gone.png" in later.message.text
    QTest.keyClick(page.photos, Qt.Key.Key_Home)
    with qtbot.waitSignal(later.opened, timeout=10_000):
        QTest.keyClick(page.photos, Qt.Key.Key_Return)
    assert later.windowTitle().startswith("b.png")
    assert QApplication.focusWidget() is later.canvas


def test_clear_forgets_them(later: Window, tmp_path: Path, photo: Path) -> None:
    page = page_of(later)
    QTest.mouseClick(page.clear_button, Qt.MouseButton.LeftButton)
    assert not page.photos.count() and not later.folder_browser.recent and photo.exists()
    later.close()
    assert StateFile(tmp_path / "window.json").now.recent == ()


def test_leafing_does_not_fill_them(qtbot: QtBot, later: Window, photo: Path) -> None:
    with qtbot.waitSignal(later.opened, timeout=10_000):
        later.open(photo)
    with qtbot.waitSignal(later.opened, timeout=10_000):
        QTest.keyClick(later.canvas, Qt.Key.Key_PageDown)
    assert photo.with_name("c.png") not in later.folder_browser.recent


def test_without_recent_photos_there_is_no_page(window: Window) -> None:
    assert not window.start_page.begin() and window.start_page.page is None
