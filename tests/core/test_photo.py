import hashlib
import io
import struct
import zlib
from pathlib import Path

import imagecodecs
import numpy as np
import pytest
import tifffile
from csr.core.colour import ToSrgb, srgb_profile
from csr.core.photo import PHOTO_SUFFIXES, Photo, PhotoError, edge_crop, load_photo, photo_from_pixels
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageCms, ImageOps

PHOTOS = Path(__file__).parents[2].parent / "shared" / "data" / "photos"
real_files = pytest.mark.skipif(not PHOTOS.is_dir(), reason="the folder of odd photos is not here")


def some_pixels(height: int = 37, width: int = 50, channels: int = 3, dtype=np.uint8, seed: int = 0):
    shape = (height, width, channels) if channels > 1 else (height, width)
    top = np.iinfo(dtype).max
    return np.random.default_rng(seed).integers(0, top, shape, dtype, endpoint=True)


def smooth_pixels(height: int = 40, width: int = 60) -> np.ndarray:
    y, x = np.mgrid[:height, :width]
    return np.stack((x * 4, y * 6, (x + y) * 2), axis=-1).astype(np.uint8)


def profile(primaries: list[float], gamma: float, kind: str = "rgb") -> bytes:
    if kind == "gray":
        return imagecodecs.cms_profile("gray", gamma=gamma)
    return imagecodecs.cms_profile("rgb", whitepoint=[0.3127, 0.329, 1.0], primaries=primaries, gamma=gamma)


P3 = [0.68, 0.32, 1.0, 0.265, 0.69, 1.0, 0.15, 0.06, 1.0]


def write_png(path: Path, header: bytes, *chunks: tuple[bytes, bytes]) -> None:
    data = b"\x89PNG\r\n\x1a\n"
    for kind, body in ((b"IHDR", header), *chunks, (b"IEND", b"")):
        data += struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
    path.write_bytes(data)


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


# Colour profiles


@pytest.mark.parametrize("deep", [False, True])
def test_a_profile_is_converted_to_srgb(tmp_path: Path, deep: bool) -> None:
    # Primaries of P3 and gamma 2: linear light by hand, then the sRGB curve.
    to_srgb = np.array([[1.2249, -0.2247, 0.0], [-0.0420, 1.0419, 0.0], [-0.0197, -0.0786, 1.0979]])
    encoded = np.array([[0.5, 0.5, 0.5], [0.5, 0.4, 0.45], [0.9, 0.85, 0.8], [0.2, 0.25, 0.2]])
    linear = np.clip(encoded**2 @ to_srgb.T, 0, 1)
    wanted = np.where(linear <= 0.0031308, 12.92 * linear, 1.055 * linear ** (1 / 2.4) - 0.055)
    path = tmp_path / "a.tif"
    if deep:
        tifffile.imwrite(
            path,
            np.rint(encoded[None] * 65535).astype(np.uint16),
            photometric="rgb",
            iccprofile=profile(P3, 2.0),
        )
    else:
        Image.fromarray(np.rint(encoded[None] * 255).astype(np.uint8)).save(
            path, icc_profile=profile(P3, 2.0)
        )
    photo = load_photo(path)
    assert photo.notes == ()
    np.testing.assert_allclose(photo.crop(0, 0, 4, 1)[0], wanted, atol=0.002 if deep else 0.008)


def test_16_bit_conversion_agrees_with_8_bits_everywhere() -> None:
    way = ToSrgb(profile(P3, 2.2), "RGB")
    values = some_pixels(100, 100)
    eight = np.asarray(way.eight_bits(Image.fromarray(values)))
    sixteen = way.sixteen_bits(values.astype(np.uint16) * 257)
    assert np.abs(sixteen / 257 - eight).max() <= 1.01


