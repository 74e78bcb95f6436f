"""The switches of what lies over the picture: kernels, pixel grid, maps, figures."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject

from .. import style
from ..canvas.canvas import Canvas
from ..i18n import tr
from ..notifier import Notifier
from ..render.maps import TITLES, MapKind


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
        return {
            "positions": partial(self._switch_kernels, "positions"),
            "covariances": partial(self._switch_kernels, "covariances"),
            "grid": self._switch_grid,
            "figures": self._canvas.show_figures,
            "numbers": self._switch_numbers,
            **{f"map_{kind}": partial(self._set_map, kind) for kind in TITLES},
        }

    def _switch(self, name: str, on: bool) -> None:
        self._canvas.set_overlays(replace(self._canvas.overlays, **{name: on}))

    def _switch_kernels(self, name: str, on: bool) -> None:
        self._switch(name, on)
        if on:
            self._say_if_no_field()

    def _switch_grid(self, on: bool) -> None:
        self._switch("grid", on)
        if on:
            least = style.LEAST_GRID_SCALE
            self._say_if_below(least, tr("The pixel grid is shown from x{scale:g} on.", scale=least))

    def _switch_numbers(self, on: bool) -> None:
        self._canvas.item.set_numbers(on)
        if on:
            least = style.LEAST_NUMBER_PIXEL * self._canvas.devicePixelRatioF()
            self._say_if_below(least, tr("Pixel values are written from x{scale:g} on.", scale=least))

    def _set_map(self, kind: MapKind, on: bool) -> None:
        overlays = self._canvas.overlays
        if on or overlays.map == kind:
            self._canvas.set_overlays(replace(overlays, map=kind if on else None))
        if on:
            self._say_if_no_field()

    def _say_if_below(self, least: float, sentence: str) -> None:
        view = self._canvas.view
        if view is not None and view.scale < least:
            self._notifier.message(sentence)

    def _say_if_no_field(self) -> None:
        scene = self._canvas.scene_shown
        if scene is not None and scene.field is None:
            self._notifier.message(tr("Kernels are shown as soon as the field is being made."))
