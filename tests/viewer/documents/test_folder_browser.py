import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from csr.core.photo.photo import Photo
from csr.viewer.documents import folder as folder_module
from csr.viewer.documents import folder_browser as folder_browser_module
from csr.viewer.state.state_file import StateFile
from csr.viewer.window.window import Window
from PIL import Image
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from ..conftest import settings_with


def test_neighbours_are_ready_when_one_leafs(
    qtbot: QtBot, opened: Window, photo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    near = [photo.with_name("a.png"), photo.with_name("c.png")]
    qtbot.waitUntil(lambda: all(opened.opener.photo_cache.find(p) for p in near))

    read: list[str] = []
    real = opened.opener.photo_cache._read

    def noted(path: Path, *more: Any) -> Photo:
        read.append(path.name)
        return real(path, *more)

    monkeypatch.setattr(opened.opener.photo_cache, "_read", noted)
    for key, title in ((Qt.Key.Key_PageDown, "c.png"), (Qt.Key.Key_PageUp, "b.png")):
        with qtbot.waitSignal(opened.opened):
            QTest.keyClick(opened.canvas, key)
        assert opened.windowTitle().startswith(title)
    assert not {"b.png", "c.png"} & set(read)


def drop(window: Window, *paths: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(p)) for p in paths])
    none, left = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton
    window.dropEvent(QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, data, left, none))


def test_several_dropped_files_are_leafed_through_in_their_order(
    qtbot: QtBot, window: Window, photo: Path
) -> None:
    with qtbot.waitSignal(window.opened):
        drop(window, photo.with_name("c.png"), photo.with_name("a.png"))
    with qtbot.waitSignal(window.opened):
        QTest.keyClick(window.canvas, Qt.Key.Key_PageDown)
    assert window.windowTitle().startswith("a.png")
    QTest.keyClick(window.canvas, Qt.Key.Key_PageDown)
    assert "no further photo among" in window.status.currentMessage()
    # One file alone: its folder again. A folder: its photos.
    with qtbot.waitSignal(window.opened):
        drop(window, photo)
    with qtbot.waitSignal(window.opened):
        QTest.keyClick(window.canvas, Qt.Key.Key_PageDown)
    assert window.windowTitle().startswith("c.png")
    with qtbot.waitSignal(window.opened):
        drop(window, photo.parent)
    assert window.windowTitle().startswith("a.png")


def test_several_folders_are_leafed_through_one_after_the_other(
    qtbot: QtBot, window: Window, photo: Path, tmp_path: Path
) -> None:
    other, empty = tmp_path / "other", tmp_path / "empty"
    other.mkdir()
    empty.mkdir()
    Image.new("RGB", (32, 24)).save(other / "z.png")
    with qtbot.waitSignal(window.opened):
        window.open_all([other, empty, photo.parent])
    assert window.windowTitle().startswith("z.png")
    with qtbot.waitSignal(window.opened):
        QTest.keyClick(window.canvas, Qt.Key.Key_PageDown)
    assert window.windowTitle().startswith("a.png")
    with qtbot.waitSignal(window.notifier.error_sent) as told:
        window.open_all([empty])
    assert "no photo in" in told.args[0]


def test_recent_files_are_remembered(qtbot: QtBot, weights: str, photo: Path, tmp_path: Path) -> None:
    names = ("a.png", "b.png", "a.png")
    for part in (names, ()):
        window = Window(settings_with(weights), StateFile(tmp_path / "window.json"))
        qtbot.addWidget(window)
        window.show()
        for name in part:
            with qtbot.waitSignal(window.opened):
                window.open(photo.with_name(name))
        if not part:
            photo.unlink()
            window.folder_browser.menu.aboutToShow.emit()
            items = window.folder_browser.menu.actions()
            assert [i.text().split()[0] for i in items] == ["a.png", "b.png"]
            qtbot.waitUntil(lambda items=items: [i.isEnabled() for i in items] == [True, False])
            with qtbot.waitSignal(window.opened):
                items[0].trigger()
        window.close()


def test_leafing_does_not_fill_the_recent_files(qtbot: QtBot, opened: Window) -> None:
    with qtbot.waitSignal(opened.opened):
        QTest.keyClick(opened.canvas, Qt.Key.Key_PageDown)
    assert opened.windowTitle().startswith("c.png")
    opened.folder_browser.menu.aboutToShow.emit()
    assert [item.text().split()[0] for item in opened.folder_browser.menu.actions()] == ["b.png"]


