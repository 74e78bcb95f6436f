from pathlib import Path

from csr.viewer.window.window import Window
from PIL import Image
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QComboBox,
    QPushButton,
    QSpinBox,
    QWidget,
)
from pytestqt.qtbot import QtBot

from ..conftest import choose, named, settled


def test_what_is_chosen_is_in_force_at_once(qtbot: QtBot, opened: Window, dialog: QWidget) -> None:
    assert not dialog.isModal()
    choose(dialog, "Mouse wheel", "pans")
    assert opened.canvas.navigation.wheel_pans and opened.actions_by_name["wheel_pans"].isChecked()
    opened.actions_by_name["wheel_pans"].trigger()
    wheel = named(dialog, "Mouse wheel")
    assert isinstance(wheel, QComboBox) and wheel.currentData() == "zooms"
    assert not opened.canvas.navigation.wheel_pans

    memory = named(dialog, "Memory")
    assert isinstance(memory, QSpinBox) and memory.text() == "Automatic"
    memory.stepUp()
    memory.stepUp()
    assert opened.settings.now.memory == 256
    memory.setValue(0)
    assert opened.settings.now.memory is None

    opened.canvas.zoom_to(4.0)
    choose(dialog, "Weights", "light")
    qtbot.waitUntil(lambda: _model(opened) == "light")
    assert settled(qtbot, opened).request.view.scale == 4.0


def test_less_memory_drops_tiles_and_more_makes_them(qtbot: QtBot, window: Window, tmp_path: Path) -> None:
    Image.new("RGB", (1100, 40)).save(tmp_path / "long.png")
    with qtbot.waitSignal(window.opener.settled):
        window.open(tmp_path / "long.png")
    scene = window.canvas.scene_shown
    assert scene is not None and scene.tiled is not None
    whole = scene.tiled.nbytes
    window.canvas.look_at(1099.0, 20.0, 16.0)
    window.opener.use_memory(1, 0)
    qtbot.waitUntil(lambda: scene.tiled is not None and scene.tiled.nbytes < whole)
    window.opener.use_memory(None, 0)
    qtbot.waitUntil(lambda: scene.tiled is not None and scene.tiled.nbytes == whole)


def test_colours_of_overlays(qtbot: QtBot, opened: Window, dialog: QWidget) -> None:
    opened.canvas.zoom_to(40.0)  # dots are whole there
    opened.actions_by_name["positions"].setChecked(True)
    settled(qtbot, opened)
    green = (10, 250, 20)
    button = named(dialog, "Colour: Positions")
    assert isinstance(button, QPushButton)
    button.click()
    (chooser,) = (w for w in dialog.findChildren(QWidget) if w.windowTitle() == "Colour: Positions")
    chooser.setCurrentColor(QColor(*green))  # type: ignore[attr-defined]
    pixels = settled(qtbot, opened).pixels
    assert (pixels[..., 2::-1] == green).all(axis=-1).any()
    chooser.close()


def _model(window: Window) -> str:
    scene = window.canvas.scene_shown
    return "" if scene is None or scene.field is None else scene.field.source.model
