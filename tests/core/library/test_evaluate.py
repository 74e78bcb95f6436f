from pathlib import Path

import csr
import numpy as np
import pytest
from PIL import Image


def test_evaluate(tmp_path: Path) -> None:
    noise = np.random.default_rng(0).integers(0, 255, (12, 12, 3), np.uint8)
    Image.fromarray(noise).resize((40, 40), Image.Resampling.BICUBIC).save(tmp_path / "a.png")
    scores = csr.evaluate(tmp_path, [2.0])
    assert [s.method for s in scores] == ["light", "bicubic", "lanczos"]
    assert scores[0].values["PSNR-Y"] > scores[1].values["PSNR-Y"]
    (tmp_path / "low").mkdir()
    low = Image.open(tmp_path / "a.png").resize((20, 20), Image.Resampling.NEAREST)
    low.save(tmp_path / "low" / "a.png")
    csr.open(tmp_path / "low" / "a.png").field("light").save(tmp_path / "low" / "a.csrz")
    (tmp_path / "hr").mkdir()
    (tmp_path / "a.png").rename(tmp_path / "hr" / "a.png")
    brought = csr.evaluate(tmp_path / "hr", [2.0], low=tmp_path / "low")
    assert brought[0].values["PSNR-Y"] < scores[0].values["PSNR-Y"]
    drawn = csr.evaluate(tmp_path / "hr", [2.0], low=tmp_path / "low", fields=tmp_path / "low")
    assert drawn[0].method == "field"
    assert drawn[0].values["PSNR-Y"] == pytest.approx(brought[0].values["PSNR-Y"], abs=0.05)
    noisy = csr.evaluate(tmp_path / "hr", [2.0], noise=30, footprint=0.0)
    assert noisy[0].values["PSNR-Y"] < scores[0].values["PSNR-Y"]