@contextmanager
def dead_share(dead: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Make a folder that answers nobody meanwhile, as a share whose server is gone."""
    end = threading.Event()
    dead.mkdir()
    answers = {"photos_in": folder_module.photos_in, "exists": Path.exists, "is_dir": Path.is_dir}

    def hanging(name: str) -> Any:
        def ask(path: Path) -> object:
            if dead in (path, path.parent):
                assert threading.current_thread() is not threading.main_thread(), "the window would hang"
                end.wait(60)
            return answers[name](path)

        return ask

    monkeypatch.setattr(folder_module, "photos_in", hanging("photos_in"))
    monkeypatch.setattr(Path, "exists", hanging("exists"))
    monkeypatch.setattr(Path, "is_dir", hanging("is_dir"))
    try:
        yield dead
    finally:
        end.set()


def test_a_dead_share_holds_up_neither_the_window_nor_the_other_folders(
    qtbot: QtBot, window: Window, photo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with dead_share(tmp_path / "dead", monkeypatch) as dead:
        window.open_all([dead])
        with qtbot.waitSignal(window.opened):
            window.open_all([photo])
        # Its listing never comes; leafing says so, and goes on as soon as a file elsewhere is open.
        window.folder_browser._patience.setInterval(50)
        window.folder_browser.ask(dead / "x.png")
        QTest.keyClick(window.canvas, Qt.Key.Key_PageDown)
        qtbot.waitUntil(lambda: "does not answer yet" in window.status.currentMessage())
        with qtbot.waitSignal(window.opened):
            window.open(photo)
        with qtbot.waitSignal(window.opened):
            QTest.keyClick(window.canvas, Qt.Key.Key_PageDown)
        assert window.windowTitle().startswith("c.png")


def test_recent_files_of_a_dead_share_hold_up_no_menu(
    qtbot: QtBot, opened: Window, photo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser = opened.folder_browser
    with dead_share(tmp_path / "dead", monkeypatch) as dead:
        browser._recent = [dead / "x.png", photo.with_name("gone.png"), photo]
        browser.menu.aboutToShow.emit()
        items = browser.menu.actions()
        qtbot.waitUntil(lambda: [item.isEnabled() for item in items] == [True, False, True])
        browser.menu.aboutToShow.emit()  # what is known is shown at once
        assert [item.isEnabled() for item in browser.menu.actions()] == [True, False, True]


def test_as_many_steps_are_leafed_as_keys_were_pressed(qtbot: QtBot, opened: Window, photo: Path) -> None:
    """Also where the folder, which changed a moment ago, has not answered when the second key comes."""
    for name in ("d.png", "e.png"):
        Image.new("RGB", (32, 24)).save(photo.with_name(name))
    for _ in range(3):
        QTest.keyClick(opened.canvas, Qt.Key.Key_PageDown)
    qtbot.waitUntil(lambda: opened.windowTitle().startswith("e.png"))


@pytest.mark.parametrize("answers", ("before", "after"))
def test_a_new_name_for_the_shown_file_leaves_leafing_where_it_has_come_to(
    qtbot: QtBot, opened: Window, photo: Path, monkeypatch: pytest.MonkeyPatch, answers: str
) -> None:
    """Also where the folder answers only after the name has changed: the step was taken from the old one."""
    renamed, fresh_listing = threading.Event(), folder_browser_module.fresh_listing

    def listing(*arguments: Any) -> object:
        if answers == "after":
            assert renamed.wait(120)
        return fresh_listing(*arguments)

    monkeypatch.setattr(folder_browser_module, "fresh_listing", listing)
    QTest.keyClick(opened.canvas, Qt.Key.Key_PageDown)  # to c
    if answers == "before":
        qtbot.waitUntil(lambda: opened.folder_browser.came_to(photo.with_name("c.png")))
    with qtbot.waitSignal(opened.file_actions.renamed):
        opened.file_actions.rename_to(photo, "d.png")
    renamed.set()
    qtbot.waitUntil(lambda: opened.windowTitle().startswith("c.png"))
    QTest.keyClick(opened.canvas, Qt.Key.Key_PageDown)
    qtbot.waitUntil(lambda: opened.windowTitle().startswith("d.png"))
