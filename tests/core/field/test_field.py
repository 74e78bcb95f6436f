from pathlib import Path

import numpy as np
import pytest
from csr.core.field.field import FieldError, GaussianField, Lattice, join
from csr.core.field.file import FieldFile, write_field
from csr.core.utils.atomic_file import SaveError, replacing
from hypothesis import given
from hypothesis import strategies as st
from safetensors import SafetensorError
from safetensors.numpy import save_file


def lattice_field(lattice: Lattice, seed: int = 0, drift: float = 0.2) -> GaussianField:
    rng = np.random.default_rng(seed)
    rows, columns = np.mgrid[
        lattice.row : lattice.row + lattice.rows, lattice.column : lattice.column + lattice.columns
    ]
    kernels = np.empty((8, rows.size), np.float32)
    kernels[0] = (columns.ravel() + 0.5) / 2 + rng.uniform(-drift, drift, rows.size)
    kernels[1] = (rows.ravel() + 0.5) / 2 + rng.uniform(-drift, drift, rows.size)
    kernels[2:5] = np.array([0.1, 0.02, 0.16])[:, None]
    kernels[5:] = rng.random((3, rows.size))
    return GaussianField(kernels, lattice, (9, 7), "test", "ab" * 32)


def free_field(n: int, seed: int = 0) -> GaussianField:
    rng = np.random.default_rng(seed)
    return GaussianField(rng.random((8, n), np.float32) * 9, None, (9, 9))


@given(st.integers(-9, 9), st.integers(-9, 9), st.integers(1, 12), st.integers(1, 12))
def test_a_lattice_covers_its_cells(column: int, row: int, columns: int, rows: int) -> None:
    lattice = Lattice(column, row, columns, rows)
    assert lattice.touching(lattice.box) == lattice
    assert lattice.box == (column / 2, row / 2, (column + columns) / 2, (row + rows) / 2)


def test_touching_is_empty_outside() -> None:
    part = Lattice(0, 0, 4, 4).touching((10, 10, 12, 12))
    assert part.columns * part.rows == 0


def test_tiles_join_to_the_whole_in_any_order() -> None:
    whole = lattice_field(Lattice(-2, -2, 10, 8))
    boxes = [(-1, -1, 1.5, 1), (1.5, -1, 4, 1), (-1, 1, 1.5, 3), (1.5, 1, 4, 3)]
    tiles = [whole.crop(box) for box in boxes]
    assert sum(len(t) for t in tiles) == len(whole)
    again = join(tiles[::-1])
    assert again.lattice == whole.lattice
    assert np.array_equal(again.kernels, whole.kernels)


def test_tiles_with_a_gap_do_not_join() -> None:
    whole = lattice_field(Lattice(0, 0, 8, 8))
    with pytest.raises(ValueError, match="rectangle"):
        join([whole.crop((0, 0, 1, 4)), whole.crop((2, 0, 4, 4))])
    with pytest.raises(ValueError, match="no tiles"):
        join([])


def test_free_fields_crop_by_their_means_and_join() -> None:
    field = free_field(200)
    part = field.crop((2, 2, 5, 5), margin=0.5)
    x, y = part.kernels[:2]
    assert 0 < len(part) < 200
    assert x.min() >= 1.5 and x.max() <= 5.5 and y.min() >= 1.5 and y.max() <= 5.5
    assert len(join([field, part])) == 200 + len(part)


def test_reach_bounds_what_a_kernel_can_touch() -> None:
    field = lattice_field(Lattice(0, 0, 6, 6), drift=0.9)
    reach = field.reach(1e-3)
    x0, _, x1, _ = field.box
    half = np.sqrt(-2 * np.log(1e-3) * field.kernels[2])
    assert x0 - reach <= (field.kernels[0] - half).min()
    assert x1 + reach >= (field.kernels[0] + half).max()
    assert field.reach(1e-4) > reach
    assert field.reach(1e-3, footprint=1 / 12, scale=0.25) > reach


@pytest.mark.parametrize("field", [lattice_field(Lattice(-2, -4, 10, 8)), free_field(31)])
def test_saved_fields_load_as_they_were(field: GaussianField, tmp_path: Path) -> None:
    path = tmp_path / "f.safetensors"
    with replacing(path, overwrite=False) as part:
        write_field(field, part)
    again = FieldFile(path).read()
    assert np.array_equal(again.kernels, field.kernels)
    assert FieldFile(path).reach == field.reach(1e-4)
    (tmp_path / "usual").touch()
    assert path.stat().st_mode == (tmp_path / "usual").stat().st_mode
    assert (again.lattice, again.photo_size, again.model, again.photo_hash) == (
        field.lattice,
        field.photo_size,
        field.model,
        field.photo_hash,
    )


def test_a_part_of_a_file_is_the_crop(tmp_path: Path) -> None:
    field = lattice_field(Lattice(-2, -4, 10, 8))
    write_field(field, tmp_path / "f.safetensors")
    part = Lattice(0, -2, 4, 3)
    read = FieldFile(tmp_path / "f.safetensors").read(part)
    assert read.lattice == part
    assert np.array_equal(read.kernels, field.crop(part.box).kernels)


