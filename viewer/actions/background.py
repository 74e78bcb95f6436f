"""Actions about what is around the photo: nothing but a ground in full screen, and which ground."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QAction, QBrush, QColor, QMouseEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QToolBar, QWidget

from ..canvas.canvas import Canvas
from ..i18n import tr
from ..render.checkerboard import squares
from ..style import BACKGROUND
from ..widgets.mode_pill import Mode, ModePill

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


EDGE = 3.0
"""Device-independent pixels from the top edge at which the mouse brings the menus."""
HINT_MS = 4000
"""Milliseconds for which the picture alone says how to come back."""


class BackgroundActions(QObject):
    """The actions that change what is around the photo.

    Args:
        window: has the menus, the toolbars and the status bar.
        canvas: has the photo.
        pill: says how to bring the menus again.
        notes: what is said of the photo: hidden where only the picture is shown.
    """

    def __init__(self, window: QMainWindow, canvas: Canvas, pill: ModePill, notes: QWidget) -> None:
        super().__init__(window)
        self._window, self._canvas, self._pill, self._notes = window, canvas, pill, notes
        self._actions: dict[str, QAction] = {}
        self._hint = QTimer(self)
        self._hint.setSingleShot(True)
        self._hint.setInterval(HINT_MS)
        self._hint.timeout.connect(lambda: pill.show_mode("picture only", None))
        canvas.viewport().installEventFilter(self)

    def use(self, actions: dict[str, QAction]) -> None:
        """Take the actions by name: each way of showing the picture only ends the other."""
        self._actions = actions

    def handlers(self) -> dict[str, Callable[..., object]]:
        """The handlers of its actions, by the action's name."""
        return {
            "full_screen": self.show_full_screen,
            "picture_only": self.show_picture_only,
            **{f"ground_{name}": partial(self._lay, make) for name, make in GROUNDS.items()},
        }

    def show_full_screen(self, on: bool) -> None:
        """The photo alone on the whole screen, or as before."""
        if on and self._actions["picture_only"].isChecked():
            # The menus are what is missed: both switches bring them.
            self._actions["picture_only"].setChecked(False)
            self._actions["full_screen"].setChecked(False)
            return
        state = Qt.WindowState.WindowFullScreen
        before = self._window.windowState()
        self._window.setWindowState(before | state if on else before & ~state)
        self.show_picture_only(on)

    def show_picture_only(self, on: bool) -> None:
        """Hide menus and status bar, or show them."""
        self._window.menuBar().setVisible(not on)
        self._window.statusBar().setVisible(not on)
        self._notes.setVisible(not on)
        for bar in self._window.findChildren(QToolBar):
            bar.setVisible(not on and self._actions[bar.objectName()].isChecked())
        mode = Mode(tr("Esc, F or the mouse at the top edge: the menus again")) if on else None
        self._pill.show_mode("picture only", mode)
        if on:
            self._hint.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Bring the menus while the mouse is at the top edge, where only the picture is shown."""
        if isinstance(event, QMouseEvent) and event.type() == QEvent.Type.MouseMove and self._alone:
            bar, y = self._window.menuBar(), event.position().y()
            if bar.isHidden() and y <= EDGE:
                bar.show()
            elif not bar.isHidden() and y > EDGE and QApplication.activePopupWidget() is None:
                bar.hide()
        return super().eventFilter(watched, event)

    @property
    def _alone(self) -> bool:
        return any(self._actions[name].isChecked() for name in ("full_screen", "picture_only"))

    def _lay(self, make: Callable[[], QBrush], on: bool) -> None:
        if on:
            self._canvas.item.set_ground(make())
