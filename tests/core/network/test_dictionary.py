from pathlib import Path

import pytest
import torch
from csr.core.network import dictionary
from csr.core.network.light import LightConfig, untrained
from csr.core.network.weights import load_network, save_network
from csr.core.utils.errors import CsrError


def test_the_dictionary_is_the_prior_in_photo_pixels() -> None:
    l11, l21, l22 = dictionary.factored()
    assert [len(v) for v in (l11, l21, l22)] == [9, 9, 9]
    assert (l11[4] * 4, l21[4] * 4, l22[4] * 4) == pytest.approx((1.13, 0.34, 1.03))


OTHER = ((0.0, 0.5, 1.0, 3.0), (-1.0, -0.5, 0.5, 1.0), (0.0, 0.4, 0.8, 2.0))


def test_another_dictionary_comes_from_its_file_and_stays_in_the_weights(tmp_path: Path) -> None:
    dictionary.write_dictionary(tmp_path / "d.json", OTHER, {"crops": 3})
    architecture = LightConfig(
        channels=8, blocks=1, features=4, dictionary=dictionary.read_dictionary(tmp_path / "d.json")
    )
    save_network(untrained(architecture), tmp_path / "n.safetensors")
    network = load_network(str(tmp_path / "n.safetensors"))
    assert network.architecture == architecture
    assert network.architecture.dictionary == OTHER
    with torch.no_grad():
        network.covariance.logits.bias[:4] = torch.tensor([0.0, 0.0, 0.0, 30.0])  # the last l11 alone
        kernels = network(torch.rand(1, 3, 5, 5))
    assert kernels[0, 2].allclose(torch.tensor((3.0 / 4) ** 2 + network.architecture.floor**2))
    assert network.largest_sd == pytest.approx(((9 + 1 + 4) / 16 + network.architecture.floor**2) ** 0.5)


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
        LightConfig(dictionary=axes)
    (tmp_path / "d.json").write_text("[]")
    with pytest.raises(CsrError, match="no dictionary"):
        dictionary.read_dictionary(tmp_path / "d.json")
