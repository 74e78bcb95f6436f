"""Every format of the table: that it opens, at its depth, with its alpha, upright and in its colours."""

import io
from pathlib import Path

import imagecodecs
import numpy as np
import pillow_heif
import pytest
import tifffile
from csr.core.photo.decode import load_photo
from csr.core.photo.formats import FORMATS, HEAD_BYTES, PHOTO_SUFFIXES, format_of
from csr.core.photo.icc import srgb_profile
from csr.core.photo.photo import PhotoError
from photo_files import P3, profile, smooth_pixels, some_pixels
from PIL import Image, ImageOps

from .conftest import GREEN, GREEN_OF_P3, LOSSY, codec, heif, jxl_with, opened, pillow


def with_byte(data: bytes, place: int, value: int) -> bytes:
    return bytes(data[:place]) + bytes([value]) + bytes(data[place + 1 :])


def srgb(linear: np.ndarray) -> np.ndarray:
    return np.where(linear <= 0.0031308, 12.92 * linear, 1.055 * linear ** (1 / 2.4) - 0.055)


LOSSLESS = {
    "png": pillow("PNG"),
    "tif": pillow("TIFF"),
    "webp": pillow("WEBP", lossless=True),
    "bmp": pillow("BMP"),
    "dib": pillow("DIB"),
    "tga": pillow("TGA"),
    "pcx": pillow("PCX"),
    "ppm": pillow("PPM"),
    "dds": pillow("DDS"),
    "ico": pillow("ICO", sizes=[(50, 37)]),
    "qoi": lambda pixels: with_byte(imagecodecs.qoi_encode(pixels), 13, 0),
    "jxl": codec("jpegxl", lossless=True),
    "jp2": codec("jpeg2k", level=0),
    "j2k": codec("jpeg2k", level=0, codecformat="j2k"),
    "jxr": codec("jpegxr", level=100),
}


@pytest.mark.parametrize("suffix", sorted(LOSSLESS))
def test_rgb_comes_back_exactly(suffix: str) -> None:
    pixels = some_pixels()
    photo = opened(LOSSLESS[suffix](pixels), f"a.{suffix}")
    np.testing.assert_array_equal(photo.pixels, pixels)
    assert photo.notes == () and photo.alpha is None and (photo.page, photo.pages) == (0, 1)
    assert f".{suffix}" in PHOTO_SUFFIXES


@pytest.mark.parametrize("suffix", sorted(LOSSY))
def test_rgb_comes_back_nearly(suffix: str) -> None:
    pixels = smooth_pixels()
    photo = opened(LOSSY[suffix](pixels), f"a.{suffix}")
    assert np.abs(photo.pixels.astype(int) - pixels).mean() < (8 if suffix == "gif" else 3)
    assert photo.notes == () and f".{suffix}" in PHOTO_SUFFIXES


@pytest.mark.parametrize(
    "suffix", ["png", "tif", "webp", "tga", "dds", "ico", "qoi", "jxl", "jp2", "jxr", "heic"]
)
def test_alpha_is_kept_apart(suffix: str) -> None:
    pixels = some_pixels(channels=4)
    pixels[..., 3] |= 1  # the colours of hidden pixels are no file's
    encode = {**LOSSLESS, **LOSSY}[suffix]
    photo = opened(encode(pixels), f"a.{suffix}")
    slack = 2 if suffix == "heic" else 0
    assert np.abs(photo.alpha.astype(int) - pixels[..., 3]).max() <= slack
    assert np.abs(photo.pixels.astype(int) - pixels[..., :3]).max() <= slack


@pytest.mark.parametrize("suffix", ["png", "tif", "webp", "jxl", "jp2", "jxr", "pgm", "heic"])
def test_grey(suffix: str) -> None:
    pixels = some_pixels(channels=1)
    encode = {**LOSSLESS, **LOSSY, "pgm": pillow("PPM")}[suffix]
    photo = opened(encode(pixels), f"a.{suffix}")
    assert np.abs(photo.pixels.astype(int) - pixels[..., None]).max() <= (1 if suffix == "heic" else 0)


DEEP = {
    "png": codec("png"),
    "jxl": codec("jpegxl", lossless=True),
    "jp2": codec("jpeg2k", level=0),
    "jxr": codec("jpegxr"),
    "ppm": lambda pixels: b"P6\n# of 16 bits\n50 37\n65535\n" + pixels.astype(">u2").tobytes(),
    "pam": lambda pixels: (
        b"P7\nWIDTH 50\nHEIGHT 37\nDEPTH 3\nMAXVAL 65535\nTUPLTYPE RGB\nENDHDR\n"
        + pixels.astype(">u2").tobytes()
    ),
}


