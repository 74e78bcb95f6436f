"""The switch between the quick field and the fine one."""

from __future__ import annotations

from PySide6.QtCore import QObject, QSignalBlocker
from PySide6.QtGui import QAction

from ..core.frame import Scene
from ..core.opening import QUICK
from ..core.weights_choice import FINE, bundled
from .opener import Opener


class Fine(QObject):
    """Its action is on while the fine weights make the shown field, whoever chose them.

    Args:
        opener: makes fields with the chosen weights from then on.
        parent: owner.
        weights: the fine ones.
    """

    def __init__(self, opener: Opener, parent: QObject | None = None, weights: str = FINE) -> None:
        super().__init__(parent)
        self._opener = opener
        self.weights = weights
        """Name of bundled weights, or a weights file."""
        self._before = QUICK
        """What was asked for before the switch was turned on."""
        self._action: QAction | None = None

    def use(self, action: QAction) -> None:
        """The action to keep right: it can be chosen where such weights ship with the program."""
        self._action = action
        action.setEnabled(self.weights in bundled())

    def field_begun(self, scene: Scene) -> None:
        """A photo's field is made by some weights."""
        assert self._action is not None
        with QSignalBlocker(self._action):
            self._action.setChecked(scene.weights is not None and scene.weights.name == self.weights)

    def do_fine(self, on: bool) -> None:
        """Let the fine weights make fields, or again what made them before."""
        if on:
            self._before = self._opener.weights
        self._opener.use_weights(self.weights if on else self._before)
