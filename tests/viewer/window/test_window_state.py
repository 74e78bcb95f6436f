from pathlib import Path

from csr.viewer.settings.settings_file import SettingsFile
from csr.viewer.state.state_file import StateFile
from csr.viewer.window.window import Window
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from ..conftest import settings_with


def test_the_first_window_fits_the_screen(qtbot: QtBot, tmp_path: Path) -> None:
    window = Window(SettingsFile(), StateFile(tmp_path / "window.json"))
    qtbot.addWidget(window)
    room = window.screen().availableSize()
    assert 640 <= window.width() < room.width() and 480 <= window.height() < room.height()
    window.close()


def test_place_panels_and_ground_are_remembered(qtbot: QtBot, tmp_path: Path, weights: str) -> None:
    on = ("navigator", "metadata", "peel", "ground_white")
    off = ("scale_bar", "inspect", "histogram", "ground_dark")
    for again in (False, True):
        window = Window(settings_with(weights), StateFile(tmp_path / "window.json"))
        qtbot.addWidget(window)
        actions = window.actions_by_name
        if not again:
            window.resize(780, 500)
            window.show()
            for name in on:
                actions[name].setChecked(True)
            window.addDockWidget(Qt.DockWidgetArea.LeftDockWidgetArea, window.info_actions.panel)
            actions["full_screen"].setChecked(True)
            actions["full_screen"].setChecked(False)
        else:
            window.show()
            assert (window.width(), window.height()) == (780, 500)
            assert [actions[name].isChecked() for name in (*on, *off)] == [True] * 4 + [False] * 4
            assert window.dockWidgetArea(window.info_actions.panel) == Qt.DockWidgetArea.LeftDockWidgetArea
            assert window.info_actions.panel.isVisible() and window.corner_widgets.navigator.isVisible()
        window.close()


def test_a_window_left_in_full_screen_comes_back_with_its_menus(
    qtbot: QtBot, tmp_path: Path, weights: str
) -> None:
    for again in (False, True):
        window = Window(settings_with(weights), StateFile(tmp_path / "window.json"))
        qtbot.addWidget(window)
        window.show()
        assert not window.isFullScreen() and window.menuBar().isVisible()
        window.actions_by_name["full_screen"].setChecked(not again)
        window.close()
