from pathlib import Path

from continuoussr_networks import SMALL_SWINIR, shaken
from csr.core.network.weights import save_network
from csr.core.photo.reader import PhotoReader
from csr.core.scene.cleaning import Cleaning
from csr.viewer.window.window import Window
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDockWidget, QLabel
from pytestqt.qtbot import QtBot

from ..conftest import in_force, settings_with, settled, show_active


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
    qtbot.waitUntil(lambda: in_force(cleaned) == Cleaning(0.0, False))
    assert not panel.automatic.isChecked() and "0\xa0%" in panel.note.text()
    qtbot.waitUntil(lambda: cleaned.canvas.settled is not None and cleaned.canvas.settled.complete)
    clean = settled(qtbot, cleaned)
    assert (clean.frame.pixels != before.frame.pixels).any()
    assert clean.request.scene.tiled is tiled, "the field is remade tile by tile: edits stay"
    assert "cleaning 0\xa0%, as chosen" in " ".join(w.toolTip() for w in cleaned.status.findChildren(QLabel))
    cleaned.actions_by_name["inspect"].setChecked(True)
    inspector = cleaned.findChild(QDockWidget, "inspector")
    assert inspector is not None
    said = " ".join(label.text() for label in inspector.findChildren(QLabel))
    assert "cleaning 0\xa0%, as chosen" in said
    cleaned.actions_by_name["inspect"].setChecked(False)
    # By the mouse: a press in the groove goes a page to the right.
    QTest.mouseClick(panel.slider, Qt.MouseButton.LeftButton, pos=panel.slider.rect().center())
    qtbot.waitUntil(lambda: in_force(cleaned).strength == 0.1)
    # The same photo, whose file has changed, is cleaned as before.
    with qtbot.waitSignal(cleaned.opened):
        cleaned.open(jpeg)
    qtbot.waitUntil(lambda: cleaned.scenes.scene.tiled not in (None, tiled))  # type: ignore[union-attr]
    qtbot.waitUntil(lambda: in_force(cleaned) == Cleaning(0.1, False))
    QTest.mouseClick(panel.automatic, Qt.MouseButton.LeftButton, pos=panel.automatic.rect().center() * 0.2)
    qtbot.waitUntil(lambda: in_force(cleaned) == told)
    # Another photo is cleaned as it tells itself.
    QTest.keyClick(panel, Qt.Key.Key_Escape)
    assert QApplication.focusWidget() is cleaned.canvas
    QTest.keyClick(cleaned.canvas, Qt.Key.Key_J)
    assert not panel.isVisible() and cleaned.canvas.hasFocus()


def test_without_such_weights_nothing_can_be_chosen(
    qtbot: QtBot, tmp_path: Path, reader: PhotoReader
) -> None:
    save_network(shaken(SMALL_SWINIR), tmp_path / "published.safetensors")
    Image.new("RGB", (24, 16), "teal").save(tmp_path / "p.png")
    window = Window(settings_with(str(tmp_path / "published.safetensors")), reader=reader)
    qtbot.addWidget(window)
    show_active(qtbot, window)
    with qtbot.waitSignal(window.opener.settled):
        window.open(tmp_path / "p.png")
    scene, action = window.scenes.scene, window.actions_by_name["cleaning"]
    assert scene is not None and scene.field is not None and scene.cleaning is None
    assert not action.isEnabled()
    assert not window.cleaning.panel.slider.isEnabled() and "light" in window.cleaning.panel.note.text()
    window.close()
