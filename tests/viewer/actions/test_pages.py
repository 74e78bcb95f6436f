from pathlib import Path

import pytest
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


def test_a_file_of_one_picture_says_so(qtbot: QtBot, opened: Window) -> None:
    settled(qtbot, opened)
    assert " of 1" not in opened.status.text()
    QTest.keyClick(opened.canvas, Qt.Key.Key_PageDown, CTRL)
    assert "one picture" in opened.status.currentMessage()
