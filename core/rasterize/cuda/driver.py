"""The NVIDIA driver's own interface, through ctypes: what torch has no public function for."""

from __future__ import annotations

import ctypes
import sys


def driver_reason() -> str:
    """An empty text where an NVIDIA driver and a GPU are there, or the reason why not; loads no torch."""
    name = "nvcuda.dll" if sys.platform == "win32" else "libcuda.so.1"
    try:
        driver = ctypes.CDLL(name)
    except OSError:
        return "there is no NVIDIA driver on this machine"
    count = ctypes.c_int(0)
    if driver.cuInit(0) != 0 or driver.cuDeviceGetCount(ctypes.byref(count)) != 0 or count.value == 0:
        return "the NVIDIA driver finds no GPU"
    return ""
