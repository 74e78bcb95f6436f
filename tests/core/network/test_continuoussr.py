import math
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from continuoussr_networks import SMALL_HAT, SMALL_SWINIR, content, shaken, write_checkpoint
from csr.core.cli.main import main
from csr.core.field.file import FieldFile
from csr.core.field.sampling import Sampling
from csr.core.field.tiled_field import TiledField
from csr.core.geometry.view import View
from csr.core.network import continuoussr, dictionary
from csr.core.network.continuoussr import HAT_L, OVERLAP, ContinuousSRNetwork
from csr.core.network.continuoussr_checkpoint import WeightsImportError, architecture_of, import_weights
from csr.core.network.inference import NetworkSource
from csr.core.network.weights import WeightsError, load_network, save_network
from csr.core.photo.photo import photo_from_pixels
from csr.core.rasterize.cpu import CpuRasterizer
from csr.core.utils.errors import CsrError
from PIL import Image
from torch.nn import functional as F

CPU = torch.device("cpu")


def noise(width: int, height: int) -> np.ndarray:
    return np.random.default_rng(0).integers(0, 256, (height, width, 3), dtype=np.uint8)


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


def test_heads_in_slices_are_the_heads_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    network = shaken(SMALL_SWINIR)
    photo = torch.rand(1, 3, 9, 11)
    with torch.inference_mode():
        once = network(photo)
        monkeypatch.setattr(continuoussr, "CELLS_AT_ONCE", 50)
        sliced = network(photo)
    # sums of up to 2304 products in another order
    assert (once - sliced).abs().max() <= 1e-5 * once.abs().max()


@pytest.mark.parametrize("architecture", [SMALL_HAT, SMALL_SWINIR])
def test_any_size_makes_a_field_within_its_bounds(architecture) -> None:
    network = shaken(architecture)
    for size in [(1, 1), (3, 1), (2, 17)]:
        source = NetworkSource(photo_from_pixels(noise(*size)), network, CPU)
        field = source.make(None)
        assert len(field) == 4 * size[0] * size[1]
        assert np.isfinite(field.kernels).all()
        assert field.reach(1e-4) <= source.reach


def test_tiles_begin_at_whole_windows_and_stay_in_the_photo() -> None:
    network = shaken(SMALL_HAT)
    assert network.input_box((256, 0, 512, 256), (600, 300)) == (224, 0, 544, 288)
    assert network.input_box((512, 256, 600, 300), (600, 300)) == (480, 224, 600, 300)
    left, top, right, _ = network.input_box((13, 50, 100, 101), (600, 300))
    assert left % SMALL_HAT.window == top % SMALL_HAT.window == 0
    assert left <= max(0, 13 - OVERLAP) and right >= 100 + OVERLAP


@pytest.mark.slow
def test_a_tile_is_nearly_the_wholes_part() -> None:
    network = shaken(SMALL_SWINIR)
    source = NetworkSource(photo_from_pixels(noise(72, 60)), network, CPU)
    whole = source.make(source.lattice)
    part = type(whole.lattice).of_pixels(36, 34, 72, 60)  # type: ignore[union-attr]
    tile, crop = source.make(part), whole.crop(part.box)
    # Input from 4 and 2 pixels on is there; four blocks with shifted windows mix from as far as 20, slightly.
    assert np.abs(tile.kernels - crop.kernels).max() < 0.02
    assert np.abs(tile.kernels - crop.kernels).mean() < 1e-4


def test_the_dictionary_is_the_grid_and_a_zero() -> None:
    triples = dictionary.full()
    assert len(triples) == 730 and triples[-1] == (0, 0, 0)
    assert triples[81 * 2 + 9 * 3 + 4] == (0.62, 0.19, 1.03)
    for entries in (100, 500):
        some = dictionary.full(entries=entries)
        assert len(set(some)) == entries and some[-1] == (0, 0, 0)
        for axis in zip(*some[:-1], strict=True):
            # every value of every entry is met about as often as the others
            counts = np.unique(axis, return_counts=True)[1]
            assert len(counts) == 9 and counts.max() - counts.min() <= 0.5 * entries / 9
    with pytest.raises(dictionary.DictionaryError, match="not 731"):
        dictionary.full(entries=731)


