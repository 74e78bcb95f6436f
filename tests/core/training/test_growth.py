from dataclasses import replace

import pytest
import torch
from csr.core.network.light import Architecture, Network
from csr.core.training.growth import grown


def shaken() -> Network:
    torch.manual_seed(1)
    network = Network(Architecture(channels=6, blocks=2, features=4), "small")
    with torch.no_grad():
        for parameter in network.parameters():
            parameter += 0.2 * torch.randn_like(parameter)
    return network


def test_a_grown_network_gives_the_same_kernels_and_every_new_weight_can_learn() -> None:
    small = shaken()
    large = grown(small, replace(small.architecture, channels=9, blocks=4))
    assert (large.architecture.channels, large.architecture.blocks) == (9, 4)
    photo = torch.rand(2, 3, 9, 11)
    kernels = large(photo)
    # The same sums in another order, in float32.
    torch.testing.assert_close(kernels, small(photo), rtol=1e-4, atol=1e-5)
    optimiser = torch.optim.SGD(large.parameters(), 1e-3)
    for _ in range(3):  # what is behind zeros hears of the loss once they have moved
        optimiser.zero_grad()
        large(photo).square().mean().backward()
        optimiser.step()
    assert all(p.grad is not None and bool(p.grad.any()) for p in large.parameters())


@pytest.mark.parametrize(("channels", "blocks"), [(5, 2), (6, 1)])
def test_a_network_does_not_shrink(channels: int, blocks: int) -> None:
    with pytest.raises(ValueError, match="only grow"):
        grown(shaken(), replace(shaken().architecture, channels=channels, blocks=blocks))
