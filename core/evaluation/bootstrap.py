"""Confidence intervals of means, by the bootstrap over pictures (Efron 1979)."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

RESAMPLINGS = 2000
COVERAGE = 0.95


def interval(values: Sequence[float]) -> tuple[float, float] | None:
    """The 95 % percentile interval of the mean of some values; None of fewer than two, or infinite ones.

    The same values give the same interval.
    """
    sample = np.array(values, np.float64)
    if sample.size < 2 or not np.isfinite(sample).all():
        return None
    picks = np.random.default_rng(0).integers(0, sample.size, (RESAMPLINGS, sample.size))
    low, high = np.quantile(sample[picks].mean(1), [(1 - COVERAGE) / 2, (1 + COVERAGE) / 2])
    return float(low), float(high)
