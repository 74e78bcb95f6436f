"""Undo and redo over values: edits, and how the photo lies."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, replace

from ...core.field.edits import NO_EDITS, Edits
from ...core.geometry.orientation import UPRIGHT, Orientation

MOST_STEPS = 500
"""Steps that can be undone; the oldest is forgotten first."""


@dataclass(frozen=True, eq=False)
class Step:
    """A state that undo and redo go back to."""

    edits: Edits = NO_EDITS
    """By the numbers that kernels have in this orientation."""
    orientation: Orientation = UPRIGHT
    """How the photo is turned since it was opened."""


class History:
    """The steps of a photo, one after the other, and which of them is the present one."""

    def __init__(self) -> None:
        self._steps = [Step()]
        self._at = 0
        self._stroke: Hashable = None

    @property
    def present(self) -> Step:
        """The step that is shown."""
        return self._steps[self._at]

    @property
    def can_undo(self) -> bool:
        """True if there is a step before."""
        return self._at > 0

    @property
    def can_redo(self) -> bool:
        """True if a step was undone."""
        return self._at + 1 < len(self._steps)

    def forget_edits(self) -> None:
        """Keep only how the photo was turned: its field is another one."""
        self._steps = [replace(step, edits=NO_EDITS) for step in self._steps]

    def add(self, step: Step, stroke: Hashable = None) -> None:
        """A new step; those that were undone are forgotten.

        Args:
            step: what is shown after it.
            stroke: steps of one stroke, not None, that follow each other are one step.
        """
        if stroke is None or stroke != self._stroke or not self.can_undo or self.can_redo:
            self._at += 1
        self._steps[self._at :] = [step]
        self._stroke = stroke
        if len(self._steps) > MOST_STEPS + 1:
            del self._steps[1]
            self._at -= 1

    def undo(self) -> None:
        """Go a step back, where there is one."""
        self._at = max(0, self._at - 1)
        self._stroke = None

    def redo(self) -> None:
        """Take a step again that was undone."""
        self._at = min(len(self._steps) - 1, self._at + 1)
        self._stroke = None
