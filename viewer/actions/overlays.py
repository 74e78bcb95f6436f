"""The switches of what lies over the picture: kernels, pixel grid, maps, figures."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject

from ..canvas.canvas import Canvas
from ..render.maps import TITLES, MapKind


class OverlayActions(QObject):
    """Switches the overlays of the canvas."""

    def __init__(self, canvas: Canvas, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._canvas = canvas

    def handlers(self) -> dict[str, Callable[..., object]]:
        """The handlers of its actions, by the action's name."""
        return {
            "positions": partial(self._switch, "positions"),
            "covariances": partial(self._switch, "covariances"),
            "grid": partial(self._switch, "grid"),
            "figures": self._canvas.show_figures,
            **{f"map_{kind}": partial(self._set_map, kind) for kind in TITLES},
        }

    def _switch(self, name: str, on: bool) -> None:
        self._canvas.set_overlays(replace(self._canvas.overlays, **{name: on}))

    def _set_map(self, kind: MapKind, on: bool) -> None:
        overlays = self._canvas.overlays
        if on or overlays.map == kind:
            self._canvas.set_overlays(replace(overlays, map=kind if on else None))
