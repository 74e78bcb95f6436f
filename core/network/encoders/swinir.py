"""SwinIR (Liang et al. 2021, "SwinIR: Image Restoration Using Swin Transformer") up to its features."""

from __future__ import annotations

import torch
from torch import nn

from .swin_layers import Perceptron, WindowAttention, WindowEncoder, convolved, relative_index


class _Block(nn.Module):
    """Attention in windows, then a perceptron, each on a normalised input and added to it."""

    index: torch.Tensor

    def __init__(self, channels: int, heads: int, window: int, hidden: int, shift: int) -> None:
        super().__init__()
        self.shift = shift
        self.norm1 = nn.LayerNorm(channels)
        self.attn = WindowAttention(channels, heads, window)
        self.norm2 = nn.LayerNorm(channels)
        self.mlp = Perceptron(channels, hidden)
        self.register_buffer("index", relative_index(window), persistent=False)

    def forward(self, x: torch.Tensor) -> torch.Tensor:  # (b, h, w, channels)
        x = x + self.attn(self.norm1(x), self.index, self.shift)
        return x + self.mlp(self.norm2(x))


class _Group(nn.Module):
    """Blocks, every second one with shifted windows, and a convolution, added to the input."""

    def __init__(self, channels: int, heads: int, window: int, hidden: int, depth: int) -> None:
        super().__init__()
        blocks = [_Block(channels, heads, window, hidden, i % 2 * (window // 2)) for i in range(depth)]
        self.residual_group = nn.ModuleDict({"blocks": nn.Sequential(*blocks)})
        self.conv = nn.Conv2d(channels, channels, 3, padding=1)

    def forward(self, x: torch.Tensor) -> torch.Tensor:  # (b, h, w, channels)
        return x + convolved(self.conv, self.residual_group["blocks"](x))


class SwinIrEncoder(WindowEncoder):
    """Photo to features.

    Args:
        channels: channels of the groups.
        depths: blocks of each group.
        heads: attention heads.
        window: side of a window in photo pixels.
        hidden: channels inside the perceptrons.
        enlarged: see `WindowEncoder`.
        cells_per_pixel: see `WindowEncoder`.
    """

    def __init__(
        self,
        channels: int,
        depths: tuple[int, ...],
        heads: int,
        window: int,
        hidden: int,
        enlarged: int,
        cells_per_pixel: int,
    ) -> None:
        groups: list[nn.Module] = [_Group(channels, heads, window, hidden, depth) for depth in depths]
        super().__init__(channels, groups, window, enlarged, cells_per_pixel)
