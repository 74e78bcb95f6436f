"""The menus, made of the table of actions."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu

from ..i18n import tr
from .action import Action
from .table import ACTIONS, MENUS, ONE_ALWAYS


def make_menus(
    window: QMainWindow, handlers: dict[str, Callable[..., object]], after: dict[str, QMenu]
) -> tuple[dict[str, QAction], dict[str, QMenu]]:
    """Fill a window's menu bar.

    Args:
        window: its keys work while the menus are hidden, too.
        handlers: what each action does, by its name; see `merge_handlers`.
        after: menus that are made elsewhere, by the name of the action that each follows.

    Returns:
        The actions by name, and the menus by path: "View > Scale".
    """
    menus: dict[str, QMenu] = {}
    groups: dict[str, QActionGroup] = {}
    made: dict[str, QAction] = {}
    for action in ACTIONS:
        item = made[action.name] = QAction(tr(action.text), window)
        item.setCheckable(action.switch or action.marked)
        item.setAutoRepeat(not action.switch and not action.once)
        item.setShortcuts([QKeySequence(key) for key in action.keys])
        item.setStatusTip(tr(action.help))
        item.setToolTip(_tip(action))
        if action.group:
            if action.group not in groups:
                groups[action.group] = _group(window, action.group in ONE_ALWAYS)
            groups[action.group].addAction(item)
        handler = handlers[action.name]
        if action.switch:
            item.toggled.connect(handler)
        else:
            item.triggered.connect(partial(_call, handler))
        menu = _menu(window, menus, action.menu)
        if action.apart:
            menu.addSeparator()
        menu.addAction(item)
        window.addAction(item)
        if action.name in after:
            menu.addMenu(after[action.name])
    return made, menus


def _tip(action: Action) -> str:
    """Tooltip of the action's button: its effect and its first key."""
    text = tr(action.text).rstrip("…")
    if not action.keys:
        return text
    return f"{text} ({QKeySequence(action.keys[0]).toString(QKeySequence.SequenceFormat.NativeText)})"


def _call(handler: Callable[[], object], *_checked: bool) -> None:
    handler()


def _menu(window: QMainWindow, menus: dict[str, QMenu], path: str) -> QMenu:
    if path not in menus:
        outer, _, name = path.rpartition(" > ")
        menus[path] = (_menu(window, menus, outer) if outer else window.menuBar()).addMenu(tr(MENUS[name]))
    return menus[path]


def _group(window: QMainWindow, one_always: bool) -> QActionGroup:
    group = QActionGroup(window)
    policies = QActionGroup.ExclusionPolicy
    group.setExclusionPolicy(policies.Exclusive if one_always else policies.ExclusiveOptional)
    return group
