from dataclasses import replace

import numpy as np
import pytest
from csr.core.field.displayed_field import DisplayedField
from csr.core.field.field import GaussianField, join
from csr.core.field.file import FieldFile, write_field
from csr.core.field.tile_source import FieldFileSource
from csr.core.field.tiled_field import TiledField
from csr.core.geometry.view import View
from csr.core.rasterize.cpu import CpuRasterizer
from golden_fields import free_field, lattice_field


def test_fields_of_files_come_in_tiles(tmp_path) -> None:  # type: ignore[no-untyped-def]
    view = View(1.0, 0, 0, 600, 300)
    whole = lattice_field(600, 300)
    write_field(whole, tmp_path / "f.safetensors")
    field = TiledField(FieldFileSource(FieldFile(tmp_path / "f.safetensors")), 1 << 40)
    while field.make_next(view):
        pass
    assert len(field.tiles(view)) == 2
    assert (join(field.tiles(view)).kernels == whole.kernels).all()


def random_free_field(sd: float) -> GaussianField:
    rng = np.random.default_rng(4)
    means = rng.uniform(-10, 1, (400, 2)) + rng.uniform(0, 1, (400, 2)) * (610, 530)
    return replace(free_field(means, (sd * sd, 0.3 * sd * sd, sd * sd), 1), photo_size=(600, 520))


@pytest.mark.parametrize("scale", [1.0, 6.0])
def test_free_kernels_come_in_tiles_and_look_as_the_whole(scale: float, tmp_path) -> None:  # type: ignore[no-untyped-def]
    whole = random_free_field(9.0)
    write_field(whole, tmp_path / "f.safetensors")
    field = TiledField(FieldFileSource(FieldFile(tmp_path / "f.safetensors")))
    view = View.centred(256, 250, scale, 100, 80)
    tiles = field.require(view)
    assert [len(t) for t in tiles] and len(tiles) == 4
    far = View.centred(60, 60, 8.0, 40, 40)
    assert len(field.require(far)) == 1
    rasterizer = CpuRasterizer(1)
    # float32 sums of 400 kernels in another order; the means' cells bound where they reach
    exact = rasterizer.draw([whole], view)
    assert np.abs(rasterizer.draw(tiles, view) - exact).max() <= 1e-5 * np.abs(exact).max()
    assert np.abs(rasterizer.draw(field.require(far), far) - rasterizer.draw([whole], far)).max() < 1e-5
    whole_again = field.whole(lambda _made, _total: None)
    assert np.array_equal(whole_again.kernels, FieldFile(tmp_path / "f.safetensors").read().kernels)
    for tile in tiles:
        numbers = DisplayedField(field).numbers(tile, np.array([0, 3]))
        assert np.array_equal(whole_again.kernels[:, numbers], tile.kernels[:, [0, 3]])
        assert field.kernel(int(numbers[1])).tolist() == tile.kernels[:, 3].tolist()  # pyright: ignore


def test_free_kernels_that_reach_far_are_one_tile(tmp_path) -> None:  # type: ignore[no-untyped-def]
    write_field(random_free_field(40.0), tmp_path / "g.safetensors")
    field = TiledField(FieldFileSource(FieldFile(tmp_path / "g.safetensors")))
    view = View(8.0, 0, 0, 60, 30)
    assert field.make_next(view)
    assert not field.make_next(view)
    assert len(field.tiles(view)[0]) == 400
    assert field.ready(view)[1] == [view.box]
