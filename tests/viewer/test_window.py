import threading
from pathlib import Path

import numpy as np
import pytest
from csr.core.frame import Frame, Scene
from csr.core.photo import photo_from_pixels
from csr.core.view import View
from csr.viewer.actions import ACTIONS
from csr.viewer.checkerboard import over_checkerboard
from csr.viewer.overlays import Marks, caption, marks_in
from csr.viewer.render_loop import RenderLoop, Request
from csr.viewer.window import Window
from golden_fields import lattice_field
from PIL import Image
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot


def final_frame(qtbot: QtBot, window: Window) -> Frame:
    def ready() -> bool:
        frame = window.canvas.item.frame
        return frame is not None and frame.final and frame.view == window.canvas.view

    qtbot.waitUntil(ready, timeout=60_000)
    assert window.canvas.item.frame is not None
    return window.canvas.item.frame


def messages(window: Window) -> list[str]:
    return [box.text() for box in window.findChildren(QMessageBox)]


def test_keys_reach_exact_scales(qtbot: QtBot, opened: Window) -> None:
    for n in range(1, 10):
        opened.actions_by_name[f"times_{n}"].trigger()
        assert opened.canvas.view is not None
        assert opened.canvas.view.scale == n
    frame = final_frame(qtbot, opened)
    assert frame.source == "field"
    opened.actions_by_name["fit"].trigger()
    assert opened.canvas.view.scale == pytest.approx(opened.canvas.fit_scale())
    x0 = opened.canvas.view.x0
    opened.actions_by_name["zoom_in"].trigger()
    opened.actions_by_name["right"].trigger()
    assert opened.canvas.view.x0 > x0
    opened.actions_by_name["zoom_out"].trigger()
    for name in ("left", "up", "down", "sheet", "about"):
        opened.actions_by_name[name].trigger()


def test_every_action_stands_in_a_menu_with_its_key(window: Window) -> None:
    keys = [k for a in ACTIONS for k in a.keys]
    assert len(keys) == len(set(keys))
    for action in ACTIONS:
        item = window.actions_by_name[action.name]
        assert [s.toString() for s in item.shortcuts()] == [
            {"PgUp": "PgUp", "PgDown": "PgDown"}.get(k, k) for k in action.keys
        ]
    assert {m.title() for m in window.menuBar().findChildren(type(window.menuBar().addMenu("x")))} >= {
        a.menu for a in ACTIONS
    }


def test_the_screen_shows_the_frame_pixel_for_pixel(qtbot: QtBot, opened: Window) -> None:
    opened.canvas.zoom_to(5.3)
    frame = final_frame(qtbot, opened)
    qtbot.waitUntil(lambda: opened.canvas.item.frame is frame)
    shown = opened.canvas.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    h, w = min(shown.height(), frame.pixels.shape[0]), min(shown.width(), frame.pixels.shape[1])
    array = np.frombuffer(shown.constBits(), np.uint8).reshape(shown.height(), shown.bytesPerLine())
    array = array[:h, : 4 * w].reshape(h, w, 4)
    assert np.array_equal(array[..., :3], frame.pixels[:h, :w, :3])


def test_space_shows_the_source_pixels_while_it_is_held(qtbot: QtBot, opened: Window) -> None:
    opened.canvas.zoom_to(16.0)
    final_frame(qtbot, opened)
    QTest.keyPress(opened.canvas, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: opened.canvas.item.frame.source == "photo", timeout=10_000)  # pyright: ignore
    QTest.keyRelease(opened.canvas, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: opened.canvas.item.frame.source == "field", timeout=10_000)  # pyright: ignore


def test_the_status_bar_tells_place_colour_and_scale(qtbot: QtBot, opened: Window) -> None:
    opened.canvas.zoom_to(4.0)
    final_frame(qtbot, opened)
    QTest.mouseMove(opened.canvas.viewport(), QPoint(50, 40))
    QTest.mouseMove(opened.canvas.viewport(), QPoint(100, 80))
    texts = " ".join(label.text() for label in opened.statusBar().findChildren(type(opened._place)))
    assert "400 %" in texts and "x " in texts and "#" in texts and "kernels" in texts and "CPU" in texts


