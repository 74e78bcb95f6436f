from csr.viewer.actions.table import ACTIONS, MENUS
from csr.viewer.kernels.actions import EDITING
from csr.viewer.window.window import Window
from PySide6.QtWidgets import QMenu, QMenuBar


def test_every_action_stands_in_its_menu_with_its_keys(window: Window) -> None:
    keys = [k for a in ACTIONS for k in a.keys]
    assert len(keys) == len(set(keys))
    for action in ACTIONS:
        item = window.actions_by_name[action.name]
        menu: QMenuBar | QMenu = window.menuBar()
        for title in action.menu.split(" > "):
            inner = [m for a in menu.actions() if isinstance(m := a.menu(), QMenu)]
            menu = next(m for m in inner if m.title() == MENUS[title])
        assert item in menu.actions()
        # Those that edit kernels get their keys with a panel of kernels.
        wanted = () if action.name in EDITING else action.keys
        assert [s.toString() for s in item.shortcuts()] == list(wanted)


def test_a_held_key_leafs_on_but_throws_nothing_more_away_and_switches_nothing_to_and_fro(
    window: Window,
) -> None:
    repeated = {action.name for action in ACTIONS if window.actions_by_name[action.name].autoRepeat()}
    assert {"next", "previous", "undo", "left"} <= repeated
    assert not repeated & {"move_to_trash", "split", "full_screen", "filmstrip"}
