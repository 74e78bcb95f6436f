import threading

from csr.viewer.notifier import Notifier
from csr.viewer.tasks.query_worker import QueryWorker
from csr.viewer.tasks.registry import TaskRegistry
from pytestqt.qtbot import QtBot


def test_of_one_key_the_newest_query_is_answered(
    qtbot: QtBot, tasks: TaskRegistry, notifier: Notifier
) -> None:
    worker, answers, go = QueryWorker("w", tasks, notifier), list[object](), threading.Event()
    worker.answered.connect(lambda key, answer: answers.append((key, answer)))
    begun = threading.Event()
    worker.submit("busy", lambda: (begun.set(), go.wait(120)))
    assert begun.wait(120)
    for n in range(3):
        worker.submit("n", lambda n=n: n)
    worker.submit("other", lambda: "o")
    go.set()
    qtbot.waitUntil(lambda: len(answers) == 3)
    assert answers[1:] == [("n", 2), ("other", "o")]


def test_what_is_cleared_is_not_answered(qtbot: QtBot, tasks: TaskRegistry, notifier: Notifier) -> None:
    worker, begun, go = QueryWorker("w", tasks, notifier), threading.Event(), threading.Event()
    worker.submit("busy", lambda: (begun.set(), go.wait(120)))
    assert begun.wait(120)
    worker.submit("dropped", lambda: 1)
    worker.clear()
    worker.submit("kept", lambda: 2)
    answers: list[object] = []
    worker.answered.connect(lambda key, _: answers.append(key))
    go.set()
    qtbot.waitUntil(lambda: len(answers) == 2)
    assert answers == ["busy", "kept"]


def test_a_query_that_fails_is_told_and_the_worker_lives_on(
    qtbot: QtBot, tasks: TaskRegistry, notifier: Notifier
) -> None:
    worker = QueryWorker("w", tasks, notifier)
    with qtbot.waitSignal(notifier.error_sent) as told:
        worker.submit("bad", lambda: 1 // 0)
    assert "division" in told.args[0]
    with qtbot.waitSignal(worker.answered):
        worker.submit("good", lambda: 1)
