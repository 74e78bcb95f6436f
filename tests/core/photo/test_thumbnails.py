import os
import stat
import sys
from pathlib import Path

import numpy as np
import pytest
from csr.core.photo import thumbnails
from csr.core.photo.photo import PhotoError
from csr.core.photo.reader import PhotoReader
from csr.core.photo.thumbnails import failed_path, kept_path, thumbnail_of, uri_of
from PIL import Image
from PIL.PngImagePlugin import PngInfo


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    pixels = np.zeros((300, 600, 4), np.uint8)
    pixels[:, :300] = (255, 0, 0, 255)
    Image.fromarray(pixels).save(tmp_path / "red & (half).png")
    return tmp_path / "red & (half).png"


@pytest.mark.skipif(sys.platform == "win32", reason="the standard is that of desktops with such paths")
def test_names_are_those_of_the_standard() -> None:
    # The example of the standard itself, and characters that GLib leaves and that it quotes.
    assert kept_path(Path("/home/jens/photos/me.png"), Path("/t")) == Path(
        "/t/large/c6ee772d9e49320e97ec29a7eb5b1697.png"
    )
    assert uri_of(Path("/a b/ä&(1)+;#%~.jpg")) == "file:///a%20b/%C3%A4&(1)+%3B%23%25~.jpg"


def test_a_thumbnail_is_made_kept_and_made_anew_when_the_photo_changes(photo: Path, tmp_path: Path) -> None:
    folder = tmp_path / "cache" / "thumbnails"
    first = thumbnail_of(photo, folder)
    assert first.pixels.shape == (128, 256, 4)
    assert tuple(first.pixels[60, 40]) == (255, 0, 0, 255) and first.pixels[60, 200, 3] == 0
    kept = kept_path(photo, folder)
    with Image.open(kept) as image:
        assert image.info["Thumb::URI"] == uri_of(photo)
        assert image.info["Thumb::MTime"] == str(int(photo.stat().st_mtime))
        assert np.array_equal(np.asarray(image), first.pixels)
    if sys.platform != "win32":
        assert stat.S_IMODE(kept.stat().st_mode) == 0o600
        assert all(stat.S_IMODE(f.stat().st_mode) == 0o700 for f in (folder, kept.parent))
    # One that another program made is taken, and none of a photo that was another.
    about = PngInfo()
    about.add_text("Thumb::URI", uri_of(photo))
    about.add_text("Thumb::MTime", str(int(photo.stat().st_mtime)))
    Image.new("RGB", (10, 5), "blue").save(kept, pnginfo=about)
    assert thumbnail_of(photo, folder).pixels.shape == (5, 10, 4)
    os.utime(photo, (1, 1))
    assert np.array_equal(thumbnail_of(photo, folder).pixels, first.pixels)
    kept.write_text("damaged")
    assert np.array_equal(thumbnail_of(photo, folder).pixels, first.pixels)


def test_a_jpeg_is_upright_and_a_photo_of_16_bits_as_bright(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    Image.new("RGB", (900, 600), (0, 128, 0)).save(tmp_path / "a.jpg", exif=exif)
    got = thumbnail_of(tmp_path / "a.jpg", tmp_path / "t").pixels
    assert got.shape == (256, 171, 4) and abs(int(got[9, 9, 1]) - 128) < 3
    Image.fromarray(np.full((9, 9), 0x8000, np.uint16)).save(tmp_path / "b.png")
    assert abs(int(thumbnail_of(tmp_path / "b.png", tmp_path / "t").pixels[4, 4, 0]) - 128) < 2


def test_what_fails_is_not_tried_again_until_it_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bad, folder = tmp_path / "bad.png", tmp_path / "t"
    bad.write_text("no picture")
    with pytest.raises(PhotoError):
        thumbnail_of(bad, folder)
    assert failed_path(bad, folder).exists() and not kept_path(bad, folder).exists()
    tried: list[Path] = []
    monkeypatch.setattr(thumbnails, "load_photo", tried.append)
    with pytest.raises(PhotoError, match=r"bad\.png"):
        thumbnail_of(bad, folder)
    assert not tried
    monkeypatch.undo()
    Image.new("RGB", (4, 4)).save(bad)
    os.utime(bad, (5, 5))
    assert thumbnail_of(bad, folder).pixels.shape == (4, 4, 4)
    with pytest.raises(PhotoError, match="no file"):
        thumbnail_of(tmp_path / "gone.png", folder)


def test_what_cannot_be_kept_is_still_made(photo: Path, tmp_path: Path) -> None:
    (tmp_path / "t").write_text("a file in the place of the folder")
    assert thumbnail_of(photo, tmp_path / "t").pixels.shape == (128, 256, 4)


def test_the_reading_process_makes_them(photo: Path, tmp_path: Path) -> None:
    reader = PhotoReader()
    try:
        got = reader.thumbnail(photo, tmp_path / "t")
        assert np.array_equal(got.pixels, thumbnail_of(photo, tmp_path / "t").pixels)
        del got  # in shared memory, which the frame that the error below remembers would keep
        with pytest.raises(PhotoError):
            reader.thumbnail(tmp_path, tmp_path / "t")
        assert reader.read(photo).photo.size == (600, 300)
    finally:
        reader.close()
