"""Overlays are a list: each by the name of the action that switches it, painted by the frame's item."""

import pytest
from csr.viewer.actions.table import ACTIONS
from csr.viewer.canvas import frame_item
from csr.viewer.overlays.base import Overlay, PaintContext
from csr.viewer.overlays.overlays import OVERLAYS, in_frame
from csr.viewer.render.marks import Overlays
from csr.viewer.window.window import Window
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from ..conftest import settled


class Cross(Overlay):
    """A trial of what a newcomer would add: one file, and its entry in the list."""

    def paint(self, painter: QPainter, context: PaintContext) -> None:
        painter.fillRect(QRectF(0, 0, 20, context.size[1] / 2), QColor("magenta"))


class PaneCross(Cross):
    in_panes = True


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


@pytest.mark.parametrize("cross", [Cross(), PaneCross()])
def test_a_further_one_is_painted_by_being_in_the_list(
    cross: Overlay, qtbot: QtBot, opened: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened.canvas.zoom_to(8.0)
    settled(qtbot, opened)
    monkeypatch.setattr(frame_item, "OVERLAYS", (*OVERLAYS, cross))
    opened.canvas.item.update()
    image = opened.canvas.grab().toImage()
    assert image.pixelColor(10, 10) == QColor("magenta")
    assert image.pixelColor(40, 10) != QColor("magenta")


def test_a_switch_that_shows_nothing_at_this_scale_says_from_where_on(qtbot: QtBot, opened: Window) -> None:
    opened.canvas.zoom_to(2.0)
    with qtbot.waitSignal(opened.notifier.message_sent) as told:
        QTest.keyClick(opened.canvas, Qt.Key.Key_G)
    assert told.args == ["The pixel grid is shown from x8 on."]
    with qtbot.waitSignal(opened.notifier.message_sent) as told:
        QTest.keyClick(opened.canvas, Qt.Key.Key_G, Qt.KeyboardModifier.ShiftModifier)
    assert told.args == ["Pixel values are written from x44 on."]
