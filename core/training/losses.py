"""The losses: that of ContinuousSR (section 5.1), and the one that fine-tuning ends with."""

from __future__ import annotations

import torch
from torch.nn import functional as F

from ..network.light_heads import largest_near

FREQUENCY_WEIGHT = 0.05
"""Weight of the frequency part; the paper does not give its own."""


def loss(picture: torch.Tensor, target: torch.Tensor) -> torch.Tensor:
    """Mean absolute difference of (b, 3, h, w) batches plus the weighted one of their orthonormal FFTs."""
    difference = picture - target
    return difference.abs().mean() + FREQUENCY_WEIGHT * torch.fft.rfft2(difference, norm="ortho").abs().mean()


LEAST_SQUARED_ERROR = 5e-5
"""Added to a crop's mean squared error: one that is nearer than 43 dB is near enough to count for less."""
RINGING = 20.0
"""How many times more the square of what lies beyond all of the target nearby counts."""


def log_error(picture: torch.Tensor, target: torch.Tensor, reach: int) -> torch.Tensor:
    """Mean over a batch (b, 3, h, w) of the logarithm of the mean squared error: minus PSNR but for a factor.

    The mean of PSNRs is what is measured (as a loss: Chen et al. 2021, HINet). What is brighter or darker
    than all of the target nearby is ringing, and counts more.

    Args:
        picture: (b, 3, h, w).
        target: as large.
        reach: in pixels; so far on every side is near.
    """
    with torch.no_grad():
        near, side = F.pad(target, 4 * [reach], mode="replicate"), 2 * reach + 1
        brightest, darkest = largest_near(near, side), -largest_near(-near, side)
    beyond = (picture - brightest).clamp_min(0) + (darkest - picture).clamp_min(0)
    squared = ((picture - target).square() + RINGING * beyond.square()).mean(dim=(1, 2, 3))
    return (squared + LEAST_SQUARED_ERROR).log().mean()


def mean_error(picture: torch.Tensor, target: torch.Tensor) -> torch.Tensor:
    """How far the mean of each channel of each crop of a batch (b, 3, h, w) is off, on average.

    A reduced crop tells the mean of the target; a squared error hardly sees a tenth of an 8-bit step of it.
    """
    return (picture - target).mean(dim=(2, 3)).abs().mean()
