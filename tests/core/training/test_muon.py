import pytest
import torch
from csr.core.training.muon import UPDATE_RMS, WEIGHT_DECAY, Muon, orthogonal


@pytest.mark.parametrize("shape", [(12, 12), (12, 70), (70, 12)])
def test_singular_values_come_to_about_one_and_directions_stay(shape: tuple[int, int]) -> None:
    matrix = torch.randn(shape, generator=torch.Generator().manual_seed(2))
    u, values, vh = torch.linalg.svd(matrix, full_matrices=False)
    result = orthogonal(matrix)
    found = torch.linalg.svdvals(result)
    # Five iterations bring values from 0.01 of the largest up to this band (Jordan et al. 2024).
    assert values.min() > 0.01 * values.norm()
    assert found.min() > 0.6 and found.max() < 1.3
    middle = u.T @ result @ vh.T
    assert torch.allclose(middle, torch.diag(middle.diagonal()), atol=1e-4)


def test_a_step_has_the_size_that_it_says_and_lowers_a_loss() -> None:
    generator = torch.Generator().manual_seed(3)
    weight = torch.nn.Parameter(torch.zeros(8, 4, 3, 3))
    target = torch.randn(weight.shape, generator=generator)
    optimiser = Muon([weight], 0.1)
    (weight - target).square().sum().backward()
    optimiser.step()
    # Eight singular values of about one in 8 x 36 numbers: a mean square of 1/36, times the size squared.
    weight.requires_grad_(False)
    assert float(weight.square().mean().sqrt()) == pytest.approx(0.1 * UPDATE_RMS, rel=0.3)
    assert float((weight - target).square().sum()) < float(target.square().sum())


def test_weights_decay_whatever_their_gradient() -> None:
    weight = torch.nn.Parameter(torch.ones(4, 4))
    optimiser = Muon([weight], 0.5)
    weight.grad = torch.zeros(4, 4)
    optimiser.step()
    assert torch.allclose(weight, torch.full((4, 4), 1 - 0.5 * WEIGHT_DECAY))
