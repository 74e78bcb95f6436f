"""The page of later starts without a file: driven by keys and mouse."""

from pathlib import Path

from csr.viewer.state.state_file import StateFile
from csr.viewer.window.window import Window
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from ..conftest import page_of


def test_clear_forgets_them(later: Window, tmp_path: Path, photo: Path) -> None:
    page = page_of(later)
    QTest.mouseClick(page.clear_button, Qt.MouseButton.LeftButton)
    assert not page.photos.count() and not later.folder_browser.recent and photo.exists()
    later.close()
    assert StateFile(tmp_path / "window.json").now.recent == ()


def test_leafing_does_not_fill_them(qtbot: QtBot, later: Window, photo: Path) -> None:
    with qtbot.waitSignal(later.opened):
        later.open(photo)
    with qtbot.waitSignal(later.opened):
        QTest.keyClick(later.canvas, Qt.Key.Key_PageDown)
    assert photo.with_name("c.png") not in later.folder_browser.recent


def test_without_recent_photos_there_is_no_page(window: Window) -> None:
    assert not window.start_page.begin() and window.start_page.page is None
