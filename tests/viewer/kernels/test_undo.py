from csr.core.field.edits import NO_EDITS, numbers
from csr.core.geometry.orientation import LEFT
from csr.viewer.kernels import undo as module
from csr.viewer.kernels.undo import History, Step
from pytest import MonkeyPatch

ONE, TWO, THREE = (Step(NO_EDITS.muting(numbers([n]))) for n in (1, 2, 3))


def test_undo_and_redo() -> None:
    history = History()
    assert not history.can_undo and not history.can_redo
    history.add(ONE)
    history.add(TWO)
    history.undo()
    assert history.present is ONE and history.can_redo
    history.redo()
    assert history.present is TWO and not history.can_redo
    history.undo()
    history.add(THREE)
    assert history.present is THREE and not history.can_redo
    for _ in range(9):
        history.undo()
    assert history.present.edits is NO_EDITS


def test_a_stroke_is_one_step() -> None:
    history = History()
    history.add(ONE, "a")
    history.add(TWO, "a")
    history.add(THREE, "b")
    history.undo()
    assert history.present is TWO
    history.add(THREE, "b")  # after an undo, a stroke begins anew
    history.undo()
    assert history.present is TWO
    history.undo()
    assert history.present.edits is NO_EDITS


def test_the_oldest_steps_are_forgotten(monkeypatch: MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_STEPS", 2)
    history = History()
    for step in (ONE, TWO, THREE):
        history.add(step)
    assert history.present is THREE
    history.undo()
    history.undo()
    assert not history.can_undo


def test_of_another_field_only_the_turns_are_kept() -> None:
    history = History()
    history.add(ONE)
    history.add(Step(ONE.edits, LEFT))
    history.forget_edits()
    assert history.present.edits is NO_EDITS and history.present.orientation == LEFT
    history.undo()
    assert history.present.edits is NO_EDITS and history.present.orientation != LEFT
