from pathlib import Path

import numpy as np
import pytest
from csr.viewer.window.window import Window
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from ..conftest import settled


def test_saving_writes_what_is_seen_and_replaces_nothing_unasked(
    qtbot: QtBot, opened: Window, tmp_path: Path
) -> None:
    opened.canvas.zoom_to(6.0)
    opened.actions_by_name["positions"].setChecked(True)
    frame = settled(qtbot, opened).frame
    out = tmp_path / "view.png"
    with qtbot.waitSignal(opened.jobs.ended) as told:
        opened.picture_actions.save_view(out, overwrite=False)
    assert told.args[0].state == "done"
    saved = np.asarray(Image.open(out)).astype(int)
    scene = opened.canvas.scene_shown
    assert scene is not None
    part = scene.clipped(frame.view)
    assert part is not None
    assert saved.shape == (part.height, part.width, 3)
    left, top = (round(v) for v in frame.view.to_device(part.x0, part.y0))
    seen = frame.pixels[top : top + saved.shape[0], left : left + saved.shape[1], 2::-1].astype(int)
    assert np.array_equal(saved, seen)
    before = out.read_bytes()
    with qtbot.waitSignal(opened.notifier.error_sent):
        opened.picture_actions.save_view(out, overwrite=False)
    assert str(out) in opened.message.text
    assert out.read_bytes() == before
    assert not list(tmp_path.glob(".*"))


class Dialog(QFileDialog):
    """A save dialog in which a person chose a name."""

    chosen = ""

    def exec(self) -> int:
        assert self.defaultSuffix() == "png"
        return 1

    def selectedFiles(self) -> list[str]:
        return [self.chosen]


def test_the_dialogs_yes_counts_for_a_file_that_it_saw(
    qtbot: QtBot, opened: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("csr.viewer.saving.ask_path.QFileDialog", Dialog)
    for name, old in (("new.png", b""), ("old.jpg", b"old")):
        out = tmp_path / name
        Dialog.chosen = str(out)
        if old:
            out.write_bytes(old)
        with qtbot.waitSignal(opened.jobs.ended) as told:
            QTest.keyClick(opened.canvas, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
        assert told.args[0].state == "done"
        with Image.open(out) as image:
            assert image.width > 1
