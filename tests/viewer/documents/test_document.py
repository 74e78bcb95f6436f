import sys
import weakref
from pathlib import Path

import numpy as np
import psutil
import pytest
from csr.core.utils.malloc import give_back
from csr.viewer.documents import document as document_module
from csr.viewer.window.window import Window
from pytestqt.qtbot import QtBot

from ..conftest import settled

MIB = 1 << 20


@pytest.mark.parametrize("state", ["whole", "stopped", "looked into"])
def test_a_photo_and_its_field_go_when_the_next_one_is_shown(
    qtbot: QtBot, opened: Window, photo: Path, state: str
) -> None:
    settled(qtbot, opened)
    scene = opened.canvas.scene_shown
    assert scene is not None and scene.field is not None
    parts = [weakref.ref(scene), weakref.ref(scene.field)]
    del scene
    if state == "stopped":
        with qtbot.waitSignal(opened.opener.stopped):
            opened.opener.stop()
    if state == "looked into":
        model = opened.kernels.model
        for panel in ("inspect", "peel"):
            opened.actions_by_name[panel].setChecked(True)
        view = settled(qtbot, opened).frame.view
        model.pick(view, (view.width / 2, view.height / 2))
        qtbot.waitUntil(lambda: model.kernel is not None and model.pixel is not None)
        peel = opened.kernels._peel
        assert peel is not None
        qtbot.waitUntil(lambda: bool(peel._count.text()))
        for panel in ("inspect", "peel"):
            opened.actions_by_name[panel].setChecked(False)
    with qtbot.waitSignal(opened.opened):
        opened.open(photo.with_name("c.png"))
    settled(qtbot, opened)
    qtbot.waitUntil(lambda: not any(part() for part in parts))


def test_memory_is_given_back_once_when_the_field_is_there(
    qtbot: QtBot, window: Window, photo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[bool] = []
    monkeypatch.setattr(document_module, "give_back", lambda: calls.append(True))
    with qtbot.waitSignal(window.opener.settled):
        window.open(photo)
    settled(qtbot, window)
    before = len(calls)
    assert before >= 1
    with qtbot.waitSignal(window.opener.settled):  # nothing is left to make
        window.canvas.tiles_changed()
        assert window.canvas.view is not None
        window.opener.look_at(window.canvas.view, window.scenes.display)
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
