import numpy as np
import pytest
import torch
from csr.core.training.losses import LEAST_SQUARED_ERROR, log_error, loss


def test_the_loss_is_zero_only_for_equal_pictures() -> None:
    a = torch.rand(1, 3, 8, 8)
    assert float(loss(a, a)) == 0
    assert float(loss(a, a + 0.1)) == pytest.approx(0.1 + 0.05 * 0.1 * 8 / 40, rel=1e-4)


def test_the_logarithmic_error_falls_as_psnr_rises() -> None:
    target = torch.rand(2, 3, 8, 8)
    far, near = target + 0.1, target + 0.01
    # 20 dB are a factor of 100 in the mean squared error, but for what is added to it
    assert float(log_error(far, target)) == pytest.approx(np.log(0.01 + LEAST_SQUARED_ERROR), rel=1e-3)
    assert float(log_error(near, target)) == pytest.approx(np.log(1e-4 + LEAST_SQUARED_ERROR), rel=1e-3)
