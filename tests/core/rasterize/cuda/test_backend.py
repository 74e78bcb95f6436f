import ctypes
import types
from collections.abc import Callable

import pytest
import torch
from csr.core.rasterize.cuda import backend, driver, gsplat, startup, tiling
from csr.core.utils.errors import DeviceError
from cuda_emulator import CPU, emulated_driver, emulated_module, needs_emulator

pytestmark = needs_emulator


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
