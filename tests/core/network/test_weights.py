import json
from dataclasses import asdict
from pathlib import Path

import psutil
import pytest
import torch
from csr.core.network.light import LightNetwork, untrained
from csr.core.network.weights import load_network, save_network
from csr.core.network.weights_header import WeightsError
from light_networks import SMALL, shaken
from safetensors.torch import save_file


def test_weights_come_back_as_they_were(tmp_path: Path) -> None:
    network = shaken()
    save_network(network, tmp_path / "n.safetensors", {"steps": "7"})
    again = load_network(str(tmp_path / "n.safetensors"))
    pixels = torch.rand(1, 4, 8, 8)
    assert isinstance(again, LightNetwork) and again.config == SMALL
    with torch.inference_mode():
        for saved, loaded in zip(network(pixels), again(pixels), strict=True):
            assert torch.equal(saved, loaded)


def test_foreign_and_damaged_weights_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "n.safetensors"
    with pytest.raises(WeightsError, match="no weights 'nothing'"):
        load_network("nothing")
    path.write_bytes(b"garbage")
    with pytest.raises(WeightsError, match="cannot be read"):
        load_network(str(path))
    save_file({"a": torch.zeros(3)}, path)
    with pytest.raises(WeightsError, match="no weights of this program"):
        load_network(str(path))
    head = {"format": "csr-weights", "version": "1", "name": "n", "architecture": json.dumps(asdict(SMALL))}
    save_file({"a": torch.zeros(3)}, path, metadata=head)
    with pytest.raises(WeightsError, match="the file holds 3"):
        load_network(str(path))
    save_file({"a": torch.zeros(30_000)}, path, metadata=head)
    with pytest.raises(WeightsError, match="cannot be read"):
        load_network(str(path))
    save_file({"a": torch.zeros(3)}, path, metadata={**head, "version": "9"})
    with pytest.raises(WeightsError, match="version 9"):
        load_network(str(path))
    unknown = json.dumps({**asdict(SMALL), "encoder": "huge"})
    save_file({"a": torch.zeros(3)}, path, metadata={**head, "architecture": unknown})
    with pytest.raises(WeightsError, match="no encoder 'huge'"):
        load_network(str(path))


@pytest.mark.parametrize(
    "sizes",
    [
        [],
        "light",
        {"channels": 1024, "blocks": [256, 256, 256], "features": 1024},
        {"channels": 1e400},
        {"channels": "8"},
        {"channels": [8]},
        {"blocks": [256, 256]},
        {"details": 8, "features": 4096},
        {"encoder": "hat", "depths": [4096] * 64},
        {"encoder": "hat", "depths": [1e400]},
        {"encoder": "swinir", "dictionary": [[0.5] * 1024] * 3, "entries": 1 << 30},
        {"encoder": "hat", "window": 4096, "channels": 4096},
        {"encoder": ["hat"]},
        {"unknown": 1},
    ],
    ids=lambda sizes: str(sizes)[:40],
)
def test_sizes_that_the_file_does_not_hold_are_refused_without_memory(sizes: object, tmp_path: Path) -> None:
    path = tmp_path / "n.safetensors"
    head = {"format": "csr-weights", "version": "1", "name": "n", "architecture": json.dumps(sizes)}
    save_file({"a": torch.zeros(3)}, path, metadata=head)
    before = psutil.Process().memory_info().rss
    with pytest.raises(WeightsError, match=r"n\.safetensors"):
        load_network(str(path))
    assert psutil.Process().memory_info().rss - before < 200 << 20


def test_numbers_that_are_not_finite_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "n.safetensors"
    network = untrained(SMALL)
    with torch.no_grad():
        next(network.parameters()).view(-1)[0] = torch.nan
    save_network(network, path)
    with pytest.raises(WeightsError, match="not finite"):
        load_network(str(path))
