import numpy as np
import pytest
import torch
from csr.core.training.losses import LEAST_SQUARED_ERROR, log_error, loss, mean_error, ringing


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


@pytest.mark.parametrize(
    ("column", "error", "reach", "beyond"),
    [
        (10, 0.1, 2, 0.1),  # brighter than all
        (5, -0.1, 2, 0.1),  # darker than all
        (10, -0.1, 2, 0.1),  # darker than columns 8 to 12
        (10, -0.1, 3, 0.0),  # between what columns 7 and 13 have
    ],
)
def test_only_what_lies_beyond_all_that_is_near_is_ringing(
    column: int, error: float, reach: int, beyond: float
) -> None:
    edge = torch.zeros(1, 3, 16, 16)
    edge[..., 8:] = 1
    picture = edge.clone()
    picture[..., column] += error
    share = (beyond**2 / 16) / (error**2 / 16 + LEAST_SQUARED_ERROR)
    assert float(ringing(picture, edge, reach)) == pytest.approx(share, rel=1e-4)


def test_ringing_has_a_gradient_where_it_is_alone() -> None:
    edge = torch.zeros(1, 3, 16, 16)
    edge[..., 8:] = 1
    picture = torch.nn.functional.avg_pool2d(edge, 3, 1, 1, count_include_pad=False)  # soft: within both
    picture[..., 10] += 0.1
    picture.requires_grad_()
    ringing(picture, edge, 2).backward()  # pyright: ignore[reportUnknownMemberType]
    assert picture.grad is not None
    assert bool((picture.grad[..., 10] > 0).all())
    assert not picture.grad[..., [*range(10), *range(11, 16)]].any()


def test_the_error_of_means_sees_what_is_common_to_a_crop_alone() -> None:
    target = torch.rand(2, 3, 8, 8)
    shift = torch.tensor([0.1, -0.2, 0.0]).view(1, 3, 1, 1)
    noise = torch.tensor([1.0, -1.0]).repeat(4)
    assert float(mean_error(target + shift + noise, target)) == pytest.approx(0.1, rel=1e-4)
