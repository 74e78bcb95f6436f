"""Files that are cut short, or whose side data are broken or large."""

import io
import struct
import zlib
from collections.abc import Callable

import imagecodecs
import numpy as np
import pytest
import tifffile
from csr.core.photo.decode import decode_photo
from csr.core.photo.photo import Photo, PhotoError
from photo_files import smooth_pixels, some_pixels
from PIL import Image, PngImagePlugin


def opened(data: bytes, name: str) -> Photo:
    return decode_photo(io.BytesIO(data), name)


def pillow(format: str, **options) -> Callable[[np.ndarray], bytes]:
    def encode(pixels: np.ndarray) -> bytes:
        out = io.BytesIO()
        Image.fromarray(pixels).save(out, format, **options)
        return out.getvalue()

    return encode


def tiff(**options) -> Callable[[np.ndarray], bytes]:
    def encode(pixels: np.ndarray) -> bytes:
        out = io.BytesIO()
        tifffile.imwrite(out, pixels, photometric="rgb", metadata=None, **options)
        return out.getvalue()

    return encode


def deep_png(pixels: np.ndarray) -> bytes:
    return bytes(imagecodecs.png_encode(pixels.astype(np.uint16) * 257))


def with_interlace(pixels: np.ndarray, depth: int = 8) -> bytes:
    """An interlaced PNG, which Pillow does not write."""
    height, width = pixels.shape[:2]
    raw = b""
    for x, y, dx, dy in PASSES:
        for row in pixels[y::dy, x::dx]:
            raw += b"\0" + row.astype(">u2" if depth == 16 else "u1").tobytes() if row.size else b""
    return png_file(struct.pack(">IIBBBBB", width, height, depth, 2, 0, 0, 1), (b"IDAT", zlib.compress(raw)))


PASSES = ((0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2))


def png_file(header: bytes, *chunks: tuple[bytes, bytes], wrong: bytes = b"") -> bytes:
    data = b"\x89PNG\r\n\x1a\n"
    for kind, body in ((b"IHDR", header), *chunks, (b"IEND", b"")):
        checksum = zlib.crc32(kind + body) ^ (1 if kind == wrong else 0)
        data += struct.pack(">I", len(body)) + kind + body + struct.pack(">I", checksum)
    return data


ROW_BY_ROW = {
    "a.png": pillow("PNG"),
    "deep.png": deep_png,
    "a.gif": pillow("GIF"),
    "a.bmp": lambda pixels: pillow("BMP")(pixels[::-1]),
    "a.tga": pillow("TGA", compression="tga_rle"),
    "a.pcx": pillow("PCX"),
    "a.ppm": pillow("PPM"),
    "a.dds": pillow("DDS"),
    "a.webp": pillow("WEBP", lossless=True),
    "raw.tif": tiff(rowsperstrip=400),
    "zlib.tif": tiff(rowsperstrip=400, compression="zlib"),
    "lzw.tif": tiff(rowsperstrip=16, compression="lzw"),
    "tiles.tif": tiff(tile=(32, 32), compression="zlib"),
    "a.qoi": lambda pixels: bytes(imagecodecs.qoi_encode(pixels)),
}


@pytest.mark.parametrize("name", sorted(ROW_BY_ROW))
def test_a_cut_file_shows_what_is_there_over_grey(name: str) -> None:
    pixels = some_pixels(150, 200)
    data = ROW_BY_ROW[name](pixels)
    whole = opened(data, name)
    assert whole.notes == ()
    photo = opened(data[: int(len(data) * 0.6)], name)
    assert photo.size == (200, 150) and ["cut short" in note for note in photo.notes] == [True]
    there = (photo.pixels == whole.pixels).all(axis=2)
    grey = (photo.eight_bits == 128).all(axis=2)
    assert (there | grey).mean() > 0.99  # a pixel at the edge may come out otherwise
    assert 0.4 < there.mean() < 0.75
    assert photo.alpha is None


