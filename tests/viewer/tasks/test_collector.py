import gc
import threading
import weakref
from collections.abc import Iterator

import pytest
from csr.viewer.tasks.collector import GuiThreadCollector
from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QGuiApplication


class Cycle:
    """Garbage that only the collector finds."""

    def __init__(self) -> None:
        self.own = self


@pytest.fixture
def collector(qapp: QObject) -> Iterator[GuiThreadCollector]:
    gc.enable()
    collector = GuiThreadCollector(qapp)
    collector.begin()
    yield collector
    collector.stop()
    assert gc.isenabled()
    collector.deleteLater()


def test_other_threads_collect_nothing_and_the_gui_thread_does(collector: GuiThreadCollector) -> None:
    gone = weakref.ref(Cycle())
    kept: list[list[int]] = []

    def work() -> None:
        kept.extend([i] for i in range(100_000))  # many times what starts Python's own collection

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert gone() is not None
    collector.collect()
    assert gone() is None


@pytest.mark.parametrize("active", [True, False])
def test_everything_is_looked_through_only_while_another_program_is_in_front(
    collector: GuiThreadCollector, monkeypatch: pytest.MonkeyPatch, active: bool
) -> None:
    states = Qt.ApplicationState
    state = states.ApplicationActive if active else states.ApplicationInactive
    collected: list[int] = []
    monkeypatch.setattr(QGuiApplication, "applicationState", lambda: state)
    monkeypatch.setattr(gc, "get_count", lambda: (9999, 9999, 9999))
    monkeypatch.setattr(gc, "collect", lambda generation=2: collected.append(generation))
    collector.collect()
    assert collected == [1 if active else 2]


def test_what_is_there_at_the_beginning_is_searched_only_after_the_end(qapp: QObject) -> None:
    collector = GuiThreadCollector(qapp)
    early = weakref.ref(Cycle())
    collector.begin()
    gc.collect()
    assert early() is not None
    collector.stop()
    gc.collect()
    assert early() is None
    collector.deleteLater()
