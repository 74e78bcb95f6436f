"""Measures of kernels: size, elongation, angle, weight."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.floating]

HALF_TURN = 180.0
"""Degrees after which a direction without a head is itself again."""
MASS_DENSITY = 0.25 / (2 * np.pi)
"""Area of a lattice cell over 2 pi: colour times this over sqrt(det) is a kernel's peak, in the mass form."""


class Axes(NamedTuple):
    """The axes of covariances, one entry for each kernel."""

    major: Numbers
    """Standard deviation along the longer axis, in photo pixels."""
    minor: Numbers
    """Standard deviation along the shorter axis, in photo pixels."""
    angle: Numbers
    """Angle of the longer axis, in degrees from the photo's x axis towards its y axis (down), in [0, 180)."""


def axes(kernels: Numbers) -> Axes:
    """The axes of kernels (8, n)."""
    xx, xy, yy = kernels[2], kernels[3], kernels[4]
    middle, half = (xx + yy) / 2, (xx - yy) / 2
    radius = np.hypot(half, xy)
    angle = np.degrees(np.arctan2(xy, half)) / np.float32(2) % np.float32(HALF_TURN)
    return Axes(np.sqrt(middle + radius), np.sqrt(np.maximum(middle - radius, 0)), angle)


def covariance(major: float, minor: float, angle: float) -> tuple[float, float, float]:
    """Covariance xx, xy, yy of standard deviations along two axes and an angle, as in `Axes`."""
    turn = np.radians(angle)
    c, s = float(np.cos(turn)), float(np.sin(turn))
    a, b = major * major, minor * minor
    return a * c * c + b * s * s, (a - b) * s * c, a * s * s + b * c * c


def size(kernels: Numbers) -> Numbers:
    """Geometric mean of the two standard deviations, in photo pixels."""
    return np.sqrt(np.sqrt(np.maximum(kernels[2] * kernels[4] - kernels[3] * kernels[3], 0)))


def elongation(kernels: Numbers) -> Numbers:
    """Longer axis over the shorter, 1 or more."""
    major, minor, _ = axes(kernels)
    return major / np.maximum(minor, np.float32(1e-6))


def angle(kernels: Numbers) -> Numbers:
    """Angle of the longer axis, as in `Axes`."""
    return axes(kernels).angle


def weight(kernels: Numbers) -> Numbers:
    """Magnitude of the colour: root mean square of red, green and blue; 1 for white."""
    red, green, blue = kernels[5:]
    return np.sqrt((red * red + green * green + blue * blue) / np.float32(3))


MEASURES: dict[str, Callable[[Numbers], Numbers]] = {
    "size": size,
    "elongation": elongation,
    "angle": angle,
    "weight": weight,
}
"""By the name that `KernelFilter` has for it."""
