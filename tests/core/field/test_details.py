from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from csr.core.field.edits import NO_EDITS, applied, numbers, numbers_in, places_in
from csr.core.field.field import Details, GaussianField, count_in, count_marked_in, join
from csr.core.field.file import FieldFile, write_field
from csr.core.field.queries import contributions, means_in
from csr.core.geometry.view import View
from golden_fields import level_field

from .conftest import same


def tiles_of(field: GaussianField) -> list[GaussianField]:
    assert field.lattice is not None
    x0, y0, x1, y1 = field.lattice.box
    return [field.crop(box) for box in ((x0, y0, 9, y1), (9, y0, x1, 7), (9, 7, x1, y1))]


def test_tiles_join_to_the_whole_again() -> None:
    field = level_field()
    with pytest.raises(ValueError, match="rectangle"):
        join(tiles_of(field)[:2])
    assert same(join(tiles_of(field)), field)
    assert same(join(tiles_of(field)[::-1]), field)


def test_a_kernels_number_is_the_same_in_every_tile() -> None:
    field = level_field()
    whole = field.lattice
    every = numbers_in(field, whole, np.arange(len(field)))
    assert (np.diff(every) > 0).all()
    found = [numbers_in(tile, whole, np.arange(len(tile))) for tile in tiles_of(field)]
    assert np.array_equal(np.sort(np.concatenate(found)), every)
    for tile, mine in zip(tiles_of(field), found, strict=True):
        assert np.array_equal(places_in(tile, whole, mine), np.arange(len(tile)))
        assert np.array_equal(tile.kernels, field.kernels[:, np.searchsorted(every, mine)])
        assert places_in(tile, whole, numbers(np.setdiff1d(every, mine))).size == 0


def test_fewer_details_change_no_number_of_the_others() -> None:
    field = level_field()
    assert field.details is not None
    keep = np.arange(field.details.slots.size) % 3 == 0
    kernels = np.concatenate((field.kernels[:, : field.cells], field.kernels[:, field.cells :][:, keep]), 1)
    fewer = replace(field, kernels=kernels, details=Details(field.details.slots[keep], 10))
    every = numbers_in(field, field.lattice, np.arange(len(field)))
    some = numbers_in(fewer, field.lattice, np.arange(len(fewer)))
    assert np.array_equal(field.kernels[:, np.searchsorted(every, some)], fewer.kernels)


def test_edits_of_level_and_details_are_saved(tmp_path: Path) -> None:
    field = level_field()
    whole = field.lattice
    detail = int(numbers_in(field, whole, np.array([field.cells + 7]))[0])
    level_kernel, detail_kernel = field.kernels[:, 40].copy(), field.kernels[:, field.cells + 7].copy()
    level_kernel[0] += 0.3
    level_kernel[2] *= 2
    detail_kernel[5:] = 1
    edits = NO_EDITS.with_kernel(40, level_kernel).with_kernel(detail, detail_kernel)
    muted = int(numbers_in(field, whole, np.array([field.cells + 9]))[0])
    saved = applied(edits.muting(numbers([muted, 3])), field, whole)
    assert saved.details is not None and saved.level_variance == field.level_variance
    assert len(saved) == len(field)  # one detail more for the level's kernel, the muted one less
    assert not saved.kernels[5:, [3, 40]].any()
    write_field(saved, tmp_path / "f.safetensors")
    again = FieldFile(tmp_path / "f.safetensors").read()
    for kernel in (level_kernel, detail_kernel):
        assert (np.abs(again.kernels - kernel[:, None]).max(0) == 0).sum() == 1
    # What an edited kernel of a level became can itself be edited, muted and saved.
    place = int(np.flatnonzero((again.kernels == level_kernel[:, None]).all(0))[0])
    number = numbers_in(again, whole, np.array([place]))
    assert len(applied(NO_EDITS.muting(number), again, whole)) == len(again) - 1


def test_queries_find_level_and_details() -> None:
    field = level_field()
    x, y, scale = 7.3, 5.6, 4.0
    found = contributions(tiles_of(field), x, y, scale)
    from csr.core.rasterize.reference import draw_reference

    exact = draw_reference([field], View(scale, x - 0.5 / scale, y - 0.5 / scale, 1, 1))[0, 0]
    assert np.abs(found.value - exact).max() < 1e-3
    assert means_in(field, (3.0, 3.0, 4.0, 4.0)).size == np.count_nonzero(
        (np.floor(field.kernels[0]) == 3) & (np.floor(field.kernels[1]) == 3)
    )


def test_kernels_are_counted_with_and_without_the_level() -> None:
    field = level_field()
    assert field.lattice is not None
    assert count_in([field], field.lattice.box) == len(field)
    assert count_marked_in(tiles_of(field), field.lattice.box) == len(field) - field.cells


def test_details_must_be_in_order_and_belong_to_cells() -> None:
    field = level_field()
    assert field.details is not None
    with pytest.raises(ValueError, match="ascending"):
        Details(field.details.slots[::-1].copy(), 10)
    with pytest.raises(ValueError, match="lattice"):
        replace(field, lattice=None)
    with pytest.raises(ValueError, match="do not fill"):
        replace(field, details=Details(field.details.slots[:-1], 10))
