"""Pictures made smaller as Pillow does it, to the last bit and on any device: two products of matrices."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import numpy.typing as npt
import torch

SHARPNESS = -0.5
"""Keys' a (Keys 1981, cubic convolution interpolation), as in Pillow's BICUBIC."""
RADIUS = 2
"""Radius of Keys' kernel, in pixels of the smaller picture."""
UNIT = 2.0**-22
"""Pillow's weights are whole multiples of it; sums of such, of 8-bit values, are exact in float64."""
SIZES_KEPT = 512
"""Matrices that are kept; a recipe has a hundred or so pairs of sides."""


def downsampled(pictures: torch.Tensor, width: int, height: int) -> torch.Tensor:
    """Pictures made smaller by Pillow's antialiased bicubic filter: first along rows, then along columns.

    Pillow 13 takes the columns of some pictures first, but never of squares: there it is the same.

    Args:
        pictures: (..., h, w) uint8.
        width: of the results, in pixels, at most w.
        height: of the results, in pixels, at most h.

    Returns:
        (..., height, width) uint8.
    """
    h, w = pictures.shape[-2:]
    levels = pictures.to(torch.float64, memory_format=torch.contiguous_format)
    rows = _rounded(levels @ _weights(w, width, pictures.device).T)
    return _rounded(_weights(h, height, pictures.device) @ rows).byte()


def _rounded(values: torch.Tensor) -> torch.Tensor:
    """Whole numbers, as after each of Pillow's passes; halves go up, and there are many of them."""
    return values.add_(0.5).floor_().clamp_(0, 255)


@lru_cache(SIZES_KEPT)
def _weights(length: int, small: int, device: torch.device) -> torch.Tensor:
    """(small, length) float64: how much of each of `length` pixels is in each of `small`."""
    scale = length / small
    middles = (np.arange(small)[:, None] + 0.5) * scale
    weights = _keys((np.arange(length) + 0.5 - middles) / scale)
    weights /= weights.sum(1, keepdims=True)
    return torch.from_numpy(np.rint(weights / UNIT) * UNIT).to(device)


def _keys(x: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Keys' cubic kernel at distances in pixels of the smaller picture."""
    a, x = SHARPNESS, np.abs(x)
    inner = ((a + 2) * x - (a + 3)) * x * x + 1
    outer = (((x - 5) * x + 8) * x - 4) * a
    return np.where(x < 1, inner, np.where(x < RADIUS, outer, 0.0))
