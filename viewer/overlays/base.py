"""The protocol of overlays, which lie over the picture."""

from __future__ import annotations

from dataclasses import dataclass, field

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from ...core.geometry.view import View
from ...core.scene.scene import Scene
from ..render.comparison import ComparisonMode
from ..render.marks import Overlays
from ..render.request import RenderResult


@dataclass(frozen=True, eq=False)
class PaintContext:
    """The state of the screen while an overlay is painted."""

    scene: Scene
    view: View
    drawn: RenderResult | None
    """The newest frame; it may show an older view."""
    comparison: ComparisonMode
    overlays: Overlays
    """Which are on, and their colours."""
    size: tuple[float, float]
    """Width and height of the canvas, in device-independent pixels."""
    ratio: float
    """Device pixels for each device-independent pixel."""
    taken: list[QRectF] = field(default_factory=list[QRectF])
    """Places of texts and legends: each overlay adds its own, for others to keep clear of."""


class Overlay:
    """Something that lies over the picture; all of them are in `overlays.OVERLAYS`."""

    name: str = ""
    """That of the action that switches it; empty where it is always on."""
    needs_frame: bool = False
    """True where the render thread draws it into the frame: switching it asks for a new one."""
    in_panes: bool = False
    """True where it is painted once in each pane of a comparison, clipped to the photo, with the pane's
    device pixels as the painter's units; otherwise once over the canvas, in device-independent pixels."""

    def paint(self, painter: QPainter, context: PaintContext) -> None:
        """Paint in the GUI thread, over the frame; nothing where the frame has all of it."""

    def why_unseen(self, scene: Scene, view: View, ratio: float) -> str:
        """Return a sentence about why it shows nothing in a view; empty where it shows something.

        Args:
            scene: what is open.
            view: what is looked at.
            ratio: device pixels for each device-independent pixel.
        """
        del scene, view, ratio
        return ""
