import base64
import struct
import sys
from pathlib import Path

import imagecodecs
import numpy as np
import pytest
from csr.core.photo.cicp import adobe_rgb
from csr.core.photo.decode import load_photo
from csr.core.photo.metadata import kept_metadata
from photo_files import smooth_pixels
from PIL import ExifTags, Image

CAPTION, XMP, IPTC = "The old harbour", b"<x:xmpmeta>Harbour</x:xmpmeta>", b"\x1c\x02\x78\x00\x07Harbour"


def exif_block() -> bytes:
    exif = Image.Exif()
    exif[ExifTags.Base.ImageDescription] = CAPTION
    exif.get_ifd(ExifTags.IFD.Exif)[int(ExifTags.Base.FNumber)] = 2.8
    return exif.tobytes().removeprefix(b"Exif\0\0")


def box(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", 8 + len(content)) + kind + content


def jxl(compressed: bool) -> bytes:
    """A JPEG XL file in a container, with boxes as cjxl writes them."""
    found = [(b"Exif", bytes(4) + exif_block()), (b"xml ", XMP)]
    if compressed:
        found = [(b"brob", kind + imagecodecs.brotli_encode(content)) for kind, content in found]
    stream = imagecodecs.jpegxl_encode(smooth_pixels(), usecontainer=False)
    start = box(b"JXL ", b"\r\n\x87\n") + box(b"ftyp", b"jxl \0\0\0\0jxl ")
    return start + b"".join(box(*each) for each in found) + box(b"jxlc", stream)


def jp2() -> bytes:
    more = b"".join(
        box(b"uuid", number + content)
        for number, content in (
            (b"JpgTiffExif->JP2", exif_block()),
            (bytes.fromhex("be7acfcb97a942e89c71999491e3afac"), XMP),
            (bytes.fromhex("33c7a4d2b81d4723a0baf1a3e097ad38"), IPTC),
        )
    )
    return imagecodecs.jpeg2k_encode(smooth_pixels(), codecformat="jp2") + more


def psd() -> bytes:
    pixels = smooth_pixels()
    height, width, _ = pixels.shape
    resources = b"".join(
        b"8BIM" + struct.pack(">HHI", number, 0, len(content)) + content + b"\0" * (len(content) % 2)
        for number, content in ((1028, IPTC), (1058, exif_block()), (1060, XMP))
    )
    head = b"8BPS" + struct.pack(">H6xHIIHH", 1, 3, height, width, 8, 3)
    planes = b"".join(pixels[..., i].tobytes() for i in range(3))
    return head + bytes(4) + struct.pack(">I", len(resources)) + resources + bytes(4) + b"\0\0" + planes


FILES = {"a.jxl": jxl(False), "b.jxl": jxl(True), "a.jp2": jp2(), "a.psd": psd()}


@pytest.mark.parametrize("name", FILES)
def test_captions_and_exposure_go_along_from_every_format(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(FILES[name])
    kept = kept_metadata(path)
    assert kept.exif[ExifTags.Base.ImageDescription] == CAPTION
    assert kept.exif.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.FNumber] == 2.8
    assert kept.xmp == XMP
    assert kept.iptc == (b"" if name.endswith("jxl") else IPTC)
    assert load_photo(path).size == (60, 40)


@pytest.mark.parametrize("name", FILES)
def test_a_broken_file_keeps_nothing_and_stops_nothing(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    for length in range(1, len(FILES[name]), 41):
        path.write_bytes(FILES[name][:length])
        kept_metadata(path)


ADOBE_RGB = base64.b85decode(
    "{|YED5W-u<fSi~JAWVn8Y2$z*^m6BMDoyU_0%!WsBAVL53u<<2aJ1CG=&8Z+m|sg+&^#nG0+G?!hz#*HcQ2x22SDbqIhP;cB"
    "c4lTpI3QsOd3E1?umj{h0NqgDB`mjOgjD$uORU$ED0s+lt@T)_-sOh)TEGEGI>Ls3P|vwz(N8gsY3}8NW_5;8$t|7F`+<)g-"
    "mXQgGx4o$KvowEDq<}7?rSLz=H(`J|tXEC-=a==I62Iij3bm!i(V}ntK82bqU{#hm*R229x2qD@Z#70{PH>bHLcn0SE#C0N4"
    "OaC?v*N3JL-W<T=L1=oq}YJ%E}c5&%G|3_y4fFiQdjGj|_wRsSF){3l7}W%7NU{{i&>0R"
)
"""A lossless JPEG XL file of cjxl 0.7, 8 x 6, red 30 x, green 40 y, blue 18 (x + y), in Adobe RGB."""


def test_the_profile_of_a_lossless_jpeg_xl_is_read(tmp_path: Path) -> None:
    pytest.importorskip("pillow_jxl")
    (tmp_path / "a.jxl").write_bytes(ADOBE_RGB)
    photo = load_photo(tmp_path / "a.jxl", keep_space=True)
    assert photo.space is not None and photo.notes == ()
    assert photo.space.profile[36:] == adobe_rgb()[36:]  # the date of its making stands before
    y, x = np.mgrid[:6, :8]
    np.testing.assert_array_equal(photo.pixels, np.stack((30 * x, 40 * y, 18 * (x + y)), axis=-1))


def test_without_its_package_the_profile_of_a_jpeg_xl_is_said_to_be_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pillow_jxl.JpegXLImagePlugin", None)
    (tmp_path / "a.jxl").write_bytes(ADOBE_RGB)
    photo = load_photo(tmp_path / "a.jxl")
    assert [note for note in photo.notes if "csr-viewer[jxl]" in note]
