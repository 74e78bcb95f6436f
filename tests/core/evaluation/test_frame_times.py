import json
from pathlib import Path

import numpy as np
import pytest
from csr.core.cli.main import main
from csr.core.evaluation import frame_times, paper_protocols
from csr.core.evaluation.frame_times import Repeated, lanczos_part, period_of
from csr.core.field.field import TILE
from csr.core.field.file import FieldFile, write_field
from csr.core.field.tile_source import FieldFileSource
from csr.core.field.tiled_field import TiledField
from csr.core.geometry.view import View
from csr.core.network.weights import save_network
from csr.core.photo.photo import photo_from_pixels
from csr.core.rasterize.cpu import CpuRasterizer
from golden_fields import lattice_field
from light_networks import shaken
from PIL import Image


def test_a_repeated_field_is_the_same_in_every_period(tmp_path: Path) -> None:
    write_field(lattice_field(TILE, TILE), tmp_path / "f.safetensors")
    source = FieldFileSource(FieldFile(tmp_path / "f.safetensors"))
    field = TiledField(Repeated(source, (3 * TILE - 5, 2 * TILE)))
    assert field.photo_size == (3 * TILE, 2 * TILE)
    views = [View(2.0, TILE * column + 100, TILE * row + 90, 40, 30) for column, row in ((0, 0), (2, 1))]
    first, second = (CpuRasterizer(1).draw(field.require(v), v) for v in views)
    # Means that lie 512 photo pixels farther have 2^-15 photo pixel of rounding, which times a slope of
    # about 2 in a photo pixel is 6e-5.
    assert np.abs(first - second).max() < 1e-4
    assert first.std() > 0.01


def test_the_measured_part_is_whole_tiles() -> None:
    def size(width: int, height: int) -> tuple[int, ...]:
        return period_of(photo_from_pixels(np.zeros((height, width, 3), np.uint8))).shape[:2]

    assert size(1280, 960) == (768, 1024)
    assert size(600, 200) == (256, 512)
    assert size(1, 1) == (256, 256)
    row = np.arange(300, dtype=np.uint16)[None, :, None] * np.ones((300, 1, 3), np.uint16) * 200
    assert (period_of(photo_from_pixels(row))[5, :, 0] == np.rint(row[0, 22:278, 0] / 257)).all()


@pytest.mark.parametrize("scale", [1.0, 1.7, 8.0])
def test_lanczos_of_the_part_that_it_gets_is_lanczos_of_the_photo(scale: float) -> None:
    pixels = np.random.default_rng(0).integers(0, 256, (120, 90, 3), dtype=np.uint8)
    view = View(scale, 20.3, 40.7, 60, 70)
    part, box = lanczos_part(pixels, view)
    whole = Image.fromarray(pixels).resize((60, 70), Image.Resampling.LANCZOS, box=view.box)
    alone = part.resize((60, 70), Image.Resampling.LANCZOS, box=box)
    # The box's corner is rounded elsewhere, which may turn a level.
    assert np.abs(np.asarray(whole, int) - np.asarray(alone, int)).max() <= 1
    assert part.width <= 60 / scale + 8 and part.height <= 70 / scale + 8


@pytest.mark.slow
def test_bench_measures_each_row_and_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    save_network(shaken(), tmp_path / "w.safetensors")
    monkeypatch.setattr(frame_times, "SCALES", (2.0, 512.0))
    monkeypatch.setattr(paper_protocols, "AT_SCALES", (4, 5))
    monkeypatch.setattr(paper_protocols, "MEMORY_SCALES", (4,))
    monkeypatch.setattr(paper_protocols, "MEMORY_PAPER_GB", (2.48,))
    monkeypatch.setattr(frame_times, "RUNS", (1, 1))
    monkeypatch.setattr(frame_times, "LARGEST_PERIOD", TILE)
    words = ["bench", "--sizes", "64x48,32x32", "--weights", str(tmp_path / "w.safetensors")]
    assert main([*words, "--json", str(tmp_path / "b.json")]) == 0
    shown = capsys.readouterr().out
    assert shown.count("\n| CPU, ") == 4 + 3
    found = json.loads((tmp_path / "b.json").read_text())
    assert [(f["width"], f["scale"]) for f in found["frames"]] == [(64, 2), (64, 512), (32, 2), (32, 512)]
    assert all(f["moving"] > 0 and f["lanczos"] > 0 for f in found["frames"])
    assert [a["average"] > 0 for a in found["average_times"]] == [True] * 3
    # A process with torch in it: more than 100 MB, and far from 10 GB.
    assert 0.1 < found["memory"][0]["peak"] < 10


@pytest.mark.parametrize("sizes", ["10", "10x", "0x5", "9999x5", "ax5", ""])
def test_sizes_that_are_none(sizes: str) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["bench", f"--sizes={sizes}"])
    assert stopped.value.code == 2


def test_bench_refuses_before_it_measures(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for words, expected in (
        ([str(tmp_path / "none.jpg")], "no file"),
        (["--plot", str(tmp_path / "x.doc")], "ends in"),
        (["--json", str(tmp_path / "no" / "x.json")], "no folder"),
        (["--weights", "nothing"], "no weights"),
    ):
        assert main(["bench", *words]) == 2
        assert expected in capsys.readouterr().err
