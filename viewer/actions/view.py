"""Moving the view by keys and menus: steps, scales, and what is typed."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject

from ..canvas import feel
from ..canvas.canvas import Canvas
from ..widgets.status_bar import StatusBar

SCALES = range(1, 10)
"""Device pixels for each photo pixel that a key of its own zooms to."""


class ViewActions(QObject):
    """The actions; `Navigation` does what they ask for."""

    def __init__(self, canvas: Canvas, status: StatusBar, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._canvas, self._status = canvas, status
        status.scale_chosen.connect(self._scale_chosen)

    def handlers(self) -> dict[str, Callable[..., object]]:
        """The handlers of its actions, by the action's name."""
        return {
            "fit": self._canvas.navigation.fit,
            "zoom_in": partial(self._canvas.navigation.zoom_by, feel.KEY_ZOOM),
            "zoom_out": partial(self._canvas.navigation.zoom_by, 1 / feel.KEY_ZOOM),
            "left": partial(self._step, 1, 0),
            "right": partial(self._step, -1, 0),
            "up": partial(self._step, 0, 1),
            "down": partial(self._step, 0, -1),
            "type_scale": self._status.ask_scale,
            **{f"times_{n}": partial(self._canvas.navigation.zoom_to, float(n)) for n in SCALES},
        }

    def _step(self, right: int, down: int) -> None:
        pixels = feel.KEY_PAN * self._canvas.devicePixelRatioF()
        self._canvas.navigation.pan(right * pixels, down * pixels)

    def _scale_chosen(self, scale: float) -> None:
        self._canvas.navigation.zoom_to(scale)
        self._canvas.setFocus()
