"""Attention in windows, and what the encoders made of it share.

Swin Transformer (Liu et al. 2021) for windows, shift and position bias; SwinIR (Liang et al. 2021) for the
way from a photo to features and back. Names of modules are those of published weights files.
"""

from __future__ import annotations

import torch
from torch import nn
from torch.nn import functional as F

MASKED = -100.0
"""Added to the logit of a pair of pixels that a shifted window holds but that are no neighbours."""
WINDOWS_AT_ONCE = 128
"""Windows attended at a time: where logits are held in memory, they are 200 MB at most."""
NEGATIVE_SLOPE = 0.01
"""Slope below zero of the leaky ReLU before the enlargement."""


class WindowEncoder(nn.Module):
    """Photo to features on a lattice: a convolution, groups of attention blocks, an enlargement.

    The enlargement is a network for plain super-resolution's, by two steps of convolution and pixel shuffle;
    its last shuffle, to half a lattice cell, and the pixel unshuffle that brings its channels back onto the
    lattice undo each other, and neither is done.

    Args:
        channels: channels of the groups.
        layers: the groups, (b, h, w, channels) to the same.
        window: side of a window in photo pixels; the photo is extended to a multiple of it.
        enlarged: channels of the picture of half lattice cells; 4 times as many on the lattice.
        cells_per_pixel: lattice cells along one side of a photo pixel.
    """

    def __init__(
        self, channels: int, layers: list[nn.Module], window: int, enlarged: int, cells_per_pixel: int
    ) -> None:
        super().__init__()
        self.window = window
        self.conv_first = nn.Conv2d(3, channels, 3, padding=1)
        self.patch_embed = nn.ModuleDict({"norm": nn.LayerNorm(channels)})
        self.layers = nn.ModuleList(layers)
        self.norm = nn.LayerNorm(channels)
        self.conv_after_body = nn.Conv2d(channels, channels, 3, padding=1)
        self.conv_before_upsample = nn.Sequential(
            nn.Conv2d(channels, enlarged, 3, padding=1), nn.LeakyReLU(NEGATIVE_SLOPE)
        )
        steps: list[nn.Module] = []
        if cells_per_pixel > 1:
            steps += [
                nn.Conv2d(enlarged, enlarged * cells_per_pixel**2, 3, padding=1),
                nn.PixelShuffle(cells_per_pixel),
            ]
        steps.append(nn.Conv2d(enlarged, 4 * enlarged, 3, padding=1))
        self.upsample = nn.Sequential(*steps)
        self.conv_last = nn.Conv2d(enlarged, 3, 3, padding=1)
        """Features to a picture: makes the encoder a network for plain super-resolution; a field needs it
        not, published weights have it."""
        self.cells_per_pixel = cells_per_pixel
        self.apply(_start)

    def forward(self, photo: torch.Tensor) -> torch.Tensor:
        """(b, 3, h, w) in 0..1, any size, to (b, 4 * enlarged, n * h, n * w), n cells per pixel.

        Channel 4 c + 2 i + j is channel c at the cell's quarter (row i, column j).
        """
        h, w = photo.shape[-2:]
        first = self.conv_first(extended(photo, self.window))
        x = self.patch_embed["norm"](first.permute(0, 2, 3, 1))
        for layer in self.layers:
            x = self.through(layer, x)
        x = convolved(self.conv_after_body, self.norm(x)).permute(0, 3, 1, 2)
        x = self.upsample(self.conv_before_upsample(x + first))
        return x[..., : h * self.cells_per_pixel, : w * self.cells_per_pixel]

    def through(self, layer: nn.Module, x: torch.Tensor) -> torch.Tensor:
        """(b, h, w, channels) through a group."""
        return layer(x)

    @property
    def multiply_adds(self) -> int:
        """For each photo pixel, the attention's products with them; without the picture's extension."""
        count = 0
        for name, module in self.named_modules():
            if isinstance(module, nn.Linear | nn.Conv2d) and not _apart(name):
                count += module.weight.numel()
            elif isinstance(module, Attention):
                count += 2 * module.keys * module.proj.in_features
        return count + (self.cells_per_pixel**2 - 1) * _last(self.upsample).weight.numel()


def _apart(name: str) -> bool:
    """True if a layer works on no pixel: what is never used, and the one pooled value of a channel."""
    return name.endswith("conv_last") or ".attention." in name


def _last(steps: nn.Sequential) -> nn.Conv2d:
    last = steps[-1]
    assert isinstance(last, nn.Conv2d)
    return last


def _start(module: nn.Module) -> None:
    """Starting values of Swin Transformers: small normal weights, no biases."""
    if any(p.is_meta for p in module.parameters(recurse=False)):
        return  # read from a file later; torch's way to draw nothing is slow
    if isinstance(module, nn.Linear):
        nn.init.trunc_normal_(module.weight, std=0.02)
        nn.init.zeros_(module.bias)
    elif isinstance(module, Attention):
        nn.init.trunc_normal_(module.relative_position_bias_table, std=0.02)


class Perceptron(nn.Module):
    """Two layers with a GELU between, for each pixel."""

    def __init__(self, channels: int, hidden: int) -> None:
        super().__init__()
        self.fc1 = nn.Linear(channels, hidden)
        self.fc2 = nn.Linear(hidden, channels)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """(..., channels) to the same."""
        return self.fc2(F.gelu(self.fc1(x)))


