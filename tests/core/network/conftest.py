"""Small networks, and what they are tried on."""

import numpy as np
import torch
from csr.core.network.light import LightConfig, LightNetwork, untrained

CPU = torch.device("cpu")


def noise(width: int, height: int) -> np.ndarray:
    return np.random.default_rng(0).integers(0, 256, (height, width, 3), dtype=np.uint8)


SMALL = LightConfig(channels=8, blocks=1, features=4)


def shaken(seed: int = 0) -> LightNetwork:
    """A small network with random weights everywhere, so that every head has something to say."""
    network = untrained(SMALL, seed)
    generator = torch.Generator().manual_seed(seed)
    with torch.no_grad():
        for parameter in network.parameters():
            parameter += 0.3 * torch.randn(parameter.shape, generator=generator)
    return network
