import json
from dataclasses import asdict, replace
from pathlib import Path

import numpy as np
import psutil
import pytest
import torch
from csr.core.geometry.view import View
from csr.core.network import dictionary
from csr.core.network.bundled import bundled
from csr.core.network.light import LightConfig, LightNetwork, untrained
from csr.core.network.weights import WeightsError, load_network, save_network
from csr.core.rasterize.differentiable import rasterize
from csr.core.training.train import kernels_to_field
from csr.core.utils.errors import CsrError
from safetensors.torch import save_file

SMALL = LightConfig(channels=8, blocks=1, features=4)


def shaken(seed: int = 0) -> LightNetwork:
    """A small network with random weights everywhere, so that every head has something to say."""
    network = untrained(SMALL, seed)
    generator = torch.Generator().manual_seed(seed)
    with torch.no_grad():
        for parameter in network.parameters():
            parameter += 0.3 * torch.randn(parameter.shape, generator=generator)
    return network


def test_the_default_network_is_light() -> None:
    assert untrained().multiply_adds <= 300_000


def test_shapes_ranges_and_floor() -> None:
    network = shaken()
    with torch.inference_mode():
        kernels = network(torch.rand(2, 3, 5, 7))
    assert kernels.shape == (2, 8, 10, 14)
    assert kernels[:, :2].abs().max() <= network.offset_range
    a, b, c = kernels[:, 2:5].double().unbind(1)
    smallest = (a + c) / 2 - torch.sqrt(((a - c) / 2) ** 2 + b**2)
    largest = (a + c) / 2 + torch.sqrt(((a - c) / 2) ** 2 + b**2)
    assert smallest.min() >= SMALL.floor**2 - 1e-6
    assert largest.max() <= network.largest_sd**2 + 1e-6


def test_a_kernel_depends_on_its_receptive_radius_and_no_further() -> None:
    network = shaken()
    r = network.receptive_radius
    photo = torch.rand(1, 3, 4 * r, 4 * r)
    other = photo.clone()
    other[..., :r, :] = torch.rand(1, 3, r, 4 * r)
    with torch.inference_mode():
        difference = (network(photo) - network(other)).abs().amax((0, 1, 3))
    assert difference[2 * (2 * r) :].max() == 0
    assert difference[: 2 * r].max() > 0


def test_half_a_turn_is_averaged_in_covariances_and_colours() -> None:
    once = shaken()
    twice = LightNetwork(replace(SMALL, half_turn=True), "twice")
    twice.load_state_dict(once.state_dict())
    assert twice.multiply_adds == 2 * once.multiply_adds
    r = once.receptive_radius
    photo = torch.rand(1, 3, 2 * r + 6, 2 * r + 4)
    box, taken = (0, 0, 4, 6), (-r, -r, 4 + r, 6 + r)
    with torch.inference_mode():
        kernels = twice.kernels(photo, box, taken)
        turned = twice.kernels(photo.flip(2, 3), box, taken).flip(2, 3)
        plain = once.kernels(photo, box, taken)
    # The same two numbers added in the other order.
    torch.testing.assert_close(turned[:, 2:], kernels[:, 2:], rtol=0, atol=0)
    torch.testing.assert_close(kernels[:, :2], plain[:, :2], rtol=0, atol=0)
    assert not torch.allclose(plain[:, 2:], kernels[:, 2:])


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


@pytest.mark.parametrize("scale", [1.0, 2.0, 5.3])
def test_the_untrained_field_interpolates(scale: float) -> None:
    network = untrained()
    x = np.linspace(0, 3, 60, dtype=np.float32)
    photo = torch.from_numpy(0.5 + 0.3 * np.sin(x)[:, None] * np.cos(x)[None]).expand(1, 3, 60, 60)
    with torch.inference_mode():
        kernels = kernels_to_field(network(photo.contiguous()), 0, 0)
        view = View.of_box((20, 20, 40, 40), scale)
        picture = rasterize(kernels, view, cutoff=1e-6)[0, 0].double()
    at = [(v + 0.5) / scale + 20 - 0.5 for v in range(view.width)]
    exact = 0.5 + 0.3 * np.sin(np.interp(at, range(60), x))[:, None] * np.cos(np.interp(at, range(60), x))
    # the ripple of a lattice with standard deviation 0.316: 7.4e-4 an axis, and bicubic's own error
    assert float((picture - torch.from_numpy(exact)).abs().max()) < 2.5e-3


def test_weights_come_back_as_they_were(tmp_path: Path) -> None:
    network = shaken()
    save_network(network, tmp_path / "n.safetensors", {"steps": "7"})
    again = load_network(str(tmp_path / "n.safetensors"))
    photo = torch.rand(1, 3, 9, 9)
    assert again.architecture == SMALL
    with torch.inference_mode():
        assert torch.equal(network.eval()(photo), again(photo))


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
    save_file({"a": torch.zeros(3000)}, path, metadata=head)
    with pytest.raises(WeightsError, match="cannot be read"):
        load_network(str(path))
    save_file({"a": torch.zeros(3)}, path, metadata={**head, "version": "9"})
    with pytest.raises(WeightsError, match="version 9"):
        load_network(str(path))
    unknown = json.dumps({**asdict(SMALL), "encoder": "huge"})
    save_file({"a": torch.zeros(3)}, path, metadata={**head, "architecture": unknown})
    with pytest.raises(WeightsError, match="no encoder 'huge'"):
        load_network(str(path))


@pytest.mark.parametrize(("weights", "most"), [("light", 300_000), ("level", 320_000), ("fine", 2_500_000)])
def test_the_bundled_weights_cost_what_they_may(weights: str, most: int) -> None:
    if weights not in bundled():
        pytest.skip(f"no weights {weights} ship yet")
    assert load_network(weights).multiply_adds <= most


@pytest.mark.parametrize(
    "sizes",
    [
        [],
        "light",
        {"channels": 1024, "blocks": 256, "features": 1024},
        {"channels": 1e400},
        {"channels": "8"},
        {"channels": [8]},
        {"dictionary": [[0.0] * 1024] * 3, "features": 1024},
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
