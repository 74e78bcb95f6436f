"""The light encoder: plain 3 x 3 convolutions in residual blocks, strictly local."""

from __future__ import annotations

import torch
from torch import nn
from torch.nn import functional as F


class _Convolution(nn.Conv2d):
    """A 3 x 3 convolution that keeps the size (zeros around) or gives only what has all its input."""

    def __init__(self, inputs: int, outputs: int) -> None:
        super().__init__(inputs, outputs, 3)

    def forward(self, x: torch.Tensor, valid: bool) -> torch.Tensor:  # pyright: ignore
        return F.conv2d(x, self.weight, self.bias, padding=0 if valid else 1)


class _Block(nn.Module):
    """Two convolutions with a ReLU between, added to their input (EDSR, Lim et al. 2017, figure 2c)."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.first = _Convolution(channels, channels)
        self.second = _Convolution(channels, channels)

    def forward(self, x: torch.Tensor, valid: bool) -> torch.Tensor:  # (b, c, h, w)
        y = self.second(self.first(x, valid).relu_(), valid)
        return y.add_(inner(x, 2) if valid else x)


class LightEncoder(nn.Module):
    """Photo to features on the lattice of half-pixel cells.

    Deep rather than wide: at equal cost 12 layers of 48 channels beat 6 of 64.

    Args:
        channels: channels of the layers at the photo's resolution.
        blocks: residual blocks of two convolutions.
        features: channels handed to the heads, for each lattice cell.
    """

    def __init__(self, channels: int, blocks: int, features: int) -> None:
        super().__init__()
        self.entry = _Convolution(3, channels)
        self.blocks = nn.ModuleList(_Block(channels) for _ in range(blocks))
        self.exit = _Convolution(channels, 4 * features)
        self.receptive_radius = 2 * blocks + 2
        """Photo pixels of input that a feature depends on, on every side."""
        self.multiply_adds = 9 * (3 * channels + 2 * blocks * channels**2 + channels * 4 * features)
        """For each photo pixel."""

    def forward(self, photo: torch.Tensor, valid: bool) -> torch.Tensor:
        """(b, 3, h, w) in 0..1 to (b, features, 2h, 2w); `valid` leaves the receptive radius out."""
        entry = self.entry(photo - 0.5, valid)
        x = entry
        for block in self.blocks:
            x = block(x, valid)
        x = x + (inner(entry, 2 * len(self.blocks)) if valid else entry)
        return torch.pixel_shuffle(self.exit(x, valid), 2)


def inner(x: torch.Tensor, border: int) -> torch.Tensor:
    """(..., h, w) without `border` rows and columns on every side."""
    return x[..., border : x.shape[-2] - border, border : x.shape[-1] - border]
