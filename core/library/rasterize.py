"""Drawing that gradients flow through."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..field.sampling import CUTOFF_MOVING, FOOTPRINT
from ..geometry.view import View

if TYPE_CHECKING:
    import torch


def rasterize(
    kernels: torch.Tensor, view: View, *, footprint: float = FOOTPRINT, cutoff: float = CUTOFF_MOVING
) -> torch.Tensor:
    """Pictures of a batch of fields in one view, differentiable in the kernels. Loads torch.

    Args:
        kernels: (b, 8, n) float32, each as `Field.tensor`.
        view: what is drawn of each.
        footprint: variance added for a pixel's own width, in pixels squared.
        cutoff: share of its peak below which a kernel may be left out; that is not differentiated.

    Returns:
        (b, 3, height, width) float32, sRGB-encoded, not clamped, on the kernels' device.
    """
    from ..rasterize.differentiable import rasterize as draw

    return draw(kernels, view, footprint=footprint, cutoff=cutoff)
