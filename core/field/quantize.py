"""Kernels as whole numbers of 16 or 8 bits, for files that are to be small."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ..utils.arrays import FloatArray
from .field import FieldError

MEAN_STEP = {16: 2.0**-10, 8: 2.0**-8}
"""Step of a mean, in photo pixels, by the bits of the others."""
PEAK_FOOTPRINT = 1 / 12
"""Variance, in photo pixels squared, added to a kernel's own where its colour is told by its peak."""
LEAST_SD = 1e-3
"""Photo pixels; a thinner kernel looks the same under any footprint but 0."""
FARTHEST_MEAN = 2.0**20
"""Photo pixels, either way: larger means would not fit into 32 bits."""

Codes = npt.NDArray[np.uint32]


@dataclass(frozen=True, eq=False)
class QuantizedKernels:
    """Kernels as whole numbers; number j of a kernel is low[j] + step[j] * code.

    The eight numbers are: mean x, y in photo pixels; log(l11), asinh(l21 / l22), log(l22) of the Cholesky
    factor of the covariance, in photo pixels; red, green, blue at the kernel's peak where it is drawn at x1
    with the footprint of 1/12. Steps of equal size are then about equally visible, whatever a kernel's size.
    """

    codes: Codes
    """(8, n)."""
    low: tuple[float, ...]
    step: tuple[float, ...]

    def __len__(self) -> int:
        return self.codes.shape[1]

    def kernels(self) -> FloatArray:
        """The kernels, (8, n), as in a field."""
        low, step = np.array(self.low)[:, None], np.array(self.step)[:, None]
        numbers = low + step * self.codes.astype(np.float64)
        covariance = _covariance(numbers[2:5])
        return np.concatenate((numbers[:2], covariance, numbers[5:] * _mass(covariance))).astype(np.float32)

    def planes(self) -> bytes:
        """The differences between neighbouring kernels, for a compressor: (8, 4, n) bytes.

        Each is written as 2 d where d >= 0 and -2 d - 1 below (modulo 2^32), its lowest bytes of all kernels
        first.
        """
        steps = np.diff(self.codes, axis=1, prepend=np.uint32(0)).view(np.int32)
        folded = ((steps << 1) ^ (steps >> 31)).astype("<i4")
        return np.ascontiguousarray(folded.view(np.uint8).reshape(8, -1, 4).transpose(0, 2, 1)).tobytes()

    @classmethod
    def from_planes(cls, planes: bytes, low: tuple[float, ...], step: tuple[float, ...]) -> QuantizedKernels:
        """The kernels of what `planes` gave.

        Raises:
            ValueError: if the length is no whole number of kernels.
        """
        if len(planes) % 32 or len(low) != 8 or len(step) != 8:
            raise ValueError("the numbers of the kernels are incomplete")
        split = np.frombuffer(planes, np.uint8).reshape(8, 4, -1).transpose(0, 2, 1)
        folded = np.ascontiguousarray(split).view("<u4").reshape(8, -1)
        steps = (folded >> np.uint32(1)) ^ (~(folded & np.uint32(1)) + np.uint32(1))
        return cls(np.cumsum(steps, axis=1, dtype=np.uint32), low, step)


def quantize(kernels: FloatArray, bits: int) -> QuantizedKernels:
    """Round kernels to whole numbers.

    Args:
        kernels: (8, n), as in a field.
        bits: 16 or 8, for covariances and colours.

    Raises:
        FieldError: if kernels are not finite, or lie farther out than `FARTHEST_MEAN`.
    """
    exact = kernels.astype(np.float64)
    if not np.isfinite(exact).all() or (np.abs(exact[:2]) > FARTHEST_MEAN).any():
        raise FieldError("some kernels are not finite numbers, or lie too far out for a compact field")
    codes = np.zeros(exact.shape, np.uint32)
    low, step = np.zeros(8), np.full(8, MEAN_STEP[bits])

    def encode(first: int, numbers: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        """Fill in some rows; return what will be read back."""
        rows = slice(first, first + len(numbers))
        if numbers.size:
            low[rows] = numbers.min(1)
            if first:
                step[rows] = np.maximum((numbers.max(1) - low[rows]) / (2**bits - 1), 1e-9)
        codes[rows] = np.rint((numbers - low[rows, None]) / step[rows, None])
        return low[rows, None] + step[rows, None] * codes[rows]

    encode(0, exact[:2])
    covariance = _covariance(encode(2, _factor(exact[2:5])))
    encode(5, exact[5:] / _mass(covariance))
    return QuantizedKernels(codes, tuple(low.tolist()), tuple(step.tolist()))


def _factor(covariance: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    xx, xy, yy = covariance
    l11 = np.sqrt(np.maximum(xx, LEAST_SD**2))
    l21 = xy / l11
    l22 = np.sqrt(np.maximum(yy - l21 * l21, LEAST_SD**2))
    return np.stack((np.log(l11), np.arcsinh(l21 / l22), np.log(l22)))


def _covariance(factor: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    l11, l22 = np.exp(factor[0]), np.exp(factor[2])
    l21 = np.sinh(factor[1]) * l22
    return np.stack((l11 * l11, l11 * l21, l21 * l21 + l22 * l22))


def _mass(covariance: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """The colour, in mass form, of a kernel whose peak is 1 at x1."""
    xx, xy, yy = covariance
    return 8 * math.pi * np.sqrt((xx + PEAK_FOOTPRINT) * (yy + PEAK_FOOTPRINT) - xy * xy)
