"""A fault of the program anywhere in the window is told as one; the window lives on."""

import threading
from pathlib import Path

import pytest
from csr.core.utils.errors import CsrError
from csr.core.utils.log import log_file, start_logging
from csr.viewer.tasks.background_job import BackgroundJob
from csr.viewer.window.uncaught import UncaughtErrors
from csr.viewer.window.window import Window
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

FAULT = "fault of the program, not yours (ValueError: planted)"


def plant(*_: object, **__: object) -> None:
    raise ValueError("planted")


@pytest.fixture(autouse=True)
def _logged() -> None:
    start_logging("csr-viewer")


def told(qtbot: QtBot, window: Window) -> None:
    """Wait until the message bar tells of the fault; look whether the log has its traceback."""
    qtbot.waitUntil(lambda: FAULT in window.message.text, timeout=20_000)
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
    qtbot.waitUntil(lambda: opened.canvas.settled is not None, timeout=60_000)


def test_in_making_the_field(
    qtbot: QtBot, window: Window, photo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("csr.viewer.documents.document.Document._work", plant)
    window.open(photo)
    told(qtbot, window)
    monkeypatch.undo()
    with qtbot.waitSignal(window.opener.settled, timeout=60_000):
        window.open(photo)


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
