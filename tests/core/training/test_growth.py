from dataclasses import replace

import pytest
import torch
from csr.core.network.light import LightConfig, LightNetwork
from csr.core.training.growth import grown
from csr.core.utils.errors import CsrError


def small_network() -> LightNetwork:
    torch.manual_seed(0)
    network = LightNetwork(LightConfig(channels=8, blocks=(1, 1, 1), features=16, details=2), "tiny")
    with torch.no_grad():
        network.head.weight.normal_(std=0.1)
    return network


def test_a_grown_network_makes_the_same_kernels_and_hears_what_is_new() -> None:
    small = small_network()
    large = grown(small, replace(small.config, channels=12, blocks=(2, 1, 2)))
    pixels = torch.rand(1, 4, 16, 16)
    for a, b in zip(small(pixels), large(pixels), strict=True):
        assert float((a - b).abs().max().detach()) < 1e-4
    large(pixels)[1].sum().backward()
    new = large.encoder.down.weight.grad
    assert new is not None and float(new[16:].abs().max()) == 0, "nothing old listens to it yet"
    assert float(new[:16, 8:].abs().max()) > 0, "but it can learn to"


def test_every_weight_of_a_grown_network_can_learn() -> None:
    large = grown(small_network(), replace(small_network().config, channels=12, blocks=(2, 1, 2)))
    optimiser = torch.optim.SGD(large.parameters(), 1e-3)
    for _ in range(3):  # what is behind zeros hears of the loss once they have moved
        optimiser.zero_grad()
        level, details, _ = large(torch.rand(1, 4, 16, 16))
        (level.square().mean() + details.square().mean()).backward()
        optimiser.step()
    assert all(p.grad is not None and bool(p.grad.any()) for p in large.parameters())


def test_a_network_never_shrinks() -> None:
    small = small_network()
    for changes in ({"channels": 4}, {"blocks": (1, 0, 1)}, {"details": 3}, {"features": 32}):
        with pytest.raises(CsrError, match="only grow"):
            grown(small, replace(small.config, **changes))
