from pathlib import Path

import numpy as np
import pytest
from csr.viewer.window.window import Window
from PIL import Image
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from ..conftest import photo_of, settled


def test_copy_and_paste(qtbot: QtBot, opened: Window) -> None:
    opened.canvas.zoom_to(6.0)
    frame = settled(qtbot, opened).frame
    QTest.keyClick(opened.canvas, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    image = QGuiApplication.clipboard().image()
    assert (image.width(), image.height()) == opened.canvas.device_size()
    with qtbot.waitSignal(opened.opened):
        QTest.keyClick(opened.canvas, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert opened.windowTitle().startswith("pasted")
    photo = photo_of(opened)
    assert photo.size == (image.width(), image.height())
    assert np.array_equal(photo.pixels, frame.pixels[..., 2::-1])


def test_a_copied_transparent_photo_stays_transparent(qtbot: QtBot, window: Window, tmp_path: Path) -> None:
    pixels = np.zeros((20, 30, 4), np.uint8)
    pixels[..., 1], pixels[:, 15:, 3] = 200, 255
    Image.fromarray(pixels).save(tmp_path / "t.png")
    with qtbot.waitSignal(window.opened):
        window.open(tmp_path / "t.png")
    window.canvas.zoom_to(1.0)
    drawn = settled(qtbot, window)
    assert not np.array_equal(drawn.pixels, drawn.frame.pixels)
    window.actions_by_name["copy"].trigger()
    image = QGuiApplication.clipboard().image()
    assert (image.width(), image.height()) == (30, 20)
    assert image.pixelColor(2, 5).alpha() == 0
    assert image.pixelColor(25, 5).getRgb() == (0, 200, 0, 255)


@pytest.mark.parametrize("content", ["nothing", "gone"])
def test_an_empty_clipboard_is_said_to_be_empty(
    content: str, window: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    QGuiApplication.clipboard().setMimeData(QMimeData())
    if content == "gone":  # the program that it was of has ended
        monkeypatch.setattr(type(QGuiApplication.clipboard()), "mimeData", lambda _: None)
    window.actions_by_name["paste"].trigger()
    assert "holds no picture" in window.status.currentMessage()
