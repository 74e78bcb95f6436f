"""How a field is sampled: the pixel's footprint and the cut-off of kernels."""

from __future__ import annotations

from dataclasses import dataclass

FOOTPRINT = 1 / 12
"""Variance of a device pixel's own width (a unit box), in device pixels squared."""
CUTOFF_MOVING = 1e-3
"""Cut-off while the view moves: a share of a kernel's peak."""
CUTOFF_REST = 1e-4
"""Cut-off when the view rests, and for everything that is saved."""


@dataclass(frozen=True)
class Sampling:
    """How kernels become device pixels."""

    footprint: float = FOOTPRINT
    """Variance added for a device pixel, in device pixels squared; 0 samples points."""
    cutoff: float = CUTOFF_REST
    """Share of its peak below which a kernel is left out."""


RESTING = Sampling()
"""For a view at rest, and for everything that is saved."""
MOVING = Sampling(cutoff=CUTOFF_MOVING)
"""While the view moves."""
