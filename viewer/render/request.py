"""A request to the render loop, and its result."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ...core.geometry.view import View
from ...core.scene.compare import ComparedFrame
from ...core.scene.frame import Frame
from ...core.scene.scene import Scene
from .checkerboard import over_checkerboard
from .comparison import NO_COMPARISON, ComparisonMode, What
from .maps import Legend
from .marks import NO_OVERLAYS, Overlays


@dataclass(frozen=True, eq=False)
class RenderRequest:
    """A picture to draw."""

    scene: Scene
    view: View
    moving: bool
    """At a quality that keeps the pace; otherwise at the quality at rest."""
    source_pixels: bool = False
    """The photo's own pixels as squares."""
    overlays: Overlays = NO_OVERLAYS
    pixel_ratio: float = 1.0
    """Device pixels for each device-independent pixel: the width of the overlays' lines."""
    comparison: ComparisonMode = NO_COMPARISON
    """The comparison that is drawn beside it."""

    def same_picture(self, other: RenderRequest) -> bool:
        """True if another request asks for the same, at whatever quality."""
        return self._picture == other._picture

    @property
    def _picture(self) -> tuple[object, ...]:
        return (
            self.scene,
            self.view,
            self.source_pixels,
            self.overlays,
            self.pixel_ratio,
            self.comparison,
        )


@dataclass(frozen=True, eq=False)
class RenderResult:
    """The answer to a request."""

    request: RenderRequest
    frame: Frame
    """The picture alone, in the photo's own space."""
    alpha: npt.NDArray[np.float32] | None
    """The photo's alpha in the view, (height, width), 0..1; None for an opaque photo."""
    coverage: npt.NDArray[np.float32] | None
    """How much of each pixel lies on a warped photo, (height, width), 0..1; None where all do."""
    pixels: npt.NDArray[np.uint8]
    """Pixels of the screen: the frame's over the checkerboard and under the overlays; as many."""
    caption: str
    """Caption of the overlays; may be empty."""
    complete: bool
    """True if no tile was missing, or to be replaced, when the drawing began."""
    compared: ComparedFrame | None = None
    """The other side, where one was wanted."""
    legend: Legend | None = None
    """Meaning of a map's colours."""

    @property
    def opacity(self) -> npt.NDArray[np.float32] | None:
        """The alpha that is saved: the photo's, and 0 beside a warped photo."""
        if self.alpha is None or self.coverage is None:
            return self.coverage if self.alpha is None else self.alpha
        return self.alpha * self.coverage

    def pictures(self) -> dict[What, npt.NDArray[np.uint8]]:
        """All that was drawn of the view, as the screen takes it."""
        pictures: dict[What, npt.NDArray[np.uint8]] = {"own": self.pixels}
        if self.compared is not None:
            pictures["other"] = self.compared.pixels
            if self.alpha is not None:
                pictures["other"] = over_checkerboard(
                    self.compared.pixels, self.alpha, self.frame.quality.resolution
                )
            if self.compared.difference is not None:
                pictures["difference"] = self.compared.difference
        return pictures
