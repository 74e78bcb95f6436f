import hashlib
import logging
import struct
import zlib
from pathlib import Path

import imagecodecs
import numpy as np
import pytest
import tifffile
from csr.core.photo.decode import load_photo
from csr.core.photo.formats import PHOTO_SUFFIXES
from csr.core.photo.photo import PhotoError
from photo_files import smooth_pixels, some_pixels, write_png
from PIL import Image, ImageOps

# Formats and modes


@pytest.mark.parametrize("suffix", [".png", ".tif", ".bmp", ".webp"])
def test_lossless_rgb_comes_back_exactly(tmp_path: Path, suffix: str) -> None:
    pixels = some_pixels()
    path = tmp_path / f"photo{suffix}"
    Image.fromarray(pixels).save(path, lossless=True)
    photo = load_photo(path)
    np.testing.assert_array_equal(photo.pixels, pixels)
    assert photo.pixels.dtype == np.uint8 and photo.pixels.flags.c_contiguous
    assert photo.alpha is None and photo.notes == () and photo.path == path
    assert photo.size == (50, 37) == (photo.width, photo.height)
    assert photo.hash == hashlib.sha256(path.read_bytes()).hexdigest()
    assert suffix in PHOTO_SUFFIXES


@pytest.mark.parametrize("suffix", [".jpg", ".avif", ".mpo"])
def test_lossy_rgb_comes_back_nearly(tmp_path: Path, suffix: str) -> None:
    pixels = smooth_pixels()
    path = tmp_path / f"photo{suffix}"
    Image.fromarray(pixels).save(path, quality=95, subsampling="4:4:4")
    photo = load_photo(path)
    assert np.abs(photo.pixels.astype(int) - pixels).mean() < 3


def test_the_first_frame_of_an_animation_is_opened(tmp_path: Path) -> None:
    frames = [Image.new("RGB", (8, 6), colour) for colour in ("red", "lime", "blue")]
    for suffix in (".gif", ".webp", ".tif", ".png"):
        path = tmp_path / f"a{suffix}"
        frames[0].save(
            path, save_all=True, append_images=frames[1:], **({"lossless": True} if suffix == ".webp" else {})
        )
        photo = load_photo(path)
        assert photo.size == (8, 6)
        assert (photo.pixels == (255, 0, 0)).all(), suffix


def test_grey_one_bit_and_palette_become_rgb(tmp_path: Path) -> None:
    grey = some_pixels(channels=1)
    path = tmp_path / "a.png"
    Image.fromarray(grey).save(path)
    np.testing.assert_array_equal(load_photo(path).pixels, np.repeat(grey[..., None], 3, axis=2))
    bits = Image.fromarray(grey).convert("1")
    bits.save(path)
    assert set(np.unique(load_photo(path).pixels)) == {0, 255}
    np.testing.assert_array_equal(load_photo(path).pixels[..., 0], np.asarray(bits) * np.uint8(255))
    palette = Image.fromarray(some_pixels()).quantize(16)
    palette.save(path)
    np.testing.assert_array_equal(load_photo(path).pixels, np.asarray(palette.convert("RGB")))


