from pathlib import Path

import numpy as np
import pytest
from csr.core.field.displayed_field import PLAIN, DisplayedField, DisplayState
from csr.core.field.edits import NO_EDITS, Edits, numbers
from csr.core.field.field import GaussianField
from csr.core.field.file import FieldFile, write_field
from csr.core.field.kernel_filter import KernelFilter
from csr.core.field.measures import MEASURES
from csr.core.field.tile_source import FieldFileSource
from csr.core.field.tiled_field import TiledField
from csr.core.geometry.view import View
from csr.core.photo.photo import photo_from_pixels
from csr.core.rasterize.reference import draw_reference
from csr.core.scene.export import bands
from csr.core.scene.scene import Scene
from golden_fields import flat_field, free_field, lattice_field
from shared_cpu import CPU

# Two tiles: they are 256 photo pixels wide.
WIDE = lattice_field(600, 20, margin=5)
VIEW = View(3.0, 240, 2, 100, 40)
# The CPU's largest error at the cut-off at rest, and the rounding of 8 bits.
CLOSE = 1e-4


def tiled(field: GaussianField, folder: Path) -> DisplayedField:
    write_field(field, folder / "f.safetensors")
    return DisplayedField(TiledField(FieldFileSource(FieldFile(folder / "f.safetensors"))))


def truth(kernels: np.ndarray, footprint: float = 1 / 12) -> np.ndarray:
    """The reference, of the kernels near the view: standard deviations are below 1.5 photo pixels."""
    x0, y0, x1, y1 = VIEW.box
    x, y = kernels[:2]
    near = (x > x0 - 8) & (x < x1 + 8) & (y > y0 - 8) & (y < y1 + 8)
    field = GaussianField(np.ascontiguousarray(kernels[:, near]), None, WIDE.photo_size)
    return draw_reference([field], VIEW, footprint=footprint)


def shown_by(field: DisplayedField) -> np.ndarray:
    return CPU.draw(field.require(VIEW), VIEW)


def test_numbers_are_places_in_the_whole_field(tmp_path: Path) -> None:
    field = tiled(WIDE, tmp_path)
    tiles = field.require(VIEW)
    assert len(tiles) == 2
    for tile in tiles:
        places = np.arange(0, len(tile), 97)
        found = field.numbers(tile, places)
        assert np.array_equal(WIDE.kernels[:, found], tile.kernels[:, places])
        kernel = field.kernel(int(found[3]))
        assert kernel is not None and np.array_equal(kernel, tile.kernels[:, places[3]])
    assert field.kernel(len(WIDE)) is None and field.kernel(-1) is None


def test_peeled_kernels_are_missing_in_the_picture_and_lattices_stay(tmp_path: Path) -> None:
    field = tiled(WIDE, tmp_path)
    peel = KernelFilter(size=(0.35, 0.4))
    plain = field.require(VIEW)
    field = field.with_display(DisplayState(filter=peel))
    tiles = field.require(VIEW)
    assert [t.lattice for t in tiles] == [t.lattice for t in plain]
    left = WIDE.kernels[:, peel.keeps(WIDE.kernels)]
    assert np.abs(CPU.draw(tiles, VIEW) - truth(left)).max() < CLOSE
    # A GPU keeps what it uploaded by tile: the same ones come again.
    assert all(a is b for a, b in zip(tiles, field.tiles(VIEW), strict=True))
    field = field.with_display(PLAIN)
    assert all(a is b for a, b in zip(plain, field.tiles(VIEW), strict=True))


def test_an_edited_kernel_is_drawn_where_it_is_now(tmp_path: Path) -> None:
    """Even far from its cell, in a view that does not need its tile."""
    field, number = tiled(WIDE, tmp_path), 5
    moved = np.array([256, 8, 2, 0.5, 1, 3, -1, 2], np.float32)
    field = field.with_display(DisplayState(NO_EDITS.with_kernel(number, moved)))
    kernels = WIDE.kernels.copy()
    kernels[:, number] = moved
    assert np.abs(shown_by(field) - truth(kernels)).max() < CLOSE
    assert np.array_equal(field.kernel(number), moved)
    free = field.tiles(VIEW)[-1]
    assert field.numbers(free, np.array([0])).tolist() == [number]


