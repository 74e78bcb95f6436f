import math
from pathlib import Path

import numpy as np
import pytest
import torch
from continuoussr_networks import SMALL_HAT, SMALL_SWINIR, content, shaken, write_checkpoint
from csr.core.cli.main import main
from csr.core.field.sampling import Sampling
from csr.core.geometry.view import View
from csr.core.network import dictionary
from csr.core.network.continuoussr import ContinuousSRNetwork
from csr.core.network.continuoussr_checkpoint import WeightsImportError, import_weights
from csr.core.network.inference import NetworkSource
from csr.core.network.weights import load_network
from csr.core.photo.photo import photo_from_pixels
from csr.core.rasterize.cpu import CpuRasterizer
from torch.nn import functional as F

from .conftest import CPU, noise


def by_the_formulas(network: ContinuousSRNetwork, pixels: np.ndarray, scale: float) -> np.ndarray:
    """The picture as the published release defines it, in float64, from the encoder's features on.

    A dense sum of amplitudes at pixel indices; kernels start at cell corners; nothing is added to a
    covariance for the pixel's width.
    """
    h, w = pixels.shape[:2]
    state = {key: value.double() for key, value in network.state_dict().items() if value.is_floating_point()}

    def layers(name: str, x: torch.Tensor) -> torch.Tensor:
        places = sorted({int(k.split(".")[2]) for k in state if k.startswith(f"{name}.layers.")})
        for i in places:
            x = F.linear(x, state[f"{name}.layers.{i}.weight"], state[f"{name}.layers.{i}.bias"])
            x = x if i == places[-1] else F.gelu(x)
        return x

    photo = torch.from_numpy(pixels).permute(2, 0, 1)[None].float() / 255
    with torch.inference_mode():
        fine = F.pixel_shuffle(network.encoder(photo), 2).double()  # 64 channels at 4h x 4w
        features = F.pixel_unshuffle(fine, 2)
        leaky = F.leaky_relu(features, 0.01)
        query = F.conv2d(leaky, state["conv1.weight"], state["conv1.bias"], padding=1)
        a, b, c = dictionary.L11, dictionary.L21, dictionary.L22
        triples = torch.tensor([(i, j, k) for i in a for j in b for k in c] + [(0, 0, 0)]).double()
        weights = torch.softmax(query[0].flatten(1).T @ layers("mlp_vector", triples).T, 1)
        l11, l21, l22 = (weights @ triples).T.numpy() / 4 * scale
        offset = torch.tanh(layers("mlp_offset", leaky[0].flatten(1).T)).numpy()
        colour = layers("mlp", features[0].flatten(1).T).numpy()
    picture = np.zeros((round(h * scale), round(w * scale), 3))
    v, u = np.mgrid[: picture.shape[0], : picture.shape[1]].astype(np.float64)
    for n in range(4 * h * w):
        r, column = divmod(n, 2 * w)
        x = scale * (column / 2 + offset[n, 0]) - 0.5
        y = scale * (r / 2 + offset[n, 1]) - 0.5
        # L^-1 d, so that its square is d^T Sigma^-1 d
        p = (u - x) / l11[n]
        q = (v - y - l21[n] * p) / l22[n]
        picture += np.exp(-0.5 * (p * p + q * q))[..., None] * colour[n]
    return picture


@pytest.mark.parametrize("architecture", [SMALL_HAT, SMALL_SWINIR])
def test_an_imported_checkpoint_draws_what_the_published_formulas_say(architecture, tmp_path: Path) -> None:
    given = shaken(architecture)
    file, out = write_checkpoint(tmp_path / "ContinuousSR.pth", given), tmp_path / "out.safetensors"
    assert main(["import", str(file), str(out)]) == 0
    network = load_network(str(out))
    assert isinstance(network, ContinuousSRNetwork)
    assert network.architecture == architecture
    assert (network.name, network.licence) == ("ContinuousSR", "CC BY-NC 4.0")
    pixels = noise(7, 5)
    field = NetworkSource(photo_from_pixels(pixels), network, CPU).make(None)
    rasterizer = CpuRasterizer(1)
    for scale in (1.0, 1.5, 2.0, 3.7, 8.0, 48.0):
        expected = by_the_formulas(given, pixels, scale)
        drawn = rasterizer.draw([field], View(scale, 0, 0, *expected.shape[1::-1]), Sampling(0))
        assert expected.std() > 0.02
        assert np.abs(drawn - expected).max() < 1 / 510, scale


def test_what_is_no_published_checkpoint_is_refused_in_a_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    network = shaken(SMALL_SWINIR)
    path = tmp_path / "c.pth"

    def refused(what: object, match: str) -> None:
        torch.save(what, path)
        with pytest.raises(WeightsImportError, match=match) as caught:
            import_weights(path)
        assert "expected is a checkpoint of ContinuousSR" in str(caught.value) or "finite" in match

    refused([1, 2], "no model named")
    refused({"params": network.state_dict()}, "no model named")
    good = content(network)["model"]
    refused({"model": {**good, "name": "liif"}}, "no model named")
    refused({"model": {**good, "sd": [1]}}, "no state dict")
    refused({"model": {**good, "sd": {}}}, "other tensors")
    fewer = {k: v for k, v in good["sd"].items() if k != "mlp.layers.4.bias"}
    refused({"model": {**good, "sd": fewer}}, r"Missing key.*mlp\.layers\.4\.bias")
    refused({"model": {**good, "sd": {**good["sd"], "more": torch.zeros(1)}}}, "more")
    nan = {**good["sd"], "conv1.bias": torch.full((512,), math.nan)}
    refused({"model": {**good, "sd": nan}}, "conv1.bias holds numbers that are not finite")
    hat = content(shaken(SMALL_HAT))["model"]
    beyond = {**hat["sd"], "encoder.relative_position_index_SA": torch.full((64, 64), 225)}
    refused({"model": {**hat, "sd": beyond}}, "beyond its table")
    with pytest.raises(WeightsImportError, match="no file"):
        import_weights(tmp_path / "none.pth")
    path.write_bytes(b"garbage")
    out = tmp_path / "out.safetensors"
    for words in ([str(path), str(out)], [str(path), str(tmp_path / "out.png")]):
        assert main(["import", *words]) == 2
        assert "Traceback" not in capsys.readouterr().err
    assert not out.exists()


class Evil:
    def __reduce__(self):
        return (Path("/nowhere/evil").touch, ())


def test_a_checkpoint_of_half_precision_is_read_in_float32(tmp_path: Path) -> None:
    network = shaken(SMALL_SWINIR)
    file = write_checkpoint(tmp_path / "c.pth", network.half())
    again = import_weights(file)
    assert {p.dtype for p in again.parameters()} == {torch.float32}
    assert torch.equal(again.conv1.weight, network.conv1.weight.float())


def test_nothing_in_a_checkpoint_is_executed(tmp_path: Path) -> None:
    torch.save({"model": Evil()}, tmp_path / "e.pth")
    with pytest.raises(WeightsImportError, match="cannot be read as a file of tensors"):
        import_weights(tmp_path / "e.pth")


def test_nothing_is_overwritten_without_a_yes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = write_checkpoint(tmp_path / "c.pth", shaken(SMALL_SWINIR))
    out = tmp_path / "out.safetensors"
    out.write_text("mine")
    assert main(["import", str(file), str(out)]) == 2
    assert out.read_text() == "mine" and "there already" in capsys.readouterr().err
    assert main(["import", str(file), str(out), "--overwrite"]) == 0
    assert "CC BY-NC 4.0" in capsys.readouterr().out
