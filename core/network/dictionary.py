"""The Deep Gaussian Prior's dictionary of Cholesky entries (ContinuousSR, section 4.3 and supplement 11).

The prior says that the three Cholesky entries l11, l21, l22 of a kernel's covariance, fitted to natural
pictures, are each roughly normally distributed. The dictionary takes nine values of each: the mean plus
-2, -1.17, -0.84, -0.25, 0, 0.25, 0.84, 1.17 and 2 standard deviations. The values are those of the
authors' release, which the paper does not print; they count pixels of a picture four times as large.
"""

from __future__ import annotations

L11 = (0.0, 0.41, 0.62, 0.98, 1.13, 1.29, 1.64, 1.85, 2.36)
"""Values of l11 (99 % of the prior lie in 0..2.4), in quarters of a photo pixel."""
L21 = (-0.86, -0.36, -0.16, 0.19, 0.34, 0.49, 0.84, 1.04, 1.54)
"""Values of l21 (-0.9..1.5), in quarters of a photo pixel."""
L22 = (0.0, 0.33, 0.53, 0.88, 1.03, 1.18, 1.53, 1.73, 2.23)
"""Values of l22 (0..2.2), in quarters of a photo pixel."""

UNITS_PER_PIXEL = 4.0
"""Dictionary units in a photo pixel."""


def factored() -> tuple[tuple[float, ...], ...]:
    """The nine values of l11, l21 and l22, in photo pixels.

    One softmax of nine for each entry has expectations in the same box as the full dictionary's softmax
    over 9 x 9 x 9 triples, at 1/27 of the cost.
    """
    return tuple(tuple(v / UNITS_PER_PIXEL for v in axis) for axis in (L11, L21, L22))
