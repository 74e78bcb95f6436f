"""How a field is sampled: the pixel's footprint and the cut-off of kernels."""

from __future__ import annotations

FOOTPRINT = 1 / 12
"""Variance of a device pixel's own width (a unit box), in device pixels squared."""
CUTOFF_MOVING = 1e-3
"""Cut-off while the view moves: a share of a kernel's peak."""
CUTOFF_REST = 1e-4
"""Cut-off when the view rests, and for everything that is saved."""
