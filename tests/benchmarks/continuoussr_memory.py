"""Memory of the paper's network on 2 megapixels: python tests/benchmarks/continuoussr_memory.py heads [2].

`heads`: the heads in full, behind a tiny encoder. `swinir`, `hat-l`: the whole network. A field as large as
the photo's is held in memory while some of its tiles are made, the largest first; two, if no number is given,
for all thirty take ten minutes to hours on a CPU. Told after each tile, so that growth would show.
"""

import sys
import time
from itertools import pairwise

import numpy as np
from memory import in_child, peak_bytes

WIDTH, HEIGHT = 1632, 1224


def measure(name: str, tiles: int) -> None:
    """Print the peak memory, programs included, after each tile."""
    import torch
    from csr.core.field.field import Lattice
    from csr.core.network.continuoussr import HAT_L, SWINIR, ContinuousSRConfig, ContinuousSRNetwork
    from csr.core.network.inference import NetworkSource
    from csr.core.photo.photo import photo_from_pixels

    tiny = ContinuousSRConfig("swinir", channels=12, depths=(1,), heads=2, window=8)
    network = ContinuousSRNetwork({"heads": tiny, "swinir": SWINIR, "hat-l": HAT_L}[name], name).eval()
    noise = np.random.default_rng(0).integers(0, 256, (HEIGHT, WIDTH, 3), dtype=np.uint8)
    source = NetworkSource(photo_from_pixels(noise), network, torch.device("cpu"))
    field = np.full((8, 4 * WIDTH * HEIGHT), 0.5, np.float32)  # touched, or it would not count
    columns, rows = (list(pairwise(edges)) for edges in source.lattice.tile_edges())
    every = [Lattice(x, y, right - x, bottom - y) for y, bottom in rows for x, right in columns]
    every.sort(key=lambda tile: -tile.columns * tile.rows)
    print(f"{name}, {WIDTH} x {HEIGHT}, {len(every)} tiles, field of {field.nbytes / 1e9:.2f} GB", flush=True)
    start = time.perf_counter()
    for i, tile in enumerate(every[:tiles], 1):
        source.make(tile)
        seconds = time.perf_counter() - start
        print(f"{i} made: peak {peak_bytes() / 1e9:.2f} GB (goal 4 GB), {seconds:.0f} s", flush=True)


if __name__ == "__main__":
    in_child(measure, sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 2)
