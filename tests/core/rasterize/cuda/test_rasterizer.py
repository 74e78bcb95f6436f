"""The CUDA source and all around it, on the CPU: see `cuda_emulator.cpp`. No test here needs a GPU."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
import torch
from conformance import CHECKS, Check, Subject, exact, golden
from csr.core.field.sampling import Sampling
from csr.core.geometry.view import View
from csr.core.rasterize.cuda import driver, rasterizer, tiling
from csr.core.rasterize.cuda.rasterizer import CudaRasterizer
from csr.core.utils.errors import Cancelled, DeviceLost
from cuda_emulator import emulated_driver, emulated_sum, needs_emulator
from golden_fields import free_field, lattice_field
from PIL import Image

from .conftest import ROOM, VIEW

pytestmark = needs_emulator


@pytest.mark.parametrize("check", CHECKS)
def test_it_conforms(check: Check, gpu: CudaRasterizer) -> None:
    check(Subject(gpu, tolerance=2e-4))


def test_a_screen_tile_holds_any_number_of_kernels(gpu: CudaRasterizer) -> None:
    # 1,600 in the one tile of this view: more than six times a block's threads. The last ones are the
    # brightest, and a list cut short would lose them.
    rng = np.random.default_rng(5)
    colours = np.repeat(np.linspace(0, 0.01, 1600)[:, None], 3, axis=1)
    field = free_field(rng.uniform(1, 15, (1600, 2)), (0.6, 0.1, 0.5), colours)
    view = View(1.0, 0, 0, 16, 16)
    picture = gpu.draw([field], view, Sampling(cutoff=1e-6))
    assert float(exact(field, view)[..., 0].max()) > 0.01
    # float32 sums of 1,600 kernels, each good to some 1e-6
    assert np.abs(picture - exact(field, view)).max() <= 2e-5 * exact(field, view).max()


def test_the_same_view_is_the_same_picture_to_the_last_bit(
    gpu: CudaRasterizer, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = gpu.draw([golden("photo")], VIEW)
    assert np.array_equal(gpu.draw([golden("photo")], VIEW), first)
    # The threads of a block take turns in the other order: it would show where a barrier is missing.
    monkeypatch.setenv("CUDA_EMULATOR_ORDER", "backwards")
    assert np.array_equal(gpu.draw([golden("photo")], VIEW), first)


def test_long_and_thin_kernels_lose_nothing_at_large_scales(gpu: CudaRasterizer) -> None:
    # Lines of no width, tilted by 45 and by 84 degrees, at x512: only the footprint gives them width.
    for covariance in ((0.25, 0.25, 0.25), (0.01, 0.1, 1.0)):
        field = free_field([[10.2, 9.7]], covariance, 0.5)
        view = View.centred(10.2, 9.7, 512.0, 60, 50)
        difference = np.abs(gpu.draw([field], view) - exact(field, view)).max()
        assert difference <= 2e-4 * exact(field, view).max()


def test_what_is_no_covariance_is_left_out(gpu: CudaRasterizer) -> None:
    good = free_field([[10, 10]], (0.3, 0, 0.3), 0.5)
    view = View.centred(10, 10, 4, 30, 30)
    for covariance in ((np.nan, 0, 1), (-1, 0, 1), (1, 0, -1)):
        field = free_field([[10, 10], [11, 11]], covariance, 0.5)
        assert np.array_equal(gpu.draw([field, good], view), gpu.draw([good], view))


def test_parts_of_a_field_add_up_to_the_whole(gpu: CudaRasterizer, monkeypatch: pytest.MonkeyPatch) -> None:
    field = lattice_field(margin=5)
    whole = gpu.draw([field], VIEW)
    monkeypatch.setattr(rasterizer, "BATCH", 700)
    monkeypatch.setattr(tiling, "PAIRS", 1000)
    before = emulated_driver().emulator_launches()
    parts = gpu.draw([field], VIEW)
    assert emulated_driver().emulator_launches() - before > 8
    assert np.abs(parts - whole).max() <= 1e-5  # float32 sums in another order


def test_cancelling_is_asked_between_parts(gpu: CudaRasterizer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rasterizer, "BATCH", 700)
    answers = iter([False, False, False, True])
    with pytest.raises(Cancelled):
        gpu.draw_frame([golden("photo")], VIEW, cancelled=lambda: next(answers))
    assert next(answers, None) is None


@pytest.mark.filterwarnings("ignore")  # gsplat's own
@pytest.mark.usefixtures("gsplat_here")
def test_with_gsplats_lists_it_is_the_same_picture(gpu: CudaRasterizer) -> None:
    field, view = lattice_field(9, 8), View(3.3, 0.5, 0.4, 25, 20)
    with_gsplat = CudaRasterizer(emulated_sum(tiling.gsplat_tiling), ROOM)
    for tiles in ([field], []):
        difference = np.abs(with_gsplat.draw(tiles, view) - gpu.draw(tiles, view)).max()
        assert difference <= 1e-6  # gsplat rounds radii up, and what is added for that is beyond the cut-off
    with_gsplat.close()


def test_several_threads_may_draw(gpu: CudaRasterizer) -> None:
    expected = gpu.draw([golden("photo")], VIEW)
    with ThreadPoolExecutor(3) as pool:
        pictures = list(pool.map(lambda _: gpu.draw([golden("photo")], VIEW), range(6)))
    assert all(np.array_equal(picture, expected) for picture in pictures)


def test_a_gpu_that_fails_is_lost_with_a_sentence(gpu: CudaRasterizer) -> None:
    gpu.draw([golden("photo")], VIEW)
    for launch in (1, 2, 3):
        emulated_driver().emulator_fail_at(launch)
        with pytest.raises(DeviceLost, match="does not draw any more: unspecified launch failure"):
            gpu.draw_frame([golden("photo")], VIEW)
    emulated_driver().emulator_fail_at(0)
    gpu.draw_frame([golden("photo")], VIEW)


@pytest.mark.parametrize(
    "error", [torch.OutOfMemoryError("CUDA out of memory. Tried to ..."), driver.DriverError(2, "")]
)
def test_a_gpu_out_of_memory_is_lost_with_a_sentence(
    error: Exception, monkeypatch: pytest.MonkeyPatch
) -> None:
    gpu = CudaRasterizer(emulated_sum(), ROOM)

    def fail(*_: object) -> None:
        raise error

    monkeypatch.setattr(gpu.cache, "kernels", fail)
    with pytest.raises(DeviceLost, match="not enough memory"):
        gpu.draw([golden("photo")], VIEW)


@pytest.mark.slow
def test_gsplat_is_left_alone_while_a_picture_is_drawn(tmp_path: Path) -> None:
    program = (
        "import sys; from csr.core.cli.main import main;"
        "words = ['render', sys.argv[1], sys.argv[2], '--scale', '3', '--box', '1', '1', '5', '4'];"
        "assert main(['devices']) == 0 and main(words) == 0;"
        "touched = {'gsplat', 'ninja'} & {name.partition('.')[0] for name in sys.modules};"
        "assert not touched, touched"
    )
    Image.fromarray(np.zeros((9, 9, 3), np.uint8)).save(tmp_path / "photo.png")
    words = [sys.executable, "-c", program, str(tmp_path / "photo.png"), str(tmp_path / "out.png")]
    done = subprocess.run(words, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "out.png").is_file()
