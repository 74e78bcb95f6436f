from dataclasses import FrozenInstanceError
from pathlib import Path

import numpy as np
import pytest
from csr.core.field.displayed_field import PLAIN, DisplayedField, DisplayState
from csr.core.field.edits import NO_EDITS, numbers
from csr.core.field.file import FieldFile, write_field
from csr.core.field.tile_source import FieldFileSource
from csr.core.field.tiled_field import TiledField
from csr.core.geometry.view import View
from csr.core.geometry.warp import Warp
from golden_fields import lattice_field

VIEW = View(3.0, 2, 2, 60, 40)


@pytest.fixture
def field(tmp_path: Path) -> DisplayedField:
    write_field(lattice_field(40, 30, margin=5), tmp_path / "f.safetensors")
    return DisplayedField(TiledField(FieldFileSource(FieldFile(tmp_path / "f.safetensors"))))


def test_another_display_leaves_this_one_as_it_is(field: DisplayedField) -> None:
    before = [tile.kernels.copy() for tile in field.require(VIEW)]
    muted = field.with_display(DisplayState(NO_EDITS.muting(numbers(range(400))), warp=Warp(30)))
    assert muted.tiled is field.tiled and field.display is PLAIN
    assert len(muted.tiles(VIEW)) > 0
    for tile, kernels in zip(field.tiles(VIEW), before, strict=True):
        assert np.array_equal(tile.kernels, kernels)


def test_the_state_tells_displays_apart(field: DisplayedField) -> None:
    field.require(VIEW)
    same = DisplayedField(field.tiled, field.display, field)
    assert same.state == field.state
    assert field.with_display(DisplayState(footprint=0.5)).state != field.state


def test_a_display_state_does_not_change() -> None:
    with pytest.raises(FrozenInstanceError):
        PLAIN.footprint = 1.0  # type: ignore[misc]


def test_tiles_are_changed_once_for_displays_that_hide_the_same(field: DisplayedField) -> None:
    field.require(VIEW)
    edits = NO_EDITS.muting(numbers([3]))
    one = field.with_display(DisplayState(edits))
    two = one.with_display(DisplayState(edits, footprint=0.5))
    assert all(a is b for a, b in zip(one.tiles(VIEW), two.tiles(VIEW), strict=True))
