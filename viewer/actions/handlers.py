"""The handlers of the actions: each part of the window gives its own, by reference; here they are merged."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable
from typing import Protocol

from .action import Action
from .table import ACTIONS

Handlers = dict[str, Callable[..., object]]
"""By the action's name: what it does. That of a switch takes whether it is on, another takes nothing."""


class ActionPart(Protocol):
    """A part of the window that does some of the actions."""

    def handlers(self) -> Handlers:
        """The handlers of its actions, by the action's name."""
        ...


class HandlerError(Exception):
    """The table of actions and the handlers do not fit; the message names every action concerned."""


def merge_handlers(parts: Iterable[ActionPart], actions: Iterable[Action] = ACTIONS) -> Handlers:
    """Merge the handlers of all parts.

    Args:
        parts: the parts of the window.
        actions: the table of actions.

    Returns:
        One handler for each action.

    Raises:
        HandlerError: if an action has no handler or two, a handler no action, or takes other arguments.
    """
    by_name = {action.name: action for action in actions}
    merged: Handlers = {}
    problems: list[str] = []
    for part in parts:
        for name, handler in part.handlers().items():
            owner = type(part).__name__
            if name in merged:
                problems.append(f"{name}: a second handler, of {owner}")
            elif name not in by_name:
                problems.append(f"{name}: a handler of {owner} without an action")
            elif by_name[name].switch and not _takes(handler, True):
                problems.append(f"{name}: the handler of {owner} does not take whether it is on")
            elif not by_name[name].switch and not _takes(handler):
                problems.append(f"{name}: the handler of {owner} takes more than nothing")
            merged.setdefault(name, handler)
    problems += [f"{name}: no handler" for name in by_name if name not in merged]
    if problems:
        raise HandlerError("; ".join(problems))
    return merged


def _takes(handler: Callable[..., object], *arguments: object) -> bool:
    try:
        inspect.signature(handler).bind(*arguments)
    except TypeError:
        return False
    except ValueError:  # Qt's own methods do not tell
        return True
    return True
