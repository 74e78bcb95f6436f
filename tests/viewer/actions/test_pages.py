import threading
from pathlib import Path
from typing import Any

import pytest
from csr.core.photo.photo import Photo
from csr.viewer.documents.photo_cache import PhotoCache
from csr.viewer.window.window import Window
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from ..conftest import settled

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def paged(tmp_path: Path) -> Path:
    pages = [Image.new("RGB", (40 + 10 * i, 30), colour) for i, colour in enumerate(("red", "lime", "blue"))]
    path = tmp_path / "pages.tif"
    pages[0].save(path, save_all=True, append_images=pages[1:])
    return path


def test_pages_are_turned_by_keys_and_counted_in_the_status_bar(
    qtbot: QtBot, window: Window, paged: Path
) -> None:
    def turn(key: Qt.Key) -> tuple[int, str]:
        with qtbot.waitSignal(window.opened):
            QTest.keyClick(window.canvas, key, CTRL)
        settled(qtbot, window)
        assert window.canvas.scene_shown is not None
        return window.canvas.scene_shown.photo.width, window.status.text()

    with qtbot.waitSignal(window.opened):
        window.open(paged)
    settled(qtbot, window)
    assert "1 of 3" in window.status.text() and window.windowTitle().startswith("pages.tif")
    width, told = turn(Qt.Key.Key_PageDown)
    assert width == 50 and "2 of 3" in told
    width, told = turn(Qt.Key.Key_PageDown)
    assert width == 60 and "3 of 3" in told
    QTest.keyClick(window.canvas, Qt.Key.Key_PageDown, CTRL)
    assert "no further page" in window.status.currentMessage()
    width, told = turn(Qt.Key.Key_PageUp)
    assert width == 50 and "2 of 3" in told and window.windowTitle().startswith("pages.tif")


def test_as_many_pages_are_turned_as_keys_were_pressed(
    qtbot: QtBot, window: Window, paged: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where the first one has not come when the second key does."""
    with qtbot.waitSignal(window.opened):
        window.open(paged)
    go, read_page = threading.Event(), PhotoCache.read_page

    def slow(*arguments: Any) -> Photo:
        assert go.wait(120)
        return read_page(*arguments)

    monkeypatch.setattr(PhotoCache, "read_page", slow)
    for key in (Qt.Key.Key_PageDown, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
        QTest.keyClick(window.canvas, key, CTRL)
    with qtbot.waitSignal(window.opened):
        go.set()
    assert window.canvas.scene_shown is not None and window.canvas.scene_shown.photo.page == 2
    assert window.opener.wanted is None
    QTest.keyClick(window.canvas, Qt.Key.Key_PageDown, CTRL)
    assert "no further page" in window.status.currentMessage()


def test_a_file_of_one_picture_says_so(qtbot: QtBot, opened: Window) -> None:
    settled(qtbot, opened)
    assert " of 1" not in opened.status.text()
    QTest.keyClick(opened.canvas, Qt.Key.Key_PageDown, CTRL)
    assert "one picture" in opened.status.currentMessage()
