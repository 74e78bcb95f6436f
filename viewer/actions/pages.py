"""Pages, frames or sizes of the shown file: its further pictures."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal

from ..canvas.canvas import Canvas
from ..documents.document import PhotoPage
from ..documents.opener import Opener
from ..i18n import tr
from ..notifier import Notifier


class PageActions(QObject):
    """Asks the window to open another page of the shown file.

    Args:
        canvas: shows a page.
        opener: knows which one is on its way.
        notifier: is told where there is no further one.
        parent: owner.
    """

    open_requested = Signal(object)
    """A `PhotoPage`."""

    def __init__(self, canvas: Canvas, opener: Opener, notifier: Notifier, parent: QObject) -> None:
        super().__init__(parent)
        self._canvas, self._opener, self._notifier = canvas, opener, notifier

    def handlers(self) -> dict[str, Callable[..., object]]:
        """The handlers of its actions, by the action's name."""
        return {"previous_page": partial(self._turn, -1), "next_page": partial(self._turn, 1)}

    def _turn(self, step: int) -> None:
        scene = self._canvas.scene_shown
        if scene is None:
            return
        photo, wanted = scene.photo, self._opener.wanted
        page = photo.page + step
        if isinstance(wanted, PhotoPage) and wanted.path == photo.path:
            page = wanted.page + step  # one is on its way: as many pages are turned as keys were pressed
        if photo.path is None or photo.pages == 1:
            self._notifier.message(tr("This file holds one picture."))
        elif not 0 <= page < photo.pages:
            self._notifier.message(tr("There is no further page in this file."))
        else:
            self.open_requested.emit(PhotoPage(photo.path, page))