def test_free_kernels_are_sorted_by_the_tiles_of_the_photo(tmp_path: Path) -> None:
    rng = np.random.default_rng(0)
    kernels = rng.random((8, 500), np.float32)
    kernels[0], kernels[1] = rng.uniform(-20, 720, 500), rng.uniform(-20, 320, 500)
    field = GaussianField(kernels, None, (700, 300))
    write_field(field, tmp_path / "f.safetensors")
    file = FieldFile(tmp_path / "f.safetensors")
    assert file.boxes is not None
    assert (file.boxes.columns, file.boxes.rows) == ((0, 256, 512, 700), (0, 300))
    assert file.boxes.are_tiles
    parts = [file.read(Lattice.of_pixels(*box)) for box in ((0, 0, 256, 300), (256, 0, 512, 300))]
    parts.append(file.read(Lattice.of_pixels(512, 0, 700, 300)))
    assert [part.first for part in parts] == list(file.boxes.starts[:-1])
    assert parts[0].kernels[0].max() < 256 <= parts[1].kernels[0].min()
    whole = file.read().kernels
    assert np.array_equal(join(parts).kernels, whole)
    assert np.array_equal(np.sort(whole[2]), np.sort(kernels[2]))


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("columns", [0, 0], "no grid"),
        ("columns", [0], "no grid"),
        ("starts", [0, 3], "3 of 4"),
        ("starts", [5, 4], "no grid"),
        ("starts", [0, 2, 4], "no grid"),
        ("rows", [[0, 2]], "whole numbers"),
        ("rows", None, "cannot be read"),
    ],
)
def test_damaged_boxes_are_refused(name: str, value: object, expected: str, tmp_path: Path) -> None:
    good: dict[str, object] = {"columns": [0, 2], "rows": [0, 2], "starts": [0, 4], name: value}
    tensors = {f"box_{key}": np.array(v, np.int64) for key, v in good.items() if v is not None}
    head = {"format": "csr-field", "version": "1", "photo_size": "2 2", "reach": "3.5"}
    path = tmp_path / "f.safetensors"
    save_file({"kernels": np.zeros((8, 4), np.float32), **tensors}, path, metadata=head)
    with pytest.raises(FieldError, match=expected):
        FieldFile(path)


def test_free_fields_without_boxes_are_read_whole(tmp_path: Path) -> None:
    head = {"format": "csr-field", "version": "1", "photo_size": "2 2", "reach": "3.5"}
    save_file({"kernels": np.ones((8, 4), np.float32)}, tmp_path / "f.safetensors", metadata=head)
    file = FieldFile(tmp_path / "f.safetensors")
    assert file.boxes is None
    assert len(file.read()) == 4


def test_a_full_disk_is_told_in_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise SafetensorError("Error while serializing: I/O error: No space left on device (os error 28)")

    monkeypatch.setattr("csr.core.field.file.save_file", full)
    path = tmp_path / "f.safetensors"
    with pytest.raises(SaveError, match="The disk is full"), replacing(path, overwrite=False) as part:
        write_field(lattice_field(Lattice(0, 0, 4, 4)), part)
    assert not list(tmp_path.iterdir())


def test_foreign_and_damaged_files_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "f.safetensors"
    path.write_bytes(b"not a field")
    with pytest.raises(FieldError, match="cannot be read"):
        FieldFile(path)
    save_file({"kernels": np.zeros((8, 4), np.float32)}, path)
    with pytest.raises(FieldError, match="not a field"):
        FieldFile(path)
    good = {"format": "csr-field", "version": "1", "photo_size": "2 2", "reach": "3.5"}
    save_file({"kernels": np.zeros((8, 4), np.float32)}, path, metadata={**good, "version": "99"})
    with pytest.raises(FieldError, match="version 99"):
        FieldFile(path)
    save_file({"kernels": np.zeros((7, 4), np.float32)}, path, metadata=good)
    with pytest.raises(FieldError, match="shape"):
        FieldFile(path)
    save_file({"kernels": np.zeros((8, 4), np.float32)}, path, metadata={**good, "photo_size": "two 2"})
    with pytest.raises(FieldError, match="whole numbers"):
        FieldFile(path)
    save_file({"kernels": np.zeros((8, 4), np.float32)}, path, metadata={**good, "reach": "-inf"})
    with pytest.raises(FieldError, match="length"):
        FieldFile(path)
    save_file({"kernels": np.full((8, 4), np.nan, np.float32)}, path, metadata=good)
    with pytest.raises(FieldError, match="finite"):
        FieldFile(path).read()


def test_arrays_that_do_not_fit_are_refused() -> None:
    with pytest.raises(ValueError, match="fill"):
        GaussianField(np.zeros((8, 5), np.float32), Lattice(0, 0, 2, 2), (1, 1))
    with pytest.raises(ValueError, match="shape"):
        GaussianField(np.zeros((5, 8), np.float32), None, (1, 1))
