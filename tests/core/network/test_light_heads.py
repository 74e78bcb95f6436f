from dataclasses import replace

import torch
from csr.core.network.light import LightNetwork

from .conftest import SMALL, shaken


def test_shapes_ranges_and_floor() -> None:
    network = shaken()
    with torch.inference_mode():
        kernels = network(torch.rand(2, 3, 5, 7))
    assert kernels.shape == (2, 8, 10, 14)
    assert kernels[:, :2].abs().max() <= network.offset_range
    a, b, c = kernels[:, 2:5].double().unbind(1)
    smallest = (a + c) / 2 - torch.sqrt(((a - c) / 2) ** 2 + b**2)
    largest = (a + c) / 2 + torch.sqrt(((a - c) / 2) ** 2 + b**2)
    assert smallest.min() >= SMALL.floor**2 - 1e-6
    assert largest.max() <= network.largest_sd**2 + 1e-6


def test_half_a_turn_is_averaged_in_covariances_and_colours() -> None:
    once = shaken()
    twice = LightNetwork(replace(SMALL, half_turn=True), "twice")
    twice.load_state_dict(once.state_dict())
    assert twice.multiply_adds == 2 * once.multiply_adds
    r = once.receptive_radius
    photo = torch.rand(1, 3, 2 * r + 6, 2 * r + 4)
    box, taken = (0, 0, 4, 6), (-r, -r, 4 + r, 6 + r)
    with torch.inference_mode():
        kernels = twice.kernels(photo, box, taken)
        turned = twice.kernels(photo.flip(2, 3), box, taken).flip(2, 3)
        plain = once.kernels(photo, box, taken)
    # The same two numbers added in the other order.
    torch.testing.assert_close(turned[:, 2:], kernels[:, 2:], rtol=0, atol=0)
    torch.testing.assert_close(kernels[:, :2], plain[:, :2], rtol=0, atol=0)
    assert not torch.allclose(plain[:, 2:], kernels[:, 2:])
