import io
import struct
import zlib
from pathlib import Path

import imagecodecs
import numpy as np
import pytest
import tifffile
from csr.core.photo.decode import load_photo
from csr.core.photo.formats import Format
from csr.core.photo.icc import srgb_profile
from csr.core.photo.photo import PhotoError
from hypothesis import given, settings
from hypothesis import strategies as st
from photo_files import refused, some_pixels, write_png
from PIL import Image


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


def test_a_canvas_that_no_file_of_this_size_can_fill_is_refused(tmp_path: Path) -> None:
    # 43 bytes: a canvas of 65535 x 6000 with one pixel drawn on it.
    head = b"GIF89a" + struct.pack("<HH", 65535, 6000) + bytes([0x80, 0, 0]) + b"\0\0\0\xff\xff\xff"
    frame = b"!\xf9\4\1\0\0\0\0," + struct.pack("<HHHHB", 0, 0, 1, 1, 0) + b"\2\2\x44\1\0;"
    (tmp_path / "bomb.gif").write_bytes(head + frame)
    assert "more than its 43 bytes" in refused(tmp_path / "bomb.gif")


def test_a_jpeg_xr_without_pixels_is_refused_before_its_decoder_divides_by_them(tmp_path: Path) -> None:
    data = bytearray(imagecodecs.jpegxr_encode(some_pixels(), level=90))
    place = data.find(struct.pack("<HHI", 0xBC80, 4, 1))
    data[place + 8 : place + 12] = bytes(4)
    (tmp_path / "a.jxr").write_bytes(bytes(data))
    assert "no pixels" in refused(tmp_path / "a.jxr")


def encoded(kind: str) -> bytes:
    out = io.BytesIO()
    if kind == "qoi":
        return bytes(imagecodecs.qoi_encode(some_pixels(9, 12)))
    if kind in ("bmp", "tga", "pcx", "ppm"):
        Image.fromarray(some_pixels(9, 12)).save(out, kind)
        return out.getvalue()
    if kind == "deep png":
        return imagecodecs.png_encode(some_pixels(9, 12, dtype=np.uint16))
    if kind == "deep tiff":
        tifffile.imwrite(out, some_pixels(9, 12, dtype=np.uint16), photometric="rgb", compression="zlib")
    else:
        exif = Image.Exif()
        exif[0x0112] = 6
        Image.fromarray(some_pixels(9, 12)).save(out, kind, exif=exif, icc_profile=srgb_profile())
    return out.getvalue()


KINDS = ["jpeg", "png", "webp", "gif", "tiff", "deep png", "deep tiff", "bmp", "pcx", "ppm", "qoi", "tga"]


@pytest.mark.parametrize("kind", KINDS)
@given(data=st.data())
@settings(max_examples=60, deadline=None)
def test_a_damaged_file_is_opened_or_refused_never_worse(tmp_path_factory, kind: str, data) -> None:
    content = bytearray(encoded(kind))
    for _ in range(data.draw(st.integers(1, 4))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    path = tmp_path_factory.getbasetemp() / ("damaged.tga" if kind == "tga" else "damaged")
    path.write_bytes(bytes(content))
    try:
        photo = load_photo(path)
    except PhotoError:
        return
    assert photo.pixels.shape == (photo.height, photo.width, 3)


@pytest.mark.parametrize(
    ("module", "told"), [("csr.core.photo.readers.png", TypeError), ("PIL.PngImagePlugin", PhotoError)]
)
def test_a_fault_of_a_reader_is_not_told_as_the_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, module: str, told: type[Exception]
) -> None:
    Image.new("RGB", (8, 8)).save(tmp_path / "a.png")
    scope: dict[str, object] = {"__name__": module}
    exec("def read(file, name, page): return None + 1", scope)
    monkeypatch.setattr(Format, "load_reader", lambda _: scope["read"])
    with pytest.raises(told):
        load_photo(tmp_path / "a.png")
