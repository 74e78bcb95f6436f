"""The filmstrip: the photos of the folder along the window's lower edge."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QMainWindow, QToolBar

from ..canvas.canvas import Canvas
from ..documents.folder_browser import FolderBrowser
from ..documents.thumbnails import Thumbnails
from ..i18n import tr
from ..widgets.filmstrip import Filmstrip


class FilmstripActions(QObject):
    """Shows the strip, and has the thumbnails made that it needs.

    Args:
        window: at its lower edge.
        canvas: gets the focus back.
        leafing: knows the files.
        thumbnails: makes them.
    """

    wanted = Signal(object)
    """The path of a file to open."""

    def __init__(
        self, window: QMainWindow, canvas: Canvas, leafing: FolderBrowser, thumbnails: Thumbnails
    ) -> None:
        super().__init__(window)
        self._canvas, self._leafing, self._thumbnails = canvas, leafing, thumbnails
        self.strip = Filmstrip()
        """The row of thumbnails."""
        self.bar = QToolBar(tr("Filmstrip"), window)
        """Holds it; named like its action."""
        self.bar.setObjectName("filmstrip")
        self.bar.setMovable(False)
        self.bar.toggleViewAction().setVisible(False)  # the menu View has a switch for it
        self.bar.addWidget(self.strip)
        self.bar.hide()
        window.addToolBar(Qt.ToolBarArea.BottomToolBarArea, self.bar)
        leafing.listed.connect(self.strip.show_files)
        leafing.changed.connect(self.strip.forget)
        self.strip.needed.connect(self._need)
        self.strip.chosen.connect(self._choose)
        thumbnails.made.connect(self.strip.set_thumbnail)

    def handlers(self) -> dict[str, Callable[..., object]]:
        """The handlers of its actions, by the action's name."""
        return {"filmstrip": self.show_strip}

    def show_strip(self, on: bool) -> None:
        """Show the strip, or hide it."""
        self.bar.setVisible(on)
        if not on:
            self._thumbnails.want(self, [])

    def _need(self, paths: list[Path]) -> None:
        self._thumbnails.want(self, paths)

    def _choose(self, path: Path) -> None:
        self._leafing.forget_waiting()
        self._leafing.leaf_to(path)
        self._canvas.setFocus()
