"""The shown file is renamed, and moved to the trash and back."""

import sys
import threading
from functools import partial
from pathlib import Path

import pytest
from csr.core.field.edits import numbers
from csr.viewer.documents import file_actions
from csr.viewer.window.window import Window
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QInputDialog
from pytestqt.qtbot import QtBot

from ..conftest import settled


@pytest.fixture
def trash(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A trash of the test's own, on the same disk."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    return tmp_path / "Trash"


@pytest.mark.skipif(sys.platform != "linux", reason="the place of the trash is set as freedesktop.org says")
def test_a_photo_goes_to_the_trash_and_comes_back(
    qtbot: QtBot, opened: Window, photo: Path, trash: Path
) -> None:
    with qtbot.waitSignal(opened.opened):
        QTest.keyClick(opened.canvas, Qt.Key.Key_Delete, Qt.KeyboardModifier.ControlModifier)
    assert opened.windowTitle().startswith("c.png") and not photo.exists()
    assert opened.pill.text == "b.png is in the trash"
    with qtbot.waitSignal(opened.opened):
        QTest.mouseClick(opened.pill.button("Undo"), Qt.MouseButton.LeftButton)
    assert opened.windowTitle().startswith("b.png") and photo.exists()
    assert list(trash.rglob("files")) and not list(trash.rglob("*.trashinfo")) and not opened.pill.text


def test_a_photo_is_renamed_and_replaces_none(
    qtbot: QtBot, opened: Window, photo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = iter(("a.png", "../d.png", "d.png"))
    monkeypatch.setattr(QInputDialog, "getText", lambda *_: (next(names), True))
    before = photo.with_name("a.png").read_bytes()
    for words in ("already a file", "no name of a file"):
        QTest.keyClick(opened.canvas, Qt.Key.Key_F2)
        qtbot.waitUntil(lambda words=words: words in opened.message.text)
        assert photo.exists()
    # What is seen stays: the view, the field and its edits.
    opened.canvas.look_at(100, 80, 4.0)
    opened.kernels.model._edit(opened.kernels.model.edits.muting(numbers([9000])))  # pyright: ignore
    scene, view = opened.canvas.scene_shown, opened.canvas.view
    assert scene is not None
    with qtbot.assertNotEmitted(opened.opened, wait=300), qtbot.waitSignal(opened.file_actions.renamed):
        QTest.keyClick(opened.canvas, Qt.Key.Key_F2)
    assert opened.windowTitle().startswith("d.png") and not photo.exists()
    now = opened.canvas.scene_shown
    assert now is not None and now.tiled is scene.tiled and opened.canvas.view == view
    assert now.photo.path == photo.with_name("d.png") == opened.folder_browser.recent[0]
    assert len(opened.kernels.model.edits.muted) == 1
    settled(qtbot, opened)
    QTest.keyClick(opened.canvas, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: "(3 of 3)" in opened.windowTitle())
    with qtbot.waitSignal(opened.opened):
        QTest.keyClick(opened.canvas, Qt.Key.Key_PageUp)
    assert opened.windowTitle().startswith("c.png")
    assert photo.with_name("a.png").read_bytes() == before


class DeadFile:
    """Stands for a `QFile` on a share that is dead."""

    go = threading.Event()

    def __init__(self, _name: str) -> None: ...

    def moveToTrash(self) -> bool:
        """Wait for what never comes."""
        self.go.wait(120)
        return False

    def errorString(self) -> str:
        """Why it failed."""
        return "dead"


def test_a_share_that_is_dead_holds_no_window(
    qtbot: QtBot, opened: Window, photo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rename, told = Path.rename, list[str]()

    def dead_rename(path: Path, new: Path) -> Path:
        if path == photo:
            DeadFile.go.wait(120)
            raise OSError(5, "dead")
        return rename(path, new)

    monkeypatch.setattr(file_actions, "QFile", DeadFile)
    monkeypatch.setattr(Path, "rename", dead_rename)
    opened.notifier.error_sent.connect(told.append)
    opened.file_actions.rename_to(photo, "d.png")
    opened.file_actions.move_to_trash()
    for ask_again in (
        partial(opened.file_actions.rename_to, photo, "e.png"),
        opened.file_actions.move_to_trash,
    ):
        opened.status.clearMessage()
        ask_again()
        assert "does not answer yet" in opened.status.currentMessage()
    with qtbot.waitSignal(opened.opened):  # in no time, though nothing has answered
        QTest.keyClick(opened.canvas, Qt.Key.Key_PageDown)
    assert not told
    with qtbot.assertNotEmitted(opened.file_actions.trashed, wait=50):
        DeadFile.go.set()
        qtbot.waitUntil(lambda: len(told) == 2)
    assert all("dead" in text for text in told) and opened.windowTitle().startswith("c.png")


@pytest.mark.skipif(sys.platform != "linux", reason="the place of the trash is set as freedesktop.org says")
def test_who_has_leafed_on_stays_there(
    qtbot: QtBot, opened: Window, photo: Path, trash: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    go, exists = threading.Event(), Path.exists

    def slow_exists(path: Path) -> bool:
        if trash in path.parents:
            go.wait(120)
        return exists(path)

    monkeypatch.setattr(Path, "exists", slow_exists)
    opened.file_actions.move_to_trash()
    with qtbot.waitSignal(opened.opened):
        QTest.keyClick(opened.canvas, Qt.Key.Key_PageDown)
    with qtbot.assertNotEmitted(opened.file_actions.trashed, wait=50):
        go.set()
        qtbot.waitUntil(lambda: "in the trash" in opened.pill.text)
    assert opened.windowTitle().startswith("c.png") and not photo.exists()


def test_pills_tell_of_a_lens_and_of_a_region_to_be_drawn(qtbot: QtBot, opened: Window) -> None:
    canvas, pill = opened.canvas, opened.pill
    QTest.keyClick(canvas, Qt.Key.Key_W, Qt.KeyboardModifier.ShiftModifier)
    assert pill.text.startswith("Lens, 1.8") and opened.warp_actions.warp.lens is not None
    QTest.keyClick(canvas, Qt.Key.Key_Escape)
    assert not pill.text and opened.warp_actions.warp.lens is None
    QTest.keyClick(canvas, Qt.Key.Key_W, Qt.KeyboardModifier.ShiftModifier)
    QTest.mouseClick(pill.button("Done"), Qt.MouseButton.LeftButton)
    assert not pill.text and not opened.actions_by_name["lens"].isChecked()
    QTest.keyClick(canvas, Qt.Key.Key_R)
    assert "rectangle" in pill.text
    QTest.keyClick(canvas, Qt.Key.Key_Escape)
    assert not pill.text
    QTest.keyClick(canvas, Qt.Key.Key_R)
    QTest.mouseClick(pill.button("Cancel"), Qt.MouseButton.LeftButton)
    assert not pill.text
    settled(qtbot, opened)
