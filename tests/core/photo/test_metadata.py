from pathlib import Path

import numpy as np
import pytest
from csr.core.photo.encode import save_picture
from csr.core.photo.metadata import kept_exif
from PIL import ExifTags, Image

BAND = np.zeros((8, 6, 3), np.float32)


@pytest.fixture
def shot(tmp_path: Path) -> Path:
    exif = Image.Exif()
    exif[ExifTags.Base.Make], exif[ExifTags.Base.Model] = "Maker", "Model 5"
    exif[ExifTags.Base.DateTime] = "2026:11:24 05:06:07"
    exif[ExifTags.Base.Orientation] = 6
    exif[ExifTags.Base.ImageWidth] = 9999
    exposure = exif.get_ifd(ExifTags.IFD.Exif)
    exposure[ExifTags.Base.DateTimeOriginal] = "2026:11:23 01:02:03"
    exposure[ExifTags.Base.FNumber] = 2.8
    exposure[ExifTags.Base.MakerNote] = b"secret" * 9
    exposure[ExifTags.Base.ExifImageWidth] = 9999
    exif.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSLatitudeRef] = "N"
    Image.new("RGB", (40, 30)).save(tmp_path / "shot.jpg", exif=exif)
    return tmp_path / "shot.jpg"


@pytest.mark.parametrize("suffix", [".jpg", ".webp", ".png"])
def test_date_camera_and_place_are_kept_and_what_is_no_longer_true_is_not(
    shot: Path, tmp_path: Path, suffix: str
) -> None:
    out = tmp_path / f"out{suffix}"
    save_picture(out, [BAND], 6, 8, exif=kept_exif(shot))
    with Image.open(out) as image:
        image.load()
        exif = image.getexif()
    assert exif[ExifTags.Base.Make] == "Maker" and exif[ExifTags.Base.Model] == "Model 5"
    exposure = exif.get_ifd(ExifTags.IFD.Exif)
    assert exposure[ExifTags.Base.DateTimeOriginal] == "2026:11:23 01:02:03"
    assert exposure[ExifTags.Base.FNumber] == pytest.approx(2.8)
    assert exposure[ExifTags.Base.ColorSpace] == 1
    assert exif.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSLatitudeRef] == "N"
    assert not {ExifTags.Base.Orientation, ExifTags.Base.ImageWidth} & set(exif)
    assert not {ExifTags.Base.MakerNote, ExifTags.Base.ExifImageWidth} & set(exposure)
    assert not exif.get_ifd(ExifTags.IFD.IFD1)


def test_tiff_gets_the_texts(shot: Path, tmp_path: Path) -> None:
    save_picture(tmp_path / "out.tif", [BAND], 6, 8, exif=kept_exif(shot), description="made here")
    with Image.open(tmp_path / "out.tif") as image:
        exif = image.getexif()
    assert exif[ExifTags.Base.Make] == "Maker" and exif[ExifTags.Base.DateTime] == "2026:11:24 05:06:07"
    assert exif[ExifTags.Base.DateTimeOriginal] == "2026:11:23 01:02:03"
    assert exif[ExifTags.Base.ImageDescription] == "made here"


def test_a_photo_without_is_saved_without(tmp_path: Path) -> None:
    Image.new("RGB", (4, 4)).save(tmp_path / "plain.png")
    (tmp_path / "text.png").write_text("no picture")
    for path in (tmp_path / "plain.png", tmp_path / "text.png", tmp_path / "none.png", None):
        exif = kept_exif(path)
        save_picture(tmp_path / "out.png", [BAND], 6, 8, exif=exif, overwrite=True)
        assert b"eXIf" not in (tmp_path / "out.png").read_bytes()
