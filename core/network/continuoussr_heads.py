"""The three heads of ContinuousSR (sections 4.3 and 4.4) with the shapes of the published weights."""

from __future__ import annotations

import math
from itertools import pairwise

import torch
from torch import nn

LEAST_SD = 1e-3
"""Photo pixels below which no Cholesky entry on the diagonal goes: a covariance's float32 determinant stays
positive, also where the weighting gives everything to the dictionary's zero."""
LIFTING = (256, 512, 512, 512)
"""Widths of the hidden layers that lift a dictionary entry to a key."""
HIDDEN = (512, 1024, 256, 128, 64)
"""Widths of the hidden layers of the colour and offset heads."""


class Layers(nn.Module):
    """Linear layers with a GELU between each two; biases start at zero.

    Args:
        widths: of the input, the hidden layers and the output.
    """

    def __init__(self, *widths: int) -> None:
        super().__init__()
        steps: list[nn.Module] = []
        for inputs, outputs in pairwise(widths):
            layer = nn.Linear(inputs, outputs)
            if not layer.weight.is_meta:
                nn.init.xavier_uniform_(layer.weight)
                nn.init.zeros_(layer.bias)
            steps += [layer, nn.GELU()]
        self.layers = nn.Sequential(*steps[:-1])

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """(..., inputs) to (..., outputs)."""
        return self.layers(x)

    @property
    def multiply_adds(self) -> int:
        """For each input."""
        return sum(layer.weight.numel() for layer in self.layers if isinstance(layer, nn.Linear))


def weighted(queries: torch.Tensor, keys: torch.Tensor, dictionary: torch.Tensor) -> torch.Tensor:
    """DGP-driven covariance weighting: the expectation of a dictionary's entries.

    Args:
        queries: (..., latent), one for each kernel.
        keys: (entries, latent), lifted from the dictionary.
        dictionary: (entries, 3) l11, l21, l22.

    Returns:
        (..., 3) l11, l21, l22 in the dictionary's unit.
    """
    return torch.softmax(queries @ keys.T, -1) @ dictionary


def covariance_and_mass(cholesky: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    """Covariance and mass of a kernel from its Cholesky entries and its amplitude at the mean.

    Args:
        cholesky: (..., 3) l11, l21, l22 in photo pixels.

    Returns:
        (..., 3) covariance xx, xy, yy in photo pixels squared, and (..., 1) the factor from an amplitude to
        mass form, 8 pi sqrt(det): a lattice cell of a quarter of a photo pixel holds the mass 1.
    """
    l11, l21, l22 = cholesky.unbind(-1)
    l11, l22 = l11.clamp_min(LEAST_SD), l22.clamp_min(LEAST_SD)
    covariance = torch.stack((l11 * l11, l11 * l21, l21 * l21 + l22 * l22), -1)
    return covariance, (8 * math.pi * l11 * l22)[..., None]
