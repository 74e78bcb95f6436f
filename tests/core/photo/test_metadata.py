from pathlib import Path

import numpy as np
import pytest
import tifffile
from csr.core.photo.decode import load_photo
from csr.core.photo.encode import save_picture
from csr.core.photo.metadata import NO_METADATA, Metadata, kept_metadata
from PIL import ExifTags, Image
from PIL.TiffImagePlugin import IFDRational

BAND = np.zeros((8, 6, 3), np.float32)
IPTC = b"\x1c\x02\x78\x00\x0bOld harbour"
XMP = (
    b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF><rdf:Description tiff:Orientation="6" dc:title="Harbour">'
    b"<exif:PixelXDimension>4000</exif:PixelXDimension><xmp:Rating>4</xmp:Rating></rdf:Description></rdf:RDF>"
    b"</x:xmpmeta>"
)
FORMATS = (".jpg", ".webp", ".png", ".tif")


@pytest.fixture
def shot(tmp_path: Path) -> Path:
    """A camera's JPEG with a person's own words in all places."""
    exif = Image.Exif()
    exif[ExifTags.Base.Make], exif[ExifTags.Base.Model] = "Maker", "Maker Model 5"
    exif[ExifTags.Base.DateTime] = "2026:11:24 05:06:07"
    exif[ExifTags.Base.ImageDescription] = "The old harbour"
    exif[ExifTags.Base.Copyright] = "A. Person"
    exif[ExifTags.Base.Orientation] = 6
    exif[ExifTags.Base.ImageWidth] = 9999
    exposure = exif.get_ifd(ExifTags.IFD.Exif)
    exposure[ExifTags.Base.DateTimeOriginal] = "2026:11:23 01:02:03"
    exposure[ExifTags.Base.FNumber] = 2.4
    exposure[ExifTags.Base.ExposureTime] = IFDRational(1, 60)
    exposure[ExifTags.Base.ISOSpeedRatings] = 100
    exposure[ExifTags.Base.FocalLength] = 4.3
    exposure[ExifTags.Base.FocalLengthIn35mmFilm] = 26
    exposure[ExifTags.Base.LensModel] = "Zoom 24-70"
    exposure[ExifTags.Base.MakerNote] = b"secret" * 9
    exposure[ExifTags.Base.ExifImageWidth] = 9999
    exif.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSLatitudeRef] = "N"
    from csr.core.photo.metadata import photoshop_segment

    Image.new("RGB", (40, 30)).save(
        tmp_path / "shot.jpg",
        exif=exif,
        xmp=XMP,
        comment="Ärmelkanal".encode(),
        dpi=(300, 300),
        extra=photoshop_segment(IPTC),
    )
    return tmp_path / "shot.jpg"


def exif_in(path: Path) -> tuple[dict[int, object], dict[int, object], dict[int, object]]:
    """The three directories, read by Pillow."""
    with Image.open(path) as image:
        image.load()
        exif = image.getexif()
        parts = [dict(exif.get_ifd(part)) for part in (ExifTags.IFD.Exif, ExifTags.IFD.GPSInfo)]
        return dict(exif), parts[0], parts[1]


@pytest.mark.parametrize("suffix", FORMATS)
def test_date_camera_and_place_are_kept_and_what_is_no_longer_true_is_not(
    shot: Path, tmp_path: Path, suffix: str
) -> None:
    out = tmp_path / f"out{suffix}"
    save_picture(out, [BAND], 6, 8, metadata=kept_metadata(shot))
    exif, exposure, place = exif_in(out)
    assert exif[ExifTags.Base.Make] == "Maker" and exif[ExifTags.Base.Model] == "Maker Model 5"
    assert exif[ExifTags.Base.Copyright] == "A. Person"
    assert exif[ExifTags.Base.ImageDescription] == "The old harbour"
    assert exposure[ExifTags.Base.DateTimeOriginal] == "2026:11:23 01:02:03"
    assert exposure[ExifTags.Base.FNumber] == pytest.approx(2.4)
    assert exposure[ExifTags.Base.ColorSpace] == 1
    assert place[ExifTags.GPS.GPSLatitudeRef] == "N"
    assert exif.get(ExifTags.Base.Orientation, 1) == 1 and exif.get(ExifTags.Base.ImageWidth, 6) == 6
    assert not {ExifTags.Base.MakerNote, ExifTags.Base.ExifImageWidth} & set(exposure)
    assert load_photo(out).size == (6, 8)


