import pytest
import torch
from csr.core.network.light_heads import FLOOR, LEAST_COLOUR, geometry, largest_sd, shrunk


def test_details_stay_within_their_bounds() -> None:
    numbers = torch.randn(5, 4000) * 50
    offsets, (xx, xy, yy) = geometry(numbers, 0.2)
    variances = torch.linalg.eigvalsh(torch.stack((xx, xy, xy, yy), 1).unflatten(1, (2, 2)))
    assert float(offsets.abs().max()) <= 1
    assert float(variances.min()) >= FLOOR**2 * (1 - 1e-4)
    assert float(variances.max()) <= largest_sd(0.2) ** 2 * (1 + 1e-4)


def test_small_colours_are_nothing_but_can_still_grow() -> None:
    colours = torch.tensor([[0.5 * LEAST_COLOUR, 0.1, 0.0]] * 3)[None].requires_grad_()
    kept = shrunk(colours)
    assert float(kept[0, :, 0].detach().abs().max()) == 0
    assert float(kept[0, 0, 1].detach()) == pytest.approx(0.1 - LEAST_COLOUR)
    kept.sum().backward()
    assert colours.grad is not None and float(colours.grad.min()) == 1
