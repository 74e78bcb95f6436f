import threading
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from csr.core.field.field import GaussianField
from csr.core.field.file import write_field
from csr.core.field.tiled_field import TiledField
from csr.core.photo.photo import Photo
from csr.core.scene.interchange import write_field_as
from csr.viewer.actions.table import ACTIONS, MENUS
from csr.viewer.documents import document as document_module
from csr.viewer.kernels.actions import EDITING
from csr.viewer.settings.settings_file import SettingsFile
from csr.viewer.state.state_file import StateFile
from csr.viewer.window.window import Window
from free_fields import free_field
from golden_fields import lattice_field
from PIL import Image
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QMenu, QMenuBar, QMessageBox
from pytestqt.qtbot import QtBot

from ..conftest import arrived, settings_with, settled


def test_keys_reach_exact_scales(qtbot: QtBot, opened: Window) -> None:
    canvas = opened.canvas
    for n in range(1, 10):
        QTest.keyClick(canvas, str(n))
        assert arrived(qtbot, canvas).scale == n
    assert settled(qtbot, opened).frame.source == "field"
    QTest.keyClick(canvas, "0")
    fitted = arrived(qtbot, canvas)
    assert fitted == canvas.fit_view()
    QTest.keyClick(canvas, "+")
    QTest.keyClick(canvas, Qt.Key.Key_Right)
    assert arrived(qtbot, canvas).x0 > fitted.x0
    QTest.keyClick(canvas, "-")
    assert arrived(qtbot, canvas).scale == pytest.approx(canvas.fit_scale())
    for key, axis, sign in ((Qt.Key.Key_Left, 0, -1), (Qt.Key.Key_Up, 1, -1), (Qt.Key.Key_Down, 1, 1)):
        before = arrived(qtbot, canvas).centre
        QTest.keyClick(canvas, key)
        assert (arrived(qtbot, canvas).centre[axis] - before[axis]) * sign > 0


def test_every_action_stands_in_its_menu_with_its_keys(window: Window) -> None:
    keys = [k for a in ACTIONS for k in a.keys]
    assert len(keys) == len(set(keys))
    for action in ACTIONS:
        item = window.actions_by_name[action.name]
        menu: QMenuBar | QMenu = window.menuBar()
        for title in action.menu.split(" > "):
            inner = [m for a in menu.actions() if isinstance(m := a.menu(), QMenu)]
            menu = next(m for m in inner if m.title() == MENUS[title])
        assert item in menu.actions()
        # Those that edit kernels get their keys with a panel of kernels.
        wanted = () if action.name in EDITING else action.keys
        assert [s.toString() for s in item.shortcuts()] == list(wanted)


def test_the_sheet_tells_every_key(window: Window) -> None:
    window.actions_by_name["sheet"].trigger()
    window.actions_by_name["about"].trigger()

    boxes = [w for w in QApplication.topLevelWidgets() if w.isVisible() and w is not window]
    room = window.screen().availableSize()
    assert all(box.width() <= room.width() and box.height() <= room.height() for box in boxes)
    texts = " ".join(label.text() for box in boxes for label in box.findChildren(QLabel))
    assert all(a.help in texts and k in texts for a in ACTIONS for k in a.keys)
    assert "Space" in texts and "MIT" in texts
    for box in boxes:
        box.close()


def test_the_about_box_tells_whose_weights_made_the_field(
    qtbot: QtBot, window: Window, tmp_path: Path
) -> None:
    field = GaussianField(np.ones((8, 1), np.float32), None, (4, 4), "<theirs>", licence="CC BY-NC 4.0")
    write_field(field, tmp_path / "f.safetensors")
    with qtbot.waitSignal(window.opener.opened, timeout=20_000):
        window.open(tmp_path / "f.safetensors")
    window.actions_by_name["about"].trigger()
    (box,) = (w for w in QApplication.topLevelWidgets() if w.isVisible() and isinstance(w, QMessageBox))
    assert "made by &lt;theirs&gt;; licence of its weights: CC BY-NC 4.0." in box.text()
    box.close()


def test_space_shows_the_source_pixels_while_it_is_held(qtbot: QtBot, opened: Window) -> None:
    opened.canvas.zoom_to(16.0)
    smooth = settled(qtbot, opened).pixels
    QTest.keyPress(opened.canvas, Qt.Key.Key_Space)
    squares = settled(qtbot, opened)
    assert squares.request.source_pixels
    view = squares.frame.view
    x, y = (int(c) for c in view.centre)
    left, top = (round(c) for c in view.to_device(x, y))
    square = squares.pixels[top + 1 : top + 15, left + 1 : left + 15, :3].reshape(-1, 3)
    assert (square == square[0]).all()
    QTest.keyRelease(opened.canvas, Qt.Key.Key_Space)
    assert np.array_equal(settled(qtbot, opened).pixels, smooth)


