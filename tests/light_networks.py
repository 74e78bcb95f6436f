"""Small light networks, as after a training: their details have colours and shapes."""

import torch
from csr.core.network.light import LightConfig, LightNetwork, untrained

SMALL = LightConfig(channels=8, blocks=(1, 1, 1), features=16, details=2)


def shaken(seed: int = 0) -> LightNetwork:
    """A small network whose every weight matters."""
    network = untrained(SMALL, seed)
    generator = torch.Generator().manual_seed(seed)
    with torch.no_grad():
        network.head.weight.normal_(std=0.1, generator=generator)
    return network.eval()
