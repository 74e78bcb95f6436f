import csv
from pathlib import Path

import numpy as np
import pytest
from csr.core.field.formats import tiles_of
from csr.core.field.tiled_field import TiledField
from csr.core.geometry.view import View
from csr.viewer.window.window import Window
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from ..conftest import settled
from .conftest import inspected, pixels


def test_without_a_mouse_the_middle_is_inspected(qtbot: QtBot, near: Window) -> None:
    near.kernels._tools._cursor = None
    QTest.keyClick(near.canvas, Qt.Key.Key_I, Qt.KeyboardModifier.ShiftModifier)
    model = near.kernels.model
    qtbot.waitUntil(lambda: model.kernel is not None)
    assert near.actions_by_name["inspect"].isChecked()
    assert model.kernel is not None and near.canvas.view is not None
    assert np.hypot(*(model.kernel[:2] - near.canvas.view.centre)) < 1


def test_single_keys_arm_a_brush_only_while_a_panel_of_kernels_is_open(near: Window) -> None:
    model, actions = near.kernels.model, near.actions_by_name
    for key in (Qt.Key.Key_E, Qt.Key.Key_U, Qt.Key.Key_Delete):
        QTest.keyClick(near.canvas, key)
    assert model.brush is None and not near.pill.text and near.pill.isHidden()
    actions["peel"].setChecked(True)
    QTest.keyClick(near.canvas, Qt.Key.Key_E)
    assert model.brush == "mute" and near.pill.text.startswith("Mute brush, 24 px") and near.pill.isVisible()
    QTest.keyClick(near.canvas, Qt.Key.Key_BracketRight)
    assert "30 px" in near.pill.text
    QTest.mouseClick(near.pill.button("Done"), Qt.MouseButton.LeftButton)
    assert model.brush is None and near.pill.isHidden()
    actions["peel"].setChecked(False)
    QTest.keyClick(near.canvas, Qt.Key.Key_E)
    assert model.brush is None
    actions["mute_brush"].trigger()
    assert model.brush == "mute"


def test_one_footprint_is_chosen_and_drawn(qtbot: QtBot, near: Window) -> None:
    names = ("footprint_point", "footprint_box", "footprint_wide")
    near.canvas.zoom_to(0.7)
    plain = pixels(qtbot, near)
    seen = [pixels(qtbot, near)]
    for name in (*names, "footprint_wide"):
        near.actions_by_name[name].trigger()
        assert [n for n in names if near.actions_by_name[n].isChecked()] == [name]
        seen.append(pixels(qtbot, near))
    assert settled(qtbot, near).frame.source == "field"
    assert not np.array_equal(seen[1], seen[3])
    near.actions_by_name["footprint_box"].trigger()
    assert np.array_equal(pixels(qtbot, near), plain)


def test_the_field_is_saved_with_its_edits(qtbot: QtBot, near: Window, tmp_path: Path) -> None:
    inspected(qtbot, near)
    model, panel = near.kernels.model, near.kernels._inspector
    assert panel is not None and model.number is not None
    panel._fields["red"].setValue(3.0)
    out = tmp_path / "edited.safetensors"
    with qtbot.waitSignal(near.jobs.ended) as told:
        near.field_actions.save_field(out, overwrite=False)
    assert told.args[0].state == "done" and near.status.currentMessage() == f"Saved {out}"
    qtbot.waitUntil(lambda: not near.isWindowModified())
    saved = TiledField(tiles_of(out))
    saved.require(View(1.0, 0, 0, 320, 240))
    kernel = saved.kernel(model.number)
    assert kernel is not None and kernel[5] == 3.0
    with qtbot.waitSignal(near.notifier.error_sent):
        near.field_actions.save_field(out, overwrite=False)
    assert "is there already" in near.message.text


def test_the_kernels_seen_are_exported(qtbot: QtBot, near: Window, tmp_path: Path) -> None:
    out, view, model = tmp_path / "k.csv", near.canvas.view, near.kernels.model
    with qtbot.waitSignal(near.jobs.ended) as told:
        near.field_actions.export_kernels(out, overwrite=False)
    assert told.args[0].state == "done" and near.status.currentMessage() == f"Exported {out}"
    assert view is not None and model.field is not None
    x0, y0, x1, y1 = view.box
    with out.open() as file:
        rows = list(csv.DictReader(file))
    every = model.field.tiled.whole(lambda _done, _all: None).kernels
    inside = (every[0] >= x0) & (every[0] < x1) & (every[1] >= y0) & (every[1] < y1)
    assert len(rows) == inside.sum() > 1.5 * (x1 - x0) * (y1 - y0)
    kernel = model.field.kernel(int(rows[7]["number"]))
    assert kernel is not None and float(rows[7]["x"]) == pytest.approx(kernel[0])
    assert all(x0 <= float(r["x"]) < x1 and y0 <= float(r["y"]) < y1 for r in rows)


