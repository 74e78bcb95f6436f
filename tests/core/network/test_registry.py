from dataclasses import replace
from pathlib import Path

import pytest
from continuoussr_networks import SMALL_SWINIR, shaken
from csr.core.network.continuoussr import ContinuousSRNetwork
from csr.core.network.weights import load_network, save_network
from csr.core.network.weights_header import WeightsError
from csr.core.utils.errors import CsrError


def test_weights_that_describe_no_network_are_refused(tmp_path: Path) -> None:
    network = shaken(SMALL_SWINIR)
    path = tmp_path / "w.safetensors"
    for wrong in ({"heads": 5}, {"cells_per_pixel": 4}, {"entries": 9000}, {"latent": 0}, {"window": 7}):
        sizes = {**network.sizes, **wrong}
        with pytest.raises(CsrError):
            replace(network.architecture, **wrong)
        save_with(network, path, sizes)
        with pytest.raises(WeightsError):
            load_network(str(path))


def save_with(network: ContinuousSRNetwork, path: Path, sizes: dict) -> None:
    class Lying(ContinuousSRNetwork):
        sizes = property(lambda _: told)  # type: ignore[assignment]

    told = sizes
    network.__class__ = Lying
    save_network(network, path)
    network.__class__ = ContinuousSRNetwork
