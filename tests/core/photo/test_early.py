from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
import tifffile
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


def test_of_a_tiff_file_the_smallest_reduced_page_that_is_large_enough(smooth: Path, tmp_path: Path) -> None:
    whole = np.asarray(Image.open(smooth))
    rotated = [(274, 3, 1, 6, True)]
    with tifffile.TiffWriter(tmp_path / "a.tif") as file:
        file.write(whole, photometric="rgb", extratags=rotated, metadata=None)
        for step in (2, 4, 8):
            reduced = np.asarray(Image.fromarray(whole).reduce(step))
            file.write(reduced, photometric="rgb", subfiletype=1, metadata=None)
    found, photo = early(tmp_path / "a.tif"), load_photo(tmp_path / "a.tif")
    assert found is not None and found.size == photo.size == (480, 640)
    assert found.pixels.shape[:2] == (160, 120)
    wanted = np.asarray(Image.fromarray(photo.pixels).reduce(4), int)
    assert np.abs(found.pixels - wanted).mean() < 1


def test_a_raw_files_preview_stands_for_its_photo_where_it_has_its_shape(
    smooth: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rawpy = pytest.importorskip("rawpy")
    flip, size = 6, (6400, 4800)

    class Raw:
        def __init__(self, *_: object) -> None:
            self.sizes = SimpleNamespace(iwidth=size[0], iheight=size[1], flip=flip)

        def __enter__(self) -> "Raw":
            return self

        def __exit__(self, *_: object) -> None: ...

        def extract_thumb(self) -> SimpleNamespace:
            return SimpleNamespace(format=rawpy.ThumbFormat.JPEG, data=smooth.read_bytes())

    monkeypatch.setattr(rawpy, "imread", Raw)
    (tmp_path / "a.cr2").write_bytes(b"II*\0")
    found = early(tmp_path / "a.cr2")
    assert found is not None and found.size == (4800, 6400)
    assert found.pixels.shape[0] > found.pixels.shape[1] >= 80
    size = (6400, 3600)  # the preview is cropped
    assert early(tmp_path / "a.cr2") is None


@pytest.mark.parametrize("turned", [False, True])
def test_a_heic_files_preview_stands_for_its_photo(smooth: Path, tmp_path: Path, turned: bool) -> None:
    pillow_heif = pytest.importorskip("pillow_heif")
    whole = Image.open(smooth)
    whole.info.pop("exif", None)
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = 6 if turned else 1
    made = pillow_heif.from_pillow(whole)
    made.save(tmp_path / "a.heic", quality=95, thumbnails=[320], exif=exif.tobytes())
    found, photo = early(tmp_path / "a.heic"), load_photo(tmp_path / "a.heic")
    assert found is not None and found.size == photo.size
    h, w = found.pixels.shape[:2]
    assert max(h, w) == 320 and (w > h) == (photo.size[0] > photo.size[1])
    reduced = np.asarray(Image.fromarray(photo.eight_bits).resize((w, h), Image.Resampling.BOX), int)
    assert np.abs(found.pixels - reduced)[2:-2, 2:-2].mean() < 3
    assert early(tmp_path / "a.heic", 1_000_000) is None
    made.save(tmp_path / "b.heic", quality=95)
    assert early(tmp_path / "b.heic") is None
