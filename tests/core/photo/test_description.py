from pathlib import Path

import numpy as np
from csr.core.photo.decode import load_photo
from csr.core.photo.description import described
from csr.core.photo.photo import photo_from_pixels
from csr.core.utils.messages import Message
from PIL import ExifTags, Image
from PIL.TiffImagePlugin import IFDRational


def saved(path: Path, seconds: object, iso: object = 100) -> dict[str, str]:
    exif = Image.Exif()
    exif[ExifTags.Base.Make], exif[ExifTags.Base.Model] = "Maker", "Maker Model 5"
    exposure = exif.get_ifd(ExifTags.IFD.Exif)
    exposure[ExifTags.Base.DateTimeOriginal] = "2026:11:23 01:02:03"
    exposure[ExifTags.Base.ExposureTime] = seconds
    exposure[ExifTags.Base.FNumber] = 2.4
    exposure[ExifTags.Base.ISOSpeedRatings] = iso
    exposure[ExifTags.Base.FocalLength] = 4.3
    exposure[ExifTags.Base.FocalLengthIn35mmFilm] = 26
    exposure[ExifTags.Base.LensModel] = "Zoom 24-70"
    Image.new("RGB", (1000, 500)).save(path, exif=exif, comment="The harbour")
    return dict(described(load_photo(path)).summary)


def test_a_photographer_reads_camera_lens_exposure_and_date_first(tmp_path: Path) -> None:
    told = saved(tmp_path / "a.jpg", IFDRational(1, 60))
    assert list(told)[:5] == ["Camera", "Lens", "Exposure", "Date", "Caption"]
    assert told["Camera"] == "Maker Model 5"
    assert told["Exposure"] == "1/60 s   f/2.4   ISO 100   4.3 mm (26 mm)"
    assert told["Date"] == "2026-11-23 01:02:03"
    assert told["Caption"] == "The harbour"
    assert told["Size"] == "1000 × 500 pixels (0.5 MP)"
    assert told["File size"].endswith(" MB")
    for row in ("Size", "File size"):  # as messages whose numbers a window writes as its language does
        shown = told[row]
        assert isinstance(shown, Message) and any(isinstance(v, float) for v in shown.values.values())


def test_long_exposures_are_told_in_seconds(tmp_path: Path) -> None:
    assert saved(tmp_path / "a.jpg", 2.5)["Exposure"].startswith("2.5 s   f/2.4")


def test_all_tags_stand_behind(tmp_path: Path) -> None:
    saved(tmp_path / "a.jpg", IFDRational(1, 60))
    tags = dict(described(load_photo(tmp_path / "a.jpg")).tags)
    assert tags["LensModel"] == "Zoom 24-70" and tags["Make"] == "Maker"


def test_nonsense_in_tags_is_left_out(tmp_path: Path) -> None:
    told = saved(tmp_path / "a.jpg", IFDRational(0, 0))
    assert "Exposure" not in told or "s" not in told["Exposure"].split()[0]
    assert told["Camera"] == "Maker Model 5"


def test_a_picture_without_a_file_has_a_size() -> None:
    told = dict(described(photo_from_pixels(np.zeros((2, 3, 3), np.uint8))).summary)
    assert told == {"Size": "3 × 2 pixels (0.0 MP)", "Depth": "8 bits a channel"}
