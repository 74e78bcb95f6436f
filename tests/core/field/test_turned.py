from itertools import product

import numpy as np
import pytest
from csr.core.field.displayed_field import DisplayedField, DisplayState
from csr.core.field.edits import NO_EDITS, numbers
from csr.core.field.field import GaussianField, Lattice
from csr.core.field.kernel_filter import KernelFilter
from csr.core.field.sampling import Sampling
from csr.core.field.tiled_field import TiledField
from csr.core.field.turned import turned_field
from csr.core.geometry.orientation import LEFT, MIRRORED, RIGHT, Orientation
from csr.core.geometry.view import View
from csr.core.rasterize.cpu import CpuRasterizer
from csr.core.rasterize.reference import draw_reference
from golden_fields import free_field, lattice_field, level_field

ALL = [Orientation(*flags) for flags in product((False, True), repeat=3)]
FIELDS = {
    "lattice": lattice_field(24, 20, margin=2),
    "level and details": level_field(24, 20),
    "free": free_field([[3.2, 4.7], [15.0, 2.0], [9.0, 18.5]], (0.5, 0.2, 0.3), (0.3, 0.5, 0.7)),
}


class Whole:
    """A field as a source of its own tiles."""

    profile = None
    licence = ""

    def __init__(self, field: GaussianField) -> None:
        self.field = field
        self.photo_size, self.lattice, self.model = field.photo_size, field.lattice, field.model
        self.reach = field.reach(1e-4)
        self.made = 0

    def make(self, lattice: Lattice | None) -> GaussianField:
        self.made += 1
        return self.field if lattice is None else self.field.crop(lattice.box)


@pytest.mark.parametrize("orientation", ALL)
@pytest.mark.parametrize("field", FIELDS.values(), ids=FIELDS)
def test_the_turned_field_is_the_picture_turned(field: GaussianField, orientation: Orientation) -> None:
    w, h = field.photo_size
    view = View(2.5, -1.0, -2.0, round(2.5 * (w + 2)), round(2.5 * (h + 4)))
    corners = [orientation.point(*at, (w, h)) for at in ((-1.0, -2.0), (w + 1.0, h + 2.0))]
    size = orientation.size((view.width, view.height))
    there = View(2.5, min(c[0] for c in corners), min(c[1] for c in corners), *size)
    turned = turned_field(field, orientation)
    expected = orientation.array(draw_reference([field], view))
    assert np.abs(draw_reference([turned], there) - expected).max() < 1e-5
    assert turned.photo_size == orientation.size((w, h)) and len(turned) == len(field)
    drawn = CpuRasterizer().draw([turned], there, Sampling(cutoff=1e-6))
    assert np.abs(drawn - expected).max() < 2e-3 * max(1, np.abs(expected).max())


@pytest.mark.parametrize("name", ["lattice", "level and details"])
def test_tiles_that_are_there_stay_and_turning_back_gives_them_again(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("csr.core.field.field.TILE", 8)
    source = Whole(FIELDS[name])
    tiled = TiledField(source)
    view = View(4.0, 0, 0, 96, 80)
    before = {t.lattice: t for t in tiled.require(view)}
    assert len(before) > 4
    made, progress = source.made, tiled.progress()
    for orientation in ALL:
        turned = tiled.turned(orientation)
        box = View(4.0, 0, 0, *orientation.size((96, 80)))
        assert turned.missing(box) == 0 and source.made == made and turned.progress() == progress
        again = turned.turned(orientation.inverse)
        for tile in again.require(view):
            assert np.allclose(tile.kernels, before[tile.lattice].kernels, atol=1e-5)
        assert source.made == made
        # A tile that is made later is one of the same network: it lies in the place of its cells.
        fresh = turned.turned(MIRRORED)
        fresh._made.clear()
        fresh._of_source.clear()
        first = fresh.require(View(4.0, 0, 0, 8, 8))[0]
        assert first.photo_size == MIRRORED.size(orientation.size((24, 20)))
        made = source.made


@pytest.mark.parametrize("orientation", ALL)
@pytest.mark.parametrize("name", FIELDS)
def test_edits_follow_their_kernels_and_are_saved(name: str, orientation: Orientation) -> None:
    field = FIELDS[name]
    tiled = TiledField(Whole(field))
    tiled.require(View(4.0, 0, 0, 96, 80))
    own = DisplayedField(tiled)
    tile = own.tiles(View(4.0, 0, 0, 96, 80))[0]
    places = np.array([1, len(tile) // 2, len(tile) - 1])
    which = own.numbers(tile, places)
    changed = tile.kernels[:, places[0]].copy()
    changed[5:] = (0.9, -0.1, 0.2)
    edits = NO_EDITS.with_kernel(int(which[0]), changed).muting(numbers(which[1:2]))
    display = DisplayState(edits=edits, filter=KernelFilter(angle=(10.0, 50.0)))
    turned = tiled.turned(orientation)
    there = display.turned(tiled.turned_edits(edits, orientation), orientation, field.photo_size)
    expected = turned_field(tiled.whole(lambda *_: None, edits), orientation)
    got = turned.whole(lambda *_: None, there.edits)
    assert np.abs(got.kernels - expected.kernels).max() < 1e-5
    # One by one: the number of the turned kernel names the same kernel.
    moved = turned.turned(orientation.inverse)
    back = moved.turned_edits(turned.turned_edits(there.edits, orientation.inverse), Orientation())
    assert back.same_field(edits) or np.allclose(back.kernels, edits.kernels, atol=1e-5)
    number = int(there.edits.muted[0])
    kernel = turned.kernel(number)
    assert kernel is not None
    x, y = orientation.point(*tile.kernels[:2, places[1]], field.photo_size)
    assert kernel[:2] == pytest.approx((x, y), abs=1e-5)
    # The same kernels are peeled away.
    seen = display.filter.keeps(field.kernels).sum()
    assert there.filter.keeps(turned_field(field, orientation).kernels).sum() == pytest.approx(seen, abs=1)


def test_a_turn_to_the_left_and_one_to_the_right_are_none() -> None:
    field = FIELDS["level and details"]
    again = turned_field(turned_field(field, LEFT), RIGHT)
    assert again.details is not None and field.details is not None
    assert np.array_equal(again.details.slots, field.details.slots) and again.lattice == field.lattice
    assert np.abs(again.kernels - field.kernels).max() < 1e-5
