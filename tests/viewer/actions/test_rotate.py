import threading
import time
from itertools import product
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
from csr.core.field.edits import numbers
from csr.core.field.file import FieldFile, write_field
from csr.core.geometry.orientation import LEFT, MIRRORED, RIGHT, Orientation
from csr.core.geometry.view import View
from csr.core.photo.orientation import turned
from csr.core.photo.photo import Photo, photo_from_pixels
from csr.core.scene.scene import Scene
from csr.viewer.canvas.frame_item import turned_image
from csr.viewer.documents import document as document_module
from csr.viewer.window.window import Window
from golden_fields import lattice_field
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from ..conftest import settled

CTRL = Qt.KeyboardModifier.ControlModifier
ALL = [Orientation(*flags) for flags in product((False, True), repeat=3)]


@pytest.mark.parametrize("orientation", ALL)
def test_turns_move_pixels_alpha_and_images_alike(orientation: Orientation) -> None:
    rng = np.random.default_rng(1)
    photo = photo_from_pixels(
        rng.integers(0, 256, (5, 7, 3), dtype=np.uint8), rng.integers(0, 256, (5, 7), dtype=np.uint8)
    )
    there = turned(photo, orientation)
    assert there.size == orientation.size((7, 5)) and there.pixels.flags.c_contiguous
    assert there.alpha is not None and photo.alpha is not None
    assert np.array_equal(there.alpha, orientation.array(photo.alpha))
    again = turned(there, orientation.inverse)
    assert np.array_equal(again.pixels, photo.pixels) and there.hash != photo.hash
    pixels = rng.integers(0, 256, (5, 7, 4), dtype=np.uint8)
    image = turned_image(QImage(pixels.data, 7, 5, 28, QImage.Format.Format_RGB32), orientation)
    for row, column in product(range(image.height()), range(image.width())):
        blue, green, red, _ = orientation.array(pixels)[row, column]
        assert image.pixelColor(column, row).getRgb()[:3] == (red, green, blue)


def turn(qtbot: QtBot, window: Window, key: Qt.Key, modifier: Qt.KeyboardModifier = CTRL) -> None:
    with qtbot.waitSignal(window.rotate_actions.turned):
        QTest.keyClick(window.canvas, key, modifier)


def picture(scene: Scene) -> npt.NDArray[np.int_]:
    """The whole photo at x2, as the field draws it."""
    w, h = scene.photo.size
    frame = scene.draw(View(2.0, 0.0, 0.0, 2 * w, 2 * h))
    assert frame.source == "field"
    return frame.pixels.astype(int)


@pytest.mark.parametrize(
    ("key", "modifier", "orientation"),
    [
        (Qt.Key.Key_Left, CTRL, LEFT),
        (Qt.Key.Key_Right, CTRL, RIGHT),
        (Qt.Key.Key_Left, CTRL | Qt.KeyboardModifier.ShiftModifier, MIRRORED),
    ],
)
def test_the_field_is_turned_not_made_anew_and_undo_turns_it_back(
    qtbot: QtBot, opened: Window, key: Qt.Key, modifier: Qt.KeyboardModifier, orientation: Orientation
) -> None:
    canvas, model = opened.canvas, opened.kernels.model
    opened._asks = False  # pyright: ignore
    canvas.look_at(160, 120, 4.0)
    scene = canvas.scene_shown
    assert scene is not None and scene.tiled is not None
    source = scene.tiled.source
    model.number = None
    model._edit(model.edits.muting(numbers(range(90_000, 90_400))))  # pyright: ignore
    now = canvas.scene_shown
    assert now is not None
    before = picture(now)
    made: list[object] = []
    turn(qtbot, opened, key, modifier)
    now = canvas.scene_shown
    assert now is not None and now.tiled is not None and now.photo.size == orientation.size((320, 240))
    inner = now.tiled.source.inner  # pyright: ignore
    real = type(inner).make
    type(inner).make = lambda *words: made.append(words) or real(*words)  # pyright: ignore
    try:
        assert np.abs(picture(now) - orientation.array(before)).max() <= 1
        assert settled(qtbot, opened).frame.source == "field"
        assert len(model.edits.muted) == 400 and model.can_undo and not made
        assert opened.windowTitle().startswith("b.png")
        with qtbot.waitSignal(opened.rotate_actions.turned):
            QTest.keyClick(canvas, Qt.Key.Key_Z, CTRL)
        again = canvas.scene_shown
        assert again is not None and again.photo.size == (320, 240) and len(model.edits.muted) == 400
        assert np.abs(picture(again) - before).max() <= 1
        QTest.keyClick(canvas, Qt.Key.Key_Z, CTRL)
        assert not model.edits.muted.size and not model.can_undo and not made
        QTest.keyClick(canvas, Qt.Key.Key_Y, CTRL)
        with qtbot.waitSignal(opened.rotate_actions.turned):
            QTest.keyClick(canvas, Qt.Key.Key_Y, CTRL)
        assert len(model.edits.muted) == 400 and not made
    finally:
        type(inner).make = real  # pyright: ignore
    assert source is not now.tiled.source


