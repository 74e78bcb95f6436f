"""Kernels hidden by ranges of their measures."""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np
import numpy.typing as npt

from .measures import HALF_TURN, MEASURES, Numbers

Range = tuple[float, float]
"""Least and largest value, both included."""


@dataclass(frozen=True)
class KernelFilter:
    """Ranges of measures: only kernels within all of them are shown. None lets every kernel pass."""

    size: Range | None = None
    elongation: Range | None = None
    angle: Range | None = None
    """May lie anywhere: (-20, 20) are the directions within 20 degrees of the x axis."""
    weight: Range | None = None

    @property
    def keeps_all(self) -> bool:
        """True if nothing is peeled away."""
        return self == _ALL

    def keeps(self, kernels: Numbers) -> npt.NDArray[np.bool_]:
        """Which kernels of (8, n) are within the ranges."""
        kept = np.ones(kernels.shape[1], np.bool_)
        for field in fields(self):
            limits: Range | None = getattr(self, field.name)
            if limits is None:
                continue
            value = MEASURES[field.name](kernels)
            low, high = np.float32(limits[0]), np.float32(limits[1])
            if field.name == "angle":
                kept &= (value - low) % np.float32(HALF_TURN) <= high - low
            else:
                kept &= (value >= low) & (value <= high)
        return kept


_ALL = KernelFilter()
