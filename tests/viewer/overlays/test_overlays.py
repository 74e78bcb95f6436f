"""Overlays are a list: each by the name of the action that switches it, painted by the frame's item."""

from csr.viewer.actions.table import ACTIONS
from csr.viewer.overlays.overlays import OVERLAYS, in_frame
from csr.viewer.render.marks import Overlays
from csr.viewer.window.window import Window
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from ..conftest import settled


def test_each_has_an_action_of_its_name_and_a_name_of_its_own() -> None:
    names = [overlay.name for overlay in OVERLAYS if overlay.name]
    switches = {action.name for action in ACTIONS if action.switch}
    assert len(set(names)) == len(names) and set(names) <= switches


def test_only_those_of_the_frame_ask_for_a_new_one(qtbot: QtBot, opened: Window) -> None:
    opened.canvas.zoom_to(8.0)
    before = settled(qtbot, opened)
    for name in ("grid", "numbers", "figures"):
        opened.actions_by_name[name].setChecked(True)
    assert opened.canvas.settled is before
    assert not in_frame(opened.canvas.overlays).on
    QTest.keyClick(opened.canvas, Qt.Key.Key_P)
    assert opened.canvas.settled is None
    assert settled(qtbot, opened).request.overlays == Overlays(frozenset({"positions"}))


def test_a_switch_that_shows_nothing_at_this_scale_says_from_where_on(qtbot: QtBot, opened: Window) -> None:
    opened.canvas.zoom_to(2.0)
    with qtbot.waitSignal(opened.notifier.message_sent) as told:
        QTest.keyClick(opened.canvas, Qt.Key.Key_G)
    assert told.args == ["The pixel grid is shown from x8 on."]
    with qtbot.waitSignal(opened.notifier.message_sent) as told:
        QTest.keyClick(opened.canvas, Qt.Key.Key_G, Qt.KeyboardModifier.ShiftModifier)
    assert told.args == ["Pixel values are written from x44 on."]
