"""CUDA without a toolkit: the NVIDIA driver and NVRTC through ctypes.

`torch.cuda._compile_kernel` does nearly the same, but is private and asks for a toolkit's include folder.
"""

from __future__ import annotations

import ctypes
import importlib.util
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import torch

OUT_OF_MEMORY = 2
"""The driver's number for it."""

WINDOWS = sys.platform == "win32"


class DriverError(RuntimeError):
    """A call of the driver failed."""

    def __init__(self, code: int, text: str) -> None:
        super().__init__(text)
        self.code = code


class CompileError(RuntimeError):
    """The CUDA source cannot be compiled here; the message says why."""


def load_nvrtc() -> ctypes.CDLL:
    """The run-time compiler that came with torch, so that it fits torch's CUDA.

    Raises:
        CompileError: if it is not there.
    """
    major = (torch.version.cuda or "0").split(".")[0]
    for place in _nvrtc_places(major):
        try:
            return ctypes.CDLL(str(place))
        except OSError:
            continue
    raise CompileError(f"NVRTC {major}, the compiler that comes with torch's CUDA builds, is not there")


def _nvrtc_places(major: str) -> Iterator[Path | str]:
    """Places where it may lie: in NVIDIA's packages, in torch's own folder, or where the system looks."""
    folders = [Path(torch.__file__).parent / "lib"]
    nvidia = importlib.util.find_spec("nvidia")
    for root in (nvidia and nvidia.submodule_search_locations) or ():
        for folder in ("*/bin", "*/bin/x86_64") if WINDOWS else ("*/lib",):
            folders += sorted(Path(root).glob(folder))
    for folder in folders:
        for place in sorted(folder.glob(f"nvrtc64_{major}*.dll" if WINDOWS else f"libnvrtc*.so.{major}*")):
            if ".alt." not in place.name and "builtins" not in place.name:
                yield place
    if not WINDOWS:
        yield f"libnvrtc.so.{major}"


def compile_source(nvrtc: ctypes.CDLL, source: str, capability: tuple[int, int]) -> bytes:
    """CUDA C++ as a binary for GPUs of one compute capability.

    Raises:
        CompileError: if the compiler refuses, with its log; as for a GPU that is newer than it.
    """
    program = ctypes.c_void_p()
    made = nvrtc.nvrtcCreateProgram(ctypes.byref(program), source.encode(), b"sum.cu", 0, None, None)
    if made != 0:
        raise CompileError(f"NVRTC cannot be used: error {made}")
    try:
        options = [f"--gpu-architecture=sm_{capability[0]}{capability[1]}".encode(), b"--std=c++17"]
        if nvrtc.nvrtcCompileProgram(program, len(options), (ctypes.c_char_p * len(options))(*options)) != 0:
            log = _taken(nvrtc.nvrtcGetProgramLogSize, nvrtc.nvrtcGetProgramLog, program)
            raise CompileError(f"NVRTC refuses: {log.rstrip(bytes(1)).decode(errors='replace').strip()}")
        return _taken(nvrtc.nvrtcGetCUBINSize, nvrtc.nvrtcGetCUBIN, program)
    finally:
        nvrtc.nvrtcDestroyProgram(ctypes.byref(program))


def _taken(ask_size: Any, take: Any, program: ctypes.c_void_p) -> bytes:
    size = ctypes.c_size_t()
    ask_size(program, ctypes.byref(size))
    buffer = ctypes.create_string_buffer(size.value)
    take(program, buffer)
    return buffer.raw


class Module:
    """Compiled functions on one GPU, in the context that torch uses too.

    Args:
        driver: the driver's library.
        binary: what `compile_source` made.
        ordinal: the GPU's number.

    Raises:
        DriverError: if the driver refuses.
    """

    def __init__(self, driver: ctypes.CDLL, binary: bytes, ordinal: int) -> None:
        self._driver = driver
        self._functions: dict[str, ctypes.c_void_p] = {}
        device = ctypes.c_int()
        self._context = ctypes.c_void_p()
        self._module = ctypes.c_void_p()
        self._check(driver.cuInit(0))
        self._check(driver.cuDeviceGet(ctypes.byref(device), ordinal))
        self._check(driver.cuDevicePrimaryCtxRetain(ctypes.byref(self._context), device))
        self._check(driver.cuCtxSetCurrent(self._context))
        self._check(driver.cuModuleLoadData(ctypes.byref(self._module), binary))

    def launch(
        self,
        name: str,
        grid: tuple[int, int],
        threads: int,
        *arguments: torch.Tensor | int | ctypes.Structure,
        stream: int = 0,
    ) -> None:
        """Start a function; it runs when what was put into the stream before is done.

        Args:
            name: of the function.
            grid: blocks across and down, 1 or more.
            threads: of a block.
            arguments: contiguous tensors, which must live until the function has run (torch's allocator sees
                to that for the same stream), whole numbers (`int`), and structures.
            stream: the handle of a CUDA stream.

        Raises:
            DriverError: if the driver refuses, or an earlier function has failed.
        """
        values = [_as_c(argument) for argument in arguments]
        pointers = (ctypes.c_void_p * len(values))(*(ctypes.addressof(value) for value in values))
        # A thread that has not used torch's GPU yet has no context.
        self._check(self._driver.cuCtxSetCurrent(self._context))
        function = self._function(name)
        self._check(
            self._driver.cuLaunchKernel(
                function, *grid, 1, threads, 1, 1, 0, ctypes.c_void_p(stream), pointers, None
            )
        )

    def _function(self, name: str) -> ctypes.c_void_p:
        if name not in self._functions:
            function = ctypes.c_void_p()
            self._check(self._driver.cuModuleGetFunction(ctypes.byref(function), self._module, name.encode()))
            self._functions[name] = function
        return self._functions[name]

    def _check(self, code: int) -> None:
        if code != 0:
            text = ctypes.c_char_p()
            self._driver.cuGetErrorString(code, ctypes.byref(text))
            raise DriverError(code, (text.value or b"unknown error").decode())


def _as_c(
    argument: torch.Tensor | int | ctypes.Structure,
) -> ctypes.c_void_p | ctypes.c_int | ctypes.Structure:
    if isinstance(argument, torch.Tensor):
        if not argument.is_contiguous():
            raise ValueError("a tensor that a CUDA function takes must be contiguous")
        return ctypes.c_void_p(argument.data_ptr())
    return ctypes.c_int(argument) if isinstance(argument, int) else argument
