import numpy as np
import pytest
import torch
from csr.core.field.field import Lattice, join
from csr.core.geometry.view import View
from csr.core.network.inference import NetworkSource
from csr.core.network.light import PHOTO_TAPS, LightConfig, untrained
from csr.core.network.weights import load_network
from csr.core.photo.photo import Photo, photo_from_pixels
from csr.core.rasterize.cpu import CpuRasterizer
from csr.core.utils.errors import CsrError
from light_networks import shaken

from .conftest import CPU

HALF_STEP = 1 / 510


def source(photo: Photo, cleaning: float = 0.0) -> NetworkSource:
    return NetworkSource(photo, shaken(), CPU, cleaning=cleaning, bfloat16=False)


def test_a_kernel_depends_on_its_receptive_radius_and_no_further() -> None:
    network = shaken()
    r = network.receptive_radius + 1  # where it is the second of a pair at half resolution
    side = 4 * r
    pixels = torch.rand(1, 4, side, side)
    other = pixels.clone()
    other[..., :r, :] = torch.rand(1, 4, r, side)
    with torch.inference_mode():
        before, after = (
            torch.cat((a, c.flatten(3).movedim(-1, 1)), 1) for a, _, c in map(network, (pixels, other))
        )
    difference = (before - after).abs().amax((0, 1, 3))
    # But for the photo's own inverse filter, which reaches further than the residual's, by less than a step.
    assert difference[2 * r + PHOTO_TAPS // 2 :].max() == 0
    assert difference[2 * r :].max() < HALF_STEP
    assert difference[:r].max() > 0


@pytest.mark.parametrize("scale", [1.0, 2.0, 5.3])
def test_the_untrained_field_interpolates(scale: float) -> None:
    x = np.linspace(0, 3, 60)
    waves = 0.5 + 0.3 * np.sin(x)[:, None] * np.cos(x)[None]
    photo = photo_from_pixels(np.round(waves * 65535).astype(np.uint16)[..., None].repeat(3, 2))
    field = NetworkSource(photo, untrained(), CPU, bfloat16=False).make(None)
    view = View.of_box((20, 20, 40, 40), scale)
    picture = CpuRasterizer().draw([field], view)[..., 0]
    at = [(v + 0.5) / scale + 20 - 0.5 for v in range(view.width)]
    exact = 0.5 + 0.3 * np.sin(np.interp(at, range(60), x))[:, None] * np.cos(np.interp(at, range(60), x))
    # The ripple of a lattice with standard deviation 0.65 is 4.8e-4 an axis.
    assert np.abs(picture - exact).max() < 1.5e-3


@pytest.mark.parametrize(("weights", "most"), [("light", 320_000), ("fine", 1_000_000)])
def test_the_bundled_weights_cost_what_they_may(weights: str, most: int) -> None:
    assert load_network(weights).multiply_adds <= most


def noise(width: int, height: int, *, grey: bool = False) -> Photo:
    rng = np.random.default_rng(1)
    pixels = rng.integers(0, 256, (height, width, 1 if grey else 3), dtype=np.uint8)
    return photo_from_pixels(np.broadcast_to(pixels, (height, width, 3)).copy())


@pytest.mark.parametrize("size", [(40, 31), (1, 1), (2, 5)])
def test_a_tile_equals_the_whole_at_any_parity(size: tuple[int, int]) -> None:
    made = source(noise(*size))
    whole = made.make(None)
    assert whole.lattice is not None and whole.details is not None
    assert (whole.details.slots.size > 0) == (size != (1, 1))  # one pixel is flat
    left, top, right, bottom = (int(v) for v in whole.lattice.box)
    x, y = (left + right) // 2, (top + bottom) // 2
    boxes = (left, top, x, y), (x, top, right, y), (left, y, x, bottom), (x, y, right, bottom)
    together = join([made.make(Lattice.of_pixels(*box, per_pixel=1)) for box in boxes])
    assert np.array_equal(together.details.slots, whole.details.slots)  # type: ignore[union-attr]
    assert np.abs(together.kernels - whole.kernels).max() < 1e-4


@pytest.mark.parametrize("grey", [0, 1, 128, 255])
def test_what_is_flat_stays_flat_and_needs_no_details(grey: int) -> None:
    field = source(photo_from_pixels(np.full((12, 14, 3), grey, np.uint8))).make(None)
    assert field.details is not None and field.details.slots.size == 0
    for scale in (1.0, 2.7, 8.0, 64.0):
        picture = CpuRasterizer().draw(
            [field], View(scale, 0, 0, min(40, int(14 * scale)), min(40, int(12 * scale)))
        )
        assert np.abs(picture - grey / 255).max() < HALF_STEP


def test_where_a_photo_is_grey_its_kernels_are_grey_to_the_last_bit() -> None:
    field = source(noise(30, 20, grey=True)).make(None)
    assert field.details is not None and field.details.slots.size
    red, green, blue = field.kernels[5:]
    assert np.array_equal(red, green) and np.array_equal(green, blue)


def test_cleaning_changes_the_field() -> None:
    photo = noise(20, 20)
    assert not np.array_equal(source(photo).make(None).kernels, source(photo, 1.0).make(None).kernels)


def test_a_picture_of_a_training_is_the_field_that_is_made() -> None:
    made, photo = shaken(), noise(32, 32)
    pixels = torch.from_numpy(np.array(photo.crop(0, 0, 32, 32))).permute(2, 0, 1)[None]
    with torch.no_grad():
        level, details, _ = made(torch.cat((pixels, torch.zeros(1, 1, 32, 32)), 1))
    field = NetworkSource(photo, made, CPU, bfloat16=False).make(None).crop((12, 12, 20, 20))
    inside = level[0, :, 12:20, 12:20].reshape(3, -1).numpy()
    assert np.abs(field.kernels[5:, : field.cells] / 4 - inside).max() < 1e-3
    seen = details[0, :, (details[0, 5:] != 0).any(0)].numpy()
    for kernel in field.kernels[:, field.cells :].T[:5]:
        assert np.abs(seen - kernel[:, None]).max(0).min() < 1e-3


@pytest.mark.parametrize("wrong", [{"channels": 0}, {"blocks": (1, 1)}, {"details": 9}, {"start_sd": 0}])
def test_sizes_that_make_no_network_are_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(CsrError, match=r"no network|out of range"):
        LightConfig(**wrong)  # type: ignore[arg-type]
