"""The three heads of ContinuousSR (sections 4.3 and 4.4): features to covariances, positions and colours."""

from __future__ import annotations

import math

import torch
from torch import nn
from torch.nn import functional as F

from . import dictionary
from .encoders.light import inner
from .inverse_filter import filtered, inverse_filter
from .weighting import cholesky_entries

START_VARIANCE_ABOVE_FLOOR = 0.01
"""Photo pixels squared that an untrained kernel's variance lies above the floor."""
INVERSE_TAPS = 15
"""Length of the inverse filter, in lattice cells."""


class CovarianceHead(nn.Module):
    """DGP-driven covariance weighting: the expectation of the dictionary's Cholesky entries, plus a floor.

    The paper weights 730 triples by one softmax; this is the factored form, a softmax of nine for each
    entry. The covariance is L L^T + floor^2 I, so no kernel is thinner than the floor and the lattice's
    sum keeps its ripple small.

    Args:
        features: input channels for each lattice cell.
        floor: least standard deviation in any direction, in photo pixels.
        axes: the dictionary's values of l11, l21 and l22, in dictionary units.
    """

    values: torch.Tensor
    """(3, 9) for nine values of each entry, l11, l21 and l22, in photo pixels."""

    def __init__(self, features: int, floor: float, axes: dictionary.Axes) -> None:
        super().__init__()
        values = torch.tensor(dictionary.factored(axes))
        self.floor = floor
        self.register_buffer("values", values, persistent=False)
        self.logits = nn.Conv2d(features, values.numel(), 1)
        nn.init.zeros_(self.logits.weight)
        start = math.sqrt(START_VARIANCE_ABOVE_FLOOR)
        bias = [
            _tilt(axis, _within(mean, axis)) * axis
            for axis, mean in zip(values, (start, 0.0, start), strict=True)
        ]
        with torch.no_grad():
            self.logits.bias = nn.Parameter(torch.cat(bias))
        corner = values.abs().amax(1)
        self.largest_sd = math.sqrt(float((corner**2).sum()) + floor**2)
        """Upper bound of a kernel's standard deviation in any direction, in photo pixels."""

    def forward(self, features: torch.Tensor) -> torch.Tensor:
        """(b, features, r, c) to covariances xx, xy, yy (b, 3, r, c), in photo pixels squared."""
        logits = projected(self.logits, features)
        l11, l21, l22 = cholesky_entries(logits, self.values).unbind(1)
        floor = self.floor**2
        return torch.stack((l11 * l11 + floor, l11 * l21, l21 * l21 + l22 * l22 + floor), 1)


class PositionHead(nn.Module):
    """Adaptive position drifting: an offset of each mean from its cell's centre, by tanh.

    Args:
        features: input channels for each lattice cell.
        offset_range: largest offset along an axis, in photo pixels.
    """

    def __init__(self, features: int, offset_range: float) -> None:
        super().__init__()
        self.offset_range = offset_range
        self.project = nn.Conv2d(features, 2, 1)
        nn.init.zeros_(self.project.weight)
        nn.init.zeros_(self.project.bias)  # pyright: ignore[reportArgumentType]

    def forward(self, features: torch.Tensor) -> torch.Tensor:
        """(b, features, r, c) to offsets x, y (b, 2, r, c), in photo pixels."""
        return self.offset_range * torch.tanh(projected(self.project, features))


class ColourHead(nn.Module):
    """Colour mapping: a residual on the photo's own interpolated colour, sharpened for the sum's blur.

    A sum of Gaussians blurs the colours that it is given. The fixed inverse of that blur on the lattice
    (as a B-spline's prefilter) makes the untrained field an interpolator and training better conditioned.

    Args:
        features: input channels for each lattice cell.
        sd: standard deviation of the kernels that the inverse is made for, in photo pixels.
    """

    taps: torch.Tensor

    def __init__(self, features: int, sd: float) -> None:
        super().__init__()
        self.project = nn.Conv2d(features, 3, 1)
        nn.init.zeros_(self.project.weight)
        nn.init.zeros_(self.project.bias)  # pyright: ignore[reportArgumentType]
        self.register_buffer("taps", inverse_filter(2 * sd, INVERSE_TAPS), persistent=False)
        self.receptive_radius = (INVERSE_TAPS // 2 + 1) // 2
        """Photo pixels that the filter adds to the features' own."""

    def forward(self, features: torch.Tensor, photo: torch.Tensor) -> torch.Tensor:
        """Features (b, f, r, c) and photo (b, 3, h, w) to colours (b, 3, r, c).

        The photo may be larger than the features, by as many pixels on every side.
        """
        base = _interpolated(photo)
        base = inner(base, (base.shape[-1] - features.shape[-1]) // 2)
        colour = projected(self.project, features) + base
        return filtered(colour, self.taps)


def projected(projection: nn.Conv2d, features: torch.Tensor) -> torch.Tensor:
    """A 1 x 1 convolution of (b, f, r, c) as products of planes, for so few channels the faster form."""
    assert projection.bias is not None
    weight = projection.weight.flatten(1).expand(len(features), -1, -1)
    planes = torch.baddbmm(projection.bias[:, None], weight, features.flatten(2))
    return planes.unflatten(2, features.shape[2:])


def _interpolated(photo: torch.Tensor) -> torch.Tensor:
    """The photo's bicubic colours at the centres of its half-pixel cells, (b, 3, 2h, 2w)."""
    return F.interpolate(photo, scale_factor=2, mode="bicubic", align_corners=False)


def _within(mean: float, values: torch.Tensor) -> float:
    """The mean, moved into the inner nine tenths of the values' range: at its ends a softmax has no slope."""
    low, high = float(values.min()), float(values.max())
    spare = (high - low) / 20
    return min(max(mean, low + spare), high - spare)


def _tilt(values: torch.Tensor, mean: float) -> float:
    """The t for which softmax(t * values) has that expectation, by bisection."""
    low, high = -200.0, 200.0
    for _ in range(60):
        t = (low + high) / 2
        if float((torch.softmax(t * values.double(), 0) * values).sum()) < mean:
            low = t
        else:
            high = t
    return (low + high) / 2