def test_overlays_are_painted(qtbot: QtBot, opened: Window) -> None:
    opened.canvas.zoom_to(12.0)
    final_frame(qtbot, opened)
    plain = opened.canvas.grab().toImage()
    for name in ("positions", "covariances", "grid"):
        opened.actions_by_name[name].setChecked(True)
        assert opened.canvas.grab().toImage() != plain
        opened.actions_by_name[name].setChecked(False)
    assert opened.canvas.grab().toImage() == plain


def test_marks_are_thinned_evenly_and_say_so() -> None:
    field = lattice_field(200, 150)
    every = marks_in([field], View(1.0, 10, 10, 20, 20))
    assert (every.step, every.total, every.kernels.shape[1]) == (1, 1600, 1600)
    thin = marks_in([field], View(1.0, 0, 0, 200, 150))
    assert (thin.step, thin.total) == (3, 120_000)
    halves = [field.crop((0, 0, 77.5, 150)), field.crop((77.5, 0, 200, 150))]
    assert marks_in(halves, View(1.0, 0, 0, 200, 150)).kernels.shape == thin.kernels.shape
    assert caption(thin) == "1 in 9 of 120,000 kernels shown"
    assert caption(Marks(every.kernels, 1, 1600)) == "all 1,600 kernels shown"


def test_a_bad_file_leaves_the_old_picture_up(qtbot: QtBot, opened: Window, tmp_path: Path) -> None:
    scene = opened.canvas.scene_shown
    text = tmp_path / "text.png"
    text.write_text("no picture")
    for path in (text, tmp_path / "none.jpg", tmp_path):
        count = len(messages(opened))
        opened.open(path)
        qtbot.waitUntil(lambda c=count: len(messages(opened)) > c, timeout=10_000)
    assert opened.canvas.scene_shown is scene
    assert all(m and "Traceback" not in m for m in messages(opened))


def test_bad_weights_leave_the_photo(qtbot: QtBot, photo: Path) -> None:
    window = Window("nothing", None)
    qtbot.addWidget(window)
    window.open(photo)
    qtbot.waitUntil(lambda: bool(messages(window)), timeout=60_000)
    assert "no weights" in messages(window)[0]
    assert window.canvas.scene_shown is not None
    window.close()


def test_the_folder_is_browsed_by_keys(qtbot: QtBot, opened: Window) -> None:
    for name, expected in (("next", "c.png"), ("previous", "b.png"), ("previous", "a.png")):
        opened.actions_by_name[name].trigger()
        qtbot.waitUntil(lambda e=expected: opened.windowTitle().startswith(e), timeout=10_000)
    opened.actions_by_name["previous"].trigger()
    assert "no further" in opened.statusBar().currentMessage()


def test_saving_writes_what_is_seen_and_replaces_nothing_unasked(
    qtbot: QtBot, opened: Window, tmp_path: Path
) -> None:
    opened.canvas.zoom_to(6.0)
    frame = final_frame(qtbot, opened)
    out = tmp_path / "view.png"
    with qtbot.waitSignal(opened.saved, timeout=30_000) as told:
        opened.save_view(out, overwrite=False)
    assert told.args == [str(out), ""]
    saved = np.asarray(Image.open(out)).astype(int)
    part = opened.canvas.scene_shown.clipped(frame.view)  # pyright: ignore
    assert saved.shape == (part.height, part.width, 3)  # pyright: ignore
    left, top = (round(v) for v in frame.view.to_device(part.x0, part.y0))  # pyright: ignore
    seen = frame.pixels[top : top + saved.shape[0], left : left + saved.shape[1], 2::-1].astype(int)
    assert np.abs(saved - seen).max() <= 1
    before = out.read_bytes()
    with qtbot.waitSignal(opened.saved, timeout=30_000) as told:
        opened.save_view(out, overwrite=False)
    assert "exists" in told.args[1]
    assert out.read_bytes() == before


