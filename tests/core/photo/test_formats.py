"""Every format of the table: that it opens, at its depth, with its alpha, upright and in its colours."""

import io
import struct
from collections.abc import Callable
from pathlib import Path

import imagecodecs
import numpy as np
import pillow_heif
import pytest
import tifffile
from csr.core.photo.decode import decode_photo, load_photo
from csr.core.photo.formats import FORMATS, HEAD_BYTES, PHOTO_SUFFIXES, format_of
from csr.core.photo.icc import srgb_profile
from csr.core.photo.photo import Photo, PhotoError
from photo_files import P3, profile, smooth_pixels, some_pixels
from PIL import Image, ImageOps

Encode = Callable[[np.ndarray], bytes]


def pillow(format: str, **options) -> Encode:
    def encode(pixels: np.ndarray) -> bytes:
        out = io.BytesIO()
        Image.fromarray(pixels).save(out, format, **options)
        return out.getvalue()

    return encode


def heif(pixels: np.ndarray, **options) -> bytes:
    out = io.BytesIO()
    mode = {2: "L", 3: "RGB"}[pixels.ndim] if pixels.ndim == 2 or pixels.shape[2] == 3 else "RGBA"
    mode += ";16" if pixels.dtype == np.uint16 else ""
    height, width = pixels.shape[:2]
    image = pillow_heif.from_bytes(mode, (width, height), pixels.tobytes())
    image.save(out, quality=-1, chroma=444, **options)
    return out.getvalue()


def codec(name: str, **options) -> Encode:
    return lambda pixels: bytes(getattr(imagecodecs, f"{name}_encode")(pixels, **options))


