import numpy as np
import pytest
from csr.core.field.displayed_field import DisplayState, apply_display
from csr.core.field.field import GaussianField
from csr.core.field.kernel_filter import KernelFilter
from csr.core.field.measures import covariance
from csr.core.geometry.view import View
from csr.core.rasterize.structure import structure_map
from golden_fields import flat_field, free_field, lattice_field
from shared_cpu import CPU

VIEW = View(4.0, 5, 5, 80, 60)


def turned(angle: float, ratio: float) -> GaussianField:
    """A lattice whose kernels all have one direction and one ratio of axes, in random colours."""
    field = lattice_field(30, 25, drift=0.0)
    kernels = field.kernels.copy()
    kernels[2:5] = np.array(covariance(0.4 * ratio, 0.4, angle))[:, None]
    return GaussianField(kernels, field.lattice, field.photo_size)


@pytest.mark.parametrize("angle", [0.0, 30.0, 90.0, 179.0])
def test_orientation_is_that_of_the_kernels(angle: float) -> None:
    found = structure_map("orientation", [turned(angle, 1.5)], VIEW, CPU)
    off = (found.values - angle + 90) % 180 - 90
    assert np.abs(off).max() < 0.1
    assert found.strength is not None
    assert found.strength == pytest.approx(np.full((60, 80), 0.5), abs=1e-3)


def test_directions_that_cancel_have_no_strength() -> None:
    a, b = turned(30, 1.5), turned(120, 1.5)
    kernels = np.concatenate((a.kernels, b.kernels), axis=1)
    both = GaussianField(kernels, None, a.photo_size)
    found = structure_map("orientation", [both], VIEW, CPU)
    # The two lattices' ripple at these sizes is below 1 %.
    assert found.strength is not None and found.strength.max() < 0.02


def test_elongation_and_density() -> None:
    tile = turned(45, 2.0)
    assert structure_map("elongation", [tile], VIEW, CPU).values == pytest.approx(
        np.full((60, 80), 2.0), abs=1e-3
    )
    density = structure_map("density", [flat_field(30, 25, 0.1)], VIEW, CPU)
    # Four kernels for each photo pixel; the ripple at a standard deviation of 0.335 is 2 * 1.4e-4.
    assert density.values == pytest.approx(np.full((60, 80), 4.0), rel=1e-3)


def test_hidden_kernels_have_no_part() -> None:
    tile = apply_display(DisplayState(filter=KernelFilter(weight=(9, 10))), lattice_field(30, 25), None)
    assert not structure_map("density", [tile], VIEW, CPU).values.any()
    lonely = free_field([[6, 6]], (0.1, 0, 0.1), 1)
    found = structure_map("elongation", [lonely], VIEW, CPU).values
    assert found[4, 4] == pytest.approx(1) and found[50, 70] == 0
