"""A short seeded run of tests/soak/commands.py."""

from pathlib import Path

import pytest
from csr.core.network.light import LightConfig, untrained
from csr.core.network.weights import save_network
from soak.commands import Calls
from soak.counting import counts_of


@pytest.mark.slow
def test_random_calls(tmp_path: Path) -> None:
    weights = tmp_path / "w.safetensors"
    save_network(untrained(LightConfig(channels=4, blocks=(1, 1, 1), features=2)), weights)
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    calls = Calls(tmp_path, 0, str(weights))
    for _ in range(12):
        calls.step()
    assert calls.problems == []
    assert calls.done.total() == 15
    assert counts_of((temporary, tmp_path))["files"] == 0
