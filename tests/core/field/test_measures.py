import numpy as np
import pytest
from csr.core.field.measures import MEASURES, axes, covariance
from hypothesis import given
from hypothesis import strategies as st

from .conftest import kernel


@given(st.floats(0.1, 20), st.floats(1.01, 10), st.floats(0, 179.99))
def test_axes_and_covariance_are_inverse(minor: float, ratio: float, angle: float) -> None:
    got = axes(kernel(*covariance(minor * ratio, minor, angle)))
    # float32 rounding of the covariance (6e-8) is magnified by the ratio squared on the minor axis
    assert got.major[0] == pytest.approx(minor * ratio, rel=1e-5)
    assert got.minor[0] == pytest.approx(minor, rel=1e-4)
    # and by the inverse of how far the axes differ on the angle
    turn = (got.angle[0] - angle + 90) % 180 - 90
    assert abs(turn) < 1e-4 / (ratio - 1) + 1e-3


def test_measures_of_a_known_kernel() -> None:
    k = kernel(4.0, 0.0, 1.0, (1, 1, 1))
    assert {n: float(m(k)[0]) for n, m in MEASURES.items()} == pytest.approx(
        {"size": 2**0.5, "elongation": 2.0, "angle": 0.0, "weight": 1.0}
    )
    # y points down: a kernel along x = y falls from left to right
    assert MEASURES["angle"](kernel(2, 1, 2))[0] == 45


def test_a_singular_kernel_has_finite_measures() -> None:
    assert all(np.isfinite(m(kernel(0.25, 0.25, 0.25))).all() for m in MEASURES.values())
