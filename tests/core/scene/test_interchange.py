from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from csr.core.cli.main import main
from csr.core.field.file import FieldFile
from csr.core.scene.interchange import WRITTEN_SUFFIXES, whole_field, write_field_as
from free_fields import free_field
from PIL import Image


def read(path: Path) -> np.ndarray:
    return whole_field(path, "auto", "cpu", None, lambda _done, _total: None).kernels


def test_a_field_goes_round_the_formats(tmp_path: Path) -> None:
    field = free_field(count=200)
    names = [tmp_path / f"f{suffix}" for suffix in WRITTEN_SUFFIXES]
    for path in names:
        write_field_as(field, path, bits=16, overwrite=False)
    exact = read(names[0])
    for path in names[1:3]:
        other = read(path)  # in its own order; the exact file sorts free kernels by tiles
        assert np.abs(other[:, np.argsort(other[0])] - exact[:, np.argsort(exact[0])])[:5].max() < 0.1, path


def test_convert(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Image.fromarray(np.random.default_rng(0).integers(0, 255, (9, 12, 3), np.uint8)).save(tmp_path / "p.png")
    steps = ("p.png", "a.csrz", "b.ply", "c.safetensors", "d.svg")
    for source, out in pairwise(steps):
        assert main(["convert", str(tmp_path / source), str(tmp_path / out), "--weights", "light"]) == 0
    assert FieldFile(tmp_path / "c.safetensors").photo_size == (12, 9)
    assert "kernels" in capsys.readouterr().out
    assert main(["convert", str(tmp_path / "b.ply"), str(tmp_path / "a.csrz")]) == 2
    assert "there already" in capsys.readouterr().err
    assert main(["convert", str(tmp_path / "b.ply"), str(tmp_path / "b.ply"), "--overwrite"]) == 2
    assert main(["convert", str(tmp_path / "b.ply"), str(tmp_path / "a.gif")]) == 2
    assert "written as .safetensors, .csrz, .ply, .svg" in capsys.readouterr().err


def test_export_web(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_field_as(free_field(count=20), tmp_path / "f.ply", bits=16, overwrite=False)
    words = ["export-web", str(tmp_path / "f.ply"), str(tmp_path / "f.html"), "--bits", "8"]
    assert main(words) == 0 and "20 kernels" in capsys.readouterr().out
    assert "<title>f</title>" in (tmp_path / "f.html").read_text(encoding="utf-8")
    assert main(words) == 2
    assert main(["export-web", str(tmp_path / "f.ply"), str(tmp_path / "f.png")]) == 2
