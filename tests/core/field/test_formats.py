from pathlib import Path

import numpy as np
import pytest
from csr.core.cli.main import main
from csr.core.field.field import TILE, FieldError
from csr.core.field.formats import FIELD_SUFFIXES, read_field, tiles_of
from csr.core.field.tiled_field import TiledField
from csr.core.geometry.view import View
from csr.core.rasterize.cpu import CpuRasterizer
from csr.core.scene.interchange import write_field_as
from free_fields import free_field
from PIL import Image

SIDE = 3 * TILE


@pytest.mark.parametrize("suffix", FIELD_SUFFIXES)
def test_the_tiles_of_every_format_are_its_field(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"f{suffix}"
    write_field_as(free_field((SIDE, TILE + 10)), path, bits=16, overwrite=False)
    source = tiles_of(path)
    assert (source.photo_size, source.model) == ((SIDE, TILE + 10), "" if suffix == ".ply" else "free")
    tiled = TiledField(source)
    view = View(1.5, 10, 40, 300, 200)
    tiles, whole = tiled.require(view), read_field(path)
    assert len(tiles) > 1 and 0 < sum(map(len, tiles)) < len(whole)
    drawn, expected = (CpuRasterizer().draw(fields, view) for fields in (tiles, [whole]))
    assert np.abs(drawn - expected).max() < 2e-3
    assert len(tiled.whole(lambda _done, _total: None)) == len(whole)


def test_kernels_that_reach_beyond_a_neighbour_make_one_tile(tmp_path: Path) -> None:
    field = free_field((SIDE, SIDE))
    field.kernels[2:5, 0] = (float(TILE) ** 2, 0, float(TILE) ** 2)
    write_field_as(field, tmp_path / "f.csrz", bits=16, overwrite=False)
    source = tiles_of(tmp_path / "f.csrz")
    assert source.lattice is None and len(source.make(None)) == len(field)


def test_commands_draw_every_format(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    for suffix in FIELD_SUFFIXES:
        name = suffix.removeprefix(".")
        write_field_as(free_field((40, 30), 50), tmp_path / f"{name}{suffix}", bits=16, overwrite=False)
    assert main(["render", str(tmp_path / "*.*"), str(tmp_path / "out"), "--scale", "2"]) == 0
    pictures = [np.asarray(Image.open(p)).astype(int) for p in sorted((tmp_path / "out").iterdir())]
    assert len(pictures) == 3 and all(p.shape == (60, 80, 3) for p in pictures)
    assert all(np.abs(p - pictures[0]).max() <= 2 for p in pictures)


def test_other_files_are_refused_by_their_suffix(tmp_path: Path) -> None:
    with pytest.raises(FieldError, match=r"f.svg: fields are read from .safetensors, .csrz, .ply"):
        read_field(tmp_path / "f.svg")
