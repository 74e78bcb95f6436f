import math

import pytest
from csr.core.field.field import TILE, GaussianField, Lattice
from csr.core.field.file import FieldFile, write_field
from csr.core.field.tile_grid import BYTES_PER_PIXEL
from csr.core.field.tile_source import FieldFileSource
from csr.core.field.tiled_field import TiledField
from csr.core.geometry.view import View
from golden_fields import flat_field
from hypothesis import given, settings
from hypothesis import strategies as st

from .conftest import Source


def test_what_the_view_needs_comes_first_then_outwards() -> None:
    source = Source(5 * TILE, 4 * TILE)
    field = TiledField(source, 1 << 40)
    view = View.centred(2.5 * TILE, 1.5 * TILE, 8.0, 400, 300)
    assert field.missing(view) == 1
    field.make_next(view)
    assert field.missing(view) == 0
    assert source.asked[0] is not None
    assert source.asked[0].box == (2 * TILE, TILE, 3 * TILE, 2 * TILE)
    distances = []
    while field.make_next(view):
        x0, y0, x1, y1 = source.asked[-1].box  # pyright: ignore
        distances.append(((x0 + x1) / 2 - 2.5 * TILE) ** 2 + ((y0 + y1) / 2 - 1.5 * TILE) ** 2)
    assert len(source.asked) == 20
    assert distances == sorted(distances)


def test_the_budget_drops_the_farthest_tiles_and_makes_them_again() -> None:
    source = Source(8 * TILE, TILE)
    field = TiledField(source, 3 * TILE * TILE * BYTES_PER_PIXEL + 3_000_000)
    left, right = (View.centred(x, 100, 8.0, 400, 300) for x in (100, 7.5 * TILE))
    while field.make_next(left):
        pass
    assert len(source.asked) == field.progress()[0] == field.progress()[1] == 3
    while field.make_next(right):
        pass
    assert field.missing(right) == 0
    assert field.missing(left) == 1
    assert field.nbytes <= 3 * TILE * TILE * BYTES_PER_PIXEL + 3_000_000
    field.make_next(left)
    assert field.missing(left) == 0


def test_another_budget_is_kept_to_at_once() -> None:
    tile = TILE * TILE * BYTES_PER_PIXEL
    field, view = TiledField(Source(8 * TILE, TILE), 5 * tile), View.centred(100, 100, 8.0, 400, 300)
    counts: list[int] = []
    for budget in (5, 3, 8):
        field.set_budget(budget * tile + 3_000_000)
        while field.make_next(view):
            pass
        counts.append(field.progress()[0])
        assert field.nbytes <= budget * tile + 3_000_000 and not field.missing(view)
    assert counts == [5, 3, 8]


def test_a_view_keeps_what_it_needs_even_beyond_the_budget() -> None:
    field = TiledField(Source(3 * TILE, 2 * TILE), 1)
    view = View(1.1, 0, 0, 3 * TILE, 2 * TILE)
    while field.make_next(view):
        pass
    assert field.missing(view) == 0
    assert field.ready(view)[1] == [view.box]


def test_a_photo_seen_whole_asks_for_no_more_than_the_budget() -> None:
    budget = 5 * TILE * TILE * BYTES_PER_PIXEL
    source = Source(9 * TILE, 9 * TILE)
    field = TiledField(source, budget)
    view = View(0.5, 0, 0, 5 * TILE, 5 * TILE)
    while field.make_next(view):
        assert field.nbytes <= budget
    assert len(source.asked) == field.progress()[0] == field.progress()[1] == 5


@given(st.integers(1, 9000), st.integers(1, 900), st.integers(1, 40), st.floats(0.01, 8))
@settings(max_examples=40, deadline=None)
def test_making_comes_to_an_end_and_progress_to_its_total(
    width: int, height: int, tiles: int, scale: float
) -> None:
    source = Source(width, height)
    field = TiledField(source, tiles * 3_000_000)
    view = View.centred(width / 3, height / 2, scale, 800, 600)
    while field.make_next(view):
        assert len(source.asked) == field.progress()[0]
    made, total = field.progress()
    assert made == total == len(source.asked)
    assert scale <= 1 or field.missing(view) == 0


def test_what_is_required_is_there_whatever_another_view_drops() -> None:
    source = Source(6 * TILE, TILE)
    field = TiledField(source, 1)
    left, right = (View.centred(x, 100, 8.0, 400, 300) for x in (100, 5.5 * TILE))
    for view in (left, right, left):
        assert field.missing(view) == 1
        (tile,) = field.require(view)
        x0, _, x1, _ = tile.box
        assert x0 < view.centre[0] < x1
        assert field.missing(view) == 0
    assert len(source.asked) == 3
    assert field.require(left)[0] is field.tiles(left)[0]


def test_the_whole_in_one_piece_keeps_no_tiles() -> None:
    source = Source(3 * TILE, 2 * TILE)
    field = TiledField(source, 1)
    told: list[tuple[int, int]] = []
    assert field.whole(lambda made, total: told.append((made, total))).lattice == source.lattice
    assert told == [(n, 6) for n in range(1, 7)]
    assert field.nbytes == 0


