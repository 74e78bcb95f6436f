"""A file that does not answer holds nothing up: one leafs on, gives up, or closes the window."""

import signal
import sys
from pathlib import Path

import psutil
import pytest
from csr.core.photo.reader import PhotoReader
from csr.viewer.window.window import Window
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from ..conftest import settings_with, settled

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="processes are stopped by signals")


def stop_answering(reader: PhotoReader) -> psutil.Process:
    """From now on the process is as one that waits for a share that is gone."""
    reader.start()
    assert reader._process is not None
    process = psutil.Process(reader._process.pid)
    process.send_signal(signal.SIGSTOP)
    return process


def test_another_photo_can_be_opened_meanwhile(
    qtbot: QtBot, window: Window, photo: Path, reader: PhotoReader
) -> None:
    hanging = stop_answering(reader)
    window.open(photo)
    qtbot.waitUntil(lambda: reader._asked is not None)
    with qtbot.waitSignal(window.opened):
        window.open(photo.with_name("c.png"))
    assert window.windowTitle().startswith("c.png")
    assert not hanging.is_running()


def test_its_chip_gives_it_up_and_what_is_shown_stays(qtbot: QtBot, opened: Window, photo: Path) -> None:
    settled(qtbot, opened)
    reader, cache = opened.reader, opened.opener.photo_cache
    near = [photo.with_name(name) for name in ("a.png", "c.png")]
    # Or one that is read beforehand would hang, which nobody waits for.
    qtbot.waitUntil(lambda: all(cache.find(path) for path in near))
    hanging = stop_answering(reader)
    cache.want([])
    opened.open(photo.with_name("c.png"))
    qtbot.waitUntil(lambda: reader._asked is not None)
    qtbot.waitUntil(lambda: "Opening" in opened.status.progress.text)
    QTest.mouseClick(opened.status.progress.stop_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not hanging.is_running())
    qtbot.waitUntil(lambda: opened.opener._loading is None)
    assert opened.windowTitle().startswith("b.png")


def test_the_window_closes(qtbot: QtBot, weights: str, photo: Path) -> None:
    window = Window(settings_with(weights))
    window.show()
    hanging = stop_answering(window.reader)
    window.open(photo)
    qtbot.waitUntil(lambda: window.reader._asked is not None)
    window.close()
    assert not hanging.is_running()
    window.deleteLater()
