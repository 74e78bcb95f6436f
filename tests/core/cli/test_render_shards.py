from pathlib import Path

import numpy as np
import pytest
from csr.core.cli.main import main
from csr.core.field.field import GaussianField
from csr.core.field.file import write_field
from csr.core.field.sampling import Sampling
from csr.core.geometry.view import View
from csr.core.rasterize.cpu import CpuRasterizer
from free_fields import free_field
from PIL import Image


@pytest.fixture
def fields(tmp_path: Path) -> list[str]:
    paths = [tmp_path / f"f{i}.safetensors" for i in range(5)]
    for i, path in enumerate(paths):
        write_field(free_field((12, 9), 30, seed=i), path)
    (tmp_path / "out").mkdir()
    return [str(path) for path in paths]


def drawn(tmp_path: Path) -> set[str]:
    return {path.name for path in (tmp_path / "out").iterdir()}


def test_shards_share_the_work(tmp_path: Path, fields: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    words = ["render", *fields, str(tmp_path / "out"), "--scale", "2"]
    assert main([*words, "--shard", "1/3"]) == 0
    assert drawn(tmp_path) == {"f0_x2.png", "f3_x2.png"}
    for part in ("2/3", "3/3"):
        assert main([*words, "--shard", part]) == 0
    assert drawn(tmp_path) == {f"f{i}_x2.png" for i in range(5)}
    assert main([*words, "--shard", "2/3"]) == 2  # nothing is drawn over
    (tmp_path / "out/f1_x2.png").unlink()
    capsys.readouterr()
    assert main([*words, "--shard", "2/3", "--resume"]) == 0
    shown = capsys.readouterr().out
    assert "f4.safetensors is drawn already" in shown and drawn(tmp_path) >= {"f1_x2.png"}


def test_shards_of_nothing_are_refused(fields: list[str], tmp_path: Path) -> None:
    for text in ("0/3", "4/3", "1", "a/b"):
        with pytest.raises(SystemExit):
            main(["render", *fields, str(tmp_path / "out"), "--scale", "2", "--shard", text])
    assert main(["render", fields[0], str(tmp_path / "one.png"), "--scale", "2", "--resume"]) == 2


def test_a_footprint_is_drawn_with(tmp_path: Path) -> None:
    field: GaussianField = free_field((12, 9), 30)
    write_field(field, tmp_path / "f.safetensors")
    view = View(2.0, 0, 0, 24, 18)
    for text, footprint in (("0", 0.0), ("1/12", 1 / 12), ("1.5", 1.5)):
        out = tmp_path / f"{footprint}.png"
        words = ["render", str(tmp_path / "f.safetensors"), str(out), "--scale", "2"]
        assert main([*words, "--footprint", text]) == 0
        ours = CpuRasterizer().draw([field], view, Sampling(footprint)).clip(0, 1) * 255
        assert np.abs(np.asarray(Image.open(out)) - ours).max() < 1
    with pytest.raises(SystemExit):
        main([*words, "--footprint", "-1"])
