"""The kernels' covariances, as ellipses."""

from __future__ import annotations

from ..render.marks import COVARIANCES
from .kernel_overlay import KernelOverlay


class Ellipses(KernelOverlay):
    """Each kernel's 1-sigma ellipse."""

    name = COVARIANCES
