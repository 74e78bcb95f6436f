"""The sum of a level's kernels as two products with matrices, differentiable in their colours."""

from __future__ import annotations

import math

import torch

from ..field.sampling import FOOTPRINT
from ..geometry.view import View


def rasterize_level(
    colours: torch.Tensor, variance: float, view: View, *, footprint: float = FOOTPRINT
) -> torch.Tensor:
    """Pictures of a batch of levels in one view, with nothing cut off.

    Args:
        colours: (b, 3, h, w), one kernel for each pixel of a photo; where all are c, the picture is c.
        variance: of the kernels, in photo pixels squared.
        view: what is drawn.
        footprint: variance added for a device pixel, in device pixels squared.

    Returns:
        (b, 3, height, width), unclamped.
    """
    spread = variance + footprint / view.scale**2
    down = _weights(view.y0, view.height, view.scale, colours.shape[2], spread).to(colours)
    across = _weights(view.x0, view.width, view.scale, colours.shape[3], spread).to(colours)
    return down @ (colours @ across.T)


def _weights(first: float, count: int, scale: float, pixels: int, variance: float) -> torch.Tensor:
    """(count, pixels): how much of each photo pixel's kernel is at each device pixel along an axis."""
    centres = first + (torch.arange(count, dtype=torch.float64) + 0.5) / scale
    distance = centres[:, None] - (torch.arange(pixels, dtype=torch.float64) + 0.5)
    return torch.exp(-0.5 * distance**2 / variance) / math.sqrt(2 * math.pi * variance)
