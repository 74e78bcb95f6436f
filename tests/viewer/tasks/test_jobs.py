import threading

import pytest
from csr.viewer.notifier import Notifier
from csr.viewer.tasks.background_job import OnProgress
from csr.viewer.tasks.jobs import Jobs
from csr.viewer.tasks.registry import TaskRegistry
from PySide6.QtWidgets import QAbstractButton, QMessageBox, QWidget
from pytestqt.qtbot import QtBot


@pytest.fixture
def jobs(qtbot: QtBot, tasks: TaskRegistry, notifier: Notifier) -> Jobs:
    window = QWidget()
    qtbot.addWidget(window)
    jobs = Jobs(window, tasks, notifier)
    jobs.setProperty("window", window)
    return jobs


class Waits:
    """Work that goes on until it is let go, or stopped."""

    def __init__(self) -> None:
        self.go = threading.Event()

    def __call__(self, on_progress: OnProgress) -> None:
        while not self.go.wait(0.01):
            on_progress(1, 2)


def test_done_work_is_told_and_followed(qtbot: QtBot, jobs: Jobs, notifier: Notifier) -> None:
    told, followed = list[str](), list[int]()
    notifier.message_sent.connect(told.append)
    with qtbot.waitSignal(jobs.ended) as ended:
        jobs.start("Saving a", "Saved a", lambda on_progress: on_progress(1, 1), lambda: followed.append(1))
    assert told == ["Saving a", "Saved a"] and followed == [1] and ended.args[0].state == "done"
    assert not jobs.running and not jobs.stop()


def test_failed_work_is_told_and_not_followed(qtbot: QtBot, jobs: Jobs, notifier: Notifier) -> None:
    def fails(_: OnProgress) -> None:
        raise OSError("disk full")

    with qtbot.waitSignal(notifier.error_sent) as told:
        jobs.start("Saving a", "Saved a", fails, lambda: pytest.fail("followed"))
    assert "disk full" in told.args[0]


def test_all_jobs_stop_at_their_next_step(qtbot: QtBot, jobs: Jobs, notifier: Notifier) -> None:
    for _ in range(2):
        jobs.start("Saving", "Saved", Waits())
    told: list[str] = []
    notifier.message_sent.connect(told.append)
    assert jobs.stop()
    qtbot.waitUntil(lambda: not jobs.running)
    assert told == ["Stopped; nothing was saved."] * 2


class Answer(QMessageBox):
    """A person presses a button of the question."""

    role = QMessageBox.ButtonRole.RejectRole

    def exec(self) -> int:
        return 0

    def clickedButton(self) -> QAbstractButton:
        return next(b for b in self.buttons() if self.buttonRole(b) == self.role)


def closes(
    jobs: Jobs, role: QMessageBox.ButtonRole, monkeypatch: pytest.MonkeyPatch
) -> tuple[bool, list[int]]:
    closed: list[int] = []
    monkeypatch.setattr(Answer, "role", role)
    monkeypatch.setattr("csr.viewer.tasks.jobs.QMessageBox", Answer)
    monkeypatch.setattr("csr.viewer.tasks.jobs.GRACE_SECONDS", 0.0)
    return jobs.may_close(lambda: closed.append(1)), closed


@pytest.fixture
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Closing asks about no work, however slow the machine is."""
    monkeypatch.setattr("csr.viewer.tasks.jobs.GRACE_SECONDS", 120.0)


@pytest.mark.usefixtures("patient")
def test_closing_waits_for_short_work_unasked(jobs: Jobs) -> None:
    assert jobs.may_close(lambda: None)
    jobs.start("Saving", "Saved", lambda _: None)
    assert jobs.may_close(lambda: None) and not jobs.running


@pytest.mark.usefixtures("patient")
def test_a_failure_while_closing_is_told_first(jobs: Jobs, notifier: Notifier) -> None:
    def fails(_: OnProgress) -> None:
        raise OSError("disk full")

    told: list[str] = []
    notifier.error_sent.connect(told.append)
    jobs.start("Saving", "Saved", fails)
    assert not jobs.may_close(lambda: None)
    assert told and jobs.may_close(lambda: None)


@pytest.mark.parametrize(
    ("role", "closes_now", "stopped", "closes_later"),
    [
        (QMessageBox.ButtonRole.RejectRole, False, False, False),
        (QMessageBox.ButtonRole.AcceptRole, False, False, True),
        (QMessageBox.ButtonRole.DestructiveRole, True, True, False),
    ],
)
def test_closing_asks_about_work_that_takes_longer(
    qtbot: QtBot,
    jobs: Jobs,
    monkeypatch: pytest.MonkeyPatch,
    role: QMessageBox.ButtonRole,
    closes_now: bool,
    stopped: bool,
    closes_later: bool,
) -> None:
    work = Waits()
    job = jobs.start("Saving", "Saved", work)
    now, closed = closes(jobs, role, monkeypatch)
    assert now is closes_now
    if not stopped:
        work.go.set()
    with qtbot.waitSignal(jobs.ended) as ended:
        pass
    assert ended.args == [job] and job.state == ("stopped" if stopped else "done")
    assert bool(closed) is closes_later


def test_work_that_fails_while_closing_asks_about_it_keeps_the_window(
    qtbot: QtBot, jobs: Jobs, monkeypatch: pytest.MonkeyPatch
) -> None:
    go = threading.Event()

    def fails(_: OnProgress) -> None:
        go.wait()
        raise OSError("disk full")

    def fails_behind_the_box(_: Answer) -> int:
        go.set()
        qtbot.waitUntil(lambda: not jobs.running)
        return 0

    monkeypatch.setattr(Answer, "exec", fails_behind_the_box)
    jobs.start("Saving", "Saved", fails)
    now, closed = closes(jobs, QMessageBox.ButtonRole.AcceptRole, monkeypatch)
    assert not now and not closed
    with qtbot.waitSignal(jobs.ended):
        jobs.start("Saving", "Saved", lambda _: None)
    assert not closed, "a later one's end closes nothing"
