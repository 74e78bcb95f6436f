import gc

import numpy as np
from csr.core.geometry.view import View
from csr.core.rasterize.cuda.rasterizer import CudaRasterizer
from cuda_emulator import emulated_sum, needs_emulator
from golden_fields import lattice_field

from .conftest import ROOM, VIEW

pytestmark = needs_emulator


def test_a_tile_is_uploaded_once_and_leaves_when_it_is_gone() -> None:
    gpu = CudaRasterizer(emulated_sum(), ROOM)
    tiles = [lattice_field(8, 8, seed=seed) for seed in (1, 2)]
    for scale in (1.0, 2.0, 4.0):
        gpu.draw_frame(tiles, View(scale, 0, 0, 20, 20))
    assert gpu.cache.uploads == len(gpu.cache) == 2
    assert gpu.cache.nbytes == sum(tile.nbytes for tile in tiles)
    del tiles[0]
    gc.collect()
    assert len(gpu.cache) == 1
    assert gpu.cache.nbytes == tiles[0].nbytes
    gpu.close()
    assert len(gpu.cache) == gpu.cache.nbytes == 0


def test_tiles_that_the_view_does_not_reach_stay_where_they_are() -> None:
    gpu = CudaRasterizer(emulated_sum(), ROOM)
    tiles = [lattice_field(8, 8), lattice_field(8, 8, x0=100)]
    gpu.draw(tiles, View(2.0, 0, 0, 16, 16))
    assert gpu.cache.uploads == 1


def test_where_room_is_short_the_tile_longest_unused_makes_it() -> None:
    a, b, c = (lattice_field(8, 8, seed=seed) for seed in (1, 2, 3))
    gpu, view = CudaRasterizer(emulated_sum(), 2 * a.nbytes), View(2.0, 0, 0, 16, 16)
    for tile in (a, b, a, c, a, b):  # c displaces b, and b c
        gpu.draw([tile], view)
    assert gpu.cache.uploads == 4
    assert gpu.cache.nbytes <= 2 * a.nbytes
    # A frame of more tiles than there is room for is drawn all the same.
    narrow = CudaRasterizer(emulated_sum(), a.nbytes // 2)
    assert np.abs(narrow.draw([a, b, c], view) - gpu.draw([a, b, c], view)).max() == 0
    assert len(narrow.cache) == 1


def test_a_tile_may_end_while_the_cache_is_at_work() -> None:
    gpu = CudaRasterizer(emulated_sum(), ROOM)
    gpu.draw([lattice_field(8, 8)], VIEW)
    tile = lattice_field(8, 8)
    gpu.draw([tile], VIEW)
    with gpu.cache._lock:  # pyright: ignore[reportPrivateUsage]
        del tile
        gc.collect()
        assert len(gpu.cache) == 1  # nothing waits for the lock, which this thread may hold itself
    gpu.draw([lattice_field(8, 8)], VIEW)
    assert len(gpu.cache) == 0
