"""A map of the field over the picture."""

from __future__ import annotations

from ..render.maps import MapKind
from ..render.marks import MAP
from .kernel_overlay import KernelOverlay


class FieldMap(KernelOverlay):
    """One of the maps of `render.maps`.

    Args:
        kind: which.
    """

    def __init__(self, kind: MapKind) -> None:
        self.name = MAP + kind
