"""The scene that is open: the one place where it is kept and replaced."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from ...core.field.displayed_field import PLAIN, DisplayState
from ...core.field.edits import Edits
from ...core.geometry.orientation import Orientation
from ...core.scene.scene import Scene


class SceneModel(QObject):
    """Holds a frozen `Scene`, and replaces it whole; the window's parts are views of it."""

    display_changed = Signal(object, object)
    """The `DisplayState` before, and the one now; of the same photo."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._scene: Scene | None = None
        self._display = PLAIN

    @property
    def scene(self) -> Scene | None:
        """The open scene; None at the start."""
        return self._scene

    @property
    def display(self) -> DisplayState:
        """How it is displayed, or how the first photo will be."""
        return self._display

    def open(self, scene: Scene, *, keep_warp: bool) -> None:
        """Put another photo in the place of the one before; the footprint stays as it is chosen.

        Args:
            scene: the photo, and perhaps its field.
            keep_warp: see it through the warp of the one before: it is the same photo, made anew.
        """
        now = self._display
        self._display = DisplayState(footprint=now.footprint, warp=now.warp if keep_warp else PLAIN.warp)
        self._scene = scene.with_display(self._display)

    def set_field(self, made: Scene) -> None:
        """Give the photo the field of another scene of it, with what draws and what makes it."""
        if self._scene is not None and made.tiled is not None:
            self._scene = self._scene.with_field(made.tiled, made.rasterizer, made.weights, made.cleaning)
            self._display = self._scene.display

    def close(self) -> None:
        """Show nothing, as at the start."""
        self._scene, self._display = None, DisplayState(footprint=self._display.footprint)

    def photo_renamed(self, made: Scene) -> None:
        """Take the scene of the photo under another name."""
        self._scene = made.with_display(self._display)

    def turn(self, made: Scene, orientation: Orientation, edits: Edits | None) -> None:
        """Take the photo turned, with its field, displayed as it was.

        Args:
            made: the scene of the turned photo.
            orientation: how it was turned.
            edits: of the turned field; None for those that there are.
        """
        assert self._scene is not None
        display = self._scene.turned_display(orientation)
        self._display = display if edits is None else replace(display, edits=edits)
        self._scene = made.with_display(self._display)

    def set_display(self, **values: object) -> None:
        """Change how the photo is displayed.

        Args:
            values: fields of `DisplayState` by name; the others stay.
        """
        before, self._display = self._display, replace(self._display, **values)
        if self._scene is not None:
            self._scene = self._scene.with_display(self._display)
        self.display_changed.emit(before, self._display)
