import numpy as np
import pytest
import torch
from csr.core.training.losses import LEAST_SQUARED_ERROR, RINGING, log_error, loss, mean_error


def test_the_loss_is_zero_only_for_equal_pictures() -> None:
    a = torch.rand(1, 3, 8, 8)
    assert float(loss(a, a)) == 0
    assert float(loss(a, a + 0.1)) == pytest.approx(0.1 + 0.05 * 0.1 * 8 / 40, rel=1e-4)


def test_the_logarithmic_error_falls_as_psnr_rises() -> None:
    target = torch.zeros(2, 3, 8, 8)
    target[..., 1::2] = 1  # so all between is near: nothing rings
    far, near = (target + error * (1 - 2 * target) for error in (0.1, 0.01))
    # 20 dB are a factor of 100 in the mean squared error, but for what is added to it
    assert float(log_error(far, target, 1)) == pytest.approx(np.log(0.01 + LEAST_SQUARED_ERROR), rel=1e-3)
    assert float(log_error(near, target, 1)) == pytest.approx(np.log(1e-4 + LEAST_SQUARED_ERROR), rel=1e-3)


@pytest.mark.parametrize(
    ("column", "error", "reach", "counts"),
    [
        (10, 0.1, 2, 1 + RINGING),  # brighter than all
        (5, -0.1, 2, 1 + RINGING),  # darker than all
        (10, -0.1, 2, 1 + RINGING),  # darker than columns 8 to 12
        (10, -0.1, 3, 1),  # between what columns 7 and 13 have
    ],
)
def test_what_lies_beyond_all_that_is_near_counts_more(
    column: int, error: float, reach: int, counts: float
) -> None:
    edge = torch.zeros(1, 3, 16, 16)
    edge[..., 8:] = 1
    picture = edge.clone()
    picture[..., column] += error
    expected = np.log(counts * error**2 / 16 + LEAST_SQUARED_ERROR)
    assert float(log_error(picture, edge, reach)) == pytest.approx(expected, rel=1e-4)


def test_the_error_of_means_sees_what_is_common_to_a_crop_alone() -> None:
    target = torch.rand(2, 3, 8, 8)
    shift = torch.tensor([0.1, -0.2, 0.0]).view(1, 3, 1, 1)
    noise = torch.tensor([1.0, -1.0]).repeat(4)
    assert float(mean_error(target + shift + noise, target)) == pytest.approx(0.1, rel=1e-4)
