import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from csr.core.photo.photo import Photo
from csr.viewer.documents import document as document_module
from csr.viewer.documents import folder as folder_module
from csr.viewer.documents import folder_browser as folder_browser_module
from csr.viewer.state.state_file import StateFile
from csr.viewer.window.window import Window
from PIL import Image
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QImage
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
    dead.mkdir(exist_ok=True)

    def hanging(answer: Any) -> Any:
        def ask(path: Path, **more: Any) -> object:
            if dead in (path, path.parent):
                assert threading.current_thread() is not threading.main_thread(), "the window would hang"
                end.wait(60)
            return answer(path, **more)

        return ask

    monkeypatch.setattr(folder_module, "photos_in", hanging(folder_module.photos_in))
    for name in ("exists", "is_dir", "stat"):
        monkeypatch.setattr(Path, name, hanging(getattr(Path, name)))
    try:
        yield dead
    finally:
        end.set()


def test_a_dead_share_holds_up_neither_the_window_nor_the_other_folders(
    qtbot: QtBot, window: Window, photo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(folder_browser_module, "PATIENCE_MS", 50)
    with dead_share(tmp_path / "dead", monkeypatch) as dead:
        for path in (dead, dead / "x.png"):
            window.status.clearMessage()
            window.open_all([path])
            told = f"The folder {dead} does not answer yet."
            qtbot.waitUntil(lambda told=told: window.status.currentMessage() == told)
        with qtbot.waitSignal(window.opened):
            window.open_all([photo])
        # Its listing never comes; leafing says so, and goes on as soon as a file elsewhere is open.
        window.folder_browser.ask(dead / "x.png")
        QTest.keyClick(window.canvas, Qt.Key.Key_PageDown)
        qtbot.waitUntil(lambda: "does not answer yet" in window.status.currentMessage())
        with qtbot.waitSignal(window.opened):
            window.open(photo)
        with qtbot.waitSignal(window.opened):
            QTest.keyClick(window.canvas, Qt.Key.Key_PageDown)
        assert window.windowTitle().startswith("c.png")


def test_it_is_told_again_and_again_that_a_folder_does_not_answer(
    qtbot: QtBot, window: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("PATIENCE_MS", "AGAIN_MS"):
        monkeypatch.setattr(folder_browser_module, name, 20)
    told: list[str] = []
    window.notifier.message_sent.connect(told.append)
    with dead_share(tmp_path / "dead", monkeypatch) as dead:
        window.open_all([dead])
        qtbot.waitUntil(lambda: len(told) >= 3)
    qtbot.waitUntil(lambda: "no photo in" in window.message.text)
    assert not window.folder_browser._patience.isActive()


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


def test_a_share_that_dies_under_the_shown_photo_holds_up_nothing(
    qtbot: QtBot, opened: Window, photo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser, elsewhere = opened.folder_browser, tmp_path / "other"
    elsewhere.mkdir()
    Image.new("RGB", (32, 24)).save(elsewhere / "z.png")
    monkeypatch.setattr(folder_browser_module, "PATIENCE_MS", 50)
    with dead_share(photo.parent, monkeypatch):
        browser._watch._on_changed()  # the last that was heard of it
        browser.show(photo)
        QTest.keyClick(opened.canvas, Qt.Key.Key_PageDown)
        qtbot.waitUntil(lambda: "does not answer yet" in opened.status.currentMessage())
        opened.file_actions.rename_to(photo, "d.png")
        with qtbot.waitSignal(opened.opened):
            opened.open(elsewhere / "z.png")
        assert opened.windowTitle().startswith("z.png")


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


class HeldListings:
    """Listings of folders: each is as the folder was when asked, and comes at the event."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.made, self.go = threading.Event(), threading.Event()
        self._real = folder_browser_module.fresh_listing
        monkeypatch.setattr(folder_browser_module, "fresh_listing", self._listing)

    def _listing(self, *arguments: Any) -> object:
        listing = self._real(*arguments)
        self.made.set()
        assert self.go.wait(120)
        return listing


@pytest.fixture
def held(qtbot: QtBot, window: Window, photo: Path, monkeypatch: pytest.MonkeyPatch) -> HeldListings:
    """The listing of the folder of the shown photo, which was asked and has not come."""
    held = HeldListings(monkeypatch)
    with qtbot.waitSignal(window.opened):
        window.open(photo)
    assert held.made.wait(120)
    return held


def test_a_step_goes_to_what_came_into_the_folder_after_it_was_asked(
    qtbot: QtBot, window: Window, photo: Path, held: HeldListings
) -> None:
    Image.new("RGB", (32, 24)).save(photo.with_name("b2.png"))
    QTest.keyClick(window.canvas, Qt.Key.Key_PageDown)
    held.go.set()
    qtbot.waitUntil(lambda: window.windowTitle().startswith("b2.png"))


def test_a_listing_from_before_a_new_name_does_not_stay(
    qtbot: QtBot, window: Window, photo: Path, held: HeldListings
) -> None:
    with qtbot.waitSignal(window.file_actions.renamed):
        window.file_actions.rename_to(photo, "d.png")
    held.go.set()
    qtbot.waitUntil(lambda: "d.png (3 of 3)" in window.windowTitle().replace("[*]", ""))


@pytest.mark.parametrize("chosen", ("a photo beside it", "a picture", "a dropped folder", "a thumbnail"))
def test_what_is_chosen_while_a_step_waits_is_not_left_by_it(
    qtbot: QtBot, window: Window, photo: Path, held: HeldListings, tmp_path: Path, chosen: str
) -> None:
    (tmp_path / "other").mkdir()
    Image.new("RGB", (32, 24)).save(tmp_path / "other" / "z.png")
    browser, shown = window.folder_browser, list[str]()
    window.opened.connect(lambda: shown.append(window.windowTitle()[:5]))
    QTest.keyClick(window.canvas, Qt.Key.Key_PageDown)
    if chosen == "a photo beside it":
        window.open(photo.with_name("a.png"))
    elif chosen == "a picture":
        window.open(QImage(8, 8, QImage.Format.Format_RGB32))
    elif chosen == "a thumbnail":
        window.filmstrip.strip.chosen.emit(photo.with_name("a.png"))
    else:
        browser.find([tmp_path / "other"])
    qtbot.waitUntil(lambda: len(shown) == 1)
    held.go.set()
    qtbot.waitUntil(lambda: browser._listing is not None and not browser._stale)
    assert not browser._waiting and window.opener._loading is None
    assert shown == [{"a picture": "paste", "a dropped folder": "z.png"}.get(chosen, "a.png")]


def test_a_folder_that_was_dropped_before_is_not_opened_after_what_was_chosen(
    qtbot: QtBot, opened: Window, photo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    go, files_of = threading.Event(), folder_browser_module.files_of

    def slow(paths: Any) -> list[Path]:
        assert go.wait(120)
        return files_of(paths)

    monkeypatch.setattr(folder_browser_module, "files_of", slow)
    opened.open_all([photo.parent])
    with qtbot.waitSignal(opened.opened):
        opened.open(photo.with_name("c.png"))
    with qtbot.waitSignal(opened.folder_browser._finds.answered):
        go.set()
    assert opened.opener._loading is None and opened.windowTitle().startswith("c.png")


def test_a_photo_that_is_leafed_to_is_not_left_when_the_one_before_is_in_the_trash(
    qtbot: QtBot, opened: Window, photo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    go, open_file, browser = threading.Event(), document_module.open_file, opened.folder_browser

    def slow(*arguments: Any) -> object:
        assert go.wait(120)
        return open_file(*arguments)

    monkeypatch.setattr(document_module, "open_file", slow)
    QTest.keyClick(opened.canvas, Qt.Key.Key_PageDown)
    qtbot.waitUntil(lambda: browser.came_to(photo.with_name("c.png")))
    opened.file_actions.trashed.emit()
    qtbot.waitUntil(lambda: not browser._waiting and not browser._late)
    go.set()
    qtbot.waitUntil(lambda: "c.png (3 of 3)" in opened.windowTitle().replace("[*]", ""))
    assert browser._asked == photo.with_name("c.png")


def test_a_new_name_counts_among_dropped_files_also_once_one_has_leafed_on(
    qtbot: QtBot, window: Window, photo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    go, rename = threading.Event(), Path.rename

    def slow(path: Path, new: Path) -> Path:
        assert path != photo or go.wait(120)
        return rename(path, new)

    monkeypatch.setattr(Path, "rename", slow)
    with qtbot.waitSignal(window.opened):
        drop(window, photo, photo.with_name("a.png"))
    window.file_actions.rename_to(photo, "d.png")
    with qtbot.waitSignal(window.opened):
        QTest.keyClick(window.canvas, Qt.Key.Key_PageDown)
    with qtbot.waitSignal(window.file_actions.renamed):
        go.set()
    assert window.windowTitle().startswith("a.png")
    with qtbot.waitSignal(window.opened):
        QTest.keyClick(window.canvas, Qt.Key.Key_PageUp)
    assert window.windowTitle().startswith("d.png")
    assert photo not in window.folder_browser.recent