def test_muted_and_solo_kernels(tmp_path: Path) -> None:
    field = tiled(WIDE, tmp_path)
    which = numbers(np.arange(300, 24_000, 3))
    field = field.with_display(DisplayState(NO_EDITS.muting(which)))
    without = shown_by(field)
    field = field.with_display(DisplayState(NO_EDITS.soloing(which)))
    alone = shown_by(field)
    field = field.with_display(PLAIN)
    assert np.abs(without + alone - shown_by(field)).max() < 3 * CLOSE
    assert np.abs(alone).max() > 0.1 < np.abs(without).max()
    field = field.with_display(DisplayState(NO_EDITS.muting(which).sounding(which)))
    assert not field.display.changes_kernels


def test_the_whole_field_has_edits_in_their_cells_and_is_not_peeled(tmp_path: Path) -> None:
    field = tiled(WIDE, tmp_path)
    moved = np.array([100, 8, 2, 0.5, 1, 3, -1, 2], np.float32)
    edits = NO_EDITS.with_kernel(30_000, moved).with_kernel(7, moved * 2).muting(numbers([11, 29_000]))
    field = field.with_display(DisplayState(edits, KernelFilter(size=(9, 10))))
    whole = field.tiled.whole(lambda *_: None, edits.soloing(numbers([1])))
    expected = WIDE.kernels.copy()
    expected[:, 30_000], expected[:, 7] = moved, moved * 2
    expected[5:, [11, 29_000]] = 0
    assert whole.lattice == WIDE.lattice
    assert np.array_equal(whole.kernels, expected)


def test_free_kernels_that_are_muted_are_not_saved(tmp_path: Path) -> None:
    field = tiled(free_field([[1, 1], [5, 5], [9, 9]], (1, 0, 1), (1, 0, 0)), tmp_path)
    edits = NO_EDITS.muting(numbers([1])).with_kernel(2, np.arange(8, dtype=np.float32))
    kernels = field.tiled.whole(lambda *_: None, edits).kernels
    assert kernels.shape == (8, 2)
    assert kernels[0].tolist() == [1, 0]


def test_edits_are_values() -> None:
    one = np.arange(8, dtype=np.float32)
    a = NO_EDITS.with_kernel(9, one)
    b = a.with_kernel(4, one + 1).with_kernel(9, one + 2)
    assert a.edited.tolist() == [9] and b.edited.tolist() == [4, 9]
    assert np.array_equal(b.kernel(9), one + 2) and np.array_equal(a.kernel(9), one)
    assert b.kernel(5) is None and NO_EDITS.kernel(0) is None
    assert a.same_field(a.soloing(numbers([1]))) and not a.same_field(b)
    assert not a.same_field(Edits()) and not a.same_field(a.muting(numbers([1])))


def test_a_changed_field_is_shown_at_one_and_below_too(tmp_path: Path) -> None:
    field = tiled(flat_field(60, 30, 0.8), tmp_path)
    scene = Scene(photo_from_pixels(np.full((30, 60, 3), 51, np.uint8)), field.tiled, CPU)
    view = View(0.5, 0, 0, 30, 15)
    field.require(view)
    assert scene.draw(view).source == "photo"
    scene = scene.with_display(DisplayState(footprint=0.5))
    assert scene.draw(view).source == "field"
    (band,) = bands(scene, view)
    assert np.abs(band - 0.8).max() < 0.02
    scene = scene.with_display(DisplayState(filter=KernelFilter(size=(9, 10))))
    assert not scene.draw(view).pixels[..., :3].any()
    small = TiledField(field.source, 1000)
    wide = DisplayState(footprint=0.5)
    assert Scene(scene.photo, small, CPU, display=wide).draw(view).source == "photo"


def test_every_measure_can_be_peeled() -> None:
    kernels = lattice_field().kernels
    for name, measure in MEASURES.items():
        middle = float(np.median(measure(kernels)))
        kept = KernelFilter(**{name: (middle, 1000.0 if name != "angle" else middle + 90)}).keeps(kernels)
        assert 0.2 < kept.mean() < 0.8


@pytest.mark.parametrize("footprint", [0.0, 1.0])
def test_the_footprint_is_drawn(tmp_path: Path, footprint: float) -> None:
    field = tiled(WIDE, tmp_path)
    scene = Scene(photo_from_pixels(np.zeros((20, 600, 3), np.uint8)), field.tiled, CPU)
    field.require(VIEW)
    scene = scene.with_display(DisplayState(footprint=footprint))
    got = scene.draw(VIEW).pixels[..., 2::-1] / 255
    expected = np.clip(truth(WIDE.kernels, footprint), 0, 1)
    assert np.abs(got - expected).max() < 1 / 510 + CLOSE
