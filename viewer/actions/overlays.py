"""The switches of what lies over the picture: kernels, pixel grid, maps, figures."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject

from ..canvas.canvas import Canvas
from ..notifier import Notifier
from ..overlays.base import Overlay
from ..overlays.overlays import OVERLAYS


class OverlayActions(QObject):
    """Switches the overlays of the canvas; says so where one shows nothing yet.

    Args:
        canvas: has the overlays.
        notifier: is told why nothing is seen.
        parent: owner.
    """

    def __init__(self, canvas: Canvas, notifier: Notifier, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._canvas, self._notifier = canvas, notifier

    def handlers(self) -> dict[str, Callable[..., object]]:
        """The handlers of its actions, by the action's name."""
        return {overlay.name: partial(self._switch, overlay) for overlay in OVERLAYS if overlay.name}

    def _switch(self, overlay: Overlay, on: bool) -> None:
        canvas = self._canvas
        canvas.set_overlays(canvas.overlays.switched(overlay.name, on))
        scene, view = canvas.scene_shown, canvas.view
        if on and scene is not None and view is not None:
            unseen = overlay.why_unseen(scene, view, canvas.devicePixelRatioF())
            if unseen:
                self._notifier.message(unseen)
