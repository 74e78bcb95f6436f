"""The CUDA source and all around it, on the CPU: see `cuda_emulator.cpp`. No test here needs a GPU."""

import ctypes
import gc
import importlib.util
import os
import subprocess
import sys
import types
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
import torch
from conformance import CHECKS, Check, Subject, exact, golden
from csr.core.field.sampling import Sampling
from csr.core.geometry.view import View
from csr.core.rasterize.cuda import backend, driver, gsplat, rasterizer, startup, tiling
from csr.core.rasterize.cuda.kernel_sum import SOURCE
from csr.core.rasterize.cuda.rasterizer import CudaRasterizer
from csr.core.utils.errors import Cancelled, DeviceError, DeviceLost
from cuda_emulator import CPU, emulated_driver, emulated_module, emulated_sum, needs_emulator
from golden_fields import free_field, lattice_field
from PIL import Image

pytestmark = needs_emulator
ROOM = 1 << 30
VIEW = View(3.3, 5.1, 4.2, 61, 47)


@pytest.fixture(scope="module")
def gpu() -> Iterator[CudaRasterizer]:
    made = CudaRasterizer(emulated_sum(), ROOM)
    yield made
    made.close()


@pytest.mark.parametrize("check", CHECKS)
def test_it_conforms(check: Check, gpu: CudaRasterizer) -> None:
    check(Subject(gpu, tolerance=2e-4))


# The functions


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


def test_nvrtc_takes_the_source_where_it_is_there() -> None:
    try:
        nvrtc = driver.load_nvrtc()
    except driver.CompileError:
        pytest.skip("NVRTC comes with torch's CUDA builds")
    assert len(driver.compile_source(nvrtc, SOURCE.read_text(encoding="utf-8"), (8, 6))) > 1000
    with pytest.raises(driver.CompileError, match="refuses"):
        driver.compile_source(nvrtc, "this is no CUDA", (8, 6))


