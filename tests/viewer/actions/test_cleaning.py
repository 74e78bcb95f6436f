"""The cleaning of compressed photos, chosen in its panel."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import torch
from csr.core.network.level import LevelConfig, LevelNetwork
from csr.core.network.weights import save_network
from csr.core.photo.reader import PhotoReader
from csr.core.scene.cleaning import Cleaning
from csr.viewer.window.window import Window
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDockWidget, QLabel
from pytestqt.qtbot import QtBot

from ..conftest import settings_with, settled, show_active


@pytest.fixture(scope="module")
def conditioned(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A file of weights that take compression into account."""
    torch.manual_seed(0)
    network = LevelNetwork(LevelConfig(channels=8, blocks=(1, 1, 1), features=16, details=2), "small")
    with torch.no_grad():
        network.head.weight.normal_(std=0.1)
    path = tmp_path_factory.mktemp("weights") / "small.safetensors"
    save_network(network.eval(), path)
    return str(path)


@pytest.fixture
def jpeg(tmp_path: Path) -> Path:
    noise = np.random.default_rng(0).integers(0, 256, (24, 32, 3), dtype=np.uint8)
    path = tmp_path / "photo.jpg"
    Image.fromarray(noise).resize((320, 240), Image.Resampling.BICUBIC).save(path, quality=50)
    return path


@pytest.fixture
def cleaned(qtbot: QtBot, conditioned: str, jpeg: Path, reader: PhotoReader) -> Iterator[Window]:
    """A window with a JPEG whose field was made by such weights."""
    window = Window(settings_with(conditioned), reader=reader)
    qtbot.addWidget(window)
    window.resize(900, 480)
    show_active(qtbot, window)
    with qtbot.waitSignal(window.opener.settled, timeout=60_000):
        window.open(jpeg)
    window.canvas.zoom_to(4.0)
    settled(qtbot, window)
    yield window
    window.close()


def in_force(window: Window) -> Cleaning:
    scene = window.scenes.scene
    assert scene is not None and scene.cleaning is not None
    return scene.cleaning


def test_keys_and_mouse_clean_the_shown_photo_and_the_photo_decides_again(
    qtbot: QtBot, cleaned: Window, jpeg: Path
) -> None:
    panel, tiled = cleaned.cleaning.panel, cleaned.scenes.scene.tiled  # type: ignore[union-attr]
    told = in_force(cleaned)
    assert told.automatic and 0.3 < told.strength < 1
    QTest.keyClick(cleaned.canvas, Qt.Key.Key_J)
    assert panel.isVisible() and panel.slider.hasFocus() and panel.automatic.isChecked()
    assert panel.slider.value() == round(told.strength * 100)
    before = settled(qtbot, cleaned)
    QTest.keyClick(panel.slider, Qt.Key.Key_Home)
    qtbot.waitUntil(lambda: in_force(cleaned) == Cleaning(0.0, False), timeout=20_000)
    assert not panel.automatic.isChecked() and "0 %" in panel.note.text()
    qtbot.waitUntil(
        lambda: cleaned.canvas.settled is not None and cleaned.canvas.settled.complete, timeout=20_000
    )
    clean = settled(qtbot, cleaned)
    assert (clean.frame.pixels != before.frame.pixels).any()
    assert clean.request.scene.tiled is tiled, "the field is remade tile by tile: edits stay"
    assert "cleaning 0 %, as chosen" in " ".join(w.toolTip() for w in cleaned.status.findChildren(QLabel))
    cleaned.actions_by_name["inspect"].setChecked(True)
    inspector = cleaned.findChild(QDockWidget, "inspector")
    assert inspector is not None
    said = " ".join(label.text() for label in inspector.findChildren(QLabel))
    assert "cleaning 0 %, as chosen" in said
    cleaned.actions_by_name["inspect"].setChecked(False)
    # By the mouse: a press in the groove goes a page to the right.
    QTest.mouseClick(panel.slider, Qt.MouseButton.LeftButton, pos=panel.slider.rect().center())
    qtbot.waitUntil(lambda: in_force(cleaned).strength == 0.1, timeout=20_000)
    # The same photo, whose file has changed, is cleaned as before.
    with qtbot.waitSignal(cleaned.opened, timeout=20_000):
        cleaned.open(jpeg)
    qtbot.waitUntil(lambda: cleaned.scenes.scene.tiled not in (None, tiled), timeout=20_000)  # type: ignore[union-attr]
    qtbot.waitUntil(lambda: in_force(cleaned) == Cleaning(0.1, False), timeout=20_000)
    QTest.mouseClick(panel.automatic, Qt.MouseButton.LeftButton, pos=panel.automatic.rect().center() * 0.2)
    qtbot.waitUntil(lambda: in_force(cleaned) == told, timeout=20_000)
    # Another photo is cleaned as it tells itself.
    QTest.keyClick(panel, Qt.Key.Key_Escape)
    assert QApplication.focusWidget() is cleaned.canvas
    QTest.keyClick(cleaned.canvas, Qt.Key.Key_J)
    assert not panel.isVisible() and cleaned.canvas.hasFocus()


def test_without_such_weights_nothing_can_be_chosen(opened: Window) -> None:
    scene, action = opened.scenes.scene, opened.actions_by_name["cleaning"]
    assert scene is not None and scene.cleaning is None
    assert not action.isEnabled()
    assert not opened.cleaning.panel.slider.isEnabled() and "level" in opened.cleaning.panel.note.text()


def test_another_photo_tells_for_itself(qtbot: QtBot, cleaned: Window, photo: Path) -> None:
    cleaned.opener.clean(1.0)
    qtbot.waitUntil(lambda: in_force(cleaned) == Cleaning(1.0, False), timeout=20_000)
    cleaned.open(photo)
    qtbot.waitUntil(lambda: "b.png" in cleaned.windowTitle(), timeout=20_000)
    qtbot.waitUntil(lambda: cleaned.scenes.scene.cleaning == Cleaning(0.0, True), timeout=20_000)  # type: ignore[union-attr]


def test_at_the_photos_own_scale_it_says_where_cleaning_is_seen(qtbot: QtBot, cleaned: Window) -> None:
    cleaned.canvas.zoom_to(1.0)
    QTest.keyClick(cleaned.canvas, Qt.Key.Key_J)
    with qtbot.waitSignal(cleaned.notifier.message_sent) as said:
        QTest.keyClick(cleaned.cleaning.panel.slider, Qt.Key.Key_End)
    assert "100 %" in said.args[0]
