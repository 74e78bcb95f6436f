"""Threads that a test leaves behind."""

import gc
import sys
import threading

from csr.core.utils import parallel

GRACE_SECONDS = 1.0
"""For a thread that has been asked to end: those of a pool end when it is gone."""


def leaked(before: set[threading.Thread]) -> list[str]:
    """Names of the threads that run and did not before; found by identity, whatever they are called."""
    kept = set(parallel._threads._threads)  # the process keeps these for all arrays
    if shared := sys.modules.get("shared_cpu"):
        kept |= shared.CPU._pool._threads
    if library := sys.modules.get("csr.core.library.field"):  # it keeps a rasterizer of each device
        pools = (getattr(made, "_pool", None) for made in library._rasterizers.values())
        kept |= {thread for pool in pools if pool is not None for thread in pool._threads}
    left = [t for t in threading.enumerate() if t not in before and t not in kept]
    if left:
        gc.collect()  # a pool in a cycle of references ends when the collector finds it
    for thread in left:
        thread.join(GRACE_SECONDS)
    return [t.name for t in left if t.is_alive()]
