"""The losses: that of ContinuousSR (section 5.1), and the one that fine-tuning ends with."""

from __future__ import annotations

import torch

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
        brightest, darkest = _dilated(target, reach), -_dilated(-target, reach)
    beyond = (picture - brightest).clamp_min(0) + (darkest - picture).clamp_min(0)
    squared = ((picture - target).square() + RINGING * beyond.square()).mean(dim=(1, 2, 3))
    return (squared + LEAST_SQUARED_ERROR).log().mean()


def _dilated(levels: torch.Tensor, reach: int) -> torch.Tensor:
    """The largest of (b, c, h, w) levels in the square of 2 * reach + 1 pixels about each.

    From windows of 1, 2, 4 ... pixels along each axis: on one core 20 to 80 times as fast as a max pooling.
    """
    levels = torch.nn.functional.pad(levels, 4 * [reach], mode="replicate")
    for dim in (-1, -2):
        size = 1
        while size < 2 * reach + 1:
            step = min(size, 2 * reach + 1 - size)
            count = levels.shape[dim] - step
            levels = torch.maximum(levels.narrow(dim, 0, count), levels.narrow(dim, step, count))
            size += step
    return levels


def mean_error(picture: torch.Tensor, target: torch.Tensor) -> torch.Tensor:
    """How far the mean of each channel of each crop of a batch (b, 3, h, w) is off, on average.

    A reduced crop tells the mean of the target; a squared error hardly sees a tenth of an 8-bit step of it.
    """
    return (picture - target).mean(dim=(2, 3)).abs().mean()
