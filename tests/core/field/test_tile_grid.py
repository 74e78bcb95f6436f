from csr.core.field.field import TILE, join
from csr.core.field.tiled_field import TiledField
from csr.core.geometry.view import View
from csr.core.network.base import MARGIN
from hypothesis import given, settings
from hypothesis import strategies as st

from .conftest import Source


@given(st.integers(1, 1500), st.integers(1, 900))
@settings(max_examples=20, deadline=None)
def test_every_cell_belongs_to_exactly_one_tile(width: int, height: int) -> None:
    source = Source(width, height)
    field = TiledField(source, 1 << 40)
    view = View(1.0, 0, 0, width, height)
    while field.make_next(view):
        pass
    assert join(field.tiles(view)).lattice == source.lattice
    assert field.progress() == (len(source.asked), len(source.asked))
    for cells in source.asked:
        assert cells is not None
        assert max(cells.columns, cells.rows) <= 2 * (1.5 * TILE + 2 * MARGIN)
