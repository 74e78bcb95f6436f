import math
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from continuoussr_networks import SMALL_HAT, SMALL_SWINIR, shaken
from csr.core.cli.main import main
from csr.core.field.file import FieldFile
from csr.core.field.tiled_field import TiledField
from csr.core.geometry.view import View
from csr.core.network import dictionary
from csr.core.network.continuoussr import HAT_L, OVERLAP, ContinuousSRNetwork
from csr.core.network.continuoussr_checkpoint import architecture_of
from csr.core.network.inference import NetworkSource
from csr.core.network.weights import load_network, save_network
from csr.core.photo.photo import photo_from_pixels
from csr.core.rasterize.cpu import CpuRasterizer
from PIL import Image

from .conftest import CPU, noise


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
