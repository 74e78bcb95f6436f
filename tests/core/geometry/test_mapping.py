import math

import numpy as np
import pytest
from csr.core.geometry.mapping import Mapping
from csr.core.geometry.warp import LEAST_RADIUS, LENS_LIMITS, Lens, Warp
from hypothesis import example, given
from hypothesis import strategies as st

from .conftest import SIZE, WIDE

WARPS = st.builds(
    Warp,
    st.floats(-400, 400),
    st.floats(-2, 2),
    st.floats(-2, 2),
    st.none()
    | st.builds(
        Lens, st.floats(0, 600), st.floats(0, 40), st.floats(LEAST_RADIUS, 200), st.floats(*LENS_LIMITS)
    ),
    st.booleans(),
)


@given(WARPS, st.floats(0, 600), st.floats(0, 40))
def test_there_and_back_is_where_one_was(warp: Warp, x: float, y: float) -> None:
    mapping = Mapping(warp, SIZE)
    # Doubles, in numbers up to 1e4, through shears and slopes that make a step five times larger at most.
    assert mapping.to_photo(*mapping.to_plane(x, y)) == pytest.approx((x, y), abs=1e-7)
    assert mapping.to_plane(*mapping.to_photo(x, y)) == pytest.approx((x, y), abs=1e-7)


@given(WARPS, st.integers(0, 2000))
@example(Warp(0, 1, 2, Lens(0, 0, 42, 0.5)), 9)  # beside the lens
def test_kernels_come_back_as_they_were(warp: Warp, i: int) -> None:
    mapping, kernel = Mapping(warp, SIZE), WIDE.kernels[:, i * 7]
    back = mapping.photo_kernel(mapping.kernels(kernel[:, None])[:, 0])
    # A mean in the plane is a float32 below 4096: half a step is 2e-4, a lens shrinks at most 2.6 times.
    # Shears of 2 both ways have a condition of 34, which a covariance meets twice.
    assert back == pytest.approx(kernel, abs=4e-3, rel=2e-3)


@given(WARPS, st.floats(0, 600), st.floats(0, 40), st.floats(0, 7))
def test_bounds_of_stretching_hold(warp: Warp, x: float, y: float, direction: float) -> None:
    mapping, h = Mapping(warp, SIZE), 1e-3
    a = mapping.to_plane(x, y)
    b = mapping.to_plane(x + h * math.cos(direction), y + h * math.sin(direction))
    bound = float(mapping.stretch(np.array([x]), np.array([y]), 2 * h)[0])
    assert h / mapping.most_shrinking * (1 - 1e-6) <= math.dist(a, b) <= bound * h * (1 + 1e-6)
