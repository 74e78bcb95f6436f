from pathlib import Path

import pytest
from csr.core.field.file import write_field
from csr.core.scene.interchange import write_field_as
from csr.viewer.window.window import Window
from free_fields import free_field
from golden_fields import lattice_field
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from ..conftest import photo_of, settings_with, settled


def test_bad_files_leave_the_old_picture_up(qtbot: QtBot, opened: Window, tmp_path: Path) -> None:
    scene = opened.canvas.scene_shown
    (tmp_path / "text.png").write_text("no picture")
    (tmp_path / "empty.jpg").touch()
    (tmp_path / "bad.safetensors").write_bytes(b"\x08\0\0\0\0\0\0\0notjson!")
    Image.open(opened.shown_photo.path).save(tmp_path / "cut.jpg")  # pyright: ignore
    whole = (tmp_path / "cut.jpg").read_bytes()
    (tmp_path / "cut.jpg").write_bytes(whole[:60])
    for name in ("bad.csrz", "bad.ply"):
        (tmp_path / name).write_text("no field")
    names = ("text.png", "empty.jpg", "cut.jpg", "bad.safetensors", "bad.csrz", "bad.ply", "none.jpg", "")
    for name in names:
        with qtbot.waitSignal(opened.notifier.error_sent):
            opened.open(tmp_path / name)
        assert opened.message.text and "Traceback" not in opened.message.text
    assert opened.canvas.scene_shown is scene
    QTest.keyClick(opened.canvas, Qt.Key.Key_Escape)
    assert not opened.message.text


def test_compact_fields_and_splats_open_like_exact_fields(
    qtbot: QtBot, window: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for suffix in (".csrz", ".ply"):
        path = tmp_path / f"f{suffix}"
        write_field_as(free_field((60, 40), 80), path, bits=16, overwrite=False)
        monkeypatch.setattr(
            QFileDialog,
            "getOpenFileName",
            lambda _window, _title, _folder, names, path=path: (str(path), names),
        )
        with qtbot.waitSignal(window.opener.opened):
            window.actions_by_name["open"].trigger()
        scene = window.canvas.scene_shown
        assert scene is not None and scene.field is not None and scene.field.source.photo_size == (60, 40)
        assert not window.opener.shows_photo


def test_bad_weights_leave_the_photo(qtbot: QtBot, photo: Path) -> None:
    window = Window(settings_with("nothing", "auto"))
    qtbot.addWidget(window)
    with qtbot.waitSignal(window.notifier.error_sent):
        window.open(photo)
    assert "no weights" in window.message.text
    assert window.canvas.scene_shown is not None
    window.close()


def test_the_folder_is_browsed_by_keys_past_a_bad_file(qtbot: QtBot, opened: Window, photo: Path) -> None:
    (photo.parent / "b2.png").write_text("no picture")
    with qtbot.waitSignal(opened.notifier.error_sent):
        QTest.keyClick(opened.canvas, Qt.Key.Key_PageDown)
    for key, modifier, name in (
        (Qt.Key.Key_PageDown, Qt.KeyboardModifier.NoModifier, "c.png"),
        (Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier, None),
        (Qt.Key.Key_PageUp, Qt.KeyboardModifier.NoModifier, "b.png"),
        (Qt.Key.Key_PageUp, Qt.KeyboardModifier.NoModifier, "a.png"),
        (Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier, "b.png"),
        (Qt.Key.Key_PageUp, Qt.KeyboardModifier.NoModifier, "a.png"),
    ):
        with qtbot.waitSignal(opened.opened if name else opened.notifier.error_sent):
            QTest.keyClick(opened.canvas, key, modifier)
        if name:
            assert opened.windowTitle().startswith(name)
            assert not opened.message.text
    QTest.keyClick(opened.canvas, Qt.Key.Key_PageUp)
    qtbot.waitUntil(lambda: "no further" in opened.status.currentMessage())


def test_a_field_file_opens_like_a_photo(qtbot: QtBot, window: Window, tmp_path: Path) -> None:
    write_field(lattice_field(60, 40, margin=5), tmp_path / "f.safetensors")
    with qtbot.waitSignal(window.opened):
        window.open(tmp_path / "f.safetensors")
    window.canvas.zoom_to(10.0)
    assert settled(qtbot, window).frame.source == "field"
    assert photo_of(window).size == (60, 40)
