"""Memory that was freed, given back to the system: where the C library is glibc, which keeps it."""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Callable
from typing import cast

_ARENAS_AT_MOST = -8
"""M_ARENA_MAX of glibc's malloc.h."""


def share_one_arena() -> None:
    """Let all threads take memory from one heap; call it before threads are started.

    Otherwise each has its own, up to eight for each core, and the end of a heap, up to 64 MiB, stays with it
    even through `give_back`: what the tiles of one photo took is lost for the next one, whose threads are
    others. Nothing here asks for memory so often that threads would wait for each other: making and drawing
    a field take the same time, within what can be measured.
    """
    _call("mallopt", _ARENAS_AT_MOST, 1)


def give_back() -> None:
    """Give freed memory back to the system.

    Otherwise what a network needs for a tile stays with the process: hundreds of MiB. Takes milliseconds;
    other threads may go on.
    """
    _call("malloc_trim", 0)


def _call(name: str, *numbers: int) -> None:
    if sys.platform == "linux":
        function = getattr(ctypes.CDLL(None), name, None)  # other C libraries have none
        if function is not None:
            cast("Callable[..., int]", function)(*numbers)
