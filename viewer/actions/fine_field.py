"""The switch between the quick field and the fine one."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QSignalBlocker
from PySide6.QtGui import QAction

from ...core.network.bundled import bundled
from ...core.scene.scene import Scene
from ...core.scene.weights_choice import AUTOMATIC, FINE, LIGHT
from ..canvas.canvas import Canvas
from ..i18n import tr
from ..notifier import Notifier
from ..settings.settings import Settings
from ..settings.settings_file import SettingsFile


class FineFieldActions(QObject):
    """Its action is on while the fine weights make the shown field, whoever chose them.

    It changes the setting of the weights, for this run.

    Args:
        settings: where the weights are chosen.
        canvas: shows the field.
        notifier: is told where the field is not seen.
        parent: owner.
        weights: the fine ones.
    """

    def __init__(
        self,
        settings: SettingsFile,
        canvas: Canvas,
        notifier: Notifier,
        parent: QObject | None = None,
        weights: str = FINE,
    ) -> None:
        super().__init__(parent)
        self._settings, self._canvas, self._notifier = settings, canvas, notifier
        self.weights = weights
        """Name of bundled weights, or a weights file."""
        self._before = AUTOMATIC
        """The setting before it was that of the fine weights."""
        self._action: QAction | None = None
        settings.changed.connect(self._changed)

    def use(self, action: QAction) -> None:
        """The action to keep right: it can be chosen where such weights ship with the program."""
        self._action = action
        action.setEnabled(self.weights in bundled())

    def field_begun(self, scene: Scene) -> None:
        """A photo's field is made by some weights."""
        assert self._action is not None
        with QSignalBlocker(self._action):
            self._action.setChecked(scene.weights is not None and scene.weights.name == self.weights)

    def handlers(self) -> dict[str, Callable[..., object]]:
        """The handlers of its actions, by the action's name."""
        return {
            "fine": self.use_fine,
        }

    def use_fine(self, on: bool) -> None:
        """Let the fine weights make fields, or again what made them before."""
        if on:
            self._settings.give(weights=self.weights)
            scene, view = self._canvas.scene_shown, self._canvas.view
            if scene is not None and view is not None and not scene.shows_field(view):
                self._notifier.message(tr("The fine field is seen above x1: zoom in."))
        else:
            # Where nobody asked for them, the program did: by itself it would choose them again.
            asked = self._settings.now.weights == self.weights
            self._settings.give(weights=self._before if asked else LIGHT)

    def _changed(self, before: Settings, now: Settings) -> None:
        if now.weights == self.weights != before.weights:
            self._before = before.weights
