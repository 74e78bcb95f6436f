"""The light encoder: plain 3 x 3 convolutions in residual blocks, strictly local."""

from __future__ import annotations

import torch
from torch import nn


class _Block(nn.Module):
    """Two convolutions with a ReLU between, added to their input (EDSR, Lim et al. 2017, figure 2c)."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.first = nn.Conv2d(channels, channels, 3, padding=1)
        self.second = nn.Conv2d(channels, channels, 3, padding=1)

    def forward(self, x: torch.Tensor) -> torch.Tensor:  # (b, c, h, w)
        return self.second(self.first(x).relu_()).add_(x)


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
        self.entry = nn.Conv2d(3, channels, 3, padding=1)
        self.blocks = nn.Sequential(*(_Block(channels) for _ in range(blocks)))
        self.exit = nn.Conv2d(channels, 4 * features, 3, padding=1)
        self.receptive_radius = 2 * blocks + 2
        """Photo pixels of input that a feature depends on, on every side."""
        self.multiply_adds = 9 * (3 * channels + 2 * blocks * channels**2 + channels * 4 * features)
        """For each photo pixel."""

    def forward(self, photo: torch.Tensor) -> torch.Tensor:
        """(b, 3, h, w) in 0..1 to (b, features, 2h, 2w)."""
        x = self.entry(photo - 0.5)
        x = self.blocks(x).add_(x)
        return torch.pixel_shuffle(self.exit(x), 2)
