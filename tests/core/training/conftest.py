"""Pictures and networks that trainings are tried on."""

from pathlib import Path

import numpy as np
import pytest
import torch
from csr.core.network.continuoussr import ContinuousSRConfig, ContinuousSRNetwork
from csr.core.training.continuoussr import ContinuousSRTraining
from PIL import Image

TINY = ContinuousSRConfig(
    "swinir", channels=12, depths=(1,), heads=2, window=8, enlarged=8, latent=32, hidden=(32, 16)
)


@pytest.fixture(scope="module")
def pictures(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Pictures for crops of 64 pixels; one is as large as the paper's crops."""
    folder = tmp_path_factory.mktemp("pictures")
    rng = np.random.default_rng(0)
    for i, size in enumerate(((70, 65), (80, 66), (280, 260))):
        coarse = rng.integers(0, 256, (size[1] // 11, size[0] // 11, 3), dtype=np.uint8)
        Image.fromarray(coarse).resize(size, Image.Resampling.BICUBIC).save(folder / f"{i}.png")
    return folder


CPU = torch.device("cpu")


def tiny(**changes: object) -> ContinuousSRTraining:
    torch.manual_seed(0)
    return ContinuousSRTraining(ContinuousSRNetwork(TINY, "tiny"), CPU, 1e6, 0, **changes)  # type: ignore[arg-type]
