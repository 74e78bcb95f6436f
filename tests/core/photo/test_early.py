from pathlib import Path

import numpy as np
import pytest
from csr.core.photo import early as early_module
from csr.core.photo.decode import load_photo
from csr.core.photo.early import early_picture
from PIL import ExifTags, Image


@pytest.fixture
def smooth(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A JPEG that stands on its side, and is large for this test."""
    monkeypatch.setattr(early_module, "LEAST_PIXELS", 100_000)
    monkeypatch.setattr(early_module, "LEAST_SIDE", 80)
    coarse = Image.fromarray(np.random.default_rng(0).integers(0, 256, (6, 8, 3), dtype=np.uint8))
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = 6
    coarse.resize((640, 480), Image.Resampling.BICUBIC).save(tmp_path / "a.jpg", quality=95, exif=exif)
    return tmp_path / "a.jpg"


def test_the_early_picture_is_the_photo_in_fewer_pixels(smooth: Path) -> None:
    early, photo = early_picture(smooth), load_photo(smooth)
    assert early is not None and early.size == photo.size == (480, 640)
    h, w = early.pixels.shape[:2]
    assert 80 <= min(h, w) < 480
    reduced = np.asarray(Image.fromarray(photo.eight_bits).resize((w, h), Image.Resampling.BOX), int)
    assert np.abs(early.pixels - reduced)[2:-2, 2:-2].mean() < 2


def test_small_and_other_files_have_none(
    smooth: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Image.open(smooth).save(tmp_path / "a.png")
    assert early_picture(tmp_path / "a.png") is None
    assert early_picture(tmp_path / "gone.jpg") is None
    monkeypatch.setattr(early_module, "LEAST_PIXELS", 1_000_000)
    assert early_picture(smooth) is None