def test_space_let_go_elsewhere_is_let_go(qtbot: QtBot, opened: Window) -> None:
    opened.canvas.setFocus()
    QTest.keyPress(opened.canvas, Qt.Key.Key_Space)
    opened.canvas.clearFocus()
    assert not settled(qtbot, opened).request.source_pixels


def test_the_status_bar_tells_place_colour_scale_and_source(qtbot: QtBot, opened: Window) -> None:
    opened.canvas.zoom_to(4.0)
    frame = settled(qtbot, opened).frame
    QTest.mouseMove(opened.canvas.viewport(), QPoint(50, 40))
    QTest.mouseMove(opened.canvas.viewport(), QPoint(100, 80))
    ratio = opened.canvas.devicePixelRatioF()
    x, y = frame.view.to_photo(100 * ratio, 80 * ratio)
    # The window system hands moves over in its own time, one after the other.
    qtbot.waitUntil(lambda: f"x {x:.2f}" in opened.status.text(), timeout=10_000)
    text = opened.status.text()
    blue, green, red = frame.pixels[int(80 * ratio), int(100 * ratio), :3]
    for part in (
        f"x {x:.2f}",
        f"y {y:.2f}",
        f"{red} {green} {blue}",
        "400 %",
        "Sharp",
    ):
        assert part in text
    opened.canvas.zoom_to(1.0)
    settled(qtbot, opened)
    assert "Original pixels" in opened.status.text() and not opened.status.made_by


def test_overlays_are_shown_and_taken_away(qtbot: QtBot, opened: Window) -> None:
    opened.canvas.zoom_to(12.0)
    settled(qtbot, opened)
    plain = opened.canvas.grab().toImage()
    for key in "pvg":
        QTest.keyClick(opened.canvas, key)
        settled(qtbot, opened)
        assert opened.canvas.grab().toImage() != plain
        QTest.keyClick(opened.canvas, key)
        settled(qtbot, opened)
    assert opened.canvas.grab().toImage() == plain


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
        with qtbot.waitSignal(opened.notifier.error_sent, timeout=10_000):
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
        with qtbot.waitSignal(window.opener.opened, timeout=20_000):
            window.actions_by_name["open"].trigger()
        scene = window.canvas.scene_shown
        assert scene is not None and scene.field is not None and scene.field.source.photo_size == (60, 40)
        assert not window.opener.shows_photo


def test_bad_weights_leave_the_photo(qtbot: QtBot, photo: Path) -> None:
    window = Window(settings_with("nothing", "auto"))
    qtbot.addWidget(window)
    with qtbot.waitSignal(window.notifier.error_sent, timeout=60_000):
        window.open(photo)
    assert "no weights" in window.message.text
    assert window.canvas.scene_shown is not None
    window.close()


def test_the_folder_is_browsed_by_keys_past_a_bad_file(qtbot: QtBot, opened: Window, photo: Path) -> None:
    (photo.parent / "b2.png").write_text("no picture")
    with qtbot.waitSignal(opened.notifier.error_sent, timeout=10_000):
        QTest.keyClick(opened.canvas, Qt.Key.Key_PageDown)
    for key, modifier, name in (
        (Qt.Key.Key_PageDown, Qt.KeyboardModifier.NoModifier, "c.png"),
        (Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier, None),
        (Qt.Key.Key_PageUp, Qt.KeyboardModifier.NoModifier, "b.png"),
        (Qt.Key.Key_PageUp, Qt.KeyboardModifier.NoModifier, "a.png"),
        (Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier, "b.png"),
        (Qt.Key.Key_PageUp, Qt.KeyboardModifier.NoModifier, "a.png"),
    ):
        with qtbot.waitSignal(opened.opened if name else opened.notifier.error_sent, timeout=10_000):
            QTest.keyClick(opened.canvas, key, modifier)
        if name:
            assert opened.windowTitle().startswith(name)
            assert not opened.message.text
    QTest.keyClick(opened.canvas, Qt.Key.Key_PageUp)
    qtbot.waitUntil(lambda: "no further" in opened.status.currentMessage())


