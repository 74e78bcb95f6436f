"""What is around the photo: nothing but a ground in full screen, and which ground."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QBrush, QColor, QImage, QPixmap
from PySide6.QtWidgets import QMainWindow

from ..canvas.canvas import Canvas
from ..style import BACKGROUND, CHECKER_LEVELS, CHECKER_SIDE


class Surroundings(QObject):
    """The actions that change what is around the photo."""

    def __init__(self, window: QMainWindow, canvas: Canvas) -> None:
        super().__init__(window)
        self._window = window
        self._canvas = canvas

    def do_full_screen(self, on: bool) -> None:
        """The photo alone on the whole screen, or as before."""
        state = Qt.WindowState.WindowFullScreen
        before = self._window.windowState()
        self._window.setWindowState(before | state if on else before & ~state)
        self.do_picture_only(on)

    def do_picture_only(self, on: bool) -> None:
        """Hide menus and status bar, or show them."""
        self._window.menuBar().setVisible(not on)
        self._window.statusBar().setVisible(not on)

    def do_ground_dark(self, on: bool) -> None:
        """The program's own dark ground."""
        self._lay(on, QBrush(QColor(BACKGROUND)))

    def do_ground_black(self, on: bool) -> None:
        """Black."""
        self._lay(on, QBrush(QColor("black")))

    def do_ground_grey(self, on: bool) -> None:
        """The grey that is half as bright as white."""
        self._lay(on, QBrush(QColor(119, 119, 119)))

    def do_ground_white(self, on: bool) -> None:
        """White."""
        self._lay(on, QBrush(QColor("white")))

    def do_ground_checkerboard(self, on: bool) -> None:
        """The squares that are under transparent parts, too."""
        self._lay(on, QBrush(_squares()))

    def _lay(self, on: bool, ground: QBrush) -> None:
        if on:
            self._canvas.item.set_ground(ground)


def _squares() -> QPixmap:
    image = QImage(2 * CHECKER_SIDE, 2 * CHECKER_SIDE, QImage.Format.Format_RGB32)
    for y in range(image.height()):
        for x in range(image.width()):
            level = int(CHECKER_LEVELS[(x // CHECKER_SIDE + y // CHECKER_SIDE) % 2])
            image.setPixelColor(x, y, QColor(level, level, level))
    return QPixmap.fromImage(image)
