from pathlib import Path

import numpy as np
import pytest
from csr.core.cli.main import main
from csr.core.field.field import GaussianField
from csr.core.field.file import write_field
from PIL import Image


def field_with_a_cloud(tmp_path: Path) -> Path:
    """Round kernels on the left; on the right half of them, elongated along 45 degrees."""
    rows, columns = np.mgrid[:20, :40]
    kernels = np.zeros((8, rows.size), np.float32)
    kernels[0], kernels[1] = (columns.ravel() + 0.5) / 2, (rows.ravel() + 0.5) / 2
    kernels[2], kernels[4], kernels[5:] = 0.16, 0.16, 0.5
    right = kernels[0] > 10
    kernels[3, right] = 0.12
    kept = ~right | (columns.ravel() % 2 == 0)
    field = GaussianField(np.ascontiguousarray(kernels[:, kept]), None, (20, 10))
    write_field(field, tmp_path / "f.safetensors")
    return tmp_path / "f.safetensors"


def test_maps_are_numbers_and_pictures(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = str(field_with_a_cloud(tmp_path))
    found = {}
    for kind in ("density", "orientation", "elongation"):
        assert main(["map", source, str(tmp_path / f"{kind}.npz"), f"--{kind}", "--scale", "2"]) == 0
        with np.load(tmp_path / f"{kind}.npz") as arrays:
            found[kind] = arrays["values"]
        assert main(["map", source, str(tmp_path / f"{kind}.png"), f"--{kind}", "--scale", "2"]) == 0
    left, right = (slice(6, 14), slice(6, 14)), (slice(6, 14), slice(26, 34))
    assert found["density"][left].mean() == pytest.approx(4, rel=0.05)
    assert found["density"][right].mean() == pytest.approx(2, rel=0.05)
    assert found["orientation"][right] == pytest.approx(45, abs=1)
    assert found["elongation"][left] == pytest.approx(1, abs=1e-3)
    assert found["elongation"][right] == pytest.approx(np.sqrt(0.28 / 0.04), rel=0.02)
    picture = np.asarray(Image.open(tmp_path / "density.png"))
    assert picture.shape == (20, 40, 3) and picture[left].mean() > picture[right].mean() + 50
    assert "density: " in capsys.readouterr().out


def test_what_cannot_be_mapped_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = str(field_with_a_cloud(tmp_path))
    assert main(["map", source, str(tmp_path / "m.gif"), "--density"]) == 2
    assert "ends in .png or .npz" in capsys.readouterr().err
    assert main(["map", source, source, "--density", "--overwrite"]) == 2
    with pytest.raises(SystemExit):
        main(["map", source, str(tmp_path / "m.png")])
