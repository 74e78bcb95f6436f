from collections.abc import Callable

import pytest
from csr.viewer.actions.action import Action
from csr.viewer.actions.handlers import HandlerError, Handlers, merge_handlers
from csr.viewer.actions.table import ACTIONS
from csr.viewer.window.window import Window

PRESS, SWITCH = Action("press", "File", "", (), ""), Action("switch", "File", "", (), "", True)


class Part:
    def __init__(self, **handlers: Callable[..., object]) -> None:
        self._handlers = handlers

    def handlers(self) -> Handlers:
        return self._handlers


def nothing() -> None:
    pass


def switched(on: bool) -> None:
    del on


def test_each_action_gets_the_handler_of_its_part() -> None:
    merged = merge_handlers((Part(press=nothing), Part(switch=switched)), (PRESS, SWITCH))
    assert merged == {"press": nothing, "switch": switched}


@pytest.mark.parametrize(
    ("parts", "problem"),
    [
        ((Part(press=nothing),), "switch: no handler"),
        ((Part(press=nothing), Part(press=nothing, switch=switched)), "press: a second handler"),
        ((Part(press=nothing, switch=switched, gone=nothing),), "gone: a handler of Part without an action"),
        ((Part(press=switched, switch=switched),), "press: the handler of Part takes more than nothing"),
        ((Part(press=nothing, switch=nothing),), "switch: the handler of Part does not take whether"),
    ],
)
def test_what_does_not_fit_is_named(parts: tuple[Part, ...], problem: str) -> None:
    with pytest.raises(HandlerError, match=problem):
        merge_handlers(parts, (PRESS, SWITCH))


def test_a_window_does_every_action(window: Window) -> None:
    assert window.actions_by_name.keys() == {action.name for action in ACTIONS}