@pytest.mark.parametrize("depth", [8, 16])
def test_a_cut_interlaced_png_shows_its_passes(depth: int) -> None:
    pixels = some_pixels(64, 64, dtype=np.uint16 if depth == 16 else np.uint8)
    data = with_interlace(pixels, depth)
    np.testing.assert_array_equal(opened(data, "a.png").pixels, pixels)
    photo = opened(data[: len(data) // 3], "a.png")
    assert (photo.pixels[::8, ::8] == pixels[::8, ::8]).all()
    assert len(photo.notes) == 1 and (photo.eight_bits[1::2] == 128).all()


def test_a_cut_jpeg_keeps_its_pixels_and_has_grey_below() -> None:
    pixels = smooth_pixels(160, 200)
    data = pillow("JPEG", quality=95)(pixels)
    photo = opened(data[: len(data) // 2], "a.jpg")
    assert ["cut short" in note for note in photo.notes] == [True]
    whole = opened(data, "a.jpg")
    assert (photo.pixels[:16] == whole.pixels[:16]).all() and (photo.pixels[-8:] == 128).all()


@pytest.mark.parametrize("progressive", [False, True])
@pytest.mark.parametrize("lacking", [1, 2])
def test_a_jpeg_without_its_end_marker_is_whole(progressive: bool, lacking: int) -> None:
    for seed in range(4):
        data = pillow("JPEG", progressive=progressive)(some_pixels(61, 83, seed=seed))
        photo = opened(data[:-lacking], "a.jpg")
        assert photo.notes == ()
        np.testing.assert_array_equal(photo.pixels, opened(data, "a.jpg").pixels)


@pytest.mark.parametrize("name", ["a.png", "deep.png", "a.gif", "a.qoi", "a.tga"])
def test_a_file_whose_last_byte_is_missing_is_whole(name: str) -> None:
    pixels = some_pixels(61, 83)
    data = ROW_BY_ROW[name](pixels)
    photo = opened(data[:-1], name)
    assert photo.notes == ()
    np.testing.assert_array_equal(photo.pixels, opened(data, name).pixels)


def test_where_the_decoder_gives_all_or_nothing_a_sentence_says_so() -> None:
    data = imagecodecs.jpegxl_encode(some_pixels(61, 83), lossless=True)
    assert opened(data, "a.jxl").notes == ()
    with pytest.raises(PhotoError, match="cut short"):
        opened(data[: len(data) // 2], "a.jxl")


@pytest.mark.parametrize("name", [*sorted(ROW_BY_ROW), "a.jpg", "a.avif"])
def test_a_file_that_ends_in_its_header_is_refused(name: str) -> None:
    encode = {"a.jpg": pillow("JPEG"), "a.avif": pillow("AVIF"), **ROW_BY_ROW}[name]
    with pytest.raises(PhotoError) as caught:
        opened(encode(some_pixels(40, 50))[:12], name)
    assert str(caught.value).startswith(name) and str(caught.value).endswith(".")


def test_side_data_of_a_png_never_keep_it_closed() -> None:
    pixels = np.full((16, 16, 3), (200, 100, 50), np.uint8)
    text = PngImagePlugin.PngInfo()
    text.add_itxt("Comment", "x" * 1_200_000, zip=True)
    data = pillow("PNG", pnginfo=text)(pixels)
    photos = [opened(data, "a.png")]
    header = struct.pack(">IIBBBBB", 16, 16, 8, 2, 0, 0, 0)
    body = (b"IDAT", zlib.compress(b"".join(b"\0" + row.tobytes() for row in pixels)))
    for side in (
        (b"tEXt", b"a\0b"),
        (b"iCCP", b"name\0\0junk"),
        (b"pHYs", b"\1"),
        (b"eXIf", b"II*\0\xff\xff"),
    ):
        photos.append(opened(png_file(header, side, body), "a.png"))
        photos.append(opened(png_file(header, side, body, wrong=side[0]), "a.png"))
    # A wrong checksum around data that are whole is no damage.
    photos.append(opened(png_file(header, body, wrong=b"IDAT"), "a.png"))
    for photo in photos:
        assert (photo.pixels == (200, 100, 50)).all() and photo.notes == ()


def test_one_damaged_strip_takes_no_other_along() -> None:
    pixels = some_pixels(80, 60, dtype=np.uint16)
    data = bytearray(tiff(rowsperstrip=20, compression="zlib")(pixels))
    with tifffile.TiffFile(io.BytesIO(data)) as file:
        start, count = file.pages[0].dataoffsets[1], file.pages[0].databytecounts[1]
    data[start : start + count] = b"\xff" * count
    photo = opened(bytes(data), "a.tif")
    np.testing.assert_array_equal(photo.pixels[:20], pixels[:20])
    np.testing.assert_array_equal(photo.pixels[40:], pixels[40:])
    assert (photo.eight_bits[20:40] == 128).all() and len(photo.notes) == 1
