"""How two sides of a comparison share the window: values and geometry, in device pixels."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from ...core.scene.compare import Side

Mode = Literal["off", "split", "beside", "difference"]
What = Literal["own", "other", "difference"]


@dataclass(frozen=True)
class ComparisonMode:
    """A comparison: its partner and how it is shown."""

    side: Side | None = None
    """The other side; None where there is nothing to compare with."""
    mode: Mode = "off"
    line: float = 0.5
    """Place of the split line, as a share of the width."""
    flicker: bool = False
    """True if the other side alone is shown, for as long as a key is held."""

    @property
    def shown_side(self) -> Side | None:
        """The side that has to be drawn."""
        return self.side if self.mode != "off" or self.flicker else None

    @property
    def measured(self) -> bool:
        """True if the difference is shown, and its size."""
        return self.side is not None and (self.mode == "difference" or self.side.is_truth)


NO_COMPARISON = ComparisonMode()


@dataclass(frozen=True)
class Pane:
    """A part of the window, over its whole height."""

    left: int
    right: int
    """One past the last column."""
    shift: int
    """How far to the right of its place in the view the picture is painted."""
    what: What


def panes(comparison: ComparisonMode, width: int) -> list[Pane]:
    """The panes of a window of some width, from the left."""
    if comparison.side is None:
        return [Pane(0, width, 0, "own")]
    if comparison.flicker:
        return [Pane(0, width, 0, "other")]
    if comparison.mode == "split":
        line = line_column(comparison, width)
        return [Pane(0, line, 0, "other"), Pane(line, width, 0, "own")]
    if comparison.mode == "beside":
        half = width // 2
        # Both show the middle of the view: what is left and right of it has no room.
        return [Pane(0, half, -(half // 2), "other"), Pane(half, width, half - half // 2, "own")]
    return [Pane(0, width, 0, "difference" if comparison.mode == "difference" else "own")]


def line_column(comparison: ComparisonMode, width: int) -> int:
    """The first column to the right of the split line."""
    return round(comparison.line * width)


def visible_width(comparison: ComparisonMode, width: int) -> int:
    """Columns of a view that each pane shows."""
    beside = comparison.mode == "beside" and comparison.side is not None
    return max(1, width // 2) if beside else width


def shift_at(comparison: ComparisonMode, width: int, column: float) -> int:
    """How far to the right the picture is painted in the pane of a column."""
    return next((p.shift for p in panes(comparison, width) if column < p.right), 0)