def test_quick_turns_add_up_and_what_is_saved_is_turned(qtbot: QtBot, opened: Window, tmp_path: Path) -> None:
    for _ in range(2):
        QTest.keyClick(opened.canvas, Qt.Key.Key_Left, CTRL)
    turn(qtbot, opened, Qt.Key.Key_Left, CTRL)
    qtbot.waitUntil(lambda: not opened.rotate_actions._busy)  # pyright: ignore
    scene = opened.canvas.scene_shown
    assert scene is not None and scene.photo.size == (240, 320)
    original = opened.opener.photo_cache.find(opened.shown_photo.path)  # pyright: ignore
    assert original is not None
    assert np.array_equal(scene.photo.pixels, np.rot90(original.pixels, 3))
    done: list[bool] = []
    opened.field_actions.save_field(tmp_path / "f.safetensors", lambda: done.append(True), overwrite=False)
    qtbot.waitUntil(lambda: bool(done))
    assert FieldFile(tmp_path / "f.safetensors").photo_size == (240, 320)


def slow_turns(monkeypatch: pytest.MonkeyPatch) -> threading.Event:
    """No photo is turned before the event."""
    go = threading.Event()

    def slow(photo: Photo, orientation: Orientation) -> Photo:
        assert go.wait(120)
        return turned(photo, orientation)

    monkeypatch.setattr(document_module, "turned", slow)
    return go


def test_turns_that_wait_are_not_done_to_the_photo_that_one_leafs_to(
    qtbot: QtBot, opened: Window, photo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    go = slow_turns(monkeypatch)
    for _ in range(2):
        QTest.keyClick(opened.canvas, Qt.Key.Key_Left, CTRL)
    with qtbot.waitSignal(opened.opened):
        opened.open(photo.with_name("c.png"))
    go.set()
    qtbot.waitUntil(lambda: not opened.rotate_actions._busy)  # pyright: ignore
    assert opened.canvas.scene_shown is not None and opened.canvas.scene_shown.photo.size == (320, 240)
    turn(qtbot, opened, Qt.Key.Key_Left)
    assert opened.canvas.scene_shown.photo.size == (240, 320)


def test_a_file_that_gets_a_new_name_while_it_is_turned_keeps_it(
    qtbot: QtBot, opened: Window, photo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    go = slow_turns(monkeypatch)
    QTest.keyClick(opened.canvas, Qt.Key.Key_Left, CTRL)
    with qtbot.waitSignal(opened.file_actions.renamed):
        opened.file_actions.rename_to(photo, "d.png")
    with qtbot.waitSignal(opened.rotate_actions.turned):
        go.set()
    scene = opened.canvas.scene_shown
    assert scene is not None and scene.photo.size == (240, 320)
    assert scene.photo.path == photo.with_name("d.png")


def test_a_new_name_between_a_turn_and_its_telling_leaves_the_view_where_it_was(
    qtbot: QtBot, opened: Window, photo: Path
) -> None:
    opened.canvas.look_at(100, 60, 8.0)
    settled(qtbot, opened)
    view, document = opened.canvas.view, opened.opener.shown
    assert view is not None and document is not None
    QTest.keyClick(opened.canvas, Qt.Key.Key_Left, CTRL)
    late = time.monotonic() + 120
    while document.scene is None or document.scene.photo.size != (240, 320):
        assert time.monotonic() < late
    new = photo.rename(photo.with_name("d.png"))
    opened.file_actions.renamed.emit(photo, new)  # nothing was told of the turn yet
    with qtbot.waitSignal(opened.rotate_actions.turned):
        pass
    scene = opened.canvas.scene_shown
    assert scene is not None and scene.photo.path == new and scene.photo.size == (240, 320)
    assert opened.canvas.view is not None
    assert opened.canvas.view.centre == pytest.approx(LEFT.view(view, (320, 240)).centre, abs=0.1)


def test_nothing_flickers_while_it_is_turned(qtbot: QtBot, opened: Window) -> None:
    canvas = opened.canvas
    settled(qtbot, opened)
    canvas.item.set_ground(Qt.GlobalColor.magenta)  # pyright: ignore
    seen: list[bool] = []

    def look() -> None:
        image = canvas.grab().toImage()
        colour = image.pixelColor(image.width() // 2, image.height() // 2)
        seen.append(colour.getRgb()[:3] == (255, 0, 255))

    opened.rotate_actions.turned.connect(look)
    turn(qtbot, opened, Qt.Key.Key_Left)
    look()
    assert len(seen) == 2 and not any(seen)


def test_a_field_file_is_turned_too(qtbot: QtBot, window: Window, tmp_path: Path) -> None:
    write_field(lattice_field(60, 40, margin=5), tmp_path / "f.safetensors")
    with qtbot.waitSignal(window.opened):
        window.open(tmp_path / "f.safetensors")
    with qtbot.waitSignal(window.rotate_actions.turned):
        window.actions_by_name["rotate_left"].trigger()
    scene = window.canvas.scene_shown
    assert scene is not None and scene.tiled is not None
    assert scene.photo.size == scene.tiled.photo_size == (40, 60)


def test_a_comparison_goes_on(qtbot: QtBot, opened: Window, weights: str) -> None:
    canvas = opened.canvas
    canvas.look_at(160, 120, 8.0)
    opened.compare_actions.with_weights(weights)
    qtbot.waitUntil(lambda: canvas.comparison.side is not None)
    turn(qtbot, opened, Qt.Key.Key_Right)
    qtbot.waitUntil(lambda: canvas.settled is not None and canvas.settled.compared is not None)
    found = settled(qtbot, opened)
    assert found.compared is not None
    assert np.abs(found.pixels.astype(int) - found.compared.pixels).max() <= 1