def test_alpha_is_kept_apart_and_dropped_when_opaque(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    rgba = some_pixels(channels=4)
    rgba[..., 3] |= 1  # the colours of hidden pixels are no file's
    Image.fromarray(rgba).save(path)
    photo = load_photo(path)
    np.testing.assert_array_equal(photo.pixels, rgba[..., :3])
    np.testing.assert_array_equal(photo.alpha, rgba[..., 3])
    rgba[..., 3] = 255
    Image.fromarray(rgba).save(path)
    assert load_photo(path).alpha is None


def test_grey_with_alpha_and_palettes_with_transparent_entries(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    la = Image.merge("LA", [Image.fromarray(some_pixels(channels=1, seed=s) | 1) for s in (1, 2)])
    la.save(path)
    photo = load_photo(path)
    np.testing.assert_array_equal(photo.alpha, np.asarray(la.getchannel("A")))
    np.testing.assert_array_equal(photo.pixels[..., 1], np.asarray(la.getchannel("L")))
    palette = Image.fromarray(some_pixels()).quantize(4)
    for transparency, expected in ((2, {2: 0}), (bytes([0, 100, 200, 255]), {0: 0, 1: 100, 2: 200})):
        palette.save(path, transparency=transparency)
        photo = load_photo(path)
        wanted = np.vectorize(lambda i, e=expected: e.get(i, 255))(np.asarray(palette))
        np.testing.assert_array_equal(photo.alpha, wanted)


def test_cmyk_jpeg_as_adobe_writes_it_is_not_inverted(tmp_path: Path) -> None:
    path = tmp_path / "a.jpg"
    Image.new("CMYK", (16, 16), (0, 255, 255, 0)).save(
        path, quality=95
    )  # Pillow writes Adobe's inverted form
    assert b"Adobe" in path.read_bytes()
    red = load_photo(path).pixels[8, 8].astype(int)
    assert red[0] > 240 and red[1] < 15 and red[2] < 15


# Depth


@pytest.mark.parametrize("channels", [1, 2, 3, 4])
def test_png_of_16_bits_keeps_its_depth(tmp_path: Path, channels: int) -> None:
    values = some_pixels(channels=channels, dtype=np.uint16)
    path = tmp_path / "a.png"
    path.write_bytes(imagecodecs.png_encode(values))
    photo = load_photo(path)
    assert photo.pixels.dtype == np.uint16 and photo.pixels.shape == (37, 50, 3)
    if channels < 3:
        grey = values if channels == 1 else values[..., 0]
        np.testing.assert_array_equal(photo.pixels, np.repeat(grey[..., None], 3, axis=2))
    else:
        np.testing.assert_array_equal(photo.pixels, values[..., :3])
    if channels in (2, 4):
        np.testing.assert_array_equal(photo.alpha, values[..., -1])
    else:
        assert photo.alpha is None


def test_a_transparent_colour_in_a_png_of_16_bits(tmp_path: Path) -> None:
    values = np.array([[[1, 2, 3], [4, 5, 60000]]], np.uint16)
    header = struct.pack(">IIBBBBB", 2, 1, 16, 2, 0, 0, 0)
    body = zlib.compress(b"\0" + values.astype(">u2").tobytes())
    path = tmp_path / "a.png"
    write_png(path, header, (b"tRNS", struct.pack(">3H", 4, 5, 60000)), (b"IDAT", body))
    photo = load_photo(path)
    np.testing.assert_array_equal(photo.pixels, [[values[0, 0]] * 2])  # what is hidden has its neighbour's
    np.testing.assert_array_equal(photo.alpha, [[65535, 0]])


@pytest.mark.parametrize("planar", ["contig", "separate"])
@pytest.mark.parametrize("compression", [None, "zlib", "lzw"])
def test_tiff_of_16_bits_keeps_its_depth(tmp_path: Path, planar: str, compression: str | None) -> None:
    values = some_pixels(dtype=np.uint16)
    path = tmp_path / "a.tif"
    stored = values if planar == "contig" else np.moveaxis(values, -1, 0)
    tifffile.imwrite(path, stored, photometric="rgb", planarconfig=planar, compression=compression)
    np.testing.assert_array_equal(load_photo(path).pixels, values)


@pytest.mark.parametrize("photometric", ["minisblack", "miniswhite"])
def test_grey_tiff_of_16_bits(tmp_path: Path, photometric: str) -> None:
    values = some_pixels(channels=1, dtype=np.uint16)
    path = tmp_path / "a.tif"
    tifffile.imwrite(path, values, photometric=photometric)
    wanted = values if photometric == "minisblack" else 65535 - values
    np.testing.assert_array_equal(load_photo(path).pixels[..., 2], wanted)


def test_grey_tiff_of_32_bit_integers_as_pillow_writes_it(tmp_path: Path) -> None:
    values = some_pixels(channels=1, dtype=np.uint16)
    path = tmp_path / "a.tif"
    Image.fromarray(values.astype(np.int32)).save(path)
    np.testing.assert_array_equal(load_photo(path).pixels[..., 0], values)
    tifffile.imwrite(path, values.astype(np.uint32) << 16, photometric="minisblack")
    np.testing.assert_array_equal(load_photo(path).pixels[..., 0], values)


def test_tiff_alpha_straight_and_multiplied(tmp_path: Path) -> None:
    path = tmp_path / "a.tif"
    values = np.full((4, 5, 4), (30000, 20000, 10000, 32768), np.uint16)
    for kind, wanted in (("unassalpha", (30000, 20000, 10000)), ("assocalpha", (59999, 39999, 20000))):
        tifffile.imwrite(path, values, photometric="rgb", extrasamples=[kind])
        photo = load_photo(path)
        assert photo.alpha is not None and (photo.alpha == 32768).all()
        np.testing.assert_allclose(photo.pixels[0, 0].astype(int), wanted, atol=1)


def test_cmyk_tiff_of_16_bits(tmp_path: Path) -> None:
    path = tmp_path / "a.tif"
    ink = np.zeros((3, 4, 4), np.uint16)
    ink[..., 1] = 65535
    ink[..., 3] = 32768
    tifffile.imwrite(path, ink, photometric="separated")
    np.testing.assert_allclose(load_photo(path).pixels[0, 0].astype(int), (32767, 0, 32767), atol=1)


def test_float_tiff_is_clipped_and_says_so(tmp_path: Path) -> None:
    path = tmp_path / "a.tif"
    values = np.linspace(0, 1, 60, dtype=np.float32).reshape(4, 5, 3)
    tifffile.imwrite(path, values, photometric="rgb")
    photo = load_photo(path)
    np.testing.assert_allclose(photo.pixels / 65535, values, atol=1e-5)
    assert photo.notes == ()
    values = values * 3 - 1
    values[0, 0, 0] = np.nan
    tifffile.imwrite(path, values, photometric="rgb")
    photo = load_photo(path)
    np.testing.assert_allclose(photo.pixels / 65535, np.clip(np.nan_to_num(values), 0, 1), atol=1e-5)
    assert len(photo.notes) == 1 and "clipped" in photo.notes[0]


def test_a_tiff_that_holds_no_picture_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.tif"
    tifffile.imwrite(
        path, np.zeros((3, 20, 30), np.float32), photometric="minisblack", volumetric=True, tile=(16, 16, 16)
    )
    with pytest.raises(PhotoError, match="stack"):
        load_photo(path)


# Orientation


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("kind", ["png", "deep png", "tif", "deep tif", "jpg"])
def test_orientation_is_applied_once(tmp_path: Path, orientation: int, kind: str) -> None:
    pixels, exif = smooth_pixels(24, 40), Image.Exif()
    exif[0x0112] = orientation
    path = tmp_path / f"a.{kind.split()[-1]}"
    image = Image.fromarray(pixels)
    if kind == "deep png":
        path.write_bytes(imagecodecs.png_encode(pixels.astype(np.uint16) * 257))
        data = path.read_bytes()
        body = exif.tobytes().removeprefix(b"Exif\0\0")
        chunk = struct.pack(">I", len(body)) + b"eXIf" + body + struct.pack(">I", zlib.crc32(b"eXIf" + body))
        path.write_bytes(data[:33] + chunk + data[33:])
    elif kind == "deep tif":
        tags = [(274, "H", 1, orientation, True)]
        tifffile.imwrite(path, pixels.astype(np.uint16) * 257, photometric="rgb", extratags=tags)
    else:
        image.save(path, exif=exif, **({"quality": 100, "subsampling": 0} if kind == "jpg" else {}))
    tagged = image.copy()
    tagged.getexif()[0x0112] = orientation
    wanted = np.asarray(ImageOps.exif_transpose(tagged)).astype(int)
    photo = load_photo(path)
    assert photo.pixels.dtype == (np.uint16 if "deep" in kind else np.uint8)
    got = photo.pixels.astype(int) // (257 if "deep" in kind else 1)
    assert got.shape == wanted.shape and photo.pixels.flags.c_contiguous
    assert np.abs(got - wanted).max() <= (3 if kind == "jpg" else 0)


@pytest.mark.parametrize("value", [0, 9, 4711])
def test_an_orientation_out_of_range_is_ignored(tmp_path: Path, value: int) -> None:
    exif = Image.Exif()
    exif[0x0112] = value
    Image.fromarray(smooth_pixels(24, 40)).save(tmp_path / "a.jpg", exif=exif)
    assert load_photo(tmp_path / "a.jpg").size == (40, 24)


def test_broken_exif_is_tolerated(tmp_path: Path) -> None:
    for junk in (
        b"Exif\0\0II*\0\xff\xff\xff\xff",
        b"Exif\0\0MM\0*\0\0\0\x08\0\x05\x01\x12",
        b"Exif\0\0nonsense",
    ):
        for suffix in (".jpg", ".png", ".webp"):
            path = tmp_path / f"a{suffix}"
            Image.fromarray(smooth_pixels()).save(path, exif=junk)
            assert load_photo(path).size == (60, 40)


def test_flaws_of_metadata_are_logged_and_not_told(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    # A text of 65,535 bytes that is not there.
    exif = b"Exif\0\0II*\0\x08\0\0\0\x01\0\x0e\x01\x02\0\xff\xff\0\0\xff\xff\0\0\0\0\0\0"
    path = tmp_path / "a.jpg"
    Image.fromarray(smooth_pixels()).save(path, exif=exif)
    with caplog.at_level(logging.INFO, "csr.core.photo.decode"):
        assert load_photo(path).notes == ()
    assert any("a.jpg" in record.getMessage() for record in caplog.records), caplog.records


def test_damage_that_this_programs_code_met_is_logged_with_where(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """A person is told of a damaged file; it may be a fault of the program, and the log tells."""
    Image.new("RGB", (3, 2)).save(tmp_path / "a.png")
    planted = eval("lambda *_: [][1]", {"__name__": "csr.planted"})
    monkeypatch.setattr("csr.core.photo.decode.photo_of_raster", planted)
    with pytest.raises(PhotoError, match="damaged"):
        load_photo(tmp_path / "a.png")
    assert "a.png: damaged, or a fault of this program" in caplog.text and "IndexError" in caplog.text
