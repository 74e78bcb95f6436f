import csv
from pathlib import Path

import numpy as np
import pytest
from csr.core.field.edits import numbers
from csr.core.field.file import FieldFile
from csr.core.field.measures import weight
from csr.viewer.kernels.layer import ellipse, handles
from csr.viewer.window.window import Window
from PIL import Image
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QPalette
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from ..conftest import settled

LEFT = Qt.MouseButton.LeftButton
MIDDLE = QPoint(310, 200)


@pytest.fixture
def near(qtbot: QtBot, opened: Window) -> Window:
    """The window at x16, at rest, with room for a panel."""
    opened.resize(1000, 480)
    opened.canvas.zoom_to(16.0)
    settled(qtbot, opened)
    return opened


def click(window: Window, at: QPoint) -> None:
    QTest.mouseClick(window.canvas.viewport(), LEFT, Qt.KeyboardModifier.NoModifier, at)


def drag(window: Window, *points: QPointF) -> None:
    viewport, whole = window.canvas.viewport(), [p.toPoint() for p in points]
    QTest.mousePress(viewport, LEFT, Qt.KeyboardModifier.NoModifier, whole[0])
    for point in whole[1:]:
        QTest.mouseMove(viewport, point)
    QTest.mouseRelease(viewport, LEFT, Qt.KeyboardModifier.NoModifier, whole[-1])


def inspected(qtbot: QtBot, window: Window) -> np.ndarray:
    """A click selects a kernel: its values."""
    window.actions_by_name["inspect"].setChecked(True)
    settled(qtbot, window)  # the dock has changed the canvas's size
    click(window, MIDDLE)
    model = window.kernels.model
    qtbot.waitUntil(lambda: model.kernel is not None and model.pixel is not None)
    assert model.kernel is not None
    return model.kernel


def device(window: Window, at: QPoint) -> tuple[float, float]:
    ratio = window.canvas.devicePixelRatioF()
    return at.x() * ratio, at.y() * ratio


def pixels(qtbot: QtBot, window: Window) -> np.ndarray:
    return settled(qtbot, window).frame.pixels.copy()


def test_a_click_shows_the_nearest_kernel_and_why_its_pixel_is_so(qtbot: QtBot, near: Window) -> None:
    kernel, model = inspected(qtbot, near), near.kernels.model
    view = near.canvas.view
    assert view is not None and model.pixel is not None and model.field is not None
    x, y = view.to_photo(*device(near, MIDDLE))
    means = np.concatenate([t.kernels[:2] for t in model.field.tiles(view)], axis=1)
    assert np.hypot(*(kernel[:2] - (x, y))) == pytest.approx(np.hypot(means[0] - x, means[1] - y).min())
    u, v = (int(c) for c in device(near, MIDDLE))
    drawn = settled(qtbot, near).frame.pixels[v, u, 2::-1]
    # Half a step of rounding, and what the cut-off at rest leaves out.
    assert np.abs(np.clip(model.pixel.found.value, 0, 1) * 255 - drawn).max() < 0.55
    panel = near.findChild(QWidget, "inspector")
    assert panel is not None and panel.isVisible()
    texts = " ".join(label.text() for label in panel.findChildren(type(near.kernels._inspector._place)))
    assert f"Number {model.number:,}" in texts and "pinned" in texts and "of the pixel" in texts
    shown = near.canvas.grab().toImage()
    QTest.keyClick(near.canvas, Qt.Key.Key_Escape)
    assert model.kernel is None and model.pixel is None
    settled(qtbot, near)
    assert near.canvas.grab().toImage() != shown


