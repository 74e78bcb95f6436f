import pytest
import torch
from csr.core.network.weighting import cholesky_entries

VALUES = torch.tensor([[0.0, 0.1, 0.4], [-0.3, 0.0, 0.3], [0.0, 0.2, 0.5]])


def _softmax(logits: torch.Tensor) -> torch.Tensor:
    weights = logits.unflatten(1, (3, 3)).softmax(2)
    return torch.einsum("bakrc, ak -> barc", weights, VALUES.to(logits.dtype))


@pytest.mark.parametrize("size", [(1, 1), (3, 5), (4, 4), (37, 61)])
def test_entries_and_gradients_are_those_of_a_softmax(size: tuple[int, int]) -> None:
    generator = torch.Generator().manual_seed(1)
    logits = (4 * torch.randn(2, 9, *size, generator=generator)).requires_grad_()
    incoming = torch.randn(2, 3, *size, generator=generator)
    entries = cholesky_entries(logits, VALUES)
    (gradient,) = torch.autograd.grad(entries, logits, incoming)
    exact = logits.detach().double().requires_grad_()
    truth = _softmax(exact)
    (slope,) = torch.autograd.grad(truth, exact, incoming.double())
    # Sums of three in float32, with exponentials good to 1e-7: some units in the last of 24 bits.
    torch.testing.assert_close(entries.double(), truth, rtol=0, atol=1e-6)
    torch.testing.assert_close(gradient.double(), slope, rtol=0, atol=1e-5)


def test_saturated_logits_give_one_value_and_no_nan() -> None:
    logits = torch.zeros(1, 9, 1, 2)
    logits[0, 2], logits[0, 3], logits[0, 8] = 1e4, -1e4, 1e4
    logits.requires_grad_()
    entries = cholesky_entries(logits, VALUES)
    assert entries[0, :, 0, 0].tolist() == pytest.approx([0.4, 0.15, 0.5])
    (gradient,) = torch.autograd.grad(entries.sum(), logits)
    assert torch.isfinite(gradient).all()
