"""The switches of what lies over the picture: kernels, pixel grid, maps, figures."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject

from ..canvas.canvas import Canvas
from ..render.maps import MapKind


class OverlayActions(QObject):
    """Has a method `do_NAME` for each, as the window has for its own actions."""

    def __init__(self, canvas: Canvas, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._canvas = canvas

    def do_positions(self, on: bool) -> None:
        """Show the kernels' positions."""
        self._canvas.set_overlays(replace(self._canvas.overlays, positions=on))

    def do_covariances(self, on: bool) -> None:
        """Show the kernels' covariances."""
        self._canvas.set_overlays(replace(self._canvas.overlays, covariances=on))

    def do_grid(self, on: bool) -> None:
        """Show the photo's pixel grid."""
        self._canvas.set_overlays(replace(self._canvas.overlays, grid=on))

    def do_figures(self, on: bool) -> None:
        """Show figures about each frame."""
        self._canvas.show_figures(on)

    def do_map_orientation(self, on: bool) -> None:
        """Directions of the kernels on a colour wheel."""
        self._set_map("orientation", on)

    def do_map_elongation(self, on: bool) -> None:
        """How much longer than wide the kernels are."""
        self._set_map("elongation", on)

    def do_map_density(self, on: bool) -> None:
        """How many kernels there are."""
        self._set_map("density", on)

    def do_map_gradient(self, on: bool) -> None:
        """How steep the picture is."""
        self._set_map("gradient", on)

    def do_map_laplacian(self, on: bool) -> None:
        """How the picture curves."""
        self._set_map("laplacian", on)

    def do_map_isolines(self, on: bool) -> None:
        """Lines of equal luma."""
        self._set_map("isolines", on)

    def _set_map(self, kind: MapKind, on: bool) -> None:
        overlays = self._canvas.overlays
        if on or overlays.map == kind:
            self._canvas.set_overlays(replace(overlays, map=kind if on else None))
