"""What the window remembers between runs by itself: its place, its panels, the last folder."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMainWindow

from .. import style

SWITCHES = (
    *("navigator", "scale_bar", "histogram", "metadata", "inspect", "peel"),
    *("ground_dark", "ground_black", "ground_grey", "ground_white", "ground_checkerboard"),
)
"""Actions whose state is remembered: panels, and what is around the photo."""
_LAYOUT = 1
"""Version of the panels' places."""


class Remembered:
    """Restores and keeps it.

    Args:
        memory: where; None to remember nothing.
    """

    def __init__(self, memory: QSettings | None) -> None:
        self._memory = memory

    def restore(self, window: QMainWindow, actions: dict[str, QAction]) -> None:
        """Have the window as it was left; at first as large as the screen allows.

        Args:
            window: not yet shown.
            actions: by name.
        """
        window.resize(*style.FIRST_SIZE)
        memory = self._memory
        if memory is None:  # for a screenshot, which no screen cuts short
            return
        geometry, layout = memory.value("geometry"), memory.value("layout")
        if isinstance(geometry, QByteArray) and window.restoreGeometry(geometry):
            # The menus would be missing there; one key brings it back.
            window.setWindowState(window.windowState() & ~Qt.WindowState.WindowFullScreen)
        else:
            window.resize(window.size().boundedTo(window.screen().availableSize() * style.MOST_OF_SCREEN))
        if isinstance(layout, QByteArray):
            window.restoreState(layout, _LAYOUT)
        on = texts(memory.value("switches"))
        for name in SWITCHES:
            if name in on:
                actions[name].setChecked(True)

    def keep(self, window: QMainWindow, actions: dict[str, QAction]) -> None:
        """Remember how the window is, while it is still shown."""
        if self._memory is not None:
            self._memory.setValue("geometry", window.saveGeometry())
            self._memory.setValue("layout", window.saveState(_LAYOUT))
            self._memory.setValue("switches", [name for name in SWITCHES if actions[name].isChecked()])

    @property
    def folder(self) -> str:
        """Where a person chose a file last; empty if nowhere yet."""
        return "" if self._memory is None else str(self._memory.value("folder", ""))

    def keep_folder(self, file: Path) -> None:
        """A person chose a file."""
        if self._memory is not None:
            self._memory.setValue("folder", str(file.parent))


def texts(value: object) -> list[str]:
    """What `QSettings` hold for a list of texts: a list, or the text alone where it has one entry."""
    found = [value] if isinstance(value, str) else value if isinstance(value, list) else []
    return [str(text) for text in found if text]
