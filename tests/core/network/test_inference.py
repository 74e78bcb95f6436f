import continuoussr_networks
import numpy as np
import pytest
import torch
from continuoussr_networks import SMALL_SWINIR
from csr.core.field.field import Lattice, join
from csr.core.field.tiled_field import TiledField
from csr.core.geometry.view import View
from csr.core.network.bundled import bundled
from csr.core.network.devices import has_fast_bfloat16
from csr.core.network.inference import NetworkSource
from csr.core.network.light import untrained
from csr.core.network.weights import load_network
from csr.core.photo.photo import Photo, photo_from_pixels
from csr.core.rasterize.cpu import CpuRasterizer
from faithfulness import HALF_STEP, sample
from light_networks import shaken

from .conftest import CPU


def random_photo(width: int, height: int) -> Photo:
    return photo_from_pixels(np.random.default_rng(0).integers(0, 256, (height, width, 3), dtype=np.uint8))


def shaken_source(photo: Photo, *, bfloat16: bool = False) -> NetworkSource:
    return NetworkSource(photo, shaken(), CPU, bfloat16=bfloat16)


@pytest.mark.parametrize("size", [(1, 1), (1, 9), (700, 3), (300, 411)])
def test_the_tiled_field_is_the_untiled_one(size: tuple[int, int]) -> None:
    source = shaken_source(random_photo(*size))
    whole = source.make(source.lattice)
    field = TiledField(source, 1 << 40)
    view = View(1.0, 0, 0, *size)
    while field.make_next(view):
        pass
    tiled = join(field.tiles(view))
    assert tiled.lattice == whole.lattice == source.lattice
    # float32: positions up to 700 photo pixels to 6e-5, the rest to rounding of sums
    assert np.abs(tiled.kernels[:2] - whole.kernels[:2]).max() <= 1.3e-4
    assert np.abs(tiled.kernels[2:] - whole.kernels[2:]).max() <= 1e-5 * max(1, np.abs(whole.kernels).max())


def test_any_part_is_the_crop_of_the_whole() -> None:
    source = shaken_source(random_photo(60, 50))
    part = Lattice.of_pixels(13, -2, 31, 20, per_pixel=1)
    crop = source.make(source.lattice).crop(part.box)
    assert np.abs(source.make(part).kernels - crop.kernels).max() <= 1e-4


def test_kernels_lie_at_their_cells_within_the_offset_range() -> None:
    source = shaken_source(random_photo(20, 10))
    field = source.make(source.lattice)
    assert field.reach(1e-4) <= source.reach
    assert field.box == (-5.0, -5.0, 25.0, 15.0)


def test_the_untrained_field_of_a_flat_photo_is_flat_beyond_its_border() -> None:
    photo = photo_from_pixels(np.full((9, 7, 3), 102, np.uint8))
    field = NetworkSource(photo, untrained(), CPU).make(None)
    assert np.abs(field.kernels[5:] / 4 - 0.4).max() < 1e-5


@pytest.mark.skipif(not has_fast_bfloat16(CPU), reason="this CPU has no units for bfloat16")
@pytest.mark.parametrize(
    "weights", [pytest.param(name, marks=pytest.mark.slow) if name == "fine" else name for name in bundled()]
)
def test_a_photo_looks_the_same_in_the_shorter_format(weights: str) -> None:
    photo, network = sample(420, 300, 580, 420), load_network(weights)
    exact, short = (NetworkSource(photo, network, CPU, bfloat16=b).make(None) for b in (False, True))
    assert not np.array_equal(exact.kernels, short.kernels)
    rasterizer = CpuRasterizer(1)
    for scale in (1.0, 2.0, 4.0, 8.0):
        view = View.centred(80, 60, scale, min(480, round(160 * scale)), min(360, round(120 * scale)))
        difference = rasterizer.draw([short], view) - rasterizer.draw([exact], view)
        # The encoder rounds to 8 bits of mantissa; what is left of that in a picture must not be seen.
        assert np.abs(difference).max() <= HALF_STEP


def test_heads_are_float32_whatever_the_encoder_is() -> None:
    photo = photo_from_pixels(np.full((9, 7, 3), 102, np.uint8))
    # The untrained network adds nothing of its encoder to the photo's colours.
    field = NetworkSource(photo, untrained(), CPU, bfloat16=True).make(None)
    assert np.abs(field.kernels[5:] / 4 - 0.4).max() < 1e-5


def test_where_a_photo_is_grey_the_kernels_of_any_network_are_grey_to_the_last_bit() -> None:
    """And where it has a colour they are as the network makes them."""
    noise = np.random.default_rng(0).integers(0, 256, (24, 40, 3), dtype=np.uint8)
    noise[:, :20] = noise[:, :20, :1]
    photo, network = photo_from_pixels(noise), continuoussr_networks.shaken(SMALL_SWINIR)
    source = NetworkSource(photo, network, CPU)
    grey = source.make(Lattice.of_pixels(0, 0, 15, 24)).kernels[5:]
    assert np.array_equal(grey[0], grey[1]) and np.array_equal(grey[1], grey[2])
    box = (25, 0, 40, 24)
    coloured = source.make(Lattice.of_pixels(*box)).kernels[5:]
    assert (coloured[0] != coloured[1]).mean() > 0.9
    taken = network.input_box(box, photo.size)
    untouched = network.kernels(torch.from_numpy(photo.crop(*taken)).permute(2, 0, 1)[None], box, taken)
    assert np.abs(untouched[0, 5:].detach().numpy().reshape(3, -1) - coloured).max() < 1e-4


@pytest.mark.parametrize("name", bundled())
def test_a_scan_in_black_and_white_has_no_tint(name: str) -> None:
    """At x3, where 15 to 28 % of the pixels had one."""
    strokes = np.random.default_rng(0).random((12, 16)) < 0.5
    scan = np.repeat(np.repeat(strokes, 2, 0), 2, 1)[..., None].repeat(3, 2).astype(np.uint8) * 255
    source = NetworkSource(photo_from_pixels(scan), load_network(name), CPU)
    view = View(3.0, 0, 0, 96, 72)
    pixels = CpuRasterizer().draw_frame(TiledField(source).require(view), view)[..., :3]
    assert len(np.unique(pixels)) > 20 and (pixels.max(-1) == pixels.min(-1)).all()
