import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import cast

import pytest
from csr.core.field.tiled_field import TiledField
from csr.core.photo.photo import Photo
from csr.viewer.documents import document as document_module
from csr.viewer.window.window import Window
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot


def test_of_many_files_asked_for_at_once_the_last_is_shown(
    qtbot: QtBot, window: Window, photo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And only one is decoded at a time; those between not at all."""
    go, loaded = threading.Event(), list[str]()
    real = document_module.open_file

    def slow(path: Path, read: Callable[[Path], Photo]) -> object:
        loaded.append(path.name)
        assert go.wait(120)
        return real(path, read)

    monkeypatch.setattr(document_module, "open_file", slow)
    titles: list[str] = []
    window.opened.connect(lambda: titles.append(window.windowTitle()[:5]))
    for name in ("a.png", "b.png", "a.png", "b.png", "c.png"):
        window.open(photo.with_name(name))
    go.set()
    qtbot.waitUntil(lambda: bool(titles))
    assert titles == ["c.png"]
    assert loaded == ["a.png", "c.png"]


def read_while_asked_again(
    qtbot: QtBot,
    opened: Window,
    photo: Path,
    monkeypatch: pytest.MonkeyPatch,
    first: Callable[[Photo], Photo] = lambda photo: photo,
) -> list[Photo]:
    """Open a photo again while it is being read, and wait until it is shown; returns what was read.

    Args:
        first: makes what the first reading gives.
    """
    go, begun, read = threading.Event(), threading.Event(), list[Photo]()
    real = document_module.open_file

    def slow(path: Path, read_photo: Callable[[Path], Photo]) -> object:
        begun.set()
        assert go.wait(120)
        photo = cast("Photo", real(path, read_photo))
        read.append(photo if read else first(photo))
        return read[-1]

    monkeypatch.setattr(document_module, "open_file", slow)
    opened.opener.open(photo)
    assert begun.wait(120)
    opened.opener.open(photo)
    with qtbot.waitSignal(opened.opened):
        go.set()
    return read


def test_a_file_that_changes_while_it_is_read_is_shown_nevertheless(
    qtbot: QtBot, opened: Window, photo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else one that is saved more often than it can be read would never be shown."""
    read = read_while_asked_again(qtbot, opened, photo, monkeypatch)
    scene = opened.canvas.scene_shown
    assert scene is not None and len(read) == 1 and scene.photo is read[0]


def test_a_file_that_is_being_written_is_not_called_broken(
    qtbot: QtBot, opened: Window, photo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole, real = photo.read_bytes(), document_module.open_file
    told: list[str] = []
    opened.notifier.error_sent.connect(told.append)

    def written_meanwhile(path: Path, read_photo: Callable[[Path], Photo]) -> object:
        try:
            return real(path, read_photo)
        finally:
            photo.write_bytes(whole)

    monkeypatch.setattr(document_module, "open_file", written_meanwhile)
    photo.write_bytes(whole[:20])
    with qtbot.waitSignal(opened.opened):
        opened.opener.open(photo)
    assert not told
    # One that stays so is.
    monkeypatch.setattr(document_module, "open_file", real)
    with qtbot.waitSignal(opened.notifier.error_sent):
        photo.write_bytes(whole[:20])


def test_what_was_half_written_while_it_was_read_is_not_shown(
    qtbot: QtBot, opened: Window, photo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def torn(photo: Photo) -> Photo:
        return replace(photo, notes=("a part is missing",))

    read = read_while_asked_again(qtbot, opened, photo, monkeypatch, torn)
    scene = opened.canvas.scene_shown
    assert scene is not None and len(read) == 2 and scene.photo is read[1]


def test_opening_is_stopped(
    qtbot: QtBot, opened: Window, photo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scene, go, begun = opened.canvas.scene_shown, threading.Event(), threading.Event()
    real = document_module.open_file

    def slow(path: Path, read: Callable[[Path], Photo]) -> object:
        begun.set()
        assert go.wait(120)
        return real(path, read)

    monkeypatch.setattr(document_module, "open_file", slow)
    elsewhere = photo.parent.parent / "c.png"  # a neighbour would be decoded already
    elsewhere.write_bytes(photo.with_name("c.png").read_bytes())
    opened.open(elsewhere)
    assert begun.wait(120)
    opened.actions_by_name["stop_sharpening"].trigger()
    go.set()
    qtbot.waitUntil(lambda: opened.opener._loading is None)
    assert opened.canvas.scene_shown is scene
    assert opened.windowTitle().startswith("b.png")


def tiles_held(monkeypatch: pytest.MonkeyPatch) -> threading.Event:
    """No tile is made before the event."""
    go, real = threading.Event(), TiledField.make_next

    def slow(field: TiledField, *arguments: object) -> bool:
        assert go.wait(120)
        return real(field, *arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(TiledField, "make_next", slow)
    return go


def test_sharpening_is_stopped_by_its_chip_says_so_and_goes_on(
    qtbot: QtBot, opened: Window, photo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    go = tiles_held(monkeypatch)
    progress = opened.status.progress
    with qtbot.waitSignal(opened.opener.field_begun):
        opened.open(photo.with_name("c.png"))
    qtbot.waitUntil(progress.isVisible)
    QTest.mouseClick(progress.stop_button, Qt.MouseButton.LeftButton)
    assert progress.text == "Stopping"
    with qtbot.waitSignal(opened.opener.stopped):
        go.set()
    assert progress.text.startswith("Stopped at ")
    # That of the photo before may end later.
    qtbot.waitUntil(lambda: not any(t.name == "document" for t in threading.enumerate()))
    with qtbot.waitSignal(opened.opener.settled):
        QTest.mouseClick(progress.continue_button, Qt.MouseButton.LeftButton)
    assert progress.text == ""


def test_what_is_asked_for_while_it_is_being_stopped_is_done(
    qtbot: QtBot, opened: Window, photo: Path, weights: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    go = tiles_held(monkeypatch)
    opener, stopped = opened.opener, list[int]()
    with qtbot.waitSignal(opener.field_begun):
        opened.open(photo.with_name("c.png"))
    opener.stopped.connect(lambda: stopped.append(1))
    opener.stop()
    opener.use_weights(weights)
    with qtbot.waitSignal(opener.settled):
        go.set()
    assert not stopped
    go.clear()
    opener.use_weights(weights)
    opener.stop()
    opener.use_weights(weights)
    opener.stop()  # a person's last word
    with qtbot.waitSignal(opener.stopped):
        go.set()