class Attention(nn.Module):
    """Many-headed attention between the pixels of windows, with a bias learned for each relative position.

    Args:
        channels: channels of a pixel.
        heads: heads; they share the channels.
        window: side of a window of queries, in pixels.
        key_window: side of a window of keys, in pixels.
    """

    def __init__(self, channels: int, heads: int, window: int, key_window: int) -> None:
        super().__init__()
        self.heads = heads
        self.window = window
        self.keys = key_window**2
        positions = (window + key_window - 1) ** 2
        self.relative_position_bias_table = nn.Parameter(torch.zeros(positions, heads))
        self.qkv = nn.Linear(channels, 3 * channels)
        self.proj = nn.Linear(channels, channels)

    def bias(self, index: torch.Tensor) -> torch.Tensor:
        """The bias of each pair of pixels, (heads, queries, keys)."""
        return self.relative_position_bias_table[index].permute(2, 0, 1).contiguous()

    def attended(self, q: torch.Tensor, k: torch.Tensor, v: torch.Tensor, bias: torch.Tensor) -> torch.Tensor:
        """(n, queries, channels) from as many queries and (n, keys, channels) keys and values."""
        parts = [
            F.scaled_dot_product_attention(*(self._split(t) for t in part), attn_mask=bias[None])
            .transpose(1, 2)
            .flatten(2)
            for part in zip(*(t.split(WINDOWS_AT_ONCE) for t in (q, k, v)), strict=True)
        ]
        return parts[0] if len(parts) == 1 else torch.cat(parts)

    def _split(self, x: torch.Tensor) -> torch.Tensor:
        return x.unflatten(2, (self.heads, -1)).transpose(1, 2)


class WindowAttention(Attention):
    """Attention among the pixels of a window."""

    def __init__(self, channels: int, heads: int, window: int) -> None:
        super().__init__(channels, heads, window, window)

    def forward(self, x: torch.Tensor, index: torch.Tensor, shift: int) -> torch.Tensor:
        """(b, h, w, channels), sides a multiple of the window, to the same.

        Args:
            x: what is attended.
            index: (window^2, window^2) place of each pair in the bias table.
            shift: pixels by which the windows are moved to the right and down. Windows of the last row and
                column then hold the two ends of the picture, kept apart by a mask.
        """
        bias = self.bias(index)
        if shift == 0:
            return joined(self._windows(split(x, self.window), bias))
        windows = split(x.roll((-shift, -shift), (1, 2)), self.window)
        beyond = torch.arange(self.window, device=x.device) >= self.window - shift
        rows, columns = beyond.repeat_interleave(self.window), beyond.repeat(self.window)
        row_mask = MASKED * (rows[:, None] != rows)
        column_mask = MASKED * (columns[:, None] != columns)
        # Four kinds of windows share a mask each: a mask for each window would be larger than the features.
        upper, lower = windows[:, :-1], windows[:, -1:]
        parts = [
            torch.cat((self._windows(some[:, :, :-1], b), self._windows(some[:, :, -1:], b + column_mask)), 2)
            for some, b in ((upper, bias), (lower, bias + row_mask))
        ]
        return joined(torch.cat(parts, 1)).roll((shift, shift), (1, 2))

    def _windows(self, windows: torch.Tensor, bias: torch.Tensor) -> torch.Tensor:
        """(b, rows, columns, window, window, channels) to the same."""
        if windows.numel() == 0:
            return windows
        q, k, v = self.qkv(windows.flatten(3, 4).flatten(0, 2)).chunk(3, 2)
        return self.proj(self.attended(q, k, v, bias)).view_as(windows)


def extended(photo: torch.Tensor, multiple: int) -> torch.Tensor:
    """(b, c, h, w) with sides that are multiples, by mirroring at the right and lower edge's pixels.

    Where the photo is too small to be mirrored once, it is mirrored to and fro.
    """
    h, w = photo.shape[-2:]
    if h % multiple:
        photo = photo.index_select(2, _mirrored(h, multiple, photo.device))
    if w % multiple:
        photo = photo.index_select(3, _mirrored(w, multiple, photo.device))
    return photo


def _mirrored(n: int, multiple: int, device: torch.device) -> torch.Tensor:
    period = max(1, 2 * (n - 1))
    place = torch.arange(-(-n // multiple) * multiple, device=device) % period
    return torch.minimum(place, period - place)


def split(x: torch.Tensor, window: int) -> torch.Tensor:
    """(b, h, w, c) as windows (b, rows, columns, window, window, c)."""
    return x.unflatten(2, (-1, window)).unflatten(1, (-1, window)).transpose(2, 3)


def joined(windows: torch.Tensor) -> torch.Tensor:
    """The picture that `split` split."""
    return windows.transpose(2, 3).flatten(1, 2).flatten(2, 3)


def convolved(convolution: nn.Module, x: torch.Tensor) -> torch.Tensor:
    """(b, h, w, c) through a module that wants (b, c, h, w)."""
    return convolution(x.permute(0, 3, 1, 2)).permute(0, 2, 3, 1)


def relative_index(window: int) -> torch.Tensor:
    """The place in the bias table of each pair of a window's pixels, (window^2, window^2) int64."""
    side = torch.arange(window, device="cpu")  # of a network on the meta device too
    at = torch.cartesian_prod(side, side)
    difference = at[:, None] - at[None] + window - 1
    return difference[..., 0] * (2 * window - 1) + difference[..., 1]
