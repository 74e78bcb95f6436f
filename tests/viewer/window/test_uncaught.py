"""A fault of the program anywhere in the window is told as one; the window lives on."""

import threading
from pathlib import Path

import pytest
from csr.core.utils.errors import CsrError
from csr.core.utils.log import log_file, start_logging
from csr.viewer import app
from csr.viewer.tasks.background_job import BackgroundJob
from csr.viewer.window.uncaught import UncaughtErrors
from csr.viewer.window.window import Window
from PySide6.QtCore import Qt, QTimer
from pytestqt.qtbot import QtBot
from threads import leaked

from ..conftest import settled

FAULT = "fault of the program, not yours (ValueError: planted)"


def plant(*_: object, **__: object) -> None:
    raise ValueError("planted")


@pytest.fixture(autouse=True)
def _logged() -> None:
    start_logging("csr-viewer")


def told(qtbot: QtBot, window: Window) -> None:
    """Wait until the message bar tells of the fault; look whether the log has its traceback."""
    qtbot.waitUntil(lambda: FAULT in window.message.text)
    file = log_file()
    assert file is not None
    assert str(file) in window.message.text
    log = file.read_text(encoding="utf-8")
    assert "Traceback" in log
    assert "in plant" in log


@pytest.mark.parametrize("where", ["slot", "thread"])
def test_in_a_slot_and_in_a_thread(where: str, qtbot: QtBot, window: Window) -> None:
    uncaught = UncaughtErrors(window.notifier)
    with qtbot.captureExceptions() as missed:
        uncaught.install()
        try:
            if where == "slot":
                QTimer.singleShot(0, plant)
            else:
                thread = threading.Thread(target=plant)
                thread.start()
                thread.join()
            told(qtbot, window)
        finally:
            uncaught.remove()
    assert window.isVisible() and not missed


def test_in_the_render_loop(qtbot: QtBot, opened: Window, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("csr.viewer.render.render_loop.RenderLoop._drawn", plant)
    opened.canvas.redraw()
    told(qtbot, opened)
    monkeypatch.undo()
    opened.message.hide()
    opened.canvas.redraw()
    qtbot.waitUntil(lambda: opened.canvas.settled is not None)


def test_in_making_the_field(
    qtbot: QtBot, window: Window, photo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("csr.viewer.documents.document.Document._work", plant)
    window.open(photo)
    told(qtbot, window)
    monkeypatch.undo()
    with qtbot.waitSignal(window.opener.settled):
        window.open(photo)


def test_in_a_query(qtbot: QtBot, opened: Window, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("csr.core.photo.description.described", plant)
    opened.actions_by_name["metadata"].setChecked(True)
    told(qtbot, opened)
    monkeypatch.undo()
    opened.actions_by_name["metadata"].setChecked(False)
    opened.actions_by_name["metadata"].setChecked(True)
    qtbot.waitUntil(lambda: opened.info_actions.panel.table.topLevelItemCount() > 0)


def test_in_a_comparison(qtbot: QtBot, opened: Window, monkeypatch: pytest.MonkeyPatch) -> None:
    opened.canvas.zoom_to(4.0)
    settled(qtbot, opened)
    monkeypatch.setattr("csr.viewer.render.render_loop.draw_comparison", plant)
    opened.actions_by_name["split"].setChecked(True)
    told(qtbot, opened)
    monkeypatch.undo()
    opened.canvas.redraw()
    assert settled(qtbot, opened).compared is not None


def test_in_decoding_beforehand(
    qtbot: QtBot, opened: Window, photo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache, neighbour = opened.opener.photo_cache, photo.with_name("new.png")
    # Once the folder's answer has come: it would have other photos read.
    qtbot.waitUntil(lambda: all(cache.find(photo.with_name(name)) for name in ("a.png", "c.png")))
    monkeypatch.setattr("csr.viewer.documents.photo_cache.PhotoCache._read", plant)
    neighbour.write_bytes(photo.read_bytes())
    cache.want([neighbour])
    told(qtbot, opened)
    monkeypatch.undo()
    cache.want([neighbour])
    qtbot.waitUntil(lambda: cache.find(neighbour) is not None)


def test_in_choosing_a_device(
    qtbot: QtBot, window: Window, photo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("csr.viewer.devices.probing.DeviceTrials.made", plant)
    devices, used = window.devices, list[str]()
    # In the thread that failed: another device is in use before that is told.
    devices.refused.connect(lambda _: used.append(devices.used), Qt.ConnectionType.DirectConnection)
    with qtbot.waitSignal(window.opener.settled):
        window.open(photo)
    told(qtbot, window)
    assert used == ["cpu"]
    assert window.devices.used == "cpu" and window.isVisible()
    window.devices.choose("opengl")
    qtbot.waitUntil(lambda: "device" not in window.tasks.names)
    window.canvas.zoom_to(3.0)
    assert settled(qtbot, window).frame.source == "field"


def test_at_the_start(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("csr.viewer.app._problem_with", plant)
    assert app.main([]) == app.FAULT
    file = log_file()
    said = capsys.readouterr().err
    assert FAULT in said and file is not None and str(file) in said
    assert "in plant" in file.read_text(encoding="utf-8")


def test_a_thread_that_is_left_is_found_whatever_its_name() -> None:
    before, end = set(threading.enumerate()), threading.Event()
    thread = threading.Thread(target=end.wait, name="part_0")
    thread.start()
    try:
        assert leaked(before) == ["part_0"]
    finally:
        end.set()
        thread.join()


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (ValueError("planted"), FAULT),
        (CsrError("the disk is full"), "the disk is full"),
        (MemoryError(), "memory"),
    ],
)
def test_in_a_background_job(error: Exception, expected: str) -> None:
    def work(_: object) -> None:
        raise error

    job = BackgroundJob.__new__(BackgroundJob)
    job.problem, job.state = "", "runs"
    job._ended = lambda _: None
    job._run(work)
    assert expected in job.problem
    assert job.state == "failed"
