from typing import Any

from csr.viewer.overlays.frame_stats import figures
from csr.viewer.window.window import Window
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from ..conftest import settled
from .conftest import NO_DRIVER, Fake


def entries(window: Window) -> dict[str, Any]:
    menu = next(m for m in window.findChildren(QMenu) if m.title() == "De&vice")
    assert isinstance(menu, QMenu)
    menu.aboutToShow.emit()
    return {str(entry.data()): entry for entry in menu.actions()}


def test_the_menu_says_what_draws_and_why_not_the_others(
    qtbot: QtBot, opened: Window, made: list[Fake], reasons: dict[str, str]
) -> None:
    """The window has chosen the CPU; fakes take its place when the menu asks."""
    reasons["opengl"] = ""
    menu = entries(opened)
    qtbot.waitUntil(lambda: opened.devices.trials.reasons["opengl"] is not None)
    qtbot.waitUntil(lambda: not menu["cuda"].isEnabled())
    assert NO_DRIVER in menu["cuda"].text()
    assert menu["cpu"].isChecked() and "in use: CPU" in menu["cpu"].text()
    assert menu["opengl"].isEnabled()
    opened.canvas.zoom_to(6.0)
    view = settled(qtbot, opened).frame.view
    before = opened.canvas.settled
    with qtbot.waitSignal(opened.devices.changed):
        menu["opengl"].trigger()
    qtbot.waitUntil(
        lambda: (drawn := opened.canvas.item.drawn) is not None and "a fake opengl" in figures(drawn)
    )
    after = settled(qtbot, opened)
    assert after is not before and after.frame.view == view
    assert menu["opengl"].isChecked() and "a fake opengl" in menu["opengl"].text()

    made[-1].fails = True
    opened.canvas.zoom_to(7.0)
    qtbot.waitUntil(lambda: "the cable fell out" in opened.message.text)
    drawn = settled(qtbot, opened)
    assert drawn.frame.view.scale == 7.0 and drawn.frame.source == "field"
    assert opened.devices.used == "cpu" and menu["auto"].isChecked()
    assert menu["opengl"].isEnabled() and "the cable fell out" in menu["opengl"].text()
    opened.close()