@pytest.mark.parametrize(
    "change",
    [
        {"entries": 100},
        {"latent": 3},
        {"cells_per_pixel": 1},
        {"cells_per_pixel": 3},
        {"offset_range": 2.0},
        {"offset_range": 0.5, "start": 0.5},
        {"weighted": False},
    ],
)
def test_the_ablations_are_configuration(change, tmp_path: Path) -> None:
    network = shaken(replace(SMALL_SWINIR, **change))
    save_network(network, tmp_path / "n.safetensors")
    again = load_network(str(tmp_path / "n.safetensors"))
    assert again.sizes == network.sizes
    source = NetworkSource(photo_from_pixels(noise(6, 9)), again, CPU)
    field = source.make(None)
    n = again.cells_per_pixel
    assert len(field) == 54 * n * n
    x = (np.arange(6 * n) + 0.5) / n
    offset = field.kernels[0].reshape(9 * n, 6 * n) - x
    assert np.abs(offset).max() <= again.offset_range + 1e-5
    assert math.sqrt(field.kernels[[2, 4]].max()) <= again.largest_sd
    drawn = CpuRasterizer(1).draw(TiledField(source).require(View(2, 0, 0, 12, 18)), View(2, 0, 0, 12, 18))
    assert np.isfinite(drawn).all() and drawn.std() > 0


def test_gradients_reach_every_head() -> None:
    torch.manual_seed(0)  # of the few channels behind a ReLU, all may be dead in another start
    network = ContinuousSRNetwork(SMALL_HAT, "new")
    network(torch.rand(1, 3, 8, 8)).square().sum().backward()
    for name, parameter in network.named_parameters():
        if "conv_last" not in name:
            assert parameter.grad is not None and parameter.grad.abs().max() > 0, name


def test_the_published_network_has_the_numbers_of_the_published_file_and_is_told_by_its_tensors() -> None:
    with torch.device("meta"):
        state = ContinuousSRNetwork(HAT_L, "meta").state_dict()
    assert len(state) == 1746
    assert sum(tensor.numel() for tensor in state.values()) == 45_081_524
    assert len([key for key in state if key.startswith("encoder.")]) == 1710
    assert architecture_of(state) == HAT_L


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


def test_the_licence_goes_into_pictures_and_fields(tmp_path: Path) -> None:
    network = shaken(SMALL_SWINIR)
    network.licence = "CC BY-NC 4.0"
    weights, photo = tmp_path / "w.safetensors", tmp_path / "p.png"
    save_network(network, weights)
    Image.fromarray(noise(9, 8)).save(photo)
    words = ["--weights", str(weights), "--device", "cpu"]
    same = [*words, "--footprint", "1/12"]  # with a footprint of its own the field is drawn at x1, too
    assert main(["field", str(photo), str(tmp_path / "f.safetensors"), *words]) == 0
    assert FieldFile(tmp_path / "f.safetensors").licence == "CC BY-NC 4.0"
    for suffix in (".png", ".tif", ".jpg", ".webp"):
        for scale in ("1", "2"):
            out = tmp_path / f"{scale}{suffix}"
            assert main(["render", str(photo), str(out), "--scale", scale, *same]) == 0
            assert (b"licence of its weights: CC BY-NC 4.0" in out.read_bytes()) == (scale == "2")
    with Image.open(tmp_path / "2.png") as picture:
        assert picture.info["Software"].startswith("Drawn by csr-viewer with the network random")
    assert main(["render", str(tmp_path / "f.safetensors"), str(tmp_path / "again.png"), "--scale", "2"]) == 0
    assert (tmp_path / "again.png").read_bytes() == (tmp_path / "2.png").read_bytes()


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
