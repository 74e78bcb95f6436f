import gc
import sys
import weakref
from pathlib import Path

import numpy as np
import psutil
import pytest
from csr.core.frame import Scene
from csr.core.free_memory import give_back
from csr.viewer import document as document_module
from csr.viewer.window import Window
from pytestqt.qtbot import QtBot

from .conftest import settled

MIB = 1 << 20


def shown(window: Window) -> "weakref.ref[Scene]":
    scene = window.canvas.scene_shown
    assert scene is not None
    return weakref.ref(scene)


@pytest.mark.parametrize("stopped", [False, True])
def test_a_photo_and_its_field_go_when_the_next_one_is_shown(
    qtbot: QtBot, opened: Window, photo: Path, stopped: bool
) -> None:
    settled(qtbot, opened)
    scene = shown(opened)
    if stopped:
        with qtbot.waitSignal(opened.opener.stopped, timeout=10_000):
            opened.opener.cancel()
    with qtbot.waitSignal(opened.opened, timeout=10_000):
        opened.open(photo.with_name("c.png"))
    settled(qtbot, opened)

    def gone() -> bool:
        gc.collect()  # how the collector is timed is not the question
        return scene() is None

    qtbot.waitUntil(gone, timeout=10_000)


def test_memory_is_given_back_once_when_the_field_is_there(
    qtbot: QtBot, window: Window, photo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[bool] = []
    monkeypatch.setattr(document_module, "give_back", lambda: calls.append(True))
    with qtbot.waitSignal(window.opener.settled, timeout=10_000):
        window.open(photo)
    settled(qtbot, window)
    before = len(calls)
    assert before >= 1
    with qtbot.waitSignal(window.opener.settled, timeout=10_000):  # nothing is left to make
        window.canvas.tiles_changed()
        assert window.canvas.view is not None
        window.opener.look_at(window.canvas.view)
    assert len(calls) == before


@pytest.mark.skipif(sys.platform != "linux", reason="other systems give it back by themselves")
def test_freed_memory_goes_back_to_the_system() -> None:
    # Of a size that the C library keeps, each second one in use: nothing goes back by itself.
    kept = [np.ones(64 << 10, np.uint8) for _ in range(4000)]
    memory = psutil.Process().memory_info
    del kept[::2]
    before = memory().rss
    give_back()
    # Half of 250 MiB, less the edges of pages and what other threads took meanwhile.
    assert before - memory().rss > 80 * MIB
    assert len(kept) == 2000
