import importlib.util
import os
import types
from pathlib import Path

import pytest
import torch
from csr.core.rasterize.cuda import driver
from csr.core.rasterize.cuda.kernel_sum import SOURCE
from cuda_emulator import emulated_module, needs_emulator

pytestmark = needs_emulator


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


def test_a_module_says_what_the_driver_said() -> None:
    module = emulated_module()
    with pytest.raises(driver.DriverError, match="an emulated error"):
        module.launch("no such function", (1, 1), 256)
    with pytest.raises(ValueError, match="contiguous"):
        module.launch("levels", (1, 1), 256, torch.zeros(4, 4).T)
