import numpy as np
import pytest

from .conftest import opened, png


@pytest.mark.parametrize(
    ("transfer", "code", "wanted"), [(16, 0.58068, 255), (18, 0.75, 255), (16, 0.0, 0), (18, 0.0, 0)]
)
def test_reference_white_of_high_dynamic_range_is_white(transfer: int, code: float, wanted: int) -> None:
    # 203 cd/m2 is PQ 0.5807 and HLG 0.75 (ITU-R BT.2408, table 1).
    values = np.full((2, 2, 3), round(code * 65535))
    photo = opened(png(values, 2, 16, (b"cICP", bytes([9, transfer, 0, 1]))))
    assert photo.pixels.dtype == np.uint16
    np.testing.assert_allclose(photo.eight_bits, wanted, atol=2)
    assert len(photo.notes) == 1 and ("PQ" if transfer == 16 else "HLG") in photo.notes[0]


@pytest.mark.parametrize("transfer", [16, 18])
def test_bright_light_keeps_its_order_and_greys_stay_grey(transfer: int) -> None:
    ramp = np.linspace(0, 65535, 64).astype(int)
    values = np.repeat(ramp[None, :, None], 3, axis=2).repeat(2, axis=0)
    photo = opened(png(values, 2, 16, (b"cICP", bytes([9, transfer, 0, 1]))))
    grey = photo.pixels[0].astype(int)
    assert (np.diff(grey[:, 1]) >= 0).all() and grey[0, 0] == 0 and grey[-1, 0] > 65000
    assert np.abs(grey - grey[:, 1:2]).max() <= 64  # a quarter of a step of 255
    assert grey[40, 1] < 65000  # what is brighter than white is not all one