def test_of_many_files_asked_for_at_once_the_last_is_shown(
    qtbot: QtBot, window: Window, photo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And only one is decoded at a time; those between not at all."""
    go, loaded = threading.Event(), list[str]()
    real = document_module.open_file

    def slow(path: Path, read: Callable[[Path], Photo]) -> object:
        loaded.append(path.name)
        assert go.wait(10)
        return real(path, read)

    monkeypatch.setattr(document_module, "open_file", slow)
    titles: list[str] = []
    window.opened.connect(lambda: titles.append(window.windowTitle()[:5]))
    for name in ("a.png", "b.png", "a.png", "b.png", "c.png"):
        window.open(photo.with_name(name))
    go.set()
    qtbot.waitUntil(lambda: bool(titles), timeout=10_000)
    assert titles == ["c.png"]
    assert loaded == ["a.png", "c.png"]


def test_opening_is_stopped(
    qtbot: QtBot, opened: Window, photo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scene, go, begun = opened.canvas.scene_shown, threading.Event(), threading.Event()
    real = document_module.open_file

    def slow(path: Path, read: Callable[[Path], Photo]) -> object:
        begun.set()
        assert go.wait(10)
        return real(path, read)

    monkeypatch.setattr(document_module, "open_file", slow)
    elsewhere = photo.parent.parent / "c.png"  # a neighbour would be decoded already
    elsewhere.write_bytes(photo.with_name("c.png").read_bytes())
    opened.open(elsewhere)
    assert begun.wait(10)
    opened.actions_by_name["stop_sharpening"].trigger()
    go.set()
    qtbot.waitUntil(lambda: opened.opener._loading is None, timeout=10_000)
    assert opened.canvas.scene_shown is scene
    assert opened.windowTitle().startswith("b.png")


def test_esc_leaves_one_level_of_a_mode_and_never_work(opened: Window) -> None:
    actions = opened.actions_by_name

    def press(key: Qt.Key) -> None:
        QTest.keyClick(opened.canvas, key)

    press(Qt.Key.Key_F)
    press(Qt.Key.Key_C)
    opened.message.tell("read me")
    assert actions["full_screen"].isChecked() and actions["split"].isChecked()
    press(Qt.Key.Key_Escape)
    assert not opened.message.text and actions["split"].isChecked()
    press(Qt.Key.Key_Escape)
    assert not actions["split"].isChecked() and actions["full_screen"].isChecked()
    press(Qt.Key.Key_Escape)
    assert not actions["full_screen"].isChecked() and opened.menuBar().isVisible()
    for _ in range(3):
        press(Qt.Key.Key_Escape)
    assert any(t.name == "document" for t in threading.enumerate())


def test_sharpening_is_stopped_by_its_chip_says_so_and_goes_on(
    qtbot: QtBot, opened: Window, photo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    go, real = threading.Event(), TiledField.make_next

    def slow(field: TiledField, *arguments: object) -> bool:
        assert go.wait(10)
        return real(field, *arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(TiledField, "make_next", slow)
    progress = opened.status.progress
    with qtbot.waitSignal(opened.opener.field_begun, timeout=10_000):
        opened.open(photo.with_name("c.png"))
    qtbot.waitUntil(progress.isVisible)
    QTest.mouseClick(progress.stop_button, Qt.MouseButton.LeftButton)
    assert progress.text == "Stopping"
    with qtbot.waitSignal(opened.opener.stopped, timeout=10_000):
        go.set()
    assert progress.text.startswith("Stopped at ")
    assert not any(t.name == "document" for t in threading.enumerate())
    with qtbot.waitSignal(opened.opener.settled, timeout=10_000):
        QTest.mouseClick(progress.continue_button, Qt.MouseButton.LeftButton)
    assert progress.text == ""


def test_saving_writes_what_is_seen_and_replaces_nothing_unasked(
    qtbot: QtBot, opened: Window, tmp_path: Path
) -> None:
    opened.canvas.zoom_to(6.0)
    opened.actions_by_name["positions"].setChecked(True)
    frame = settled(qtbot, opened).frame
    out = tmp_path / "view.png"
    with qtbot.waitSignal(opened.jobs.ended, timeout=30_000) as told:
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
    with qtbot.waitSignal(opened.notifier.error_sent, timeout=30_000):
        opened.picture_actions.save_view(out, overwrite=False)
    assert str(out) in opened.message.text
    assert out.read_bytes() == before
    assert not list(tmp_path.glob(".*"))


class Dialog(QFileDialog):
    """A save dialog in which a person chose a name."""

    chosen = ""
    agreed_to_replace: Path | None = None

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
        with qtbot.waitSignal(opened.jobs.ended, timeout=30_000) as told:
            QTest.keyClick(opened.canvas, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
        assert told.args[0].state == "done"
        with Image.open(out) as image:
            assert image.width > 1


def test_copy_and_paste(qtbot: QtBot, opened: Window) -> None:
    opened.canvas.zoom_to(6.0)
    frame = settled(qtbot, opened).frame
    QTest.keyClick(opened.canvas, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    image = QGuiApplication.clipboard().image()
    assert (image.width(), image.height()) == opened.canvas.device_size()
    with qtbot.waitSignal(opened.opened, timeout=10_000):
        QTest.keyClick(opened.canvas, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert opened.windowTitle().startswith("pasted")
    photo = _photo(opened)
    assert photo.size == (image.width(), image.height())
    assert np.array_equal(photo.pixels, frame.pixels[..., 2::-1])


def test_a_copied_transparent_photo_stays_transparent(qtbot: QtBot, window: Window, tmp_path: Path) -> None:
    pixels = np.zeros((20, 30, 4), np.uint8)
    pixels[..., 1], pixels[:, 15:, 3] = 200, 255
    Image.fromarray(pixels).save(tmp_path / "t.png")
    with qtbot.waitSignal(window.opened, timeout=10_000):
        window.open(tmp_path / "t.png")
    window.canvas.zoom_to(1.0)
    drawn = settled(qtbot, window)
    assert not np.array_equal(drawn.pixels, drawn.frame.pixels)
    window.actions_by_name["copy"].trigger()
    image = QGuiApplication.clipboard().image()
    assert (image.width(), image.height()) == (30, 20)
    assert image.pixelColor(2, 5).alpha() == 0
    assert image.pixelColor(25, 5).getRgb() == (0, 200, 0, 255)


@pytest.mark.parametrize("content", ["nothing", "gone"])
def test_an_empty_clipboard_is_said_to_be_empty(
    content: str, window: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    QGuiApplication.clipboard().setMimeData(QMimeData())
    if content == "gone":  # the program that it was of has ended
        monkeypatch.setattr(type(QGuiApplication.clipboard()), "mimeData", lambda _: None)
    window.actions_by_name["paste"].trigger()
    assert "holds no picture" in window.status.currentMessage()


def test_a_field_file_opens_like_a_photo(qtbot: QtBot, window: Window, tmp_path: Path) -> None:
    write_field(lattice_field(60, 40, margin=5), tmp_path / "f.safetensors")
    with qtbot.waitSignal(window.opened, timeout=60_000):
        window.open(tmp_path / "f.safetensors")
    window.canvas.zoom_to(10.0)
    assert settled(qtbot, window).frame.source == "field"
    assert _photo(window).size == (60, 40)


def test_dropped_files_and_pictures_open(qtbot: QtBot, window: Window, photo: Path) -> None:
    files, picture = QMimeData(), QMimeData()
    files.setUrls([QUrl.fromLocalFile(str(photo))])
    image = QImage(12, 9, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.red)
    picture.setImageData(image)
    for data, size in ((files, (320, 240)), (picture, (12, 9))):
        with qtbot.waitSignal(window.opened, timeout=10_000):
            window.dropEvent(
                QDropEvent(
                    QPointF(5, 5),
                    Qt.DropAction.CopyAction,
                    data,
                    Qt.MouseButton.LeftButton,
                    Qt.KeyboardModifier.NoModifier,
                )
            )
        assert _photo(window).size == size


def test_the_first_window_fits_the_screen(qtbot: QtBot, tmp_path: Path) -> None:
    window = Window(SettingsFile(), StateFile(tmp_path / "window.json"))
    qtbot.addWidget(window)
    room = window.screen().availableSize()
    assert 640 <= window.width() < room.width() and 480 <= window.height() < room.height()
    window.close()


def test_closing_while_a_file_is_opened_leaves_no_thread(qtbot: QtBot, weights: str, photo: Path) -> None:
    before = set(threading.enumerate())
    window = Window(settings_with(weights, "auto"))
    qtbot.addWidget(window)
    window.open(photo)
    window.open(photo.with_name("c.png"))
    window.close()
    assert set(threading.enumerate()) <= before


def _photo(window: Window) -> Photo:
    assert window.canvas.scene_shown is not None
    return window.canvas.scene_shown.photo
