from pathlib import Path

import numpy as np
import pytest
from continuoussr_networks import SMALL_SWINIR, shaken
from csr.core.cli.main import main
from csr.core.field.field import GaussianField
from csr.core.field.file import FieldFile
from csr.core.fitting.thinning import HALF_STEP, thinned, thinned_tile
from csr.core.geometry.view import View
from csr.core.network.weights import save_network
from csr.core.rasterize.reference import draw_reference
from golden_fields import flat_field, free_field, level_field
from PIL import Image
from shared_cpu import CPU


@pytest.fixture(scope="module")
def half_smooth() -> GaussianField:
    """A slow wave of colour; the right third is full of detail."""
    field = flat_field(150, 110, 0.5)
    kernels = field.kernels.copy()
    x, y = kernels[0], kernels[1]
    kernels[5] = 0.5 + 0.3 * np.sin(x / 25) * np.cos(y / 30)
    kernels[6] = 0.4 + x / 500
    detail = x > 100
    kernels[5:, detail] = np.random.default_rng(0).random((3, int(detail.sum())))
    return GaussianField(kernels, field.lattice, field.photo_size)


def difference(field: GaussianField, other: GaussianField, view: View) -> float:
    """Largest difference in a view, of dense sums in float64."""
    near = [draw_reference([f.crop(view.box, 5.0)], view, footprint=0.0) for f in (field, other)]
    return float(np.abs(near[0] - near[1]).max())


def test_smooth_parts_have_fewer_kernels_and_no_point_differs(half_smooth: GaussianField) -> None:
    """At x16, twice as fine as the error was measured; within, at the soft border and in the detail."""
    few = thinned(half_smooth, CPU, HALF_STEP, lambda _done, _all: None)
    assert few.lattice is None
    # Two blocks of 8 along each side stay, the soft border, the detail, and blocks about half a step off.
    assert len(few) < 0.95 * len(half_smooth)
    changed = few.kernels[2] > 0.6**2
    assert changed.any() and few.kernels[0][changed].max() < 100
    for x, y in ((45.3, 50.0), (8.0, 30.2), (14.6, 14.6), (80.1, 60.0), (94.0, 20.0), (110.0, 50.0)):
        assert difference(half_smooth, few, View.centred(x, y, 16.0, 48, 48)) <= HALF_STEP


def test_where_nothing_is_smooth_nothing_goes() -> None:
    field = flat_field(80, 80, 0.5)
    kernels = field.kernels.copy()
    kernels[5:] = np.random.default_rng(1).random(kernels[5:].shape)
    noisy = GaussianField(kernels, field.lattice, field.photo_size)
    same = thinned_tile(noisy, CPU, HALF_STEP)
    assert same.lattice is None and np.array_equal(same.kernels, kernels)


def test_a_looser_limit_leaves_fewer(half_smooth: GaussianField) -> None:
    strict, loose = (thinned_tile(half_smooth, CPU, n * HALF_STEP) for n in (0.5, 8))
    assert len(loose) < len(strict) <= len(half_smooth)
    view = View.centred(60.0, 60.0, 8.0, 60, 60)
    assert difference(half_smooth, loose, view) <= 8 * HALF_STEP


def test_black_parts_vanish_and_free_level_and_tiny_fields_stay() -> None:
    black = flat_field(120, 120, 0.0)
    # What is kept is the rim alone, whose kernels are black as well: none of them is of use.
    assert len(thinned_tile(black, CPU, HALF_STEP)) == 0
    free = free_field([[3.0, 4.0]], (0.1, 0.0, 0.1), 0.5)
    for field in (free, level_field()):
        assert thinned(field, CPU, HALF_STEP, lambda _done, _all: None) is field
    assert len(thinned_tile(flat_field(6, 6, 0.5), CPU, HALF_STEP)) == 16 * 16 * 4


def test_csr_field_thins(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    weights, photo, out = (tmp_path / name for name in ("w.safetensors", "photo.png", "f.safetensors"))
    save_network(shaken(SMALL_SWINIR, amount=0.0), weights)
    ramp = np.linspace(50, 200, 120, dtype=np.uint8)[None, :, None] * np.ones((100, 1, 3), np.uint8)
    Image.fromarray(ramp.astype(np.uint8)).save(photo)
    words = ["field", str(photo), str(out), "--weights", str(weights)]
    assert main([*words, "--thin", "2"]) == 0
    assert "kernels are left (" in capsys.readouterr().out
    few = FieldFile(out).read()
    assert few.lattice is None and len(few) < 120 * 100 * 4
    with pytest.raises(SystemExit):
        main([*words, "--thin", "0"])
