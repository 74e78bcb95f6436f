import ctypes
import subprocess
import sys

import pytest
import torch
from csr.core.rasterize.cuda import backend, startup
from csr.core.rasterize.cuda.kernel_sum import SOURCE
from cuda_emulator import CPU, emulated_driver, needs_emulator

pytestmark = needs_emulator


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
