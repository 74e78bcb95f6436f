from pathlib import Path

import numpy as np
import pytest
from csr.core.photo.decode import load_photo
from csr.core.photo.early import EarlyPicture, early_picture
from PIL import ExifTags, Image


@pytest.fixture
def smooth(tmp_path: Path) -> Path:
    """A JPEG that stands on its side."""
    coarse = Image.fromarray(np.random.default_rng(0).integers(0, 256, (6, 8, 3), dtype=np.uint8))
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = 6
    coarse.resize((640, 480), Image.Resampling.BICUBIC).save(tmp_path / "a.jpg", quality=95, exif=exif)
    return tmp_path / "a.jpg"


def test_the_early_picture_is_the_photo_in_fewer_pixels(smooth: Path) -> None:
    found, photo = early(smooth), load_photo(smooth)
    assert found is not None and found.size == photo.size == (480, 640)
    h, w = found.pixels.shape[:2]
    assert 80 <= min(h, w) < 480
    reduced = np.asarray(Image.fromarray(photo.eight_bits).resize((w, h), Image.Resampling.BOX), int)
    assert np.abs(found.pixels - reduced)[2:-2, 2:-2].mean() < 2


def early(path: Path, least_pixels: int = 100_000) -> EarlyPicture | None:
    return early_picture(path, least_side=80, least_pixels=least_pixels)


def test_small_and_other_files_have_none(smooth: Path, tmp_path: Path) -> None:
    Image.open(smooth).save(tmp_path / "a.png")
    assert early(tmp_path / "a.png") is None
    assert early(tmp_path / "gone.jpg") is None
    assert early(smooth, 1_000_000) is None
