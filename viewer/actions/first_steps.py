"""The first steps: a card over the sample photo, which shows what the program does."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction

from ..canvas.canvas import Canvas
from ..state.state_file import StateFile
from ..widgets.first_card import FirstCard

TRICK_SCALE = 8.0
"""Device pixels for each photo pixel at which the field and the photo are seen to differ."""


class FirstSteps(QObject):
    """Shows the card, at the first start or when asked for.

    Args:
        canvas: where the photo is shown.
        state: remembers that the card was dismissed; None to remember nothing.
        parent: owner.
    """

    def __init__(self, canvas: Canvas, state: StateFile | None, parent: QObject) -> None:
        super().__init__(parent)
        self._canvas, self._state = canvas, state
        self._actions: dict[str, QAction] = {}
        self.card: FirstCard | None = None
        """The card, while it is shown."""
        self._over: Path | None = None
        """The photo that it is shown over, once that is there."""

    def use(self, actions: dict[str, QAction]) -> None:
        """Take the actions, by name, that the card starts."""
        self._actions = actions

    def handlers(self) -> dict[str, Callable[..., object]]:
        """The handlers of its actions, by the action's name."""
        return {"first_steps": self.show_card}

    def begin(self) -> None:
        """Show the card if no one has dismissed it yet."""
        if self._state is not None and not self._state.now.card_dismissed:
            self.show_card()

    def show_card(self) -> None:
        """Show the card, and the split line that it speaks of."""
        if self.card is None:
            self.card = FirstCard(self._canvas)
            self.card.open_requested.connect(self._actions["open"].trigger)
            self.card.show_requested.connect(self.show_trick)
            self.card.dismissed.connect(self._dismissed)
            self._over = self._shown()
        self._actions["split"].setChecked(True)

    def photo_opened(self) -> None:
        """Another photo is shown: who opened one of their own needs no card over it."""
        if self._over is None:
            self._over = self._shown()
        elif self.card is not None and self._shown() != self._over:
            self.card.dismiss()

    def _shown(self) -> Path | None:
        scene = self._canvas.scene_shown
        return None if scene is None else scene.photo.path

    def show_trick(self) -> None:
        """Glide to where the photo's pixels are seen, bicubic on the left and the field on the right."""
        self._actions["split"].setChecked(True)
        self._canvas.navigation.zoom_to(TRICK_SCALE)

    def _dismissed(self) -> None:
        self.card = None
        if self._state is not None:
            self._state.change(card_dismissed=True)
