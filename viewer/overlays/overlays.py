"""All overlays, in the order in which they are painted."""

from __future__ import annotations

from ..render.maps import TITLES
from ..render.marks import Overlays
from .base import Overlay
from .caption import MarksCaption
from .comparison_labels import ComparisonLabels
from .dots import Dots
from .ellipses import Ellipses
from .field_map import FieldMap
from .frame_stats import FrameStats
from .legend import MapLegend
from .pixel_grid import PixelGrid
from .pixel_values import PixelValues

OVERLAYS: tuple[Overlay, ...] = (
    *(FieldMap(kind) for kind in TITLES),
    Ellipses(),
    Dots(),
    PixelGrid(),
    PixelValues(),
    ComparisonLabels(),
    MarksCaption(),
    MapLegend(),
    FrameStats(),
)
_IN_FRAME = frozenset(overlay.name for overlay in OVERLAYS if overlay.needs_frame)


def in_frame(overlays: Overlays) -> Overlays:
    """Overlays that are on and drawn by the render thread."""
    return Overlays(overlays.on & _IN_FRAME, overlays.colours)
