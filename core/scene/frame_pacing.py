"""How well to draw while the view moves: the best that keeps a steady number of frames a second.

The time of a drawing is taken to be proportional to its device pixels and to -ln(cut-off), to which a
kernel's area is proportional. A larger picture never takes more than in proportion, so a quality that is
said to fit does fit: going back up is never followed by going down again.
"""

from __future__ import annotations

import math
import statistics
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from ..field.sampling import CUTOFF_MOVING, CUTOFF_REST

Source = Literal["photo", "field"]

FRAMES_A_SECOND = 60
SECONDS = 0.7 / FRAMES_A_SECOND
"""Time that a drawing may take; the rest, 5 ms, is for what comes before it, from the wheel on, and for
bringing it to the screen."""
RETURN_SHARE = 0.65
"""A better quality than the last one must fit into this share of `SECONDS`. Times that vary by a factor of up
to 1.2 either way then never make the quality swing: it was left because it took more than 1/1.2 = 0.83 of
`SECONDS`, and may look like 0.83/1.2 = 0.69 at least."""
KEPT_TIMES = 3
"""Measured times of a source that are kept; their median counts, so that a single hitch changes nothing."""


@dataclass(frozen=True)
class Quality:
    """How a view is drawn."""

    resolution: float
    """Pixels drawn along a side, of the view's device pixels; below 1 the picture is enlarged."""
    cutoff: float
    """Kernels are left out where they fall below this share of their peak."""


AT_REST = Quality(1.0, CUTOFF_REST)
MOVING = Quality(1.0, CUTOFF_MOVING)
LEVELS = (
    AT_REST,
    MOVING,
    *(Quality(share, CUTOFF_MOVING) for share in (0.75, 0.5, 0.375, 0.25, 0.1875, 0.125)),
)
"""Qualities to choose from, best first."""


@dataclass(frozen=True)
class Work:
    """A drawing to be made."""

    source: Source
    pixels: int
    """Device pixels that are drawn anew."""
    quality: Quality

    @property
    def amount(self) -> float:
        """To which its time is proportional, within a source."""
        return self.pixels * -math.log(self.quality.cutoff)


@dataclass(frozen=True)
class FramePacer:
    """Times measured so far, and the last choice. A value: each step gives a new one."""

    level: int = 0
    """Place in `LEVELS` of the quality chosen last."""
    times: Mapping[Source, tuple[float, ...]] = field(default_factory=dict[Source, tuple[float, ...]])
    """The last seconds for each unit of `Work.amount`, by source."""

    def measured(self, work: Work, seconds: float) -> FramePacer:
        """After a drawing that took some seconds."""
        times = (*self.times.get(work.source, ()), seconds / work.amount)[-KEPT_TIMES:]
        return replace(self, times={**self.times, work.source: times})

    def seconds(self, work: Work) -> float:
        """Time that a drawing is likely to take; 0 where nothing of its source was measured yet."""
        times = self.times.get(work.source)
        return work.amount * statistics.median(times) if times else 0.0

    def chosen(self, work: Callable[[Quality], Work]) -> tuple[FramePacer, Quality]:
        """The best quality that keeps the pace; the least one where none does.

        Args:
            work: tells what is to be drawn at a quality.
        """
        for level, quality in enumerate(LEVELS):
            limit = SECONDS * (RETURN_SHARE if level < self.level else 1)
            if self.seconds(work(quality)) <= limit:
                return replace(self, level=level), quality
        return replace(self, level=len(LEVELS) - 1), LEVELS[-1]
