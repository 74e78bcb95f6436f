"""Memory that was freed, given back to the system."""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Callable
from typing import cast


def give_back() -> None:
    """Give freed memory back to the system, where the C library keeps it: with glibc.

    It keeps what each thread freed for that thread; what a network needs for a tile stays with every thread
    that ever made one: hundreds of MiB. Takes milliseconds; other threads may go on.
    """
    if sys.platform == "linux":
        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)  # other C libraries have none
        if trim is not None:
            cast("Callable[[int], int]", trim)(0)
