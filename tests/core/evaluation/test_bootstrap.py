import numpy as np
import pytest
from csr.core.evaluation.bootstrap import interval


def test_intervals_hold_the_mean_and_shrink_with_pictures() -> None:
    values = np.random.default_rng(0).normal(30, 2, 100)
    low, high = interval(values.tolist()) or (0, 0)
    assert low < values.mean() < high
    # the normal distribution's own interval, within the bootstrap's noise
    assert high - low == pytest.approx(2 * 1.96 * values.std() / 10, rel=0.1)
    few = interval(values[:10].tolist()) or (0, 0)
    assert few[1] - few[0] > 1.5 * (high - low)
    assert interval(values.tolist()) == (low, high)
    assert interval([30.0]) is None and interval([30.0, float("inf")]) is None
