"""The page of a start without a file: what was opened last."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from ..canvas.canvas import Canvas
from ..documents.folder_browser import FolderBrowser
from ..documents.thumbnails import Thumbnails
from ..widgets.recent_photos import RecentPhotos


class StartPage(QObject):
    """Shows the page, until a photo is shown.

    Args:
        canvas: is covered.
        folder_browser: knows the recent photos.
        thumbnails: makes what is seen of them.
        parent: owner.
    """

    open_requested = Signal(object)
    """The path of a photo to open."""
    choice_requested = Signal()
    """A file is to be chosen."""

    def __init__(
        self, canvas: Canvas, folder_browser: FolderBrowser, thumbnails: Thumbnails, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._canvas, self._folder_browser, self._thumbnails = canvas, folder_browser, thumbnails
        self.page: RecentPhotos | None = None
        """The page, while it is shown."""
        thumbnails.made.connect(self._made)

    def handlers(self) -> dict[str, Callable[..., object]]:
        """The handlers of its actions, by the action's name."""
        return {"clear_recent": self.clear}

    def begin(self) -> bool:
        """Show the page, if a photo was opened before; return whether it is shown."""
        recent = self._folder_browser.recent
        if not recent:
            return False
        self.page = RecentPhotos(self._canvas, recent)
        self.page.chosen.connect(self.open_requested)
        self.page.open_requested.connect(self.choice_requested)
        self.page.clear_requested.connect(self.clear)
        self._thumbnails.want(self, list(recent))
        return True

    def clear(self) -> None:
        """Forget what was opened; no file is touched."""
        self._folder_browser.clear_recent()
        if self.page is not None:
            self.page.photos.clear()

    def leave(self) -> None:
        """A photo is shown in its place."""
        if self.page is not None:
            self.page.leave()
            self.page = None
            self._thumbnails.want(self, [])
            self._canvas.setFocus()

    def _made(self, path: Path, image: QImage | None) -> None:
        if self.page is not None:
            self.page.set_thumbnail(path, image)