def test_kernels_that_reach_beyond_the_neighbours_make_one_tile(tmp_path) -> None:  # type: ignore[no-untyped-def]
    whole = flat_field(900, 300, 0.5, sd=40.0)
    write_field(whole, tmp_path / "f.safetensors")
    field = TiledField(FieldFileSource(FieldFile(tmp_path / "f.safetensors")))
    view = View(2.0, 0, 0, 10, 10)
    assert [len(tile) for tile in field.require(view)] == [len(whole)]


def test_only_what_no_missing_tile_reaches_is_ready() -> None:
    field = TiledField(Source(3 * TILE, 3 * TILE), 1 << 40)
    view = View(2.0, 0, 0, 6 * TILE, 6 * TILE)
    assert field.ready(view) == ([], [])
    field.make_next(view)
    tiles, (box,) = field.ready(view)
    assert [tile.box for tile in tiles] == [(TILE, TILE, 2 * TILE, 2 * TILE)]
    reach = 5.0 + math.sqrt(-2 * math.log(1e-4) / 12) / 2  # the footprint's part
    assert box == pytest.approx((TILE + reach, TILE + reach, 2 * TILE - reach, 2 * TILE - reach))


class Numbered(Source):
    """Kernels that all hold one number."""

    def __init__(self, width: int, height: int, number: float, reach: float = 5.0) -> None:
        super().__init__(width, height)
        self.number, self.reach = number, reach

    def make(self, lattice: Lattice | None) -> GaussianField:
        field = super().make(lattice)
        field.kernels[:] = self.number
        return field


def numbers_of(field: TiledField, view: View) -> list[float]:
    return [float(tile.kernels[0, 0]) for tile in field.tiles(view)]


def test_a_quick_source_goes_before_and_the_view_comes_first() -> None:
    fine, quick = (Numbered(3 * TILE, TILE, number) for number in (2.0, 1.0))
    field = TiledField(fine, 1 << 40, quick=quick)
    left, whole = View.centred(100, 100, 8.0, 400, 300), View(1.0, 0, 0, 3 * TILE, TILE)
    seen: list[tuple[list[float], tuple[int, int]]] = []
    while field.make_next(left):
        seen.append((numbers_of(field, whole), field.progress()))
        made, left_over = field.missing(left), field.left_to_make(left)
        assert (made, left_over) == (0, 1 if len(seen) == 1 else 0)
    assert seen == [
        ([1], (1, 6)),
        ([2], (2, 6)),
        ([2, 1], (3, 6)),
        ([2, 1, 1], (4, 6)),
        ([2, 2, 1], (5, 6)),
        ([2, 2, 2], (6, 6)),
    ]


def test_another_source_replaces_the_tiles_one_by_one() -> None:
    first, second = Numbered(3 * TILE, TILE, 1.0), Numbered(3 * TILE, TILE, 2.0, reach=9.0)
    field = TiledField(first, 1 << 40)
    view = View(2.0, 0, 0, 6 * TILE, 2 * TILE)
    while field.make_next(view):
        pass
    state = field.state
    field.remake(second)
    assert (field.missing(view), field.left_to_make(view), field.state) == (0, 3, state)
    field.make_next(view)
    assert sorted(numbers_of(field, view)) == [1, 1, 2]
    assert field.state is not state
    # Kernels of the wider source already reach from there.
    assert field.missing(View.centred(TILE + 8.0, 100, 64.0, 64, 64)) == 0
    assert len(field.tiles(View.centred(TILE + 8.0, 100, 64.0, 64, 64))) == 2
    assert [float(t.kernels[0, 0]) for t in field.require(view)] == [2, 2, 2]
    assert not field.make_next(view)
    with pytest.raises(ValueError, match="other cells"):
        field.remake(Numbered(TILE, TILE, 3.0))


def test_what_comes_late_from_a_source_before_replaces_nothing_newer() -> None:
    second = Numbered(TILE, TILE, 2.0)
    view = View(2.0, 0, 0, 400, 300)

    class Slow(Numbered):
        def make(self, lattice: Lattice | None) -> GaussianField:
            field.remake(second)
            field.require(view)
            return super().make(lattice)

    field = TiledField(Slow(TILE, TILE, 1.0), 1 << 40)
    field.make_next(view)
    assert numbers_of(field, view) == [2]


def test_replacing_keeps_to_the_budget() -> None:
    budget = 3 * TILE * TILE * BYTES_PER_PIXEL + 3_000_000
    fine, quick = (Numbered(8 * TILE, TILE, number) for number in (2.0, 1.0))
    field = TiledField(fine, budget, quick=quick)
    for x in (100, 7.5 * TILE):
        view = View.centred(x, 100, 8.0, 400, 300)
        while field.make_next(view):
            assert field.nbytes <= budget
        assert (field.progress(), field.left_to_make(view)) == ((6, 6), 0)
