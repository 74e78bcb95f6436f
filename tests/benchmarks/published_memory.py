"""Peak memory of the paper's network on 2 megapixels: python tests/benchmarks/published_memory.py heads.

`heads`: the heads in full, behind a tiny encoder, of the whole photo. `swinir`, `hat-l`: the whole network,
on the photo's largest tile alone, since all of it would take hours on a CPU; the field's memory is added.
"""

import sys
import time
from itertools import pairwise

import numpy as np
from memory import in_child, peak_bytes

WIDTH, HEIGHT = 1632, 1224


def measure(name: str) -> tuple[int, float]:
    """Peak memory in bytes, programs included, and seconds."""
    import torch
    from csr.core.field import Lattice
    from csr.core.inference import NetworkSource
    from csr.core.network.published import HAT_L, SWINIR, PublishedArchitecture, PublishedNetwork
    from csr.core.photo import photo_from_pixels
    from csr.core.tiled_field import TiledField

    tiny = PublishedArchitecture("swinir", channels=12, depths=(1,), heads=2, window=8)
    network = PublishedNetwork({"heads": tiny, "swinir": SWINIR, "hat-l": HAT_L}[name], name).eval()
    noise = np.random.default_rng(0).integers(0, 256, (HEIGHT, WIDTH, 3), dtype=np.uint8)
    source = NetworkSource(photo_from_pixels(noise), network, torch.device("cpu"))
    start = time.perf_counter()
    if name == "heads":
        TiledField(source).whole(lambda made, total: print(f"{made} of {total} tiles", flush=True))
        return peak_bytes(), time.perf_counter() - start
    columns, rows = source.lattice.tile_edges()
    x, y = (max(pairwise(e), key=lambda ab: ab[1] - ab[0]) for e in (columns, rows))
    source.make(Lattice(x[0], y[0], x[1] - x[0], y[1] - y[0]))
    return peak_bytes() + WIDTH * HEIGHT * 4 * 32, time.perf_counter() - start


if __name__ == "__main__":
    peak, seconds = in_child(measure, sys.argv[1])
    print(f"{sys.argv[1]}, {WIDTH} x {HEIGHT}: peak {peak / 1e9:.2f} GB (goal 4 GB), {seconds:.0f} s")
