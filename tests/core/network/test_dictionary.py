from dataclasses import replace
from pathlib import Path

import pytest
from continuoussr_networks import SMALL_SWINIR, shaken
from csr.core.network import dictionary
from csr.core.network.continuoussr import ContinuousSRConfig, ContinuousSRNetwork
from csr.core.network.weights import load_network, save_network
from csr.core.utils.errors import CsrError

OTHER = ((0.0, 0.5, 1.0, 3.0), (-1.0, -0.5, 0.5, 1.0), (0.0, 0.4, 0.8, 2.0))


def test_another_dictionary_comes_from_its_file_and_stays_in_the_weights(tmp_path: Path) -> None:
    dictionary.write_dictionary(tmp_path / "d.json", OTHER, {"crops": 3})
    architecture = replace(
        SMALL_SWINIR, dictionary=dictionary.read_dictionary(tmp_path / "d.json"), entries=65
    )
    save_network(shaken(architecture), tmp_path / "n.safetensors")
    network = load_network(str(tmp_path / "n.safetensors"))
    assert isinstance(network, ContinuousSRNetwork) and network.architecture.dictionary == OTHER


@pytest.mark.parametrize(
    ("axes", "expected"),
    [
        (OTHER[:2], "as many values"),
        (((1.0,),) * 3, "two or more"),
        ((OTHER[1], OTHER[0], OTHER[2]), "not negative"),
        (((0.0, float("nan")),) * 3, "below 1000"),
    ],
)
def test_dictionaries_that_are_none(axes: dictionary.Axes, expected: str, tmp_path: Path) -> None:
    with pytest.raises(CsrError, match=expected):
        ContinuousSRConfig(dictionary=axes)
    (tmp_path / "d.json").write_text("[]")
    with pytest.raises(CsrError, match="no dictionary"):
        dictionary.read_dictionary(tmp_path / "d.json")
