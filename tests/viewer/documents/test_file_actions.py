"""The shown file is renamed, and moved to the trash and back."""

import sys
from pathlib import Path

import pytest
from csr.viewer.window.window import Window
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QInputDialog
from pytestqt.qtbot import QtBot


@pytest.fixture
def trash(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A trash of the test's own, on the same disk."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    return tmp_path / "Trash"


@pytest.mark.skipif(sys.platform != "linux", reason="the place of the trash is set as freedesktop.org says")
def test_a_photo_goes_to_the_trash_and_comes_back(
    qtbot: QtBot, opened: Window, photo: Path, trash: Path
) -> None:
    with qtbot.waitSignal(opened.opened, timeout=20_000):
        QTest.keyClick(opened.canvas, Qt.Key.Key_Delete, Qt.KeyboardModifier.ControlModifier)
    assert opened.windowTitle().startswith("c.png") and not photo.exists()
    assert opened.pill.text == "b.png is in the trash"
    with qtbot.waitSignal(opened.opened, timeout=20_000):
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
        assert words in opened.message.text and photo.exists()
    with qtbot.waitSignal(opened.opened, timeout=20_000):
        QTest.keyClick(opened.canvas, Qt.Key.Key_F2)
    assert opened.windowTitle().startswith("d.png") and not photo.exists()
    assert photo.with_name("a.png").read_bytes() == before
