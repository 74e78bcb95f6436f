"""What is around the photo: nothing but a ground in full screen, and which ground."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QBrush, QColor
from PySide6.QtWidgets import QMainWindow

from ..canvas.canvas import Canvas
from ..render.checkerboard import squares
from ..style import BACKGROUND

GROUNDS: dict[str, Callable[[], QBrush]] = {
    "dark": lambda: QBrush(QColor(BACKGROUND)),
    "black": lambda: QBrush(QColor("black")),
    # The grey that is half as bright as white.
    "grey": lambda: QBrush(QColor(119, 119, 119)),
    "white": lambda: QBrush(QColor("white")),
    # The squares that are under transparent parts, too.
    "checkerboard": lambda: QBrush(squares()),
}
"""The colours or patterns around the photo."""


class Surroundings(QObject):
    """The actions that change what is around the photo."""

    def __init__(self, window: QMainWindow, canvas: Canvas) -> None:
        super().__init__(window)
        self._window = window
        self._canvas = canvas

    def handlers(self) -> dict[str, Callable[..., object]]:
        """The handlers of its actions, by the action's name."""
        return {
            "full_screen": self.show_full_screen,
            "picture_only": self.show_picture_only,
            **{f"ground_{name}": partial(self._lay, make) for name, make in GROUNDS.items()},
        }

    def show_full_screen(self, on: bool) -> None:
        """The photo alone on the whole screen, or as before."""
        state = Qt.WindowState.WindowFullScreen
        before = self._window.windowState()
        self._window.setWindowState(before | state if on else before & ~state)
        self.show_picture_only(on)

    def show_picture_only(self, on: bool) -> None:
        """Hide menus and status bar, or show them."""
        self._window.menuBar().setVisible(not on)
        self._window.statusBar().setVisible(not on)

    def _lay(self, make: Callable[[], QBrush], on: bool) -> None:
        if on:
            self._canvas.item.set_ground(make())
