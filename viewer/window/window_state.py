"""State that the window remembers between runs: its place, its panels, the last folder."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QAction

from .. import style
from ..state.state_file import StateFile
from ..widgets.docks import PanelWindow, is_on_screen

SWITCHES = (
    *("navigator", "scale_bar", "histogram", "metadata", "inspect", "peel", "filmstrip"),
    *("ground_dark", "ground_black", "ground_grey", "ground_white", "ground_checkerboard"),
)
"""Actions whose state is remembered: panels, and what is around the photo."""
OFF = {"no_toolbar": "toolbar"}
"""Actions that are on unless remembered otherwise, by the names under which that is."""


class WindowState:
    """Restores and keeps it.

    Args:
        state: where; None to remember nothing.
    """

    def __init__(self, state: StateFile | None) -> None:
        self._state = state

    def restore(self, window: PanelWindow, actions: dict[str, QAction]) -> None:
        """Have the window as it was left; at first as large as the screen allows.

        Args:
            window: not yet shown.
            actions: by name.
        """
        window.resize(*style.FIRST_SIZE)
        if self._state is None:  # for a screenshot, which no screen cuts short
            return
        state = self._state.now
        if state.window is not None and is_on_screen(QRect(*state.window)):
            window.setGeometry(*state.window)
        else:
            window.resize(window.size().boundedTo(window.screen().availableSize() * style.MOST_OF_SCREEN))
        if state.maximized:
            window.setWindowState(window.windowState() | Qt.WindowState.WindowMaximized)
        window.remember_places(state.panels)
        for name in SWITCHES:
            if name in state.switches:
                actions[name].setChecked(True)
        for remembered, name in OFF.items():
            actions[name].setChecked(remembered not in state.switches)

    def keep(self, window: PanelWindow, actions: dict[str, QAction]) -> None:
        """Remember how the window is, while it is still shown. That it fills the screen is not remembered."""
        if self._state is not None:
            box = window.normalGeometry()
            self._state.change(
                window=(box.x(), box.y(), box.width(), box.height()),
                maximized=window.isMaximized(),
                panels=window.panel_places(),
                switches=(
                    *(name for name in SWITCHES if actions[name].isChecked()),
                    *(remembered for remembered, name in OFF.items() if not actions[name].isChecked()),
                ),
            )

    @property
    def folder(self) -> str:
        """Folder where a person chose a file last; empty if nowhere yet."""
        return "" if self._state is None else self._state.now.folder

    def keep_folder(self, file: Path) -> None:
        """A person chose a file."""
        if self._state is not None:
            self._state.change(folder=str(file.parent))
