from pathlib import Path

import numpy as np
import pytest
from csr.core.field.file import write_field
from csr.core.photo.orientation import turned
from csr.core.photo.photo import photo_from_pixels
from csr.viewer.window.window import Window
from golden_fields import lattice_field
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from ..conftest import settled


def test_turns_move_pixels_and_alpha_alike_and_undo_each_other() -> None:
    rng = np.random.default_rng(1)
    photo = photo_from_pixels(
        rng.integers(0, 256, (5, 7, 3), dtype=np.uint8), rng.integers(0, 256, (5, 7), dtype=np.uint8)
    )
    left = turned(photo, "left")
    assert left.size == (5, 7) and left.alpha is not None and photo.alpha is not None
    # The upper right corner comes to the upper left.
    assert (left.pixels[0, 0] == photo.pixels[0, -1]).all() and left.alpha[0, 0] == photo.alpha[0, -1]
    assert left.hash != photo.hash
    for there, back in (("left", "right"), ("mirrored", "mirrored"), ("upside down", "upside down")):
        again = turned(turned(photo, there), back)  # pyright: ignore[reportArgumentType]
        assert np.array_equal(again.pixels, photo.pixels) and np.array_equal(again.alpha, photo.alpha)
    assert (turned(photo, "mirrored").pixels[0, 0] == photo.pixels[0, -1]).all()
    assert (turned(photo, "upside down").pixels[0, 0] == photo.pixels[-1, 0]).all()


CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.mark.parametrize(
    ("key", "modifier", "size"),
    [
        (Qt.Key.Key_Left, CTRL, (240, 320)),
        (Qt.Key.Key_Up, CTRL | Qt.KeyboardModifier.ShiftModifier, (320, 240)),
    ],
)
def test_the_turned_photo_gets_its_own_field_and_keeps_its_name(
    qtbot: QtBot, opened: Window, key: Qt.Key, modifier: Qt.KeyboardModifier, size: tuple[int, int]
) -> None:
    with qtbot.waitSignal(opened.opened, timeout=10_000):
        QTest.keyClick(opened.canvas, key, modifier)
    scene = opened.canvas.scene_shown
    assert scene is not None and scene.photo.size == size
    assert opened.windowTitle().startswith("b.png")
    opened.canvas.zoom_to(8.0)
    qtbot.waitUntil(lambda: settled(qtbot, opened).frame.source == "field", timeout=60_000)
    # Leafing goes on from the file.
    with qtbot.waitSignal(opened.opened, timeout=10_000):
        QTest.keyClick(opened.canvas, Qt.Key.Key_PageDown)
    assert opened.windowTitle().startswith("c.png")


def test_a_field_file_is_not_turned(qtbot: QtBot, window: Window, tmp_path: Path) -> None:
    write_field(lattice_field(60, 40, margin=5), tmp_path / "f.safetensors")
    with qtbot.waitSignal(window.opened, timeout=60_000):
        window.open(tmp_path / "f.safetensors")
    window.actions_by_name["rotate_left"].trigger()
    assert "field file" in window.status.currentMessage()
