import torch
from csr.core.network.inverse_filter import filtered, inverse_filter


def test_the_filter_undoes_the_blur_of_a_lattice() -> None:
    sd, taps = 0.6, inverse_filter(0.6, 21)
    x = torch.arange(-10, 11, dtype=torch.float32)
    blur = torch.exp(-0.5 * (x / sd) ** 2)
    values = torch.rand(40, 40, generator=torch.Generator().manual_seed(0))
    back = filtered(filtered(values, taps), blur / blur.sum())
    assert torch.allclose(back[12:-12, 12:-12], values[12:-12, 12:-12], atol=1e-3)


def test_one_value_stays_that_value_up_to_the_edge() -> None:
    values = torch.full((2, 3, 5, 7), 0.3)
    assert torch.allclose(filtered(values, inverse_filter(0.8, 9)), values, atol=1e-5)
