"""What commands are tried on."""

from pathlib import Path

import numpy as np
import pytest
from csr.core.network.light import LightConfig, untrained
from csr.core.network.weights import save_network
from PIL import Image


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    rng = np.random.default_rng(0)
    Image.fromarray(rng.integers(0, 256, (30, 40, 3), dtype=np.uint8)).save(tmp_path / "photo.png")
    return tmp_path / "photo.png"


@pytest.fixture
def weights(tmp_path: Path) -> str:
    save_network(untrained(LightConfig(channels=8, blocks=(1, 1, 1), features=4)), tmp_path / "w.safetensors")
    return str(tmp_path / "w.safetensors")
