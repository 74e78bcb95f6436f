"""Why marks and maps of kernels show nothing: shared by the overlays that show the field's kernels."""

from __future__ import annotations

from ...core.geometry.view import View
from ...core.scene.scene import Scene
from ..i18n import tr
from .base import Overlay


class KernelOverlay(Overlay):
    """Drawn into the frame by the render thread; see `render.marks` and `render.maps`."""

    needs_frame = True

    def why_unseen(self, scene: Scene, view: View, ratio: float) -> str:
        """Return that there is no field yet; see `Overlay.why_unseen`."""
        del view, ratio
        return "" if scene.field is not None else tr("Kernels are shown as soon as the field is being made.")
