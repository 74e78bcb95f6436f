from itertools import product

import numpy as np
import pytest
from csr.core.geometry.mapping import mapping_of
from csr.core.geometry.orientation import LEFT, MIRRORED, RIGHT, UPRIGHT, UPSIDE_DOWN, Orientation
from csr.core.geometry.view import View
from csr.core.geometry.warp import Lens, Warp

ALL = [Orientation(*flags) for flags in product((False, True), repeat=3)]
PICTURE = np.arange(15).reshape(3, 5)


@pytest.mark.parametrize("orientation", ALL)
def test_points_and_arrays_go_the_same_way_and_back(orientation: Orientation) -> None:
    turned = orientation.array(PICTURE)
    assert turned.shape[::-1] == orientation.size((5, 3))
    for row, column in product(range(3), range(5)):
        x, y = orientation.point(column + 0.5, row + 0.5, (5, 3))
        assert turned[int(y), int(x)] == PICTURE[row, column]
    assert np.array_equal(orientation.inverse.array(turned), PICTURE)
    assert orientation.then(orientation.inverse) == UPRIGHT
    for other in ALL:
        assert np.array_equal(orientation.then(other).array(PICTURE), other.array(turned))


def test_names_say_what_they_do() -> None:
    assert np.array_equal(LEFT.array(PICTURE), np.rot90(PICTURE))
    assert np.array_equal(RIGHT.array(PICTURE), np.rot90(PICTURE, -1))
    assert np.array_equal(MIRRORED.array(PICTURE), PICTURE[:, ::-1])
    assert np.array_equal(UPSIDE_DOWN.array(PICTURE), PICTURE[::-1])
    assert LEFT.then(LEFT).then(LEFT) == RIGHT and MIRRORED.mirrors and not LEFT.mirrors


def test_a_view_keeps_its_middle() -> None:
    view = View.centred(30, 20, 4.0, 200, 100)
    assert LEFT.view(view, (300, 200)).centre == pytest.approx((20, 270))


@pytest.mark.parametrize("orientation", ALL)
@pytest.mark.parametrize(
    "warp",
    [
        Warp(angle=20.0, lens=Lens(40.0, 30.0, 50.0, 1.7)),
        Warp(angle=-35.0, shear_x=0.3),
        Warp(shear_y=-0.4, lens=Lens(10.0, 60.0, 45.0, 0.7)),
        Warp(angle=20.0, shear_x=0.6, shear_y=-0.9),
        # Turned, no warp that is sheared along x first is the same: a column would be shorter than 1.
        Warp(angle=-70.0, shear_x=0.5, shear_y=-2.0, lens=Lens(60.0, 40.0, 45.0, 1.5)),
    ],
)
def test_what_is_seen_through_a_warp_is_turned(orientation: Orientation, warp: Warp) -> None:
    size = (120, 80)
    before = mapping_of(warp, size)
    after = mapping_of(orientation.warp(warp, size), orientation.size(size))
    assert after.size == pytest.approx(orientation.size(before.size))
    for x, y in product((3.0, 40.0, 90.0), (5.0, 33.0, 70.0)):
        seen = orientation.point(*before.to_plane(x, y), before.size)
        assert after.to_plane(*orientation.point(x, y, size)) == pytest.approx(seen, abs=1e-6)


@pytest.mark.parametrize("orientation", ALL)
def test_a_warp_comes_back_when_it_is_turned_back(orientation: Orientation) -> None:
    size = (120, 80)
    for warp in (Warp(10.0, 0.2, 0.3), Warp(10.0, 0.2), Warp(0.0, 2.0, -0.5, Lens(40.0, 30.0, 50.0, 1.7))):
        turned = orientation.warp(warp, size)
        assert orientation.inverse.warp(turned, orientation.size(size)) == warp
