"""Seconds and memory from a photo of 512 x 512 pixels to its field: python tests/benchmarks/inference.py."""

import statistics
import time

import numpy as np
import psutil
from memory import in_child, peak_bytes

SIDE = 512
RUNS = 7


def measure() -> tuple[list[float], int]:
    """Seconds of each run, the first cold, and the peak memory over what was in use before it."""
    from csr.core.opening import field_of
    from csr.core.photo import photo_from_pixels

    noise = np.random.default_rng(0).integers(0, 256, (SIDE, SIDE, 3), dtype=np.uint8)
    field = field_of(photo_from_pixels(noise), "light", "cpu")
    before = psutil.Process().memory_info().rss
    seconds: list[float] = []
    for _ in range(RUNS):
        start = time.perf_counter()
        field.whole(lambda _made, _total: None)
        seconds.append(time.perf_counter() - start)
    return seconds, peak_bytes() - before


if __name__ == "__main__":
    seconds, peak = in_child(measure)
    print(f"{SIDE} x {SIDE} photo to field, {psutil.cpu_count()} CPUs:")
    print(f"  first {seconds[0]:.2f} s, then {statistics.median(seconds[1:]):.2f} s (goal 0.8 s)")
    print(f"  peak memory over start {peak / 1e9:.2f} GB (goal 1 GB)")
