import csv
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest
from csr.core.field import export
from csr.core.field.edits import NO_EDITS
from csr.core.field.export import COLUMNS, export_kernels, kernel_as_text
from csr.core.field.file import FieldFile, write_field
from csr.core.field.measures import axes
from csr.core.field.tile_source import FieldFileSource
from csr.core.field.tiled_field import TiledField
from csr.core.scene.save_field import save_field
from csr.core.utils.atomic_file import SaveError
from csr.core.utils.errors import CsrError
from golden_fields import lattice_field

FIELD = lattice_field(6, 5)
NUMBERS = np.arange(len(FIELD)) * 3
BOX = (1.0, 0.5, 5.0, 4.5)


def test_csv_and_npz_hold_every_number(tmp_path: Path) -> None:
    for name in ("k.csv", "k.npz"):
        export_kernels(tmp_path / name, FIELD.kernels, NUMBERS, BOX, overwrite=False)
    with (tmp_path / "k.csv").open() as file:
        rows = list(csv.DictReader(file))
    with np.load(tmp_path / "k.npz") as arrays:
        assert np.array_equal(arrays["number"], NUMBERS) and arrays["box"].tolist() == list(BOX)
        for i, name in enumerate(COLUMNS):
            told = [float(row[name]) for row in rows]
            assert told == pytest.approx(arrays[name], rel=1e-6)
            assert i >= 8 or np.array_equal(arrays[name], FIELD.kernels[i])
    assert [int(row["number"]) for row in rows] == NUMBERS.tolist()


def test_svg_shows_an_ellipse_for_each(tmp_path: Path) -> None:
    export_kernels(tmp_path / "k.svg", FIELD.kernels, NUMBERS, BOX, overwrite=False)
    root = ElementTree.parse(tmp_path / "k.svg").getroot()
    assert root.get("viewBox") == "1 0.5 4 4"
    ellipses = list(root.iter("{http://www.w3.org/2000/svg}ellipse"))
    assert len(ellipses) == len(FIELD)
    assert float(ellipses[4].get("rx", "")) == pytest.approx(axes(FIELD.kernels).major[4], rel=1e-4)


def test_what_cannot_be_exported_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(SaveError, match=r"\.csv, \.npz, \.svg"):
        export_kernels(tmp_path / "k.txt", FIELD.kernels, NUMBERS, BOX, overwrite=False)
    monkeypatch.setattr(export, "MOST_ELLIPSES", 10)
    with pytest.raises(SaveError, match="too many"):
        export_kernels(tmp_path / "k.svg", FIELD.kernels, NUMBERS, BOX, overwrite=False)
    (tmp_path / "k.csv").touch()
    with pytest.raises(SaveError, match="already"):
        export_kernels(tmp_path / "k.csv", FIELD.kernels, NUMBERS, BOX, overwrite=False)
    assert not list(tmp_path.glob(".*"))


def test_no_kernels_make_files_too(tmp_path: Path) -> None:
    for name in ("k.csv", "k.npz", "k.svg"):
        export_kernels(tmp_path / name, FIELD.kernels[:, :0], NUMBERS[:0], BOX, overwrite=False)
        assert (tmp_path / name).stat().st_size > 0


def test_one_kernel_as_text() -> None:
    text = kernel_as_text(7, np.array([1.5, 2, 0.25, 0, 0.04, 1, 0.5, 0], np.float32))
    for part in ("kernel 7", "x 1.5", "xx 0.25", "axes        0.5  0.2  angle 0", "green 0.5"):
        assert part in text


def test_saving_a_field_refuses_what_cannot_be(tmp_path: Path) -> None:
    write_field(FIELD, tmp_path / "f.safetensors")
    field = TiledField(FieldFileSource(FieldFile(tmp_path / "f.safetensors")))
    told: list[tuple[int, int]] = []
    for name, words in (
        ("f.png", "ends in"),
        ("f.safetensors", "already"),
        ("no/f.safetensors", "no folder"),
    ):
        with pytest.raises(CsrError, match=words):
            save_field(field, tmp_path / name, overwrite=False, on_progress=lambda a, b: told.append((a, b)))
    assert not told
    edits = NO_EDITS.with_kernel(3, np.ones(8, np.float32))
    save_field(
        field,
        tmp_path / "g.safetensors",
        overwrite=False,
        on_progress=lambda a, b: told.append((a, b)),
        edits=edits,
    )
    assert told == [(1, 1)]
    assert (FieldFile(tmp_path / "g.safetensors").read().kernels[:, 3] == 1).all()
