"""The CUDA back end: whether a GPU can draw, and the rasterizer that does."""

from __future__ import annotations

import ctypes
import logging
import sys
from functools import cache
from typing import TYPE_CHECKING

from ...utils.errors import DeviceError
from ...utils.messages import Message

if TYPE_CHECKING:
    from .rasterizer import CudaRasterizer
    from .startup import GpuFunctions

log = logging.getLogger(__name__)

DRIVER = "nvcuda.dll" if sys.platform == "win32" else "libcuda.so.1"
"""The NVIDIA driver's library."""


def probe() -> str:
    """An empty text where CUDA can draw, or the reason why it cannot.

    The first call, where there is an NVIDIA GPU, loads torch, compiles, and draws a test picture.
    """
    found = _found()
    return found if isinstance(found, str) else ""


def gpu_functions() -> GpuFunctions:
    """The GPU's functions, compiled and tested; the same ones each time.

    Raises:
        DeviceError: if CUDA cannot be used here.
    """
    found = _found()
    if isinstance(found, str):
        raise DeviceError(found)
    return found


def make_cuda_rasterizer() -> CudaRasterizer:
    """A rasterizer on the GPU.

    Raises:
        DeviceError: if CUDA cannot be used here.
    """
    kernel_sum = gpu_functions().kernel_sum
    from .rasterizer import CudaRasterizer

    return CudaRasterizer(kernel_sum)


@cache
def _found() -> GpuFunctions | str:
    """The GPU's functions, or why there are none."""
    reason = _gpu_reason()
    if reason:
        log.debug("no CUDA: %s", reason)
        return reason
    from .startup import start

    try:
        return start(ctypes.CDLL(DRIVER))
    except DeviceError as error:
        return error.args[0]
    except (RuntimeError, OSError) as error:
        log.warning("CUDA cannot be started", exc_info=True)
        return str(error)


def _gpu_reason() -> str:
    """An empty text where there are an NVIDIA driver and a GPU, or which is missing. Loads no torch."""
    try:
        driver = ctypes.CDLL(DRIVER)
    except OSError:
        return Message("there is no NVIDIA driver on this machine")
    count = ctypes.c_int(0)
    if driver.cuInit(0) != 0 or driver.cuDeviceGetCount(ctypes.byref(count)) != 0 or count.value == 0:
        return Message("the NVIDIA driver finds no GPU")
    return ""
