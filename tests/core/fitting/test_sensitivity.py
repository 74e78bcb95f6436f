from pathlib import Path

import numpy as np
import pytest
from csr.core.cli.main import main
from csr.core.fitting.fit import fit
from csr.core.fitting.sensitivity import NOISE, SPACES, _kernels, _numbers, measure, report
from csr.core.photo.photo import photo_from_pixels
from free_fields import free_field
from PIL import Image


def picture() -> np.ndarray:
    coarse = np.random.default_rng(0).integers(60, 190, (6, 8, 3), dtype=np.uint8)
    return np.asarray(Image.fromarray(coarse).resize((64, 48), Image.Resampling.BICUBIC))


def test_numbers_give_the_kernels_back() -> None:
    field = free_field()
    again = _kernels(_numbers(field.kernels, field.photo_size), field.photo_size)
    assert again == pytest.approx(field.kernels, rel=1e-4, abs=1e-4)


def test_kernels_bear_less_noise_than_pixels() -> None:
    photo = photo_from_pixels(picture())
    field = fit(photo, 300, 1.0, lambda *_: None)
    found = measure(photo, field)
    assert found.psnr["pixels"] == pytest.approx(26.31, abs=0.3)  # nearly nothing is cut off at 0 and 1
    assert found.psnr["kernels"] < found.psnr["pixels"] - 3
    assert found.psnr["kernels"] < min(found.psnr[s] for s in SPACES[2:]) + 0.5
    assert measure(photo, field, NOISE / 1000).psnr["kernels"] == pytest.approx(found.fit, abs=0.2)
    assert "| pixels | 26." in report(found) and "| 13.83 |" in report(found)


def test_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Image.fromarray(picture()).save(tmp_path / "p.png")
    assert main(["sensitivity", str(tmp_path / "p.png"), "--kernels", "50", "--seconds", "0.3"]) == 0
    assert "50 kernels; noise of sd 0.0484" in capsys.readouterr().out
