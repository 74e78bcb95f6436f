"""How strongly traces of compression are cleaned away: chosen in a panel, for each photo."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMainWindow

from ..canvas.canvas import Canvas
from ..documents.opener import Opener
from ..documents.scene_model import SceneModel
from ..i18n import tr
from ..notifier import Notifier
from ..widgets.cleaning_panel import CleaningPanel
from ..widgets.docks import add_at_right, show_dock


class CleaningActions(QObject):
    """The switch of the panel, and what is chosen in it; it can be opened where the weights allow it."""

    def __init__(
        self, window: QMainWindow, canvas: Canvas, scenes: SceneModel, opener: Opener, notifier: Notifier
    ) -> None:
        super().__init__(window)
        self._canvas, self._scenes, self._opener, self._notifier = canvas, scenes, opener, notifier
        self._action: QAction | None = None
        self.panel = CleaningPanel(window)
        self.panel.hide()
        add_at_right(window, self.panel)
        self.panel.chosen.connect(self._choose)
        self.panel.visibilityChanged.connect(self._seen)

    def use(self, action: QAction) -> None:
        """Take the action that opens the panel."""
        self._action = action
        self.show_scene()

    def handlers(self) -> dict[str, Callable[..., object]]:
        """The handlers of its actions, by the action's name."""
        return {"cleaning": self.show_panel}

    def show_panel(self, on: bool) -> None:
        """Show the panel, its slider ready for the arrow keys, or close it."""
        show_dock(self.panel, on)
        if on:
            self.panel.slider.setFocus()

    def show_scene(self) -> None:
        """Show what is in force for the photo that is open."""
        scene = self._scenes.scene
        self.panel.show_cleaning(None if scene is None else scene.cleaning)
        self._enable()

    def _choose(self, strength: float | None) -> None:
        self._opener.clean(strength)
        scene, view = self._scenes.scene, self._canvas.view
        if scene is not None and view is not None and not scene.shows_field(view):
            self._notifier.message(
                tr("At this scale the photo itself is shown; cleaning is seen above 100 %.")
            )

    def _seen(self, _visible: bool) -> None:
        # A dock below a tab of another is not seen, but not closed either.
        if self._action is not None:
            self._action.setChecked(not self.panel.isHidden())
        self._enable()

    def _enable(self) -> None:
        scene = self._scenes.scene
        if self._action is not None:
            # Where it is open it can be closed.
            self._action.setEnabled(
                (scene is not None and scene.cleaning is not None) or not self.panel.isHidden()
            )
