"""The kernels of a field by what their numbers mean."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..field.measures import Axes, axes
from ..utils.arrays import FloatArray


@dataclass(frozen=True, eq=False)
class Kernels:
    """Views of n kernels' numbers: nothing is copied, nothing may be changed. In the field's order."""

    array: FloatArray
    """(8, n) float32: mean x, y; covariance xx, xy, yy; colour red, green, blue. Read-only."""

    def __len__(self) -> int:
        return self.array.shape[1]

    @property
    def means(self) -> FloatArray:
        """(n, 2): x, y in photo pixels from the photo's upper left corner, y downwards."""
        return self.array[:2].T

    @property
    def covariances(self) -> FloatArray:
        """(n, 3): xx, xy, yy in photo pixels squared."""
        return self.array[2:5].T

    @property
    def colours(self) -> FloatArray:
        """(n, 3): red, green, blue, sRGB-encoded, in mass form; may be negative.

        A kernel adds colour / (8 pi sqrt(det covariance)) at its mean: kernels of one colour, four of them a
        photo pixel, add up to that colour (0..1) at every scale.
        """
        return self.array[5:].T

    @property
    def covariance_matrices(self) -> FloatArray:
        """(n, 2, 2) in photo pixels squared; a copy."""
        return np.ascontiguousarray(self.array[[2, 3, 3, 4]].T).reshape(-1, 2, 2)

    @property
    def axes(self) -> Axes:
        """Major, minor and angle, each (n,); computed.

        Standard deviations along the longer and the shorter axis, in photo pixels, and the angle of the
        longer one, in degrees from x towards y, in [0, 180).
        """
        return axes(self.array)
