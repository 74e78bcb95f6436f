"""Memory that was freed, kept for the next time or given back to the system: where the C library is glibc."""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Callable
from typing import cast

_ARENAS_AT_MOST = -8
"""M_ARENA_MAX of glibc's malloc.h."""
_KEPT_AT_THE_END = -1
"""M_TRIM_THRESHOLD."""
_WITH_PAGES_OF_ITS_OWN = -3
"""M_MMAP_THRESHOLD."""
KEPT_BYTES = 128 << 20
"""More than a network takes for a tile at a time."""
_LARGE_BYTES = 32 << 20
"""The most that glibc comes to by itself, where nothing is set."""


def share_one_arena() -> None:
    """Let all threads take memory from one heap; call it before threads are started.

    Otherwise each has its own, up to eight for each core, and the end of a heap, up to 64 MiB, stays with it
    even through `give_back`: what the tiles of one photo took is lost for the next one, whose threads are
    others. Nothing here asks for memory so often that threads would wait for each other: making and drawing
    a field take the same time, within what can be measured.
    """
    _call("mallopt", _ARENAS_AT_MOST, 1)


def keep_freed() -> None:
    """Keep up to `KEPT_BYTES` of freed memory at the end of the heap, until `give_back`.

    Otherwise what a network takes for a tile goes back to the system several times a tile, and each of its
    pages is cleared and mapped anew: 12,000 faults a tile, an eighth of the time from a photo to its field.
    """
    _call("mallopt", _WITH_PAGES_OF_ITS_OWN, _LARGE_BYTES)
    _call("mallopt", _KEPT_AT_THE_END, KEPT_BYTES)


def give_back() -> None:
    """Give freed memory back to the system, and from now on what is freed beyond some frames' pixels.

    Otherwise what a network needs for a tile stays with the process: hundreds of MiB. Takes milliseconds;
    other threads may go on.
    """
    _call("mallopt", _KEPT_AT_THE_END, _LARGE_BYTES)
    _call("malloc_trim", 0)


def _call(name: str, *numbers: int) -> None:
    if sys.platform == "linux":
        function = getattr(ctypes.CDLL(None), name, None)  # other C libraries have none
        if function is not None:
            cast("Callable[..., int]", function)(*numbers)
