"""HAT (Chen et al. 2023, "Activating More Pixels in Image Super-Resolution Transformer"), to its features."""

from __future__ import annotations

import torch
from torch import nn
from torch.nn import functional as F

from .swin_layers import (
    Attention,
    Perceptron,
    WindowAttention,
    WindowEncoder,
    convolved,
    joined,
    relative_index,
    split,
)


class _ChannelAttention(nn.Module):
    """Channels weighted by what their means over the whole picture say."""

    def __init__(self, channels: int, squeezed: int) -> None:
        super().__init__()
        self.attention = nn.Sequential(
            nn.AdaptiveAvgPool2d(1),
            nn.Conv2d(channels, squeezed, 1),
            nn.ReLU(),
            nn.Conv2d(squeezed, channels, 1),
            nn.Sigmoid(),
        )

    def forward(self, x: torch.Tensor) -> torch.Tensor:  # (b, channels, h, w)
        return x * self.attention(x)


class _ConvolutionBlock(nn.Module):
    """Two convolutions and channel attention."""

    def __init__(self, channels: int, compressed: int, squeezed: int) -> None:
        super().__init__()
        self.cab = nn.Sequential(
            nn.Conv2d(channels, compressed, 3, padding=1),
            nn.GELU(),
            nn.Conv2d(compressed, channels, 3, padding=1),
            _ChannelAttention(channels, squeezed),
        )

    def forward(self, x: torch.Tensor) -> torch.Tensor:  # (b, h, w, channels)
        return convolved(self.cab, x)


class _HybridBlock(nn.Module):
    """Attention in windows and a convolution block side by side, then a perceptron."""

    def __init__(
        self,
        channels: int,
        heads: int,
        window: int,
        hidden: int,
        compressed: int,
        squeezed: int,
        convolution_scale: float,
        shift: int,
    ) -> None:
        super().__init__()
        self.shift = shift
        self.convolution_scale = convolution_scale
        self.norm1 = nn.LayerNorm(channels)
        self.attn = WindowAttention(channels, heads, window)
        self.conv_block = _ConvolutionBlock(channels, compressed, squeezed)
        self.norm2 = nn.LayerNorm(channels)
        self.mlp = Perceptron(channels, hidden)

    def forward(self, x: torch.Tensor, index: torch.Tensor) -> torch.Tensor:  # (b, h, w, channels)
        y = self.norm1(x)
        x = x + self.attn(y, index, self.shift) + self.convolution_scale * self.conv_block(y)
        return x + self.mlp(self.norm2(x))


class _OverlappingAttention(Attention):
    """Attention from a window's pixels to those of a larger window about it, then a perceptron."""

    def __init__(self, channels: int, heads: int, window: int, key_window: int, hidden: int) -> None:
        super().__init__(channels, heads, window, key_window)
        self.norm1 = nn.LayerNorm(channels)
        self.norm2 = nn.LayerNorm(channels)
        self.mlp = Perceptron(channels, hidden)
        self.key_window = key_window

    def forward(self, x: torch.Tensor, index: torch.Tensor) -> torch.Tensor:  # (b, h, w, channels)
        q, k, v = self.qkv(self.norm1(x)).chunk(3, 3)
        windows = split(q, self.window)
        # Outside the picture keys and values are zero; nothing masks them.
        attended = self.attended(
            windows.flatten(3, 4).flatten(0, 2), self._around(k), self._around(v), self.bias(index)
        )
        x = x + joined(self.proj(attended).view_as(windows))
        return x + self.mlp(self.norm2(x))

    def _around(self, x: torch.Tensor) -> torch.Tensor:
        """(b, h, w, c) as the larger windows' pixels, (n, key_window^2, c)."""
        border = (self.key_window - self.window) // 2
        wide = F.pad(x, (0, 0, border, border, border, border))
        windows = wide.unfold(1, self.key_window, self.window).unfold(2, self.key_window, self.window)
        return windows.permute(0, 1, 2, 4, 5, 3).reshape(-1, self.keys, x.shape[3])


class _Group(nn.Module):
    """Hybrid blocks, every second one with shifted windows, overlapping attention and a convolution."""

    def __init__(self, channels: int, blocks: list[nn.Module], overlapping: nn.Module) -> None:
        super().__init__()
        self.residual_group = nn.ModuleDict({"blocks": nn.ModuleList(blocks), "overlap_attn": overlapping})
        self.conv = nn.Conv2d(channels, channels, 3, padding=1)

    def forward(self, x: torch.Tensor, index: torch.Tensor, key_index: torch.Tensor) -> torch.Tensor:
        y = x
        for block in self.residual_group["blocks"]:  # pyright: ignore[reportGeneralTypeIssues]
            y = block(y, index)
        return x + convolved(self.conv, self.residual_group["overlap_attn"](y, key_index))


class HatEncoder(WindowEncoder):
    """Photo to features.

    Args:
        channels: channels of the groups.
        depths: hybrid blocks of each group.
        heads: attention heads.
        window: side of a window in photo pixels.
        hidden: channels inside the perceptrons.
        compressed: channels between the two convolutions of a convolution block.
        squeezed: channels inside the channel attention.
        key_window: side of the larger window of overlapping attention, in photo pixels.
        convolution_scale: weight of the convolution blocks.
        enlarged: see `WindowEncoder`.
        cells_per_pixel: see `WindowEncoder`.
    """

    relative_position_index_SA: torch.Tensor
    relative_position_index_OCA: torch.Tensor

    def __init__(
        self,
        channels: int,
        depths: tuple[int, ...],
        heads: int,
        window: int,
        hidden: int,
        compressed: int,
        squeezed: int,
        key_window: int,
        convolution_scale: float,
        enlarged: int,
        cells_per_pixel: int,
    ) -> None:
        def block(shift: int) -> nn.Module:
            return _HybridBlock(
                channels, heads, window, hidden, compressed, squeezed, convolution_scale, shift
            )

        groups: list[nn.Module] = [
            _Group(
                channels,
                [block(i % 2 * (window // 2)) for i in range(depth)],
                _OverlappingAttention(channels, heads, window, key_window, hidden),
            )
            for depth in depths
        ]
        super().__init__(channels, groups, window, enlarged, cells_per_pixel)
        self.register_buffer("relative_position_index_SA", relative_index(window))
        self.register_buffer("relative_position_index_OCA", _key_index(window, key_window))

    def through(self, layer: nn.Module, x: torch.Tensor) -> torch.Tensor:
        """(b, h, w, channels) through a group."""
        return layer(x, self.relative_position_index_SA, self.relative_position_index_OCA)


def _key_index(window: int, key_window: int) -> torch.Tensor:
    """The place in the bias table of each pair of query and key, (window^2, key_window^2) int64.

    Negative places count from the table's end, as in published weights files, which hold this table.
    """
    queries = torch.cartesian_prod(torch.arange(window), torch.arange(window))
    keys = torch.cartesian_prod(torch.arange(key_window), torch.arange(key_window))
    difference = keys[None] - queries[:, None] + window - key_window + 1
    return difference[..., 0] * (window + key_window - 1) + difference[..., 1]
