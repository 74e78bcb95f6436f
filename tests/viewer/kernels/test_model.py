from csr.core.field.edits import numbers
from csr.viewer.window.window import Window
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest

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
