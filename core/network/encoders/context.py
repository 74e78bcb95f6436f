"""The encoder of the light network: 3 x 3 convolutions, some of them at half resolution, strictly local."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

import torch
from torch import nn
from torch.nn import functional as F

LEAK = 0.1
"""Slope below zero: no unit can die, whatever the rate of learning does to its bias."""


class ResidualBlock(nn.Module):
    """Two convolutions, added to their input (EDSR, Lim et al. 2017, figure 2c), with pixel attention.

    Between them every value is multiplied by a sigmoid of all channels at its pixel (PAN, Zhao et al. 2020,
    section 3.2).
    """

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.first = nn.Conv2d(channels, channels, 3)
        self.gate = nn.Conv2d(channels, channels, 1)
        self.second = nn.Conv2d(channels, channels, 3)

    def forward(self, x: torch.Tensor, valid: bool) -> torch.Tensor:
        """(b, c, h, w) to the same, less two pixels on every side where only valid ones are wanted."""
        y = F.leaky_relu(_convolved(self.first, x, valid), LEAK, inplace=True)
        y = _convolved(self.second, y * torch.sigmoid(self.gate(y)), valid)
        return y.add_(inner(x, 2) if valid else x)


class ContextEncoder(nn.Module):
    """Photo to features for each photo pixel.

    At half resolution a layer of twice the channels costs as much, has four times the weights and sees twice
    as far.

    Args:
        inputs: channels of the input.
        channels: of the layers at the photo's resolution; twice as many at half of it.
        blocks: before, at and after half resolution.
        features: channels of the output.
    """

    def __init__(self, inputs: int, channels: int, blocks: tuple[int, int, int], features: int) -> None:
        super().__init__()
        before, half, after = blocks
        c = channels
        self.entry = nn.Conv2d(inputs, c, 3)
        self.before = nn.ModuleList(ResidualBlock(c) for _ in range(before))
        self.down = nn.Conv2d(c, 2 * c, 2, stride=2)
        self.middle = nn.ModuleList(ResidualBlock(2 * c) for _ in range(half))
        self.up = nn.Conv2d(2 * c, 4 * c, 1)
        self.after = nn.ModuleList(ResidualBlock(c) for _ in range(after))
        self.exit = nn.Conv2d(c, features, 3)
        self.radius_before = 2 * before + 1
        """Photo pixels that the first layer at half resolution sees beside its own, on every side."""
        self._radius_half = 4 * half
        self.receptive_radius = self.radius_before + self._radius_half + 2 * after + 1
        """Photo pixels of input that a feature depends on, on every side, where it is the first of a pair."""
        block = 2 * 9 * c * c + c * c
        self.multiply_adds = (
            9 * inputs * c + (before + half + after) * block + 2 * c * c + 2 * c * c + 9 * c * features
        )
        """For each photo pixel."""

    def every_block(self) -> Iterator[ResidualBlock]:
        """The blocks, in the order of their work."""
        for blocks in (self.before, self.middle, self.after):
            yield from cast("Iterator[ResidualBlock]", iter(blocks))

    def forward(self, x: torch.Tensor, valid: bool) -> torch.Tensor:
        """Features of a picture with an even number of rows and columns.

        Args:
            x: (b, inputs, h, w).
            valid: give only the features with all their input, (b, features, h - 2r, w - 2r) for the
                receptive radius r; h and w less `2 * radius_before` are even then. Otherwise zeros stand for
                what is missing.
        """
        entry = x = _convolved(self.entry, x, valid)
        for block in self.before:
            x = block(x, valid)
        y = self.down(x)
        for block in self.middle:
            y = block(y, valid)
        x = (inner(x, self._radius_half) if valid else x) + torch.pixel_shuffle(self.up(y), 2)
        for block in self.after:
            x = block(x, valid)
        x = x + (inner(entry, self.receptive_radius - 2) if valid else entry)
        return _convolved(self.exit, x, valid)


def inner(x: torch.Tensor, border: int) -> torch.Tensor:
    """(..., h, w) without `border` rows and columns on every side."""
    return x[..., border : x.shape[-2] - border, border : x.shape[-1] - border]


def _convolved(layer: nn.Conv2d, x: torch.Tensor, valid: bool) -> torch.Tensor:
    """A 3 x 3 convolution that keeps the size (zeros around) or gives only what has all its input."""
    return F.conv2d(x, layer.weight, layer.bias, padding=0 if valid else 1)
