"""The loss: absolute differences of pixels and of their Fourier transforms (ContinuousSR, section 5.1)."""

from __future__ import annotations

import torch

FREQUENCY_WEIGHT = 0.05
"""Weight of the frequency part; the paper does not give its own."""


def loss(picture: torch.Tensor, target: torch.Tensor) -> torch.Tensor:
    """Mean absolute difference of (b, 3, h, w) batches plus the weighted one of their orthonormal FFTs."""
    difference = picture - target
    return difference.abs().mean() + FREQUENCY_WEIGHT * torch.fft.rfft2(difference, norm="ortho").abs().mean()
