"""Undo and redo over values."""

from __future__ import annotations

from collections.abc import Hashable

from ...core.field.edits import NO_EDITS, Edits

MOST_STEPS = 500
"""Steps that can be undone; the oldest is forgotten first."""


class History:
    """The edits of a field, one after the other, and which of them is the present one."""

    def __init__(self) -> None:
        self._steps: list[Edits] = [NO_EDITS]
        self._at = 0
        self._stroke: Hashable = None

    @property
    def present(self) -> Edits:
        """The edits as they are."""
        return self._steps[self._at]

    @property
    def can_undo(self) -> bool:
        """True if there is a step before."""
        return self._at > 0

    @property
    def can_redo(self) -> bool:
        """True if a step was undone."""
        return self._at + 1 < len(self._steps)

    def add(self, edits: Edits, stroke: Hashable = None) -> None:
        """A new step; those that were undone are forgotten.

        Args:
            edits: the edits after it.
            stroke: steps of one stroke, not None, that follow each other are one step.
        """
        if stroke is None or stroke != self._stroke or not self.can_undo or self.can_redo:
            self._at += 1
        self._steps[self._at :] = [edits]
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
