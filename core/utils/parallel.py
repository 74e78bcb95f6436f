"""Work on a batch of arrays in parts, on every core."""

from __future__ import annotations

import math
import os
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor, wait
from itertools import pairwise
from pathlib import Path

PARTS_PER_CORE = 4
"""Parts that an array is cut into for each core: some have more to do than others."""


def cores() -> int:
    """How many cores this process may use: fewer than the machine has under taskset or in a container."""
    count = os.cpu_count() or 1
    if hasattr(os, "sched_getaffinity"):
        count = len(os.sched_getaffinity(0))
    return max(1, min(count, _quota()))


def _quota() -> int:
    """Cores' worth of time that a container is given (cgroups 2), rounded up; many without a limit."""
    try:
        quota, period = _CPU_MAX.read_text().split()
        return math.ceil(int(quota) / int(period))
    except (OSError, ValueError, ZeroDivisionError):  # another system, or "max"
        return 1 << 16


_CPU_MAX = Path("/sys/fs/cgroup/cpu.max")
_cores = cores()
_threads = ThreadPoolExecutor(_cores, thread_name_prefix="part")


def each(work: Callable[[int], object], numbers: Iterable[int]) -> None:
    """Call `work(number)` for each, several at a time, in no order; `work` should release the GIL.

    Raises what the first of them to fail in the order of the numbers raised, once all have ended.
    """
    jobs = [_threads.submit(work, number) for number in numbers]
    wait(jobs)
    for job in jobs:
        job.result()


def each_part(work: Callable[[int, int, int], object], count: int, length: int, least: int) -> None:
    """Call `work(j, first, last)` for the parts first .. last of 0 .. length of each of `count` arrays.

    Several are worked on at a time, in no order: `work` should release the GIL. There are enough parts to
    keep every core busy, none shorter than `least` but where the length is.
    """
    parts = max(1, min(-(-PARTS_PER_CORE * _cores // max(1, count)), length // least))
    if count >= _cores:
        parts = 1
    edges = [length * i // parts for i in range(parts + 1)]
    jobs = [(j, first, last) for j in range(count) for first, last in pairwise(edges)]
    list(_threads.map(work, *zip(*jobs, strict=True)))
