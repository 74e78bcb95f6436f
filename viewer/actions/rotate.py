"""The actions that rotate and flip the photo; its field is made again, for the network sees another one."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal

from ...core.field.tile_source import FieldFileSource
from ...core.photo.orientation import Turn
from ..canvas.canvas import Canvas
from ..documents.document import RotatedPhoto
from ..i18n import tr
from ..notifier import Notifier


class RotateActions(QObject):
    """Asks the window to open the shown photo in another position."""

    open_requested = Signal(object)
    """A `RotatedPhoto`."""

    def __init__(self, canvas: Canvas, notifier: Notifier, parent: QObject) -> None:
        super().__init__(parent)
        self._canvas, self._notifier = canvas, notifier

    def handlers(self) -> dict[str, Callable[..., object]]:
        """The handlers of its actions, by the action's name."""
        return {
            "rotate_left": partial(self._turn, "left"),
            "rotate_right": partial(self._turn, "right"),
            "flip_sideways": partial(self._turn, "mirrored"),
            "flip_over": partial(self._turn, "upside down"),
        }

    def _turn(self, turn: Turn) -> None:
        scene = self._canvas.scene_shown
        if scene is None:
            return
        if scene.field is not None and isinstance(scene.field.source, FieldFileSource):
            self._notifier.message(tr("A field file is shown as it is; only photos are turned."))
        else:
            self.open_requested.emit(RotatedPhoto(scene.photo, turn))