@pytest.mark.parametrize("deep", [False, True])
def test_a_grey_profile_and_an_rgb_profile_on_a_grey_photo(tmp_path: Path, deep: bool) -> None:
    wanted = 1.055 * 0.25 ** (1 / 2.4) - 0.055
    for icc in (profile(P3, 2.0, "gray"), profile(P3, 2.0)):
        path = tmp_path / "a.png"
        image = Image.fromarray(np.full((4, 4), 32768, np.uint16)) if deep else Image.new("L", (4, 4), 128)
        image.save(path, icc_profile=icc)
        photo = load_photo(path)
        assert photo.pixels.dtype == (np.uint16 if deep else np.uint8)
        np.testing.assert_allclose(photo.crop(0, 0, 1, 1)[0, 0], wanted, atol=0.006)


def test_alpha_is_no_colour(tmp_path: Path) -> None:
    rgba = some_pixels(channels=4)
    Image.fromarray(rgba).save(tmp_path / "a.png", icc_profile=profile(P3, 2.2))
    photo = load_photo(tmp_path / "a.png")
    np.testing.assert_array_equal(photo.alpha, rgba[..., 3])
    assert (photo.pixels != rgba[..., :3]).any()


def test_an_srgb_profile_moves_nothing(tmp_path: Path) -> None:
    pixels = some_pixels()
    Image.fromarray(pixels).save(tmp_path / "a.png", icc_profile=srgb_profile())
    np.testing.assert_array_equal(load_photo(tmp_path / "a.png").pixels, pixels)


@pytest.mark.parametrize("deep", [False, True])
@pytest.mark.parametrize("kind", ["junk", "cut", "grey"])
def test_an_unreadable_or_unfit_profile_leaves_the_pixels_and_a_note(
    tmp_path: Path, kind: str, deep: bool
) -> None:
    good = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    icc = {"junk": b"no profile at all" * 20, "cut": good[:150], "grey": profile(P3, 2.0, "gray")}[kind]
    pixels = some_pixels(dtype=np.uint16 if deep else np.uint8)
    path = tmp_path / "a.tif"
    tifffile.imwrite(path, pixels, photometric="rgb", iccprofile=icc)
    photo = load_photo(path)
    np.testing.assert_array_equal(photo.pixels, pixels)
    assert len(photo.notes) == 1 and "profile" in photo.notes[0]


# Bad input


def refused(path: Path) -> str:
    with pytest.raises(PhotoError) as caught:
        load_photo(path)
    text = str(caught.value)
    assert path.name in text and text.endswith(".") and "\n" not in text
    return text


def test_missing_folder_empty_and_foreign_files_are_refused(tmp_path: Path) -> None:
    assert "no file" in refused(tmp_path / "nothing.png")
    assert "folder" in refused(tmp_path)
    for name, content, word in (
        ("empty.jpg", b"", "empty"),
        ("text.png", b"this is a letter, not a picture\n" * 50, "not a picture"),
        ("field.safetensors", struct.pack("<Q", 20) + b'{"kernels":{}}      ', "field"),
        ("renamed.png", struct.pack("<Q", 20) + b'{"kernels":{}}      ', "field"),
    ):
        path = tmp_path / name
        path.write_bytes(content)
        assert word in refused(path)


