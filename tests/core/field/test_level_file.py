from pathlib import Path

import pytest
from csr.core.field.field import FieldError, Lattice
from csr.core.field.file import FieldFile, write_field
from csr.core.field.tile_source import FieldFileSource
from csr.core.field.tiled_field import TiledField
from csr.core.geometry.view import View
from golden_fields import level_field
from safetensors.numpy import load_file, save_file

from .conftest import same


def test_a_file_gives_the_field_back_whole_and_tile_by_tile(tmp_path: Path) -> None:
    field = level_field(520, 400, details=0.3)
    write_field(field, tmp_path / "f.safetensors")
    file = FieldFile(tmp_path / "f.safetensors")
    assert same(file.read(), field)
    assert file.reach == field.reach(1e-4)
    tiled = TiledField(FieldFileSource(file))
    tiles = tiled.require(View(1.5, 0, 0, 780, 600))
    assert len(tiles) == len({t.lattice for t in tiles}) > 1
    for tile in tiles:
        assert tile.lattice is not None
        assert same(tile, field.crop(tile.lattice.box))
    assert same(tiled.whole(lambda *_: None), field)
    part = Lattice.of_pixels(10, 20, 490, 50, 1)
    assert same(file.read(part), field.crop(part.box))


@pytest.mark.parametrize("what", ["places", "counts", "order", "starts", "shape", "per_cell"])
def test_a_damaged_file_is_refused_in_a_sentence(tmp_path: Path, what: str) -> None:
    path = tmp_path / "f.safetensors"
    write_field(level_field(), path)
    tensors = load_file(path)
    from safetensors import safe_open

    with safe_open(path, "numpy") as file:
        header = dict(file.metadata())
    if what == "places":
        tensors["detail_places"][3] = 200
    elif what == "counts":
        tensors["detail_counts"][2, 3] += 1
    elif what == "order":
        tensors["detail_places"][:] = 1
    elif what == "starts":
        tensors["tile_starts"][0] = 5
    elif what == "shape":
        tensors["level"] = tensors["level"][:, 1:].copy()
    else:
        header["details_per_cell"] = "0"
    save_file(tensors, path, header)
    with pytest.raises(FieldError, match=r"damaged|cells|photo"):
        FieldFile(path).read()
