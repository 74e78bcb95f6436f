import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from csr.core.photo.file_stamp import Stamp, stamp_of
from csr.viewer.documents import file_watch
from csr.viewer.documents.file_watch import FileWatch
from csr.viewer.documents.photo_cache import PhotoCache
from csr.viewer.notifier import Notifier
from csr.viewer.tasks.registry import TaskRegistry
from csr.viewer.window.window import Window
from PIL import Image
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from ..conftest import settled


@pytest.mark.parametrize("how", ["written", "replaced", "deleted and made again"])
def test_a_file_that_changes_is_shown_anew_in_the_same_view(
    qtbot: QtBot, opened: Window, photo: Path, how: str
) -> None:
    opened.canvas.look_at(100, 80, 7.3)
    view = opened.canvas.view
    settled(qtbot, opened)
    new = Image.new("RGB", (320, 240), (10, 200, 30))
    with qtbot.waitSignal(opened.opened):
        if how == "replaced":
            new.save(photo.with_name("new.tmp"), "PNG")
            photo.with_name("new.tmp").replace(photo)
        else:
            if how != "written":
                photo.unlink()
            new.save(photo)
    assert opened.canvas.view == view
    scene = opened.canvas.scene_shown
    assert scene is not None
    assert (scene.photo.pixels == (10, 200, 30)).all()
    assert opened.windowTitle().startswith("b.png")
    with qtbot.waitSignal(opened.opened):
        Image.new("RGB", (100, 90)).save(photo)
    assert opened.canvas.view == opened.canvas.fit_view()


def test_a_file_that_changes_while_it_is_opened_is_shown_as_it_is_at_last(
    qtbot: QtBot, window: Window, photo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between its decoding and the watching: as one that another program still writes."""
    changed, keep = list[Path](), PhotoCache._keep

    def keep_and_change(cache: PhotoCache, path: Path, *arguments: Any) -> None:
        keep(cache, path, *arguments)
        if not changed:
            changed.append(path)
            Image.new("RGB", (320, 240), (10, 200, 30)).save(path)

    monkeypatch.setattr(PhotoCache, "_keep", keep_and_change)
    with qtbot.waitSignals([window.opened, window.opened]):
        window.open(photo)
    scene = window.canvas.scene_shown
    assert changed == [photo] and scene is not None
    assert (scene.photo.pixels == (10, 200, 30)).all()


@pytest.fixture
def watch(tasks: TaskRegistry, notifier: Notifier) -> Iterator[FileWatch]:
    parent = QObject()
    yield FileWatch(tasks, notifier, parent)
    parent.deleteLater()


def test_a_share_that_does_not_answer_holds_up_nothing(
    qtbot: QtBot, watch: FileWatch, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dead, file, end, asked = tmp_path / "dead" / "x", tmp_path / "x", threading.Event(), list[Path]()

    def hanging(path: Path) -> Stamp | None:
        assert threading.current_thread() is not threading.main_thread(), "the window would hang"
        if path == dead:
            asked.append(path)
            assert end.wait(120)
        return stamp_of(path)

    monkeypatch.setattr(file_watch, "stamp_of", hanging)
    try:
        file.write_text("1")
        for _ in range(3):  # there and back, as one leafs
            watch.watch(dead)
            with qtbot.waitSignal(watch.begun):
                watch.watch(file)
        assert asked == [dead], "one thread for it, however often it is watched"
        with qtbot.waitSignal(watch.changed) as changed:
            file.write_text("other")
        assert changed.args == [file]
    finally:
        end.set()


@pytest.mark.parametrize("known", [True, False])
def test_a_change_before_the_watching_began_is_told(
    qtbot: QtBot, watch: FileWatch, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, known: bool
) -> None:
    (file := tmp_path / "x").write_text("1")
    stamp, looks = stamp_of(file), list[Stamp | None]()

    def looked_then_written(path: Path) -> Stamp | None:
        looks.append(stamp_of(path))
        if len(looks) == 1:
            file.write_text("other")
        return looks[-1]

    if known:
        file.write_text("other")
    else:
        monkeypatch.setattr(file_watch, "stamp_of", looked_then_written)
    with qtbot.waitSignal(watch.changed):
        watch.watch(file, stamp if known else None)


def test_a_look_that_began_before_a_change_counts_not_as_one_after_it(
    qtbot: QtBot, watch: FileWatch, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (file := tmp_path / "x").write_text("1")
    watch.watch(file)
    with qtbot.waitSignal(watch.begun):
        pass
    qtbot.waitUntil(lambda: not watch._debounce.isActive() and not watch._looks._running)
    looked, go = threading.Event(), threading.Event()

    def slow(path: Path) -> Stamp | None:
        stamp = stamp_of(path)
        looked.set()
        assert go.wait(120)
        return stamp

    monkeypatch.setattr(file_watch, "stamp_of", slow)
    watch._look()
    assert looked.wait(120)
    file.write_text("other")
    watch._look()  # as when it has been quiet for a while
    with qtbot.waitSignal(watch.changed):
        go.set()


def test_what_is_gone_is_told_and_watched_on(qtbot: QtBot, watch: FileWatch, tmp_path: Path) -> None:
    (file := tmp_path / "x").write_text("1")
    watch.watch(file)
    with qtbot.waitSignal(watch.begun):
        pass
    with qtbot.waitSignal(watch.gone):
        file.unlink()
    with qtbot.waitSignal(watch.changed):
        file.write_text("1")