@pytest.mark.parametrize("suffix", sorted(DEEP))
def test_16_bits_stay_16_bits(suffix: str) -> None:
    pixels = some_pixels(dtype=np.uint16)
    photo = opened(DEEP[suffix](pixels), f"a.{suffix}")
    assert photo.pixels.dtype == np.uint16
    if suffix == "jxl":  # imagecodecs marks these as linear light
        np.testing.assert_allclose(photo.pixels / 65535, srgb(pixels / 65535), atol=1e-3)
    else:
        np.testing.assert_array_equal(photo.pixels, pixels)


@pytest.mark.parametrize("suffix", ["avif", "heic", "jxl", "jp2"])
@pytest.mark.parametrize("bits", [10, 12])
def test_10_and_12_bits_reach_white(suffix: str, bits: int) -> None:
    if suffix == "heic" and bits == 12:
        pytest.skip("its encoder here writes 10")
    codes = np.array([0, 1, 2**bits // 3, 2**bits - 1], np.uint16)
    pixels = np.repeat(np.repeat(codes, 16)[None, :, None], 3, axis=2).repeat(64, axis=0)
    encode = {
        "avif": codec("avif", bitspersample=bits, level=100, pixelformat="444", matrix=0),
        "heic": lambda p: heif((p.astype(np.uint32) * 65535 // (2**bits - 1)).astype(np.uint16)),
        "jxl": codec("jpegxl", lossless=True, bitspersample=bits),
        "jp2": codec("jpeg2k", level=0, bitspersample=bits),
    }[suffix]
    photo = opened(encode(np.ascontiguousarray(pixels)), f"a.{suffix}")
    assert photo.pixels.dtype == np.uint16
    wanted = codes / (2**bits - 1)
    wanted = srgb(wanted) if suffix == "jxl" else wanted  # imagecodecs marks these as linear light
    np.testing.assert_allclose(photo.pixels[32, 8::16, 1] / 65535, wanted, atol=0.003)


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("suffix", ["jpg", "webp", "avif", "heic", "jxl"])
def test_orientation_is_applied_once(suffix: str, orientation: int) -> None:
    pixels, exif = smooth_pixels(64, 96), Image.Exif()
    exif[0x0112] = orientation
    image = Image.fromarray(pixels)
    if suffix == "heic":
        out = io.BytesIO()
        made = pillow_heif.from_pillow(image)
        made.info["exif"] = exif.tobytes()
        made.save(out, quality=90)
        data = out.getvalue()
    elif suffix == "jxl":
        data = jxl_turned(pixels, orientation)
    else:
        data = pillow({"jpg": "JPEG", "webp": "WEBP", "avif": "AVIF"}[suffix], exif=exif, quality=95)(pixels)
    tagged = image.copy()
    tagged.getexif()[0x0112] = orientation
    wanted = np.asarray(ImageOps.exif_transpose(tagged)).astype(int)
    got = opened(data, f"a.{suffix}").pixels.astype(int)
    assert got.shape == wanted.shape and np.abs(got - wanted).mean() < 4.5


def jxl_turned(pixels: np.ndarray, orientation: int) -> bytes:
    """A JPEG XL codestream whose header tells an orientation; imagecodecs writes none."""
    return jxl_with(pixels, extra="1" + format(orientation - 1, "03b")[::-1] + "000")


@pytest.mark.parametrize("suffix", ["jpg", "tif", "webp", "avif", "heic", "png"])
@pytest.mark.parametrize("icc", ["P3", "sRGB", "grey", "junk"])
def test_profiles_in_every_format_that_carries_them(suffix: str, icc: str) -> None:
    pixels = np.full((64, 64, 3), GREEN, np.uint8)
    profiles = {"P3": profile(P3, 2.2), "sRGB": srgb_profile(), "junk": b"no profile" * 20}
    data = {**profiles, "grey": profile(P3, 2.2, "gray")}[icc]
    if suffix == "heic":
        out = io.BytesIO()
        made = pillow_heif.from_pillow(Image.fromarray(pixels))
        made.info["icc_profile"] = data
        made.save(out, quality=-1, chroma=444)
        written = out.getvalue()
    else:
        names = {"jpg": "JPEG", "tif": "TIFF", "webp": "WEBP", "avif": "AVIF", "png": "PNG"}
        written = pillow(names[suffix], icc_profile=data, quality=100)(pixels)
    photo = opened(written, f"a.{suffix}")
    wanted = GREEN_OF_P3 if icc == "P3" else GREEN
    np.testing.assert_allclose(photo.pixels[32, 32], wanted, atol=5)
    assert len(photo.notes) == (1 if icc in ("grey", "junk") else 0)


@pytest.mark.parametrize("suffix", ["jpg", "webp"])
def test_adobe_rgb_told_by_exif(suffix: str) -> None:
    exif = Image.Exif()
    exif.get_ifd(0x8769)[0xA001] = 65535
    exif.get_ifd(0x8769)[0xA005] = {1: "R03"}
    pixels = np.full((64, 64, 3), GREEN, np.uint8)
    names = {"jpg": "JPEG", "webp": "WEBP"}
    options = {"lossless": True} if suffix == "webp" else {"quality": 100} if suffix == "jpg" else {}
    photo = opened(pillow(names[suffix], exif=exif, **options)(pixels), f"a.{suffix}")
    # Adobe RGB (1998): linear light by its gamma, the matrix of its primaries to those of sRGB.
    to_srgb = np.array([[1.39836, -0.39836, 0], [0, 1, 0], [0, -0.04293, 1.04293]])
    wanted = srgb(np.clip(to_srgb @ (np.array(GREEN) / 255) ** 2.19921875, 0, 1)) * 255
    np.testing.assert_allclose(photo.pixels[32, 32], wanted, atol=4 if suffix == "jpg" else 1)
    assert photo.notes == ()


def test_pages_of_a_tiff_and_their_choice(tmp_path: Path) -> None:
    path = tmp_path / "a.tif"
    with tifffile.TiffWriter(path) as file:
        for shade in (10, 20, 30):
            file.write(np.full((20, 30, 3), shade, np.uint8), photometric="rgb", metadata=None)
    for page, shade in ((None, 10), (0, 10), (2, 30)):
        photo = load_photo(path, page)
        assert (photo.page, photo.pages) == (page or 0, 3) and (photo.pixels == shade).all()
    assert load_photo(path, 1).hash != load_photo(path).hash
    with pytest.raises(PhotoError, match="3 pages"):
        load_photo(path, 3)


@pytest.mark.parametrize("marked", [False, True])
def test_of_sizes_of_one_picture_the_largest_is_shown(tmp_path: Path, marked: bool) -> None:
    path = tmp_path / "a.tif"
    with tifffile.TiffWriter(path) as file:
        for size in (16, 64, 32):
            kind = 1 if marked and size != 64 else 0
            values = np.full((size, 2 * size, 3), size, np.uint8)
            file.write(values, photometric="rgb", subfiletype=kind, metadata=None)
    photo = load_photo(path)
    assert photo.size == (128, 64) and photo.pages == (1 if marked else 3)


def test_sizes_of_an_icon_the_largest_first() -> None:
    data = pillow("ICO", sizes=[(16, 16), (48, 48), (32, 32)])(some_pixels(48, 48))
    assert opened(data, "a.ico").size == (48, 48)
    sizes = [opened(data, "a.ico", page).size[0] for page in range(3)]
    assert sizes == [48, 32, 16] and opened(data, "a.ico").pages == 3


@pytest.mark.parametrize("suffix", ["gif", "webp", "png", "avif", "heic", "jxl", "mpo"])
def test_frames(suffix: str) -> None:
    frames = [Image.new("RGB", (64, 64), colour) for colour in ("red", "lime", "blue")]
    out = io.BytesIO()
    if suffix == "heic":
        made = pillow_heif.HeifFile()
        for frame in frames:
            made.add_from_pillow(frame)
        made.save(out, quality=-1, save_all=True, primary_index=0)
    elif suffix == "jxl":
        out.write(imagecodecs.jpegxl_encode(np.stack([np.asarray(f) for f in frames]), lossless=True))
    else:
        options = {"lossless": True} if suffix == "webp" else {}
        name = {"gif": "GIF", "webp": "WEBP", "png": "PNG", "avif": "AVIF", "mpo": "MPO"}[suffix]
        frames[0].save(out, name, save_all=True, append_images=frames[1:], **options)
    for page in (None, 0, 1, 2):
        photo = opened(out.getvalue(), f"a.{suffix}", page)
        assert photo.pages == 3 and photo.page == (page or 0)
        wanted = np.eye(3)[page or 0] * 255
        np.testing.assert_allclose(photo.pixels[32, 32], wanted, atol=12)


def test_every_suffix_has_one_format_and_every_format_its_reader() -> None:
    suffixes = [suffix for kind in FORMATS for suffix in kind.suffixes]
    assert len(suffixes) == len(set(suffixes))
    for kind in FORMATS:
        assert callable(kind.load_reader())


@pytest.mark.parametrize("suffix", sorted({*LOSSLESS, *LOSSY} - {"tga"}))
def test_a_file_of_another_name_is_told_by_its_content(suffix: str) -> None:
    data = {**LOSSLESS, **LOSSY}[suffix](some_pixels())
    kind = format_of(data[:HEAD_BYTES], ".xyz")
    assert kind is not None and (suffix in kind.suffixes or suffix == "mpo")
    assert opened(data, "a.xyz").size == (50, 37)
