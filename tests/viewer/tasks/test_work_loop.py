import gc
import threading
import weakref
from collections.abc import Callable

from csr.viewer.notifier import Notifier
from csr.viewer.tasks.registry import TaskRegistry
from csr.viewer.tasks.work_loop import WorkLoop
from pytestqt.qtbot import QtBot


def loop_of(work: list[Callable[[], object]], tasks: TaskRegistry, notifier: Notifier) -> WorkLoop:
    return WorkLoop("loop", tasks, notifier, lambda: work.pop(0) if work else None)


def test_it_takes_one_piece_after_the_other_and_again_when_it_is_woken(
    tasks: TaskRegistry, notifier: Notifier
) -> None:
    done: list[int] = []
    first, second = threading.Event(), threading.Event()
    work: list[Callable[[], object]] = [lambda: done.append(1), lambda: done.append(2), first.set]
    loop = loop_of(work, tasks, notifier)
    assert tasks.names == []  # its thread starts with the first `wake`
    loop.wake()
    assert first.wait(120) and done == [1, 2] and tasks.names == ["loop"]
    with loop.changed:
        work += [lambda: done.append(3), second.set]
        loop.wake()
    assert second.wait(120) and done == [1, 2, 3] and tasks.names == ["loop"]


def test_what_fails_is_told_and_the_next_is_done(
    qtbot: QtBot, tasks: TaskRegistry, notifier: Notifier
) -> None:
    done = threading.Event()
    loop = loop_of([lambda: 1 // 0, done.set], tasks, notifier)
    with qtbot.waitSignal(notifier.error_sent) as told:
        loop.wake()
    assert "division" in told.args[0] and done.wait(120)


def test_a_long_piece_of_work_sees_the_end_and_nothing_is_begun_after_it(notifier: Notifier) -> None:
    tasks, begun, after = TaskRegistry(), threading.Event(), threading.Event()

    def long() -> None:
        begun.set()
        while not loop.ending:
            threading.Event().wait(0.001)

    loop = loop_of([long, after.set], tasks, notifier)
    loop.wake()
    assert begun.wait(120) and tasks.close() == []
    assert not after.is_set()
    loop.wake()  # a closed registry starts no thread
    assert not after.wait(0.05)


def test_while_it_waits_it_keeps_nothing_of_what_it_did(
    qtbot: QtBot, tasks: TaskRegistry, notifier: Notifier
) -> None:
    class Field:
        def draw(self) -> None:
            pass

    field = Field()
    gone = weakref.ref(field)
    work: list[Callable[[], object]] = [field.draw]
    del field
    loop_of(work, tasks, notifier).wake()
    qtbot.waitUntil(lambda: not work)

    def is_gone() -> bool:
        gc.collect()
        return gone() is None

    qtbot.waitUntil(is_gone)
