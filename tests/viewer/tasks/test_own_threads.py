import threading

from csr.viewer.notifier import Notifier
from csr.viewer.tasks.own_threads import OwnThreads
from csr.viewer.tasks.registry import TaskRegistry
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot


def test_a_question_without_an_answer_holds_up_no_other(
    qtbot: QtBot, tasks: TaskRegistry, notifier: Notifier
) -> None:
    own, answers, go = OwnThreads("q", tasks, notifier), list[object](), threading.Event()
    own.answered.connect(lambda key, answer: answers.append((key, answer)))
    assert own.ask("dead", lambda: go.wait(120))
    assert not own.ask("dead", lambda: "asked twice")  # one thread for it, however often it is asked
    own.ask("alive", lambda: 1)
    qtbot.waitUntil(lambda: bool(answers))
    assert answers == [("alive", 1)]
    qtbot.waitUntil(lambda: tasks.names == ["q"])  # an answer comes before its thread has ended
    go.set()
    qtbot.waitUntil(lambda: len(answers) == 2)
    assert answers[1] == ("dead", True)
    own.ask("dead", lambda: "again")
    qtbot.waitUntil(lambda: len(answers) == 3)


def test_a_question_that_fails_is_told_and_can_be_asked_again_as_soon_as_it_is_told(
    qtbot: QtBot, tasks: TaskRegistry, notifier: Notifier
) -> None:
    own, told = OwnThreads("q", tasks, notifier), list[str]()

    def ask_again(message: str) -> None:
        told.append(message)
        own.ask("bad", lambda: 1)

    notifier.error_sent.connect(ask_again, Qt.ConnectionType.DirectConnection)  # in the thread that failed
    with qtbot.waitSignal(own.answered) as answered:
        own.ask("bad", lambda: 1 // 0)
    assert "division" in told[0] and answered.args == ["bad", 1]