def test_a_drag_still_moves_the_photo_and_hovering_looks_into_pixels(qtbot: QtBot, near: Window) -> None:
    near.actions_by_name["inspect"].setChecked(True)
    before = near.canvas.view
    drag(near, QPointF(100, 100), QPointF(140, 120), QPointF(180, 130))
    assert near.canvas.view != before
    model = near.kernels.model
    assert model.number is None
    QTest.mouseMove(near.canvas.viewport(), QPoint(60, 60))
    QTest.mouseMove(near.canvas.viewport(), QPoint(64, 60))
    qtbot.waitUntil(lambda: model.pixel is not None)
    assert not model.pinned


def test_handles_move_and_stretch_a_kernel_and_undo_takes_it_back(qtbot: QtBot, near: Window) -> None:
    kernel, model, view = inspected(qtbot, near), near.kernels.model, near.canvas.view
    assert view is not None
    ratio = near.canvas.devicePixelRatioF()
    plain = pixels(qtbot, near)
    grips = handles(ellipse(kernel, view, ratio))
    drag(near, grips["mean"], grips["mean"] + QPointF(20, 6), grips["mean"] + QPointF(40, 12))
    assert near.canvas.view == view
    moved = model.kernel
    assert moved is not None
    # The mouse's points are whole numbers.
    assert moved[:2] - kernel[:2] == pytest.approx(np.array([40, 12]) * ratio / 16, abs=1e-5)
    assert near.isWindowModified()
    changed = pixels(qtbot, near)
    assert not np.array_equal(changed, plain)
    grips = handles(ellipse(moved, view, ratio))
    along = grips["major"] - grips["mean"]
    drag(near, grips["major"], grips["mean"] + along * 2)
    assert model.kernel is not None
    assert model.kernel[2] + model.kernel[4] > 1.5 * (moved[2] + moved[4])
    for _ in range(2):
        QTest.keyClick(near.canvas, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert np.array_equal(pixels(qtbot, near), plain)
    assert not near.isWindowModified() and not near.actions_by_name["undo"].isEnabled()
    near.actions_by_name["redo"].trigger()
    assert np.array_equal(pixels(qtbot, near), changed)
    near.actions_by_name["undo"].trigger()


def test_values_are_entered_and_colours_chosen(qtbot: QtBot, near: Window) -> None:
    inspected(qtbot, near)
    model, panel = near.kernels.model, near.kernels._inspector
    assert panel is not None
    for name, value in (("red", 2.5), ("major", 1.25), ("y", 100.25)):
        panel._fields[name].setValue(value)
    assert model.kernel is not None
    assert (model.kernel[5], model.kernel[1]) == (2.5, 100.25)
    assert model.kernel[2] + model.kernel[4] > 1.25**2
    panel._choose_colour()
    assert panel._chooser is not None
    panel._chooser.setCurrentColor(Qt.GlobalColor.blue)
    assert model.kernel[5:].tolist() == [0, 0, 1]
    QTest.keyClick(
        near.canvas, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    )
    assert f"kernel {model.number}" in QGuiApplication.clipboard().text()
    while model.can_undo:
        model.undo()


def test_a_kernel_is_deleted_by_key_and_the_next_chosen_in_the_list(qtbot: QtBot, near: Window) -> None:
    inspected(qtbot, near)
    model, panel, plain = near.kernels.model, near.kernels._inspector, pixels(qtbot, near)
    assert panel is not None
    first = model.number
    QTest.keyClick(near.canvas, Qt.Key.Key_Delete)
    assert model.kernel is None
    assert not np.array_equal(pixels(qtbot, near), plain)
    qtbot.waitUntil(lambda: model.pixel is not None and first not in model.pixel.numbers)
    panel._table.setCurrentCell(1, 0)
    assert model.pixel is not None and model.number == model.pixel.numbers[1]
    model.undo()
    assert np.array_equal(pixels(qtbot, near), plain)


def test_without_a_mouse_the_middle_is_inspected(qtbot: QtBot, near: Window) -> None:
    near.kernels._tools._cursor = None
    QTest.keyClick(near.canvas, Qt.Key.Key_I, Qt.KeyboardModifier.ShiftModifier)
    model = near.kernels.model
    qtbot.waitUntil(lambda: model.kernel is not None)
    assert near.actions_by_name["inspect"].isChecked()
    assert model.kernel is not None and near.canvas.view is not None
    assert np.hypot(*(model.kernel[:2] - near.canvas.view.centre)) < 1


def test_peeling_shows_the_kernels_of_a_range_only(qtbot: QtBot, near: Window) -> None:
    near.actions_by_name["peel"].setChecked(True)
    panel, model = near.kernels._peel, near.kernels.model
    assert panel is not None
    qtbot.waitUntil(lambda: "kernels in the view" in panel._count.text())
    plain = pixels(qtbot, near)
    plot = panel._plots["weight"]
    low, high = plot._ends
    plot._region.setRegion((low, (low + high) / 2))
    limits = model.peel.weight
    assert limits is not None and np.isinf(limits[0]) and limits[1] == pytest.approx((low + high) / 2)
    peeled = pixels(qtbot, near)
    assert (peeled <= plain).all() and not np.array_equal(peeled, plain)
    view = near.canvas.view
    assert view is not None and model.field is not None
    for tile in model.field.tiles(view):
        assert not tile.kernels[5:, weight(tile.kernels) > limits[1]].any()
    qtbot.waitUntil(lambda: "%" in panel._count.text())
    plot._high.setValue(plot._low.value() + 0.01)
    assert model.peel.weight != limits
    near.actions_by_name["show_all"].trigger()
    assert plot.range is None
    assert np.array_equal(pixels(qtbot, near), plain)
    panel.close()
    assert not near.actions_by_name["peel"].isChecked()


def test_the_axis_of_angles_has_degree_signs(near: Window) -> None:
    near.actions_by_name["peel"].setChecked(True)
    panel = near.kernels._peel
    assert panel is not None
    said = {n: p._plot.getAxis("bottom").tickStrings([0.0, 45.0], 1.0, 45.0) for n, p in panel._plots.items()}
    assert said["angle"] == ["0°", "45°"]
    assert not any("°" in text for name, texts in said.items() if name != "angle" for text in texts)


def test_the_histograms_have_the_colours_of_the_theme(near: Window) -> None:
    near.actions_by_name["peel"].setChecked(True)
    panel = near.kernels._peel
    assert panel is not None
    plot = panel._plots["size"]._plot
    for ground, text in (("white", "black"), ("black", "white")):
        palette = QPalette(QColor(ground))
        palette.setColor(QPalette.ColorRole.Base, QColor(ground))
        palette.setColor(QPalette.ColorRole.Text, QColor(text))
        near.setPalette(palette)
        assert plot.backgroundBrush().color() == QColor(ground)
        assert plot.getAxis("bottom").textPen().color() == QColor(text)


def test_no_histogram_is_painted_before_its_turn(qtbot: QtBot, near: Window) -> None:
    peel = near.actions_by_name["peel"]
    peel.setChecked(True)
    panel = near.kernels._peel
    assert panel is not None
    plots = [plot._plot for plot in panel._plots.values()]
    for _ in range(2):
        assert not any(plot.isVisible() for plot in plots)
        qtbot.waitUntil(lambda: plots[0].isVisible())
        qtbot.waitUntil(lambda: all(plot.isVisible() for plot in plots))
        peel.setChecked(False)
        assert panel.isHidden()
        peel.setChecked(True)


def test_directions_may_go_round(qtbot: QtBot, near: Window) -> None:
    near.actions_by_name["peel"].setChecked(True)
    panel = near.kernels._peel
    assert panel is not None
    qtbot.waitUntil(lambda: "kernels in the view" in panel._count.text())
    panel._plots["angle"]._region.setRegion((-20, 30))
    assert near.kernels.model.peel.angle == (-20, 30)
    panel._plots["angle"].reset()
    assert near.kernels.model.peel.keeps_all


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


def test_hidden_kernels_are_counted_and_shown_again_by_the_pill(near: Window) -> None:
    model = near.kernels.model
    model._edit(model.edits.muting(numbers([3, 5, 8])))
    assert near.pill.text == "3 kernels hidden"
    QTest.mouseClick(near.pill.button("Show all"), Qt.MouseButton.LeftButton)
    assert not model.edits.muted.size and near.pill.isHidden()
    model.undo()
    assert near.pill.text == "3 kernels hidden"
    QTest.mouseClick(near.pill.button("Undo"), Qt.MouseButton.LeftButton)
    assert not model.edits.muted.size and near.pill.isHidden()


def test_brushes_mute_solo_and_restore(qtbot: QtBot, near: Window) -> None:
    near.resize(1000, 480)
    near.actions_by_name["peel"].setChecked(True)
    model, plain = near.kernels.model, pixels(qtbot, near)
    way = (QPointF(200, 150), QPointF(240, 160), QPointF(300, 180), QPointF(360, 180))
    u, v = (int(c) for c in device(near, QPoint(280, 175)))

    def paint(key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> np.ndarray:
        QTest.keyClick(near.canvas, key, modifier)
        before = model.edits
        drag(near, *way)
        # Each piece of the way is answered in the thread, in turn; the newest question is answered last.
        qtbot.waitUntil(lambda: model.edits is not before and model._worker.idle)
        settled(qtbot, near)
        QTest.keyClick(near.canvas, Qt.Key.Key_Escape)
        return pixels(qtbot, near)

    view = near.canvas.view
    muted = paint(Qt.Key.Key_E)
    assert near.canvas.view == view and model.brush is None
    assert muted[v, u, :3].max() < plain[v, u, :3].max() / 4
    assert (muted[:40] == plain[:40]).all()
    paint(Qt.Key.Key_U)
    qtbot.waitUntil(lambda: not model.edits.muted.size)
    assert np.array_equal(pixels(qtbot, near), plain)
    model.undo()
    assert np.array_equal(pixels(qtbot, near), muted)
    model.undo()
    assert not model.can_undo and np.array_equal(pixels(qtbot, near), plain)
    solo = paint(Qt.Key.Key_E, Qt.KeyboardModifier.ShiftModifier)
    assert not solo[:40, :, :3].any() and np.abs(solo[v, u].astype(int) - plain[v, u]).max() < 40
    assert not model.unsaved
    QTest.keyClick(near.canvas, Qt.Key.Key_A, Qt.KeyboardModifier.ShiftModifier)
    assert np.array_equal(pixels(qtbot, near), plain)


def test_the_brush_has_a_size(near: Window) -> None:
    tools = near.kernels._tools
    before = tools._radius
    near.actions_by_name["larger_brush"].trigger()
    assert tools._radius > before
    for _ in range(40):
        near.actions_by_name["smaller_brush"].trigger()
    assert 0 < tools._radius < before


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
    with qtbot.waitSignal(near.jobs.ended, timeout=60_000) as told:
        near.field_actions.save_field(out, overwrite=False)
    assert told.args[0].state == "done" and near.status.currentMessage() == f"Saved {out}"
    qtbot.waitUntil(lambda: not near.isWindowModified())
    assert FieldFile(out).read().kernels[5, model.number] == 3.0
    with qtbot.waitSignal(near.notifier.error_sent, timeout=60_000):
        near.field_actions.save_field(out, overwrite=False)
    assert "is there already" in near.message.text


def test_the_kernels_seen_are_exported(qtbot: QtBot, near: Window, tmp_path: Path) -> None:
    out, view, model = tmp_path / "k.csv", near.canvas.view, near.kernels.model
    with qtbot.waitSignal(near.jobs.ended, timeout=60_000) as told:
        near.field_actions.export_kernels(out, overwrite=False)
    assert told.args[0].state == "done" and near.status.currentMessage() == f"Exported {out}"
    assert view is not None and model.field is not None
    x0, y0, x1, y1 = view.box
    with out.open() as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == pytest.approx(4 * (x1 - x0) * (y1 - y0), rel=0.1)
    kernel = model.field.kernel(int(rows[7]["number"]))
    assert kernel is not None and float(rows[7]["x"]) == pytest.approx(kernel[0])
    assert all(x0 <= float(r["x"]) < x1 and y0 <= float(r["y"]) < y1 for r in rows)


def test_side_by_side_the_kernel_under_the_mouse_is_meant(qtbot: QtBot, near: Window) -> None:
    near.actions_by_name["inspect"].setChecked(True)
    near.actions_by_name["beside"].trigger()
    settled(qtbot, near)
    at, model, view = QPoint(near.canvas.width() // 2 + 60, 200), near.kernels.model, near.canvas.view
    click(near, at)
    qtbot.waitUntil(lambda: model.kernel is not None)
    assert model.kernel is not None and view is not None
    x, y = view.to_photo(*near.canvas.device_point(at.toPointF()))
    assert np.hypot(*(model.kernel[:2] - (x, y))) < 0.5
    assert view.to_photo(*device(near, at))[0] != pytest.approx(x, abs=1)


def test_a_film_goes_from_one_view_to_another(
    qtbot: QtBot, near: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("csr.viewer.saving.field_actions.FILM_SECONDS", 0.12)
    near.actions_by_name["film_to"].trigger()
    assert "first" in near.status.currentMessage()
    near.actions_by_name["film_from"].trigger()
    near.canvas.zoom_to(32.0)
    monkeypatch.setattr("csr.viewer.saving.field_actions.asked_path", lambda *_: tmp_path / "z.webp")
    with qtbot.waitSignal(near.jobs.ended, timeout=60_000) as told:
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
    inspected(qtbot, near)
    near.actions_by_name["delete_kernel"].trigger()
    near.open(photo.with_name("c.png"))
    assert near.close() is False and near.isVisible()
    assert Question.asked == 2 and near.windowTitle().startswith("b.png")
    Question.answer = QMessageBox.StandardButton.Save
    monkeypatch.setattr("csr.viewer.saving.field_actions.asked_path", lambda *_: tmp_path / "f.safetensors")
    with qtbot.waitSignal(near.opened, timeout=60_000):
        near.open(photo.with_name("c.png"))
    assert (tmp_path / "f.safetensors").exists() and near.windowTitle().startswith("c.png")
    assert not near.isWindowModified() and near.kernels.model.number is None
    qtbot.waitUntil(lambda: near.kernels.model.field is not None, timeout=60_000)
    near.canvas.zoom_to(16.0)
    settled(qtbot, near)
    inspected(qtbot, near)
    near.actions_by_name["delete_kernel"].trigger()
    Question.answer = QMessageBox.StandardButton.Discard
    assert near.close() is True


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
    qtbot.waitUntil(lambda: Question.asked == 1, timeout=20_000)
    now = near.canvas.scene_shown
    assert model.unsaved and now is not None and now.photo is scene.photo
    monkeypatch.setattr(Question, "answer", QMessageBox.StandardButton.Discard)
    with qtbot.waitSignal(near.opened, timeout=20_000):
        photo.write_bytes(photo.with_name("a.png").read_bytes())
    assert not model.unsaved


def test_before_there_is_a_field_every_action_says_so(window: Window) -> None:
    """None raises: pytest-qt would tell."""
    names = [*window.kernels.handlers(), *window.field_actions.handlers()]
    assert len(names) > 10
    for name in names:
        window.actions_by_name[name].trigger()
    click(window, MIDDLE)
    drag(window, QPointF(10, 10), QPointF(50, 50))
    for name in ("save_field", "export_kernels"):
        window.actions_by_name[name].trigger()
        assert "no field" in window.status.currentMessage()
