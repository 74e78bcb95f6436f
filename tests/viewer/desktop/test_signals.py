"""Signals end the window in order: nothing half lies about, and the exit code says why."""

import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest
from csr.viewer.desktop.signals import EndingSignals
from csr.viewer.window.window import Window
from pytestqt.qtbot import QtBot

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals as Unix has them")

SIGNALS = ("SIGINT", "SIGTERM", "SIGHUP")


def test_the_loop_hears_of_a_signal_though_nothing_else_happens(qtbot: QtBot) -> None:
    signals = EndingSignals()
    try:
        with qtbot.waitSignal(signals.came) as came:
            os.kill(os.getpid(), signal.SIGTERM)
        assert came.args == [signal.SIGTERM]
    finally:
        signals.close()
    assert signal.getsignal(signal.SIGTERM) == signal.SIG_DFL


def test_a_signal_that_is_ignored_stays_so(qtbot: QtBot) -> None:  # noqa: ARG001
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        signals = EndingSignals()
        assert signal.getsignal(signal.SIGHUP) is signal.SIG_IGN
        signals.close()
    finally:
        signal.signal(signal.SIGHUP, before)


def test_the_end_asks_nothing_and_gives_up_what_is_being_saved(opened: Window, tmp_path: Path) -> None:
    opened.field_actions.may_leave = lambda _then: pytest.fail("it asked")  # pyright: ignore[reportAttributeAccessIssue]
    opened.picture_actions.save_view(tmp_path / "out.png", overwrite=False)
    opened.end()
    assert not opened.isVisible()
    assert [path.name for path in tmp_path.iterdir() if path.suffix == ".part"] == []


def default_signals() -> None:
    """Heed signals that whoever runs the tests ignores, as nohup does."""
    for name in SIGNALS:
        signal.signal(signal.Signals[name], signal.SIG_DFL)


@pytest.mark.slow
@pytest.mark.parametrize("name", SIGNALS)
def test_the_program_ends_with_the_signals_code(name: str, photo: Path, weights: str) -> None:
    number = signal.Signals[name]
    program = "import sys; from csr.viewer.app import run; run(sys.argv[1:])"
    with tempfile.TemporaryDirectory(prefix="csr") as alone:
        environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "XDG_RUNTIME_DIR": alone}
        words = [str(photo)]
        del weights  # as a person starts it: only so does it listen, by which one sees that it has come up
        process = subprocess.Popen(
            [sys.executable, "-c", program, *words],
            env=environment,
            stderr=subprocess.PIPE,
            preexec_fn=default_signals,
        )
        until = time.monotonic() + 100
        while not any(Path(alone).iterdir()) and time.monotonic() < until:
            time.sleep(0.05)
        process.send_signal(number)
        _, errors = process.communicate(timeout=100)
        assert (process.returncode, errors) == (128 + number, b"")
    assert sorted(path.name for path in photo.parent.iterdir()) == ["a.png", "b.png", "c.png"]
