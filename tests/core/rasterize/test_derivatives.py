import numpy as np
import pytest
from csr.core.field.sampling import Sampling
from csr.core.geometry.view import View
from csr.core.rasterize.derivatives import LUMA, derivatives
from csr.core.rasterize.reference import draw_reference
from csr.core.utils.errors import Cancelled
from golden_fields import lattice_field, odd_fields

TILES = [lattice_field(12, 20), lattice_field(12, 20, seed=3, x0=12)]
EPS = 1e-3
"""Photo pixels between which the truth is differenced."""


def luma(view: View, footprint: float, dx: float = 0, dy: float = 0) -> np.ndarray:
    moved = View(view.scale, view.x0 + dx, view.y0 + dy, view.width, view.height)
    return draw_reference(TILES, moved, footprint=footprint) @ np.array(LUMA)


@pytest.mark.parametrize("scale", [0.8, 3.0, 17.0])
@pytest.mark.parametrize("footprint", [0.0, 1 / 12])
def test_derivatives_are_those_of_the_dense_sum(scale: float, footprint: float) -> None:
    view = View(scale, 8.2, 7.3, 30, 24)
    found = derivatives(TILES, view, Sampling(footprint))
    middle = luma(view, footprint)
    right, left = (luma(view, footprint, dx=d) for d in (EPS, -EPS))
    down, up = (luma(view, footprint, dy=d) for d in (EPS, -EPS))
    # Left out below 1e-4 of a peak of about 0.4; a derivative there is about 4 / 0.35 times, the second
    # 16 / 0.12 times as large. Differences of the truth add EPS squared times the fourth derivative, 1e-3.
    assert np.abs(found.value - middle).max() < 1e-4
    assert np.abs(found.dx - (right - left) / (2 * EPS)).max() < 1.2e-3
    assert np.abs(found.dy - (down - up) / (2 * EPS)).max() < 1.2e-3
    laplacian = (right + left + down + up - 4 * middle) / EPS**2
    assert np.abs(found.laplacian - laplacian).max() < 2e-2
    assert np.abs(laplacian).max() > 0.5
    assert np.array_equal(found.gradient, np.hypot(found.dx, found.dy))


@pytest.mark.parametrize("name", odd_fields())
def test_odd_fields_have_finite_derivatives(name: str) -> None:
    found = derivatives([odd_fields()[name]], View(2.0, 0, 0, 40, 40))
    for values in (found.value, found.dx, found.dy, found.laplacian):
        assert np.isfinite(values).all()


def test_nothing_has_no_slope_and_drawing_can_be_cancelled() -> None:
    assert not derivatives([], View(2.0, 0, 0, 10, 50)).gradient.any()
    with pytest.raises(Cancelled):
        derivatives(TILES, View(2.0, 0, 0, 10, 50), cancelled=lambda: True)
