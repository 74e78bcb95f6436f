import numpy as np
import pytest
from csr.core.field.field import GaussianField
from csr.core.field.queries import along, contributions, means_in, nearest
from csr.core.field.sampling import Sampling
from csr.core.geometry.view import View
from csr.core.rasterize.reference import draw_reference
from golden_fields import free_field, lattice_field, odd_fields
from shared_cpu import CPU

TILES = [lattice_field(12, 20), lattice_field(12, 20, seed=3, x0=12)]


@pytest.mark.parametrize("scale", [0.7, 3.0, 40.0])
@pytest.mark.parametrize("footprint", [0.0, 1 / 12, 1.0])
def test_contributions_sum_to_the_rasterizers_value(scale: float, footprint: float) -> None:
    for u, v in ((0, 0), (3, 5), (7, 2)):
        view = View(scale, 11.1, 8.3, 8, 6)
        found = contributions(TILES, *view.to_photo(u + 0.5, v + 0.5), scale, footprint)
        drawn = CPU.draw(TILES, view, Sampling(footprint))[v, u]
        truth = draw_reference(TILES, view, footprint=footprint)[v, u]
        # Left out below 1e-4 of its peak, as the rasterizer does; its polynomial adds 1e-5.
        assert np.abs(found.value - truth).max() < 1e-4
        assert np.abs(found.value - drawn).max() < 1e-4


def test_contributions_come_by_share_and_say_where_they_are() -> None:
    found = contributions(TILES, 12.0, 10.0, 4.0)
    assert set(found.tile.tolist()) == {0, 1}
    assert (np.diff(found.share) <= 0).all()
    assert found.share.sum() == pytest.approx(1)
    for tile, place, kernel in zip(found.tile, found.place, found.kernels.T, strict=True):
        assert np.array_equal(TILES[tile].kernels[:, place], kernel)


def test_kernels_without_colour_make_nothing() -> None:
    kernels = TILES[0].kernels.copy()
    kernels[5:] = 0
    dark = GaussianField(kernels, TILES[0].lattice, TILES[0].photo_size)
    assert contributions([dark], 6, 6, 4.0).value.tolist() == [0, 0, 0]
    assert nearest([dark], 6, 6) is None
    assert contributions([], 0, 0, 1.0).share.size == 0


@pytest.mark.parametrize("name", odd_fields())
def test_contributions_of_odd_fields_sum_too(name: str) -> None:
    field, view = odd_fields()[name], View(2.0, 7.3, 6.9, 12, 10)
    truth = draw_reference([field], view)
    for u, v in ((5, 5), (0, 9)):
        found = contributions([field], *view.to_photo(u + 0.5, v + 0.5), view.scale)
        # Each of n kernels may lack 1e-4 of its peak.
        peaks = np.abs(draw_reference([field], View(2.0, 0, 0, 40, 40))).sum(axis=2).max()
        assert np.abs(found.value - truth[v, u]).max() <= 1e-4 * (peaks + 1)


def test_the_nearest_kernel() -> None:
    x, y = 12.3, 9.1
    tile, place = nearest(TILES, x, y) or (-1, -1)
    distance = [np.hypot(t.kernels[0] - x, t.kernels[1] - y) for t in TILES]
    assert distance[tile][place] == min(d.min() for d in distance)
    assert nearest(TILES, 1000, 1000) is None


def test_a_brush_takes_the_kernels_along_its_way() -> None:
    start, end, radius = (8.0, 5.0), (16.0, 9.0), 1.2
    for tile, places in zip(TILES, along(TILES, start, end, radius), strict=True):
        t = np.linspace(0, 1, 2001)[:, None]
        way_x, way_y = start[0] + t * (end[0] - start[0]), start[1] + t * (end[1] - start[1])
        distance = np.hypot(tile.kernels[0] - way_x, tile.kernels[1] - way_y).min(axis=0)
        # The way is walked in steps of 0.0045 photo pixel.
        assert set(np.flatnonzero(distance < radius - 1e-5)) <= set(places)
        assert set(places) <= set(np.flatnonzero(distance < radius + 1e-5))
    (dot,) = along([free_field([[1, 1], [3, 3]], (1, 0, 1), 1)], (1, 1), (1, 1), 0.5)
    assert dot.tolist() == [0]


def test_means_in_a_box() -> None:
    for tile in TILES:
        x, y = tile.kernels[:2]
        inside = np.flatnonzero((x >= 10.3) & (x < 13.1) & (y >= 4) & (y < 7.7))
        assert np.array_equal(means_in(tile, (10.3, 4, 13.1, 7.7)), inside)
