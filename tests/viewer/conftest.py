"""The window's tests run without a display, or in a real one where QT_QPA_PLATFORM names it."""

import os
import threading
from collections.abc import Iterator
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import numpy as np
import pytest
from csr.core.geometry.view import View
from csr.core.network.light import LightConfig, untrained
from csr.core.network.weights import save_network
from csr.core.photo.reader import PhotoReader
from csr.viewer.canvas.canvas import Canvas
from csr.viewer.i18n import speak
from csr.viewer.notifier import Notifier
from csr.viewer.render.request import RenderResult
from csr.viewer.settings.settings_file import SettingsFile
from csr.viewer.tasks.registry import TaskRegistry
from csr.viewer.window.window import Window
from PIL import Image
from PySide6.QtCore import QStandardPaths
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot
from threads import leaked


@pytest.fixture(scope="session", autouse=True)
def _english(qapp: QGuiApplication) -> None:
    """Numbers as in English, whatever the machine of who runs the tests has."""
    speak(qapp, "en")


@pytest.fixture
def tasks() -> Iterator[TaskRegistry]:
    tasks = TaskRegistry()
    yield tasks
    assert tasks.close() == []


@pytest.fixture
def notifier(qapp: QGuiApplication) -> Notifier:
    del qapp
    return Notifier()


@pytest.fixture(autouse=True)
def _config_apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither a test nor a program that it starts reads or writes the settings of who runs the tests."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr(QStandardPaths, "writableLocation", lambda _: str(tmp_path / "config"))


@pytest.fixture(autouse=True)
def _clipboard_left_empty(qapp: QGuiApplication) -> Iterator[None]:
    """The offscreen platform frees what is left in its clipboard after Qt has ended, and crashes."""
    yield
    qapp.clipboard().clear()


@pytest.fixture
def weights(tmp_path: Path) -> str:
    save_network(untrained(LightConfig(channels=8, blocks=1, features=4)), tmp_path / "w.safetensors")
    return str(tmp_path / "w.safetensors")


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    """The middle one of three photos in a folder."""
    folder = tmp_path / "folder"
    folder.mkdir()
    rng = np.random.default_rng(0)
    for name in ("a", "b", "c"):
        coarse = Image.fromarray(rng.integers(0, 256, (6, 8, 3), dtype=np.uint8))
        coarse.resize((320, 240), Image.Resampling.BICUBIC).save(folder / f"{name}.png")
    return folder / "b.png"


def settings_with(weights: str, device: str = "cpu") -> SettingsFile:
    """Settings of no file, for a window that takes these weights and this device."""
    return SettingsFile(given={"weights": weights, "device": device})


def show_active(qtbot: QtBot, window: Window) -> None:
    """Show a window to which keys go: the active one, which a bare X server names only if asked."""
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()


@pytest.fixture(scope="session")
def reader() -> Iterator[PhotoReader]:
    """The process that reads photos for all windows: each would wait for one of its own."""
    reader = PhotoReader()
    yield reader
    reader.close()


@pytest.fixture
def window(qtbot: QtBot, weights: str, reader: PhotoReader) -> Iterator[Window]:
    before = set(threading.enumerate())
    window = Window(settings_with(weights), reader=reader)
    qtbot.addWidget(window)
    window.resize(640, 480)
    show_active(qtbot, window)
    yield window
    window.close()
    assert not leaked(before), "threads outlived the window"


@pytest.fixture
def opened(qtbot: QtBot, window: Window, photo: Path) -> Window:
    """The window with a photo whose field is whole."""
    with qtbot.waitSignal(window.opener.settled, timeout=60_000):
        window.open(photo)
    return window


def arrived(qtbot: QtBot, canvas: Canvas) -> View:
    """The canvas's view, once it is where it was asked to go."""
    qtbot.waitUntil(lambda: not canvas.navigation.moving, timeout=10_000)
    assert canvas.view is not None
    return canvas.view


def settled(qtbot: QtBot, window: Window) -> RenderResult:
    """The final picture of the window's view, once it is on the screen."""
    qtbot.waitUntil(lambda: window.canvas.settled is not None, timeout=60_000)
    drawn = window.canvas.settled
    assert drawn is not None
    return drawn
