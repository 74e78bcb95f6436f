"""The program's CUDA source on the CPU: see `cuda_emulator.cpp`."""

import ctypes
import shutil
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path

import pytest
import torch
from csr.core.rasterize.cuda.driver import Module
from csr.core.rasterize.cuda.kernel_sum import SOURCE, KernelSum, Tiling
from csr.core.rasterize.cuda.tiling import torch_tiling

COMPILER = shutil.which("g++") or shutil.which("clang++")
CPU = torch.device("cpu")

needs_emulator = pytest.mark.skipif(
    COMPILER is None or sys.platform != "linux",
    reason="running the CUDA source on the CPU takes Linux and a C++ compiler",
)


@cache
def emulated_driver() -> ctypes.CDLL:
    """The driver's library, with the program's functions compiled in."""
    assert COMPILER is not None
    with tempfile.TemporaryDirectory() as folder:
        library = Path(folder) / "emulated.so"
        options = ["-std=c++17", "-O2", "-shared", "-fPIC"]
        source = Path(__file__).with_name("cuda_emulator.cpp")
        words = [COMPILER, *options, f'-DCUDA_SOURCE="{SOURCE}"', str(source), "-o", str(library)]
        subprocess.run(words, check=True)
        return ctypes.CDLL(str(library))


def emulated_module() -> Module:
    """The compiled functions."""
    return Module(emulated_driver(), b"", 0)


def emulated_sum(tiling: Tiling = torch_tiling) -> KernelSum:
    """The sum of kernels, on the CPU's tensors."""
    return KernelSum(emulated_module(), CPU, tiling)
