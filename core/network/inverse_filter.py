"""The inverse of the blur of a lattice of Gaussians, as a B-spline's prefilter (Unser 1999)."""

from __future__ import annotations

import torch


def inverse_filter(sd: float, taps: int) -> torch.Tensor:
    """Taps (taps,) that undo the blur of a lattice of Gaussians.

    Args:
        sd: standard deviation of the Gaussians, in cells of the lattice.
        taps: how many; an odd number.
    """
    cells = 1024
    x = torch.arange(cells, dtype=torch.float64, device="cpu")
    x = torch.minimum(x, cells - x)
    blur = torch.exp(-0.5 * (x / sd) ** 2)
    inverse = torch.fft.ifft(1 / torch.fft.fft(blur / blur.sum())).real
    half = taps // 2
    middle = torch.cat((inverse[-half:], inverse[: half + 1]))
    return (middle / middle.sum()).float()


def filtered(values: torch.Tensor, taps: torch.Tensor) -> torch.Tensor:
    """Values (..., h, w) filtered along both axes; beyond the edge the edge's value is repeated.

    Products with matrices are faster than convolutions of so few channels, above all backward.
    """
    return _matrix(taps, values.shape[-2]) @ (values @ _matrix(taps, values.shape[-1]).T)


def _matrix(taps: torch.Tensor, n: int) -> torch.Tensor:
    """The (n, n) matrix of a filter along n cells."""
    offsets = torch.arange(taps.numel(), device=taps.device) - taps.numel() // 2
    sources = (torch.arange(n, device=taps.device)[:, None] + offsets).clamp(0, n - 1)
    return taps.new_zeros(n, n).scatter_add(1, sources, taps.expand(n, -1))
