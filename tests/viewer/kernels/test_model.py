import threading

import pytest
from csr.core.field.edits import numbers
from csr.viewer.kernels.model import KernelModel
from csr.viewer.window.window import Window
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from ..conftest import settled
from .conftest import MIDDLE, click, drag


def test_hidden_kernels_are_counted_and_shown_again_by_the_pill(near: Window) -> None:
    model = near.kernels.model
    model._edit(model.edits.muting(numbers([3, 5, 8])))
    assert near.pill.text == "3 kernels hidden"
    QTest.mouseClick(near.pill.button("Show all"), Qt.MouseButton.LeftButton)
    assert not model.edits.muted.size and near.pill.isHidden()
    model.undo()
    assert near.pill.text == "3 kernels hidden"
    QTest.mouseClick(near.pill.button("Undo"), Qt.MouseButton.LeftButton)
    assert not model.edits.muted.size and near.pill.isHidden()


def held_worker(model: KernelModel) -> threading.Event:
    """No question about kernels is answered before the event."""
    begun, go = threading.Event(), threading.Event()
    model._worker.submit("hold", lambda: (begun.set(), go.wait(120)))
    assert begun.wait(120)
    return go


def answered(qtbot: QtBot, model: KernelModel, go: threading.Event) -> None:
    """Let the questions go, and wait until all are answered."""
    model._worker.submit("last", lambda: None)
    keys: list[object] = []
    model._worker.answered.connect(lambda key, _: keys.append(key))
    go.set()
    qtbot.waitUntil(lambda: "last" in keys)


@pytest.mark.parametrize("before", [[], [9000]])
def test_undo_takes_all_of_a_stroke_back_whose_kernels_are_still_looked_for(
    qtbot: QtBot, near: Window, before: list[int]
) -> None:
    model, actions = near.kernels.model, near.actions_by_name
    if before:
        model._edit(model.edits.muting(numbers(before)))
    actions["mute_brush"].trigger()
    go = held_worker(model)
    drag(near, QPointF(200, 150), QPointF(240, 160), QPointF(300, 180))
    assert actions["undo"].isEnabled()
    actions["undo"].trigger()
    answered(qtbot, model, go)
    assert model.edits.muted.tolist() == before and model.can_redo
    assert actions["undo"].isEnabled() == bool(before)
    actions["redo"].trigger()
    assert len(model.edits.muted) > 10
    model.undo()
    model.undo()
    assert not model.unsaved


def test_esc_lets_go_of_a_kernel_that_is_still_looked_for(qtbot: QtBot, near: Window) -> None:
    near.actions_by_name["inspect"].setChecked(True)
    settled(qtbot, near)
    model = near.kernels.model
    go = held_worker(model)
    click(near, MIDDLE)
    QTest.keyClick(near.canvas, Qt.Key.Key_Escape)
    answered(qtbot, model, go)
    assert model.number is None


def test_before_there_is_a_field_every_action_says_so(window: Window) -> None:
    """None raises: pytest-qt would tell."""
    names = [*window.kernels.handlers(), *window.field_actions.handlers()]
    assert len(names) > 10
    for name in names:
        window.actions_by_name[name].trigger()
    click(window, MIDDLE)
    drag(window, QPointF(10, 10), QPointF(50, 50))
    for name in ("save_field", "export_kernels"):
        window.actions_by_name[name].trigger()
        assert "no field" in window.status.currentMessage()