def opened(data: bytes, name: str, page: int | None = None) -> Photo:
    return decode_photo(io.BytesIO(data), name, page)


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
LOSSY = {
    "jpg": pillow("JPEG", quality=95, subsampling=0),
    "mpo": pillow("MPO", quality=95, subsampling=0),
    "avif": pillow("AVIF", quality=95, subsampling="4:4:4"),
    "heic": heif,
    "gif": pillow("GIF"),
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


def jxl_with(pixels: np.ndarray, extra: str = "0", colours: str = "1") -> bytes:
    """A lossless codestream of 8 bits with another header (ISO/IEC 18181-1, annex D).

    Args:
        pixels: (h, w, 3), sides multiples of 8, of at most 256.
        extra: bits of its extra fields.
        colours: bits of its colour encoding.
    """
    data = imagecodecs.jpegxl_encode(pixels, lossless=True)
    bits = "".join(format(byte, "08b")[::-1] for byte in data[2:64])
    size = 1 + 5 + 3 + (5 if bits[6:9] == "000" else 0)
    # Neither all by default nor extra fields; 8 bits in small buffers, no further channels, no XYB; colours
    # and all behind them by default.
    usual = "00" + "000" + "1" + "00" + "0" + "1" + "00" + "1"
    assert bits[0] == "1" and bits[size : size + len(usual)] == usual
    new = bits[:size] + "0" + extra + usual[2:-4] + colours
    new += ("1" if extra[0] == "1" else "") + "00" + "1"
    new = new.ljust(-(-len(new) // 8) * 8, "0")
    frame = 2 + -(-(size + len(usual)) // 8)
    return data[:2] + bytes(int(new[i : i + 8][::-1], 2) for i in range(0, len(new), 8)) + data[frame:]


GREEN, GREEN_OF_P3 = (60, 200, 80), (0, 203, 58)


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


@pytest.mark.parametrize(("primaries", "transfer"), [(12, 13), (1, 13), (9, 16), (9, 18)])
@pytest.mark.parametrize("suffix", ["avif", "heic", "jxl"])
def test_code_points(suffix: str, primaries: int, transfer: int) -> None:
    deep = transfer in (16, 18)
    pixels = np.full((64, 64, 3), GREEN if not deep else (0.58068 if transfer == 16 else 0.75) * 65535)
    pixels = pixels.astype(np.uint16 if deep else np.uint8)
    if suffix == "avif":
        if deep:
            pixels >>= 6
        options = {"bitspersample": 10} if deep else {}
        data = codec(
            "avif", level=100, primaries=primaries, transfer=transfer, matrix=0, pixelformat="444", **options
        )(pixels)
    elif suffix == "heic":
        data = heif(
            pixels, color_primaries=primaries, transfer_characteristics=transfer, matrix_coefficients=6
        )
    else:
        pixels = (pixels // 257 if deep else pixels).astype(np.uint8)
        data = jxl_with(pixels, colours=jxl_colours({12: 11, 1: 1, 9: 9}[primaries], transfer))
    photo = opened(data, f"a.{suffix}")
    if deep:
        np.testing.assert_allclose(photo.eight_bits[32, 32], 255, atol=4)
        assert len(photo.notes) == 1 and photo.pixels.dtype == np.uint16
    else:
        wanted = GREEN_OF_P3 if primaries == 12 else GREEN
        np.testing.assert_allclose(photo.pixels[32, 32], wanted, atol=2)
        assert photo.notes == ()


def jxl_colours(primaries: int, transfer: int) -> str:
    """Bits of a colour encoding: RGB, D65 (ISO/IEC 18181-1, E.2)."""

    def code(value: int) -> str:
        if value < 2:
            return ("00", "10")[value]
        return "01" + format(value - 2, "04b")[::-1] if value < 18 else "11" + format(value - 18, "06b")[::-1]

    return "0" + "0" + code(0) + code(1) + code(primaries) + "0" + code(transfer) + code(0)


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


def test_radiance_and_openexr_state_their_exposure(tmp_path: Path) -> None:
    openexr = pytest.importorskip("OpenEXR")
    light = np.full((20, 30, 3), 0.2158605, np.float32)  # sRGB 128
    light[0] = 4
    header = {"compression": openexr.ZIP_COMPRESSION, "type": openexr.scanlineimage}
    for scale, stops in ((1.0, 0.0), (2.0**-10, None)):
        for name in ("a.hdr", "a.exr"):
            values = light * np.float32(scale)
            if name == "a.hdr":
                data = imagecodecs.rgbe_encode(values, header=True)
            else:
                openexr.File(header, {"RGB": values.astype(np.float16)}).write(str(tmp_path / name))
                data = (tmp_path / name).read_bytes()
            photo = opened(data, name)
            assert photo.pixels.dtype == np.uint16 and len(photo.notes) == 1
            assert "EV" in photo.notes[0] and ("+0.0 EV" in photo.notes[0]) == (stops == 0.0)
            if stops == 0.0:
                np.testing.assert_allclose(photo.eight_bits[10, 10], 128, atol=1)
                assert (photo.pixels[0] == 65535).all()
            else:
                assert 100 < photo.eight_bits[10, 10, 0] < 140


def raw_like(suffix: str) -> bytes:
    """A camera's raw file in small: a thumbnail first, the sensor's picture in a sub-directory."""
    out = io.BytesIO()
    thumbnail = np.full((120, 160, 3), (10, 90, 200), np.uint8)
    sensor = np.random.default_rng(0).integers(0, 4095, (300, 400)).astype(np.uint16)
    version = [(50706, 1, 4, bytes([1, 4, 0, 0]), True)] if suffix == "dng" else []
    pattern = [(33421, 3, 2, (2, 2), True), (33422, 1, 4, bytes([0, 1, 1, 2]), True)]
    with tifffile.TiffWriter(out) as file:
        file.write(thumbnail, photometric="rgb", subfiletype=1, subifds=1, extratags=version, metadata=None)
        file.write(sensor, photometric="cfa", subfiletype=0, extratags=pattern, metadata=None)
    return out.getvalue()


@pytest.mark.parametrize("name", ["a.dng", "a.nef", "a.tif"])
def test_a_raw_file_is_developed_never_its_thumbnail(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("rawpy")
    data = raw_like(name[2:])
    photo = opened(data, name)
    assert photo.size == (400, 300) and photo.pixels.dtype == np.uint16
    monkeypatch.setitem(__import__("sys").modules, "rawpy", None)
    with pytest.raises(PhotoError, match=r"csr-viewer\[raw\]"):
        opened(data, name)


def psd(planes: np.ndarray, mode: int, *, packed: bool, layers: bytes = b"", palette: bytes = b"") -> bytes:
    """A Photoshop file of planes (n, h, w)."""
    count, height, width = planes.shape
    kind = {"u1": 8, "u2": 16, "f4": 32}[planes.dtype.str[1:]]
    head = b"8BPS" + struct.pack(">H6xHIIHH", 1, count, height, width, kind, mode)
    body = planes.astype(planes.dtype.newbyteorder(">"))
    if packed:
        rows = [bytes(imagecodecs.packbits_encode(row.tobytes())) for plane in body for row in plane]
        image = b"\0\1" + b"".join(struct.pack(">H", len(row)) for row in rows) + b"".join(rows)
    else:
        image = b"\0\0" + body.tobytes()
    blocks = b"".join(struct.pack(">I", len(block)) + block for block in (palette, b"", layers))
    return head + blocks + image


@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize("kind", [np.uint8, np.uint16])
def test_photoshop_composites(kind: type, packed: bool) -> None:
    top = np.iinfo(kind).max
    rgb = some_pixels(dtype=kind)
    planes = np.moveaxis(rgb, -1, 0)
    np.testing.assert_array_equal(opened(psd(planes, 3, packed=packed), "a.psd").pixels, rgb)
    grey = opened(psd(planes[:1], 1, packed=packed), "a.psd")
    np.testing.assert_array_equal(grey.pixels, rgb[..., :1].repeat(3, axis=2))
    inks = some_pixels(channels=4, dtype=kind)
    cmyk = opened(psd(np.moveaxis(top - inks, -1, 0), 4, packed=packed), "a.psd")
    light = 1 - inks / top
    np.testing.assert_allclose(cmyk.pixels / top, light[..., :3] * light[..., 3:], atol=1.01 / top)
    alpha = some_pixels(channels=1, dtype=kind, seed=7) | 1
    both = psd(np.concatenate((planes, alpha[None])), 3, packed=packed, layers=struct.pack(">Ih", 2, -1))
    np.testing.assert_array_equal(opened(both, "a.psd").alpha, alpha)
    # Without that sign a fourth plane is a saved selection.
    assert opened(psd(np.concatenate((planes, alpha[None])), 3, packed=packed), "a.psd").alpha is None


def test_photoshop_files_as_pillow_reads_them() -> None:
    data = psd(np.moveaxis(some_pixels(), -1, 0), 3, packed=True)
    wanted = np.asarray(Image.open(io.BytesIO(data)).convert("RGB"))
    np.testing.assert_array_equal(opened(data, "a.psd").pixels, wanted)


def test_plain_and_packed_netpbm() -> None:
    cases = {
        b"P1\n# c\n3 2\n1 0 1\n010\n": [[0, 255, 0], [255, 0, 255]],
        b"P2 3 2 15\n0 5 15 1 2 3\n": [[0, 85, 255], [17, 34, 51]],
        b"P4\n3 2\n" + bytes([0b10100000, 0b01000000]): [[0, 255, 0], [255, 0, 255]],
        b"P5\n3 2\n100\n" + bytes([0, 50, 100, 1, 2, 3]): [[0, 128, 255], [3, 5, 8]],
    }
    for data, wanted in cases.items():
        np.testing.assert_array_equal(opened(data, "a.pnm").pixels[..., 0], wanted)


# Pages


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


# The table


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


def test_avif_is_told_by_a_compatible_brand_too() -> None:
    data = bytearray(LOSSY["avif"](smooth_pixels()))
    assert data[8:12] == b"avif" and b"avif" in data[16:32]
    data[8:12] = b"mif1"
    assert opened(bytes(data), "a.xyz").size == (60, 40)
