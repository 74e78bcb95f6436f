"""From features to a level and details: colours of the one, and colours, places and shapes of the others.

A detail's covariance is floor^2 I + e^m exp(S), with S = [[a, b], [b, -a]] (the logarithm of a covariance
is any symmetric matrix; Arsigny et al. 2006, log-Euclidean metrics): size, elongation and direction are
smooth in m, a and b, and bounded by bounding those, where the entries of a Cholesky factor mix them.
"""

from __future__ import annotations

import math

import torch
from torch.nn import functional as F

FLOOR = 0.1
"""Least standard deviation of a detail in any direction, in photo pixels."""
SIZE_RANGE = 0.7
"""Largest change of the logarithm of a detail's mean standard deviation from its start."""
LARGEST_STRETCH = 1.4
"""Logarithm of the largest ratio of a detail's axes, before the floor: 4.06."""
OFFSET_RANGE = 1.0
"""Largest offset of a detail from its place in its cell along an axis, in photo pixels."""
GEOMETRY_NUMBERS = 5
"""Numbers of the network for the geometry of a detail: offset x, y; m; a, b."""
LEAST_COLOUR = 0.5 / 255
"""Half an 8-bit step: a detail whose colour (mass form) stays below it in each channel has none, and the
others are nearer to zero by as much. So most details are nothing, exactly."""
CONTRAST_RADIUS = 3
"""Photo pixels about a pixel, on every side, in which a photo is flat or not."""
HALF_CONTRAST = 1 / 255
"""Difference of the brightest and the darkest value there at which half of what the network says counts."""


def contrast(photo: torch.Tensor) -> torch.Tensor:
    """How little flat a photo is about each pixel, (b, 1, h, w) in 0..1: 0 where all values are the same.

    What the network adds is multiplied by it, so that what is flat stays flat whatever was learned.
    """
    side = 2 * CONTRAST_RADIUS + 1
    padded = F.pad(photo, (CONTRAST_RADIUS,) * 4, mode="replicate")
    spread = (largest_near(padded, side) + largest_near(-padded, side)).amax(1, keepdim=True)
    return spread / (spread + HALF_CONTRAST)


def is_grey(photo: torch.Tensor) -> torch.Tensor:
    """True if red, green and blue are the same about each pixel of a photo (b, 3, h, w): (b, 1, h, w).

    There the network's colours are made grey, so that a grey photo has a grey field, to the last bit.
    """
    side = 2 * CONTRAST_RADIUS + 1
    padded = F.pad(photo, (CONTRAST_RADIUS,) * 4, mode="replicate")
    return largest_near(padded.amax(1, keepdim=True) - padded.amin(1, keepdim=True), side) == 0


def largest_near(x: torch.Tensor, side: int) -> torch.Tensor:
    """The largest value of (..., h, w) in a square of `side` pixels about each pixel that has a whole one.

    By doubling: three times as quick on a CPU as pooling, which also finds where the largest is.
    """
    for axis in (-1, -2):
        width = 1
        while width < side:
            step = min(width, side - width)
            length = x.shape[axis] - step
            x = torch.maximum(x.narrow(axis, 0, length), x.narrow(axis, step, length))
            width += step
    return x


def greyed(colours: torch.Tensor, grey: torch.Tensor) -> torch.Tensor:
    """Colours (..., 3, n) with equal channels where a mask is true; see `is_grey`.

    Args:
        colours: of n things.
        grey: a mask that fits (..., 1, n).
    """
    return torch.where(grey, colours.mean(-2, keepdim=True), colours)


def shrunk(colours: torch.Tensor) -> torch.Tensor:
    """Colours of details (..., 3, n) without the small ones; see `LEAST_COLOUR`.

    Gradients pass as if nothing were done, or what is nothing once would stay so for ever (a straight-through
    estimator; Bengio et al. 2013).
    """
    with torch.no_grad():
        largest = colours.abs().amax(-2, keepdim=True)
        change = colours * (1 - LEAST_COLOUR / largest.clamp_min(1e-9)).clamp_min(0) - colours
    return colours + change


def geometry(numbers: torch.Tensor, start_sd: float) -> tuple[torch.Tensor, torch.Tensor]:
    """Offsets and covariances of details.

    Args:
        numbers: (GEOMETRY_NUMBERS, ...) of the network.
        start_sd: standard deviation for zeros, in photo pixels, but for the floor.

    Returns:
        Offsets x, y from the details' places (2, ...), in photo pixels; covariances xx, xy, yy (3, ...), in
        photo pixels squared.
    """
    dx, dy, size, a, b = numbers
    offsets = OFFSET_RANGE * torch.tanh(torch.stack((dx, dy)))
    m = 2 * (math.log(start_sd) + SIZE_RANGE * torch.tanh(size / SIZE_RANGE))
    r = (a * a + b * b + 1e-8).sqrt()
    bounded = LARGEST_STRETCH * torch.tanh(r / LARGEST_STRETCH)
    e, along, mean = torch.exp(m), torch.sinh(bounded) / r, torch.cosh(bounded)
    floor = FLOOR**2
    covariances = torch.stack((e * (mean + along * a) + floor, e * along * b, e * (mean - along * a) + floor))
    return offsets, covariances


def largest_sd(start_sd: float) -> float:
    """Upper bound of a detail's standard deviation in any direction, in photo pixels."""
    return math.sqrt((start_sd * math.exp(SIZE_RANGE)) ** 2 * math.exp(LARGEST_STRETCH) + FLOOR**2)
