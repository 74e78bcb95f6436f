"""The window's tests run without a display, or in a real one where QT_QPA_PLATFORM names it."""

import gc
import os
import threading
from collections.abc import Iterator
from functools import partial
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


import numpy as np
import pytest
from csr.core.geometry.view import View
from csr.core.network.weights import save_network
from csr.core.photo.photo import Photo
from csr.core.photo.reader import PhotoReader
from csr.core.scene import open as scene_open
from csr.core.scene.cleaning import Cleaning
from csr.viewer.canvas.canvas import Canvas
from csr.viewer.i18n import speak
from csr.viewer.notifier import Notifier
from csr.viewer.render.request import RenderResult
from csr.viewer.settings.settings_file import SettingsFile
from csr.viewer.state.state_file import StateFile
from csr.viewer.tasks.registry import TaskRegistry
from csr.viewer.widgets.recent_photos import RecentPhotos
from csr.viewer.window.theme import Theme
from csr.viewer.window.window import Window
from light_networks import shaken
from PIL import Image
from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QLabel,
    QWidget,
)
from pytestqt.qtbot import QtBot
from threads import leaked

WAIT_MS = 120_000


@pytest.fixture
def qtbot(qtbot: QtBot) -> QtBot:
    """Waits as long as a slow machine takes: what comes in time ends a wait, the rest fails either way."""
    for wait in ("waitSignal", "waitSignals", "waitUntil", "waitActive", "waitExposed"):
        setattr(qtbot, wait, partial(getattr(qtbot, wait), timeout=WAIT_MS))
    return qtbot


@pytest.fixture(scope="session", autouse=True)
def _english(qapp: QGuiApplication) -> None:
    """Numbers as in English, whatever the machine of who runs the tests has."""
    speak(qapp, "en")


@pytest.fixture(autouse=True)
def _no_cycle_ends_in_another_thread() -> Iterator[None]:
    """As in the program, see `GuiThreadCollector`: timers of the windows before would end in any thread.

    What is still there is looked through no more: else each test would take a fifth of a second longer.
    """
    gc.collect()
    gc.freeze()
    gc.disable()
    yield
    gc.enable()


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
    save_network(shaken(), tmp_path / "w.safetensors")
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
    with qtbot.waitSignal(window.opener.settled):
        window.open(photo)
    return window


def arrived(qtbot: QtBot, canvas: Canvas) -> View:
    """The canvas's view, once it is where it was asked to go."""
    qtbot.waitUntil(lambda: not canvas.navigation.moving)
    assert canvas.view is not None
    return canvas.view


def settled(qtbot: QtBot, window: Window) -> RenderResult:
    """The final picture of the window's view, once it is on the screen."""
    qtbot.waitUntil(lambda: window.canvas.settled is not None)
    drawn = window.canvas.settled
    assert drawn is not None
    return drawn


@pytest.fixture
def dialog(opened: Window) -> QWidget:
    QTest.keyClick(opened.canvas, Qt.Key.Key_Comma, Qt.KeyboardModifier.ControlModifier)
    (dialog,) = (w for w in QApplication.topLevelWidgets() if w.isVisible() and w.windowTitle() == "Settings")
    return dialog


def named(dialog: QWidget, name: str) -> QWidget:
    (found,) = (w for w in dialog.findChildren(QWidget) if w.accessibleName() == name)
    return found


def choose(dialog: QWidget, name: str, data: str) -> None:
    box = named(dialog, name)
    assert isinstance(box, QComboBox)
    box.setCurrentIndex(box.findData(data))
    box.activated.emit(box.currentIndex())


def focus() -> QWidget:
    now = QApplication.focusWidget()
    assert now is not None
    return now


@pytest.fixture
def light(qtbot: QtBot, photo: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Window]:
    """A window with a photo whose field the weights `light` made, chosen by the program."""
    monkeypatch.setattr(scene_open, "bundled", lambda: ["fine", "light"])
    window = Window(settings_with("auto"))
    qtbot.addWidget(window)
    window.resize(640, 480)
    show_active(qtbot, window)
    with qtbot.waitSignal(window.opener.settled):
        window.open(photo)
    window.canvas.zoom_to(4.0)
    assert settled(qtbot, window).frame.models == ("light",)
    yield window
    window.close()


@pytest.fixture(params=["dark", "light"])
def themed(qapp: QApplication, request: pytest.FixtureRequest) -> Iterator[Theme]:
    """The program's look, dark and light; the one of before comes back."""
    style, palette = qapp.style().name(), qapp.palette()
    theme = Theme(qapp, SettingsFile(given={"theme": request.param}))
    yield theme
    theme.deleteLater()
    qapp.setStyle(style)
    qapp.setPalette(palette)


def tips(window: Window) -> str:
    return " ".join(label.toolTip() for label in window.status.findChildren(QLabel))


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


@pytest.fixture
def jpeg(tmp_path: Path) -> Path:
    noise = np.random.default_rng(0).integers(0, 256, (24, 32, 3), dtype=np.uint8)
    path = tmp_path / "photo.jpg"
    Image.fromarray(noise).resize((320, 240), Image.Resampling.BICUBIC).save(path, quality=50)
    return path


@pytest.fixture
def cleaned(qtbot: QtBot, weights: str, jpeg: Path, reader: PhotoReader) -> Iterator[Window]:
    """A window with a JPEG whose field was made by such weights."""
    window = Window(settings_with(weights), reader=reader)
    qtbot.addWidget(window)
    window.resize(900, 480)
    show_active(qtbot, window)
    with qtbot.waitSignal(window.opener.settled):
        window.open(jpeg)
    window.canvas.zoom_to(4.0)
    settled(qtbot, window)
    yield window
    window.close()


def in_force(window: Window) -> Cleaning:
    scene = window.scenes.scene
    assert scene is not None and scene.cleaning is not None
    return scene.cleaning


def photo_of(window: Window) -> Photo:
    assert window.canvas.scene_shown is not None
    return window.canvas.scene_shown.photo
