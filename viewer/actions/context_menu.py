"""The menu of the right mouse button over the photo, made of the table of actions."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from ..canvas.canvas import Canvas
from .table import CONTEXT_MENU


class ContextMenu(QMenu):
    """Comes up where the canvas is clicked on, or by the menu key.

    Args:
        canvas: the photo.
        actions: by name.
        submenus: menus of the menu bar by their path, which `CONTEXT_MENU` may name.
    """

    def __init__(self, canvas: Canvas, actions: dict[str, QAction], submenus: dict[str, QMenu]) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        for name in CONTEXT_MENU:
            if not name:
                self.addSeparator()
            elif name in submenus:
                self.addMenu(submenus[name])
            else:
                self.addAction(actions[name])
        canvas.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        canvas.customContextMenuRequested.connect(self._come_up)

    def _come_up(self, at: QPoint) -> None:
        self.popup(self._canvas.viewport().mapToGlobal(at))