def test_a_film_goes_from_one_view_to_another(
    qtbot: QtBot, near: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("csr.viewer.saving.field_actions.FILM_SECONDS", 0.12)
    near.actions_by_name["film_to"].trigger()
    assert "first" in near.status.currentMessage()
    near.actions_by_name["film_from"].trigger()
    near.canvas.zoom_to(32.0)
    monkeypatch.setattr("csr.viewer.saving.field_actions.asked_path", lambda *_: tmp_path / "z.webp")
    with qtbot.waitSignal(near.jobs.ended) as told:
        near.actions_by_name["film_to"].trigger()
    assert told.args[0].state == "done"
    with Image.open(tmp_path / "z.webp") as film:
        assert film.size == near.canvas.device_size() and film.n_frames == 3  # type: ignore[attr-defined]


class Question(QMessageBox):
    """A person answers without being asked twice."""

    answer = QMessageBox.StandardButton.Cancel
    asked = 0

    def exec(self) -> int:
        type(self).asked += 1
        return 0

    def clickedButton(self) -> object:
        return self.button(self.answer)


def test_unsaved_edits_are_asked_about(
    qtbot: QtBot, near: Window, photo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("csr.viewer.saving.field_actions.QMessageBox", Question)
    monkeypatch.setattr(Question, "answer", QMessageBox.StandardButton.Cancel)
    monkeypatch.setattr(Question, "asked", 0)
    inspected(qtbot, near)
    near.actions_by_name["delete_kernel"].trigger()
    near.open(photo.with_name("c.png"))
    assert near.close() is False and near.isVisible()
    assert Question.asked == 2 and near.windowTitle().startswith("b.png")
    monkeypatch.setattr(Question, "answer", QMessageBox.StandardButton.Save)
    monkeypatch.setattr("csr.viewer.saving.field_actions.asked_path", lambda *_: tmp_path / "f.safetensors")
    with qtbot.waitSignal(near.opened):
        near.open(photo.with_name("c.png"))
    assert (tmp_path / "f.safetensors").exists() and near.windowTitle().startswith("c.png")
    assert not near.isWindowModified() and near.kernels.model.number is None
    qtbot.waitUntil(lambda: near.kernels.model.field is not None)
    near.canvas.zoom_to(16.0)
    settled(qtbot, near)
    inspected(qtbot, near)
    near.actions_by_name["delete_kernel"].trigger()
    monkeypatch.setattr(Question, "answer", QMessageBox.StandardButton.Discard)
    assert near.close() is True


def test_a_file_that_is_rewritten_as_it_was_changes_nothing(
    qtbot: QtBot, near: Window, photo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("csr.viewer.saving.field_actions.QMessageBox", Question)
    monkeypatch.setattr(Question, "asked", 0)
    inspected(qtbot, near)
    near.actions_by_name["delete_kernel"].trigger()
    scene = near.canvas.scene_shown
    with qtbot.waitSignal(near.folder_browser._contents.answered):
        photo.write_bytes(photo.read_bytes())
    assert Question.asked == 0 and near.kernels.model.unsaved and near.canvas.scene_shown is scene
    assert "has changed" not in near.status.currentMessage()
    near.actions_by_name["undo"].trigger()  # else the closing window would ask


def test_one_question_is_asked_at_a_time(
    qtbot: QtBot, near: Window, photo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Slow(Question):
        def exec(self) -> int:
            near.folder_browser.changed.emit(photo)  # it is saved again before the person has answered
            return super().exec()

    monkeypatch.setattr("csr.viewer.saving.field_actions.QMessageBox", Slow)
    monkeypatch.setattr(Slow, "answer", QMessageBox.StandardButton.Cancel)
    monkeypatch.setattr(Slow, "asked", 0)
    inspected(qtbot, near)
    near.actions_by_name["delete_kernel"].trigger()
    near.folder_browser.changed.emit(photo)
    assert Slow.asked == 1 and near.kernels.model.unsaved
    near.folder_browser.changed.emit(photo)
    assert Slow.asked == 2
    near.actions_by_name["undo"].trigger()


def test_a_file_that_is_rewritten_loses_no_edits_unasked(
    qtbot: QtBot, near: Window, photo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("csr.viewer.saving.field_actions.QMessageBox", Question)
    monkeypatch.setattr(Question, "answer", QMessageBox.StandardButton.Cancel)
    monkeypatch.setattr(Question, "asked", 0)
    inspected(qtbot, near)
    near.actions_by_name["delete_kernel"].trigger()
    model, scene = near.kernels.model, near.canvas.scene_shown
    assert model.unsaved and scene is not None
    photo.write_bytes(photo.with_name("c.png").read_bytes())
    qtbot.waitUntil(lambda: Question.asked == 1)
    now = near.canvas.scene_shown
    assert model.unsaved and now is not None and now.photo is scene.photo
    monkeypatch.setattr(Question, "answer", QMessageBox.StandardButton.Discard)
    with qtbot.waitSignal(near.opened):
        photo.write_bytes(photo.with_name("a.png").read_bytes())
    assert not model.unsaved
