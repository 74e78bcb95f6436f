import numpy as np
from csr.core.field.kernel_filter import KernelFilter
from csr.core.field.measures import MEASURES, covariance
from golden_fields import lattice_field

from .conftest import kernel


def test_peeling_keeps_what_lies_within_all_ranges() -> None:
    k = lattice_field().kernels
    peel = KernelFilter(size=(0.35, 0.4), weight=(0.2, 0.7))
    size, weight = MEASURES["size"](k), MEASURES["weight"](k)
    expected = (size >= 0.35) & (size <= 0.4) & (weight >= 0.2) & (weight <= 0.7)
    assert 0 < expected.sum() < k.shape[1]
    assert np.array_equal(peel.keeps(k), expected)
    assert KernelFilter().keeps_all and KernelFilter().keeps(k).all() and not peel.keeps_all


def test_ranges_of_directions_go_round() -> None:
    along = np.concatenate([kernel(*covariance(2, 1, a)) for a in (0, 10, 90, 170)], axis=1)
    for low, high in ((-20, 20), (160, 200)):
        assert KernelFilter(angle=(low, high)).keeps(along).tolist() == [True, True, False, True]
    assert KernelFilter(angle=(45, 135)).keeps(along).tolist() == [False, False, True, False]