@pytest.mark.parametrize(
    ("windows", "places"),
    [
        (False, ["cu13/lib/libnvrtc.so.13", "libnvrtc.so.13"]),
        (True, ["torch/lib/nvrtc64_130_0.dll", "cu13/bin/x86_64/nvrtc64_130_0.dll"]),
    ],
)
def test_nvrtc_is_looked_for_where_torch_brings_it(
    windows: bool, places: list[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    # The files of NVIDIA's packages and of torch for Windows, and what lies beside the compiler.
    for name in (
        "nvidia/cuda_nvrtc/lib/libnvrtc.so.12",
        "nvidia/cu13/lib/libnvrtc-builtins.alt.so.13.0",
        "nvidia/cu13/lib/libnvrtc-builtins.so.13.0",
        "nvidia/cu13/lib/libnvrtc.alt.so.13",
        "nvidia/cu13/lib/libnvrtc.so.13",
        "nvidia/cu13/bin/x86_64/nvrtc-builtins64_130.dll",
        "nvidia/cu13/bin/x86_64/nvrtc64_130_0.alt.dll",
        "nvidia/cu13/bin/x86_64/nvrtc64_130_0.dll",
        "torch/lib/nvrtc64_130_0.dll",
    ):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    monkeypatch.setattr(driver, "WINDOWS", windows)
    monkeypatch.setattr(torch, "__file__", str(tmp_path / "torch" / "__init__.py"))
    monkeypatch.setattr(
        importlib.util,
        "find_spec",
        lambda _: types.SimpleNamespace(submodule_search_locations=[str(tmp_path / "nvidia")]),
    )
    found = [str(place) for place in driver._nvrtc_places("13")]  # pyright: ignore[reportPrivateUsage]
    assert [place.replace(os.sep, "/").endswith(end) for place, end in zip(found, places, strict=True)] == [
        True
    ] * 2


# Parts, tiles, lists


def test_parts_of_a_field_add_up_to_the_whole(gpu: CudaRasterizer, monkeypatch: pytest.MonkeyPatch) -> None:
    field = golden("photo")
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


@pytest.fixture
def gsplat_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """gsplat's two functions, in its own reference versions for the CPU."""
    from gsplat.cuda._torch_impl import _isect_offset_encode, _isect_tiles

    wrapper = types.ModuleType("gsplat.cuda._wrapper")
    wrapper.isect_tiles, wrapper.isect_offset_encode = _isect_tiles, _isect_offset_encode  # pyright: ignore
    monkeypatch.setitem(sys.modules, "gsplat.cuda._wrapper", wrapper)


@pytest.mark.filterwarnings("ignore")  # gsplat's own
@pytest.mark.usefixtures("gsplat_here")
def test_with_gsplats_lists_it_is_the_same_picture(gpu: CudaRasterizer) -> None:
    field, view = lattice_field(9, 8), View(3.3, 0.5, 0.4, 25, 20)
    with_gsplat = CudaRasterizer(emulated_sum(tiling.gsplat_tiling), ROOM)
    for tiles in ([field], []):
        difference = np.abs(with_gsplat.draw(tiles, view) - gpu.draw(tiles, view)).max()
        assert difference <= 1e-6  # gsplat rounds radii up, and what is added for that is beyond the cut-off
    with_gsplat.close()


# What is kept on the GPU


def test_a_tile_is_uploaded_once_and_leaves_when_it_is_gone() -> None:
    gpu = CudaRasterizer(emulated_sum(), ROOM)
    tiles = [lattice_field(8, 8, seed=seed) for seed in (1, 2)]
    for scale in (1.0, 2.0, 4.0):
        gpu.draw_frame(tiles, View(scale, 0, 0, 20, 20))
    assert gpu.cache.uploads == len(gpu.cache) == 2
    assert gpu.cache.nbytes == sum(tile.nbytes for tile in tiles)
    del tiles[0]
    gc.collect()
    assert len(gpu.cache) == 1
    assert gpu.cache.nbytes == tiles[0].nbytes
    gpu.close()
    assert len(gpu.cache) == gpu.cache.nbytes == 0


def test_tiles_that_the_view_does_not_reach_stay_where_they_are() -> None:
    gpu = CudaRasterizer(emulated_sum(), ROOM)
    tiles = [lattice_field(8, 8), lattice_field(8, 8, x0=100)]
    gpu.draw(tiles, View(2.0, 0, 0, 16, 16))
    assert gpu.cache.uploads == 1


def test_where_room_is_short_the_tile_longest_unused_makes_it() -> None:
    a, b, c = (lattice_field(8, 8, seed=seed) for seed in (1, 2, 3))
    gpu, view = CudaRasterizer(emulated_sum(), 2 * a.nbytes), View(2.0, 0, 0, 16, 16)
    for tile in (a, b, a, c, a, b):  # c displaces b, and b c
        gpu.draw([tile], view)
    assert gpu.cache.uploads == 4
    assert gpu.cache.nbytes <= 2 * a.nbytes
    # A frame of more tiles than there is room for is drawn all the same.
    narrow = CudaRasterizer(emulated_sum(), a.nbytes // 2)
    assert np.abs(narrow.draw([a, b, c], view) - gpu.draw([a, b, c], view)).max() == 0
    assert len(narrow.cache) == 1


def test_a_tile_may_end_while_the_cache_is_at_work() -> None:
    gpu = CudaRasterizer(emulated_sum(), ROOM)
    gpu.draw([lattice_field(8, 8)], VIEW)
    tile = lattice_field(8, 8)
    gpu.draw([tile], VIEW)
    with gpu.cache._lock:  # pyright: ignore[reportPrivateUsage]
        del tile
        gc.collect()
        assert len(gpu.cache) == 1  # nothing waits for the lock, which this thread may hold itself
    gpu.draw([lattice_field(8, 8)], VIEW)
    assert len(gpu.cache) == 0


def test_several_threads_may_draw(gpu: CudaRasterizer) -> None:
    expected = gpu.draw([golden("photo")], VIEW)
    with ThreadPoolExecutor(3) as pool:
        pictures = list(pool.map(lambda _: gpu.draw([golden("photo")], VIEW), range(6)))
    assert all(np.array_equal(picture, expected) for picture in pictures)


# Failing


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


def test_a_module_says_what_the_driver_said() -> None:
    module = emulated_module()
    with pytest.raises(driver.DriverError, match="an emulated error"):
        module.launch("no such function", (1, 1), 256)
    with pytest.raises(ValueError, match="contiguous"):
        module.launch("levels", (1, 1), 256, torch.zeros(4, 4).T)


# Starting


def test_a_gpu_that_draws_right_is_taken() -> None:
    started = startup.tried(emulated_module(), CPU)
    assert started.gsplat_reason  # gsplat's extension is not built where there is no GPU
    assert started.kernel_sum.tiling is tiling.torch_tiling


@pytest.mark.parametrize(
    ("function", "complaint"), [("add", "test picture wrong"), ("gather", "gradients are wrong")]
)
def test_a_gpu_that_draws_wrong_is_not_taken(function: str, complaint: str) -> None:
    class Wrong(driver.Module):
        def launch(
            self, name: str, grid: tuple[int, int], threads: int, *arguments: object, stream: int = 0
        ) -> None:
            if name == function:
                arguments[-1].fill_(0.3)  # pyright: ignore
            else:
                super().launch(name, grid, threads, *arguments, stream=stream)  # pyright: ignore

    with pytest.raises(DeviceError, match=complaint):
        startup.tried(Wrong(emulated_driver(), b"", 0), CPU)


@pytest.mark.usefixtures("gsplat_here")
@pytest.mark.filterwarnings("ignore")
def test_gsplats_lists_are_taken_where_its_extension_is_built_and_right(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(gsplat, "reason", lambda: "")
    monkeypatch.setattr(gsplat, "load", lambda: None)
    started = startup.tried(emulated_module(), CPU)
    assert started.gsplat_reason == ""
    assert started.kernel_sum.tiling is tiling.gsplat_tiling

    def misfit() -> None:
        raise DeviceError("it does not fit")

    monkeypatch.setattr(gsplat, "load", misfit)
    started = startup.tried(emulated_module(), CPU)
    assert started.gsplat_reason == "it does not fit"
    assert started.kernel_sum.tiling is tiling.torch_tiling


@pytest.fixture
def forgotten() -> Iterator[None]:
    """What was found out about this machine's GPU is found out again, and forgotten after the test."""
    backend._found.cache_clear()  # pyright: ignore[reportPrivateUsage]
    yield
    backend._found.cache_clear()  # pyright: ignore[reportPrivateUsage]


@pytest.mark.usefixtures("forgotten")
def test_why_cuda_cannot_be_used(monkeypatch: pytest.MonkeyPatch) -> None:
    def found_with(driver_of: Callable[[str], object]) -> str:
        monkeypatch.setattr(ctypes, "CDLL", driver_of)
        backend._found.cache_clear()  # pyright: ignore[reportPrivateUsage]
        return backend.probe()

    def missing(name: str) -> object:
        raise OSError(name)

    def gpus(count: int) -> Callable[[str], object]:
        def ask(place: object) -> int:
            place._obj.value = count  # pyright: ignore
            return 0

        return lambda _: types.SimpleNamespace(cuInit=lambda _: 0, cuDeviceGetCount=ask)

    assert found_with(missing) == "there is no NVIDIA driver on this machine"
    assert found_with(gpus(0)) == "the NVIDIA driver finds no GPU"
    monkeypatch.setattr(torch.version, "cuda", None)
    assert "torch is built without CUDA" in found_with(gpus(1))
    monkeypatch.setattr(torch.version, "cuda", "12.9")
    monkeypatch.setattr(torch.cuda, "is_available", lambda: False)
    assert "torch cannot use the GPU" in found_with(gpus(1))
    with pytest.raises(DeviceError, match="torch cannot use the GPU"):
        backend.make_cuda_rasterizer()


@pytest.mark.usefixtures("forgotten")
def test_starting_compiles_for_the_gpu_that_torch_uses(monkeypatch: pytest.MonkeyPatch) -> None:
    compiled: list[tuple[object, ...]] = []

    def compile_source(*words: object) -> bytes:
        compiled.append(words)
        return b"binary"

    monkeypatch.setattr(torch.version, "cuda", "13.0")
    for name, value in (("is_available", True), ("current_device", 1), ("get_device_capability", (8, 9))):
        monkeypatch.setattr(torch.cuda, name, lambda *_, value=value: value)
    monkeypatch.setattr(startup, "load_nvrtc", lambda: "nvrtc")
    monkeypatch.setattr(startup, "compile_source", compile_source)
    monkeypatch.setattr(backend, "_gpu_reason", lambda: "")
    driver_library = emulated_driver()
    monkeypatch.setattr(ctypes, "CDLL", lambda _: driver_library)
    # There the emulated GPU is taken for torch's, whose tensors this torch has none of.
    tried = startup.tried
    devices: list[torch.device] = []
    monkeypatch.setattr(startup, "tried", lambda module, device: devices.append(device) or tried(module, CPU))
    assert backend.probe() == ""
    assert backend.gpu_functions().kernel_sum.device == CPU
    assert compiled == [("nvrtc", SOURCE.read_text(encoding="utf-8"), (8, 9))]
    assert devices == [torch.device("cuda", 1)]
    assert backend.gpu_functions() is backend.gpu_functions()  # compiled once


def test_looking_for_a_gpu_loads_no_torch_where_there_is_none() -> None:
    program = (
        "import sys; from csr.core.rasterize.cuda import backend; backend.DRIVER = 'no-such-library';"
        "assert backend.probe() == 'there is no NVIDIA driver on this machine';"
        "assert 'torch' not in sys.modules"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


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