@pytest.mark.parametrize("suffix", [".jpg", ".png", ".webp", ".gif", ".bmp", ".tif", ".avif"])
def test_a_file_cut_short_is_refused(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"cut{suffix}"
    Image.fromarray(some_pixels(200, 300)).save(path)
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    refused(path)


@pytest.mark.parametrize("suffix", [".png", ".tif"])
def test_a_deep_file_cut_short_is_refused(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"cut{suffix}"
    values = some_pixels(200, 300, dtype=np.uint16)
    data = imagecodecs.png_encode(values)
    if suffix == ".tif":
        tifffile.imwrite(path, values, photometric="rgb", compression="zlib", rowsperstrip=20)
        data = path.read_bytes()
    path.write_bytes(data[: len(data) // 2])
    refused(path)


@pytest.mark.parametrize("size", [(0, 5), (5, 0)])
def test_a_png_without_pixels_is_refused(tmp_path: Path, size: tuple[int, int]) -> None:
    for bits in (8, 16):
        header = struct.pack(">IIBBBBB", *size, bits, 2, 0, 0, 0)
        write_png(tmp_path / "zero.png", header, (b"IDAT", zlib.compress(b"\0")))
        refused(tmp_path / "zero.png")


@pytest.mark.parametrize("bits", [8, 16])
def test_absurd_dimensions_are_refused_before_decoding(tmp_path: Path, bits: int) -> None:
    path = tmp_path / "bomb.png"
    for size in ((50_000, 50_000), (2**31 - 1, 2**31 - 1), (400_000_001, 1)):
        header = struct.pack(">IIBBBBB", *size, bits, 2, 0, 0, 0)
        write_png(path, header, (b"IDAT", zlib.compress(bytes(1000))))
        assert "megapixels" in refused(path)
    bmp = (
        b"BM"
        + struct.pack("<IHHI", 100, 0, 0, 54)
        + struct.pack("<IiiHHIIiiII", 40, 60_000, 60_000, 1, 24, 0, 0, 0, 0, 0, 0)
    )
    path = tmp_path / "bomb.bmp"
    path.write_bytes(bmp + bytes(100))
    assert "megapixels" in refused(path)


def encoded(kind: str) -> bytes:
    out = io.BytesIO()
    if kind == "deep png":
        return imagecodecs.png_encode(some_pixels(9, 12, dtype=np.uint16))
    if kind == "deep tiff":
        tifffile.imwrite(out, some_pixels(9, 12, dtype=np.uint16), photometric="rgb", compression="zlib")
    else:
        exif = Image.Exif()
        exif[0x0112] = 6
        Image.fromarray(some_pixels(9, 12)).save(out, kind, exif=exif, icc_profile=srgb_profile())
    return out.getvalue()


KINDS = ["jpeg", "png", "webp", "gif", "tiff", "deep png", "deep tiff"]


@pytest.mark.parametrize("kind", KINDS)
@given(data=st.data())
@settings(max_examples=60, deadline=None)
def test_a_damaged_file_is_opened_or_refused_never_worse(tmp_path_factory, kind: str, data) -> None:
    content = bytearray(encoded(kind))
    for _ in range(data.draw(st.integers(1, 4))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    path = tmp_path_factory.getbasetemp() / "damaged"
    path.write_bytes(bytes(content))
    try:
        photo = load_photo(path)
    except PhotoError:
        return
    assert photo.pixels.shape == (photo.height, photo.width, 3)


# The photo as a value


def test_a_photo_from_pixels() -> None:
    pixels, alpha = some_pixels(), some_pixels(channels=1, seed=5)
    photo = photo_from_pixels(pixels, alpha)
    assert photo.path is None and photo.size == (50, 37)
    np.testing.assert_array_equal(photo.alpha, alpha)
    assert photo_from_pixels(pixels).hash == photo_from_pixels(pixels.copy()).hash != photo.hash
    assert photo_from_pixels(pixels[:, ::-1]).pixels.flags.c_contiguous
    assert photo_from_pixels(pixels, np.full((37, 50), 255, np.uint8)).alpha is None
    for wrong in (pixels[..., 0], pixels.astype(np.float32), pixels[:0], some_pixels(channels=4)):
        with pytest.raises(PhotoError):
            photo_from_pixels(wrong)
    with pytest.raises(PhotoError):
        photo_from_pixels(pixels, alpha[1:])
    with pytest.raises(PhotoError):
        photo_from_pixels(pixels, alpha.astype(np.uint16))


@given(st.integers(-60, 60), st.integers(-60, 60), st.integers(0, 70), st.integers(0, 70))
def test_a_crop_repeats_the_edge(x0: int, y0: int, width: int, height: int) -> None:
    pixels = some_pixels(13, 21)
    wanted = np.pad(pixels, ((80, 150), (80, 150), (0, 0)), mode="edge")[y0 + 80 :, x0 + 80 :][
        :height, :width
    ]
    got = edge_crop(pixels, x0, y0, x0 + width, y0 + height)
    np.testing.assert_array_equal(got, wanted)
    as_float = photo_from_pixels(pixels).crop(x0, y0, x0 + width, y0 + height)
    assert as_float.dtype == np.float32
    np.testing.assert_array_equal(as_float, wanted.astype(np.float32) / np.float32(255))


def test_a_crop_of_16_bits_reaches_one() -> None:
    photo = photo_from_pixels(np.full((2, 3, 3), 65535, np.uint16))
    assert (photo.crop(-1, -1, 4, 4) == 1).all()


# Real files

EXPECTED = {
    "animated.gif": ((245, 245), "uint8", False),
    "animated.webp": ((370, 285), "uint8", False),
    "cmyk_adobe_small.jpg": ((100, 100), "uint8", False),
    "cmyk_flower.jpg": ((510, 532), "uint8", False),
    "exif_orientation_3.jpg": ((1800, 1200), "uint8", False),
    "exif_orientation_5_mirrored.jpg": ((1200, 1800), "uint8", False),
    "gray_alpha.png": ((400, 300), "uint8", True),
    "gray_bad_exif.jpg": ((500, 500), "uint8", False),
    "icc_p3_color_bars.png": ((1000, 800), "uint8", False),
    "one_pixel_prophoto.png": ((1, 1), "uint8", False),
    "palette_transparent.png": ((162, 150), "uint8", True),
    "photo_12mp_canon_eos_5d.jpg": ((2912, 4368), "uint8", False),
    "photo_12mp_srgb_icc.jpg": ((4032, 3024), "uint8", False),
    "photo_16mp_moon.jpg": ((4608, 3456), "uint8", False),
    "photo_5mp_exif_orientation_6.jpg": ((1932, 2576), "uint8", False),
    "photo_adobe_rgb_icc.jpg": ((600, 900), "uint8", False),
    "rgb16.tiff": ((100, 40), "uint16", False),
    "rgba_photo.png": ((500, 500), "uint8", True),
    "stereo.mpo": ((640, 480), "uint8", False),
}


@real_files
@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_a_real_file_opens(name: str) -> None:
    photo = load_photo(PHOTOS / name)
    assert (photo.size, photo.pixels.dtype.name, photo.alpha is not None) == EXPECTED[name]
    assert photo.notes == ()


@real_files
@pytest.mark.parametrize("name", ["truncated.png", "truncated_4mp.jpg", "truncated_small.jpg"])
def test_a_real_truncated_file_is_refused(name: str) -> None:
    assert "cut short" in refused(PHOTOS / name)


def mean(photo: Photo, x0: int, y0: int, x1: int, y1: int) -> np.ndarray:
    return photo.crop(x0, y0, x1, y1).mean(axis=(0, 1)) * 255


@real_files
def test_colours_of_real_files() -> None:
    red = load_photo(PHOTOS / "cmyk_adobe_small.jpg")
    assert mean(red, 0, 0, 12, 3)[0] > 200 and mean(red, 0, 0, 12, 3)[1:].max() < 60
    assert mean(red, 0, 80, 100, 100).max() < 20
    toucan = load_photo(PHOTOS / "palette_transparent.png")
    assert toucan.alpha is not None and set(np.unique(toucan.alpha)) > {0, 255}
    sky = mean(load_photo(PHOTOS / "photo_5mp_exif_orientation_6.jpg"), 100, 50, 1800, 300)
    assert sky[2] > sky[0] + 50  # blue above, so it stands upright
    deep = load_photo(PHOTOS / "rgb16.tiff")
    eight_bits = np.asarray(Image.open(PHOTOS / "rgb16.tiff")).astype(int)
    assert np.abs(deep.pixels.astype(int) / 257 - eight_bits).max() <= 1
    assert len(np.unique(deep.pixels)) > 256


@real_files
def test_every_real_photo_is_in_the_table() -> None:
    names = {path.name for path in PHOTOS.iterdir() if not path.name.startswith("truncated")}
    assert names == set(EXPECTED)
