"""Small networks, and what they are tried on."""

import numpy as np
import torch

CPU = torch.device("cpu")


def noise(width: int, height: int) -> np.ndarray:
    return np.random.default_rng(0).integers(0, 256, (height, width, 3), dtype=np.uint8)