def test_copy_and_paste(qtbot: QtBot, opened: Window) -> None:
    opened.canvas.zoom_to(6.0)
    final_frame(qtbot, opened)
    opened.actions_by_name["copy"].trigger()
    image = QGuiApplication.clipboard().image()
    assert (image.width(), image.height()) == opened.canvas.device_size()
    opened.actions_by_name["paste"].trigger()
    qtbot.waitUntil(lambda: opened.windowTitle().startswith("pasted"), timeout=10_000)
    assert opened.canvas.scene_shown is not None
    assert opened.canvas.scene_shown.photo.size == (image.width(), image.height())
    final_frame(qtbot, opened)


def test_a_field_file_opens_like_a_photo(qtbot: QtBot, window: Window, tmp_path: Path) -> None:
    lattice_field(60, 40, margin=5).save(tmp_path / "f.safetensors")
    window.open(tmp_path / "f.safetensors")
    qtbot.waitUntil(lambda: window.canvas.scene_shown is not None, timeout=60_000)
    window.canvas.zoom_to(10.0)
    assert final_frame(qtbot, window).source == "field"


def test_dropped_files_open(qtbot: QtBot, window: Window, photo: Path) -> None:
    from PySide6.QtCore import QPointF
    from PySide6.QtGui import QDropEvent

    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(photo))])
    event = QDropEvent(
        QPointF(5, 5),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    window.dropEvent(event)
    qtbot.waitUntil(lambda: window.windowTitle().startswith("b.png"), timeout=10_000)


def test_stopping_makes_no_further_tiles(qtbot: QtBot, opened: Window) -> None:
    document = opened._document
    assert document is not None
    opened.actions_by_name["cancel"].trigger()
    qtbot.waitUntil(lambda: not document._thread.is_alive(), timeout=10_000)


def test_the_newest_view_wins(qtbot: QtBot) -> None:
    started, go = threading.Event(), threading.Event()
    drawn: list[View] = []

    class Slow(Scene):
        def draw(self, view: View, **_: object) -> Frame:  # type: ignore[override]
            started.set()
            go.wait(10)
            drawn.append(view)
            return super().draw(view, moving=True)

    scene = Slow(photo_from_pixels(np.zeros((8, 8, 3), np.uint8)))
    loop = RenderLoop()
    frames: list[Frame] = []
    loop.frame_ready.connect(frames.append)
    views = [View(1.0, float(i), 0.0, 4, 4) for i in range(50)]
    loop.post(Request(scene, views[0], True, False))
    assert started.wait(10)
    for view in views[1:]:
        loop.post(Request(scene, view, True, False))
    go.set()
    qtbot.waitUntil(lambda: len(frames) == 2, timeout=10_000)
    assert drawn == [views[0], views[-1]]
    loop.close()


def test_a_failing_drawing_is_told_and_the_loop_lives_on(qtbot: QtBot) -> None:
    class Broken(Scene):
        def draw(self, *_: object, **__: object) -> Frame:  # type: ignore[override]
            raise RuntimeError("out of paint")

    photo = photo_from_pixels(np.zeros((8, 8, 3), np.uint8))
    loop = RenderLoop()
    view = View(1.0, 0.0, 0.0, 4, 4)
    with qtbot.waitSignal(loop.failed, timeout=10_000) as told:
        loop.post(Request(Broken(photo), view, False, False))
    assert "out of paint" in told.args[0]
    with qtbot.waitSignal(loop.frame_ready, timeout=10_000):
        loop.post(Request(Scene(photo), view, False, False))
    loop.close()


def test_transparent_parts_show_a_checkerboard() -> None:
    frame = Frame(np.full((40, 40, 4), 255, np.uint8), View(1.0, 0, 0, 40, 40), "photo", 0, 0.0, True)
    alpha = np.zeros((40, 40), np.float32)
    alpha[:, 20:] = 1
    pixels = over_checkerboard(frame, alpha).pixels
    assert pixels[0, 0, 0] == 102 and pixels[0, 16, 0] == 153 and pixels[16, 16, 0] == 102
    assert (pixels[:, 20:] == 255).all()
