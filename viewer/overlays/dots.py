"""The kernels' positions, as dots."""

from __future__ import annotations

from ..render.marks import POSITIONS
from .kernel_overlay import KernelOverlay


class Dots(KernelOverlay):
    """A dot at each kernel's mean."""

    name = POSITIONS
