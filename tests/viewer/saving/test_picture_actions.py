import threading
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from csr.core.geometry.view import View
from csr.core.photo.photo import photo_from_pixels
from csr.core.scene.scene import Scene
from csr.viewer.saving import picture_saver
from csr.viewer.saving.picture_saver import Job
from csr.viewer.saving.save_dialog import Choice
from csr.viewer.widgets.progress_chip import ProgressChip
from csr.viewer.window.window import Window
from PIL import ExifTags, Image
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialogButtonBox
from pytestqt.qtbot import QtBot

from ..conftest import settled
from .conftest import dialog


def save(qtbot: QtBot, window: Window, choice: Choice, path: Path) -> None:
    with qtbot.waitSignal(window.jobs.ended) as told:
        window.picture_actions.save_choice(choice, path, overwrite=False)
    assert told.args[0].state == "done"


def test_the_whole_at_a_factor_in_every_format(qtbot: QtBot, opened: Window, tmp_path: Path) -> None:
    whole = (0.0, 0.0, 320.0, 240.0)
    for suffix, bits in ((".png", 16), (".tif", 16), (".jpg", 8), (".webp", 8)):
        path = tmp_path / f"whole{suffix}"
        save(qtbot, opened, Choice(whole, 1.5, suffix, bits, 60, True, True), path)
        with Image.open(path) as image:
            assert image.size == (480, 360)
    good, bad = tmp_path / "good.jpg", tmp_path / "bad.jpg"
    save(qtbot, opened, Choice(whole, 1.5, ".jpg", 8, 95, True, True), good)
    save(qtbot, opened, Choice(whole, 1.5, ".jpg", 8, 10, True, True), bad)
    assert good.stat().st_size > 2 * bad.stat().st_size


def test_the_screen_with_overlays_is_saved_as_it_is_seen(
    qtbot: QtBot, opened: Window, tmp_path: Path
) -> None:
    opened.canvas.look_at(160, 120, 24.0)  # dots of their full size
    opened.actions_by_name["positions"].setChecked(True)
    opened.actions_by_name["grid"].setChecked(True)
    settled(qtbot, opened)
    save(qtbot, opened, Choice(None, 1.0, ".png", 8, 95, True, True), tmp_path / "screen.png")
    with Image.open(tmp_path / "screen.png") as image:
        saved = image.convert("RGB")
    shown = opened.canvas.grab().toImage()
    assert saved.size == (shown.width(), shown.height())
    for x, y in ((5, 5), (300, 200), (saved.width - 9, saved.height - 9)):
        assert saved.getpixel((x, y)) == shown.pixelColor(x, y).getRgb()[:3]
    assert (255, 204, 51) in {c for _, c in saved.getcolors(1 << 24) or ()}


def test_date_and_camera_go_along_unless_they_are_not_wanted(
    qtbot: QtBot, opened: Window, photo: Path, tmp_path: Path
) -> None:
    exif = Image.Exif()
    exif[ExifTags.Base.Make], exif[ExifTags.Base.Orientation] = "Camera", 6
    path = photo.with_name("shot.jpg")
    Image.new("RGB", (40, 30), "red").save(path, exif=exif)
    with qtbot.waitSignal(opened.opened):
        opened.open(path)
    for keep in (True, False):
        out = tmp_path / f"{keep}.jpg"
        save(qtbot, opened, Choice((0, 0, 30, 40), 1.0, ".jpg", 8, 95, keep, True), out)
        with Image.open(out) as image:
            got = image.getexif()
        assert got.get(ExifTags.Base.Make) == ("Camera" if keep else None)
        assert ExifTags.Base.Orientation not in got


def test_a_region_is_drawn_with_the_mouse_and_sized_in_the_dialog(
    qtbot: QtBot, opened: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    canvas, viewport = opened.canvas, opened.canvas.viewport()
    canvas.look_at(160, 120, 4.0)
    view = canvas.view
    assert view is not None
    ratio = canvas.devicePixelRatioF()
    QTest.keyClick(canvas, Qt.Key.Key_R)
    QTest.mousePress(viewport, Qt.MouseButton.LeftButton, pos=QPoint(300, 180))
    QTest.mouseMove(viewport, QPoint(150, 120))
    QTest.mouseRelease(viewport, Qt.MouseButton.LeftButton, pos=QPoint(100, 80))
    assert canvas.view == view
    asked = dialog()
    box = asked.choice().box
    assert box is not None
    assert box[:2] == pytest.approx(view.to_photo(100 * ratio, 80 * ratio))
    assert box[2:] == pytest.approx(view.to_photo(300 * ratio, 180 * ratio))
    # The window can be used meanwhile.
    QTest.keyClick(canvas, Qt.Key.Key_Right)
    canvas.navigation.finish()
    asked.width_.setValue(500)
    assert asked.choice().scale == pytest.approx(500 / (box[2] - box[0]), abs=1e-4)
    asked.format.setCurrentText("JPEG")
    assert asked.quality.isEnabled() and not asked.depth_.isEnabled()
    out = tmp_path / "region.jpg"
    monkeypatch.setattr(opened.picture_actions, "_ask_path", lambda *_: out)
    buttons = asked.findChild(QDialogButtonBox)
    assert isinstance(buttons, QDialogButtonBox)
    with qtbot.waitSignal(opened.jobs.ended):
        buttons.button(QDialogButtonBox.StandardButton.Save).click()
    with Image.open(out) as image:
        assert abs(image.width - 500) <= 1
    QTest.mouseMove(viewport, QPoint(50, 50))


def test_esc_or_a_click_draws_no_region(opened: Window) -> None:
    canvas, viewport = opened.canvas, opened.canvas.viewport()
    opened.actions_by_name["save_region"].trigger()
    QTest.keyClick(canvas, Qt.Key.Key_Escape)
    assert "No region" in opened.status.currentMessage()
    opened.actions_by_name["save_region"].trigger()
    QTest.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=QPoint(100, 80))
    assert "No region" in opened.status.currentMessage()
    view = canvas.view
    QTest.mousePress(viewport, Qt.MouseButton.LeftButton, pos=QPoint(100, 80))
    QTest.mouseMove(viewport, QPoint(120, 80))
    assert canvas.view != view
    QTest.mouseRelease(viewport, Qt.MouseButton.LeftButton, pos=QPoint(120, 80))


def test_a_save_that_is_cancelled_leaves_nothing(
    qtbot: QtBot, opened: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    go = threading.Event()

    def endless(_scene: Scene, view: View, **_: object) -> Iterator[np.ndarray]:
        for _row in range(view.height):
            assert go.wait(120)
            yield np.zeros((1, view.width, 3), np.float32)

    monkeypatch.setattr(picture_saver, "bands", endless)
    scene = Scene(photo_from_pixels(np.zeros((9, 9, 3), np.uint8)))
    job = Job(scene, View(1.0, 0, 0, 9, 9), tmp_path / "never.png", False)
    opened.picture_actions._save(job)
    chip = next(c for c in opened.status.findChildren(ProgressChip) if c is not opened.status.progress)
    qtbot.waitUntil(chip.isVisible)
    assert "never.png" in chip.text
    QTest.keyClick(opened.canvas, Qt.Key.Key_Escape)
    assert not opened.jobs.running[0].stopping
    with qtbot.waitSignal(opened.jobs.ended):
        QTest.mouseClick(chip.stop_button, Qt.MouseButton.LeftButton)
        go.set()
    assert not list(tmp_path.glob("*never*")) and not list(tmp_path.glob(".csr*"))
    assert "nothing was saved" in opened.status.currentMessage()