@pytest.mark.parametrize("suffix", FORMATS)
def test_a_person_s_words_and_resolution_go_along(shot: Path, tmp_path: Path, suffix: str) -> None:
    """Read again by what saves a picture made of that picture: nothing is lost from one to the next."""
    first, second = tmp_path / f"first{suffix}", tmp_path / f"second{suffix}"
    save_picture(first, [BAND], 6, 8, metadata=kept_metadata(shot, "Drawn by a network; licence MIT"))
    save_picture(second, [BAND], 6, 8, metadata=kept_metadata(first, "Drawn by a network; licence MIT"))
    for path in (first, second):
        kept = kept_metadata(path)
        assert b'dc:title="Harbour"' in kept.xmp and b"<xmp:Rating>4" in kept.xmp
        assert b"Orientation" not in kept.xmp and b"4000" not in kept.xmp
        if suffix != ".webp":
            assert kept.iptc == IPTC
            assert kept.dpi == pytest.approx((300, 300), abs=0.01)
        if suffix in (".jpg", ".png"):
            assert kept.comment == "Ärmelkanal"
        if suffix == ".webp":
            comment = kept.exif.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.UserComment]
            assert comment == b"UNICODE\0" + "Ärmelkanal".encode("utf-16-be")
        exif, _, _ = exif_in(path)
        with Image.open(path) as image:
            image.load()
            told = image.info.get("Software") if suffix == ".png" else exif[ExifTags.Base.Software]
        assert told == "Drawn by a network; licence MIT"


def test_a_deep_tiff_file_is_read_by_others_as_it_was_written(shot: Path, tmp_path: Path) -> None:
    picture = np.random.default_rng(0).random((80, 6, 3)).astype(np.float32)
    save_picture(tmp_path / "out.tif", [picture], 6, 80, bits=16, metadata=kept_metadata(shot))
    with tifffile.TiffFile(tmp_path / "out.tif") as file:
        page = file.pages.first
        assert page.tags["ExifTag"].value["LensModel"] == "Zoom 24-70"
        assert page.tags["XResolution"].value == (300, 1)
        np.testing.assert_allclose(page.asarray() / 65535, picture, atol=1 / 65535)


@pytest.mark.parametrize("suffix", FORMATS)
def test_stripped_there_is_nothing(shot: Path, tmp_path: Path, suffix: str) -> None:
    out = tmp_path / f"out{suffix}"
    assert kept_metadata(shot).comment
    save_picture(out, [BAND], 6, 8, metadata=NO_METADATA)
    kept = kept_metadata(out)
    assert (kept.xmp, kept.iptc, kept.comment) == (b"", b"", "")
    assert not dict(kept.exif)
    data = out.read_bytes()
    for word in (b"harbour", b"Maker", b"csr-viewer", b"Person"):
        assert word not in data


def test_long_data_do_not_keep_a_jpeg_from_being_saved(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.UserComment] = b"x" * 70_000
    much = Metadata(exif, b"<x/>" * 30_000, b"\x1c" * 80_000, "c" * 70_000)
    save_picture(tmp_path / "out.jpg", [BAND], 6, 8, metadata=much)
    assert load_photo(tmp_path / "out.jpg").size == (6, 8)


def test_a_photo_without_is_saved_without(tmp_path: Path) -> None:
    Image.new("RGB", (4, 4)).save(tmp_path / "plain.png")
    (tmp_path / "text.png").write_text("no picture")
    for path in (tmp_path / "plain.png", tmp_path / "text.png", tmp_path / "none.png", None):
        save_picture(tmp_path / "out.png", [BAND], 6, 8, metadata=kept_metadata(path), overwrite=True)
        assert b"eXIf" not in (tmp_path / "out.png").read_bytes()
