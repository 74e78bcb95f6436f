"""Files of every format that end too early: what is there is shown, or a sentence says why not."""

import io

import imagecodecs
import numpy as np
import pytest
import tifffile
from csr.core.photo.decode import decode_photo
from csr.core.photo.photo import Photo, PhotoError
from PIL import Image


def picture() -> np.ndarray:
    rng = np.random.default_rng(0)
    coarse = rng.integers(30, 220, (9, 12, 3), np.uint8)
    return np.asarray(Image.fromarray(coarse).resize((192, 144), Image.Resampling.BICUBIC))


PICTURE = picture()


def by_pillow(kind: str, **how: object) -> bytes:
    data = io.BytesIO()
    Image.fromarray(PICTURE).save(data, kind, **how)
    return data.getvalue()


FILES = {
    "a.webp": by_pillow("WEBP", quality=90),
    "a.avif": by_pillow("AVIF", quality=80),
    "a.jp2": imagecodecs.jpeg2k_encode(PICTURE, level=40, codecformat="jp2"),
    "a.j2k": by_pillow("JPEG2000", tile_size=(64, 64), no_jp2=True),
    "t.jp2": by_pillow("JPEG2000", tile_size=(64, 64)),
    "a.hdr": imagecodecs.rgbe_encode(np.float32(PICTURE) / 255, header=True),
}


def cut(name: str, share: float) -> Photo:
    data = FILES[name]
    return decode_photo(io.BytesIO(data[: int(len(data) * share)]), name)


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("share", [0.6, 0.83, 0.96])
def test_what_is_there_is_shown(name: str, share: float) -> None:
    whole, photo = cut(name, 1), cut(name, share)
    assert not [note for note in whole.notes if "cut short" in note]
    (note,) = (note for note in photo.notes if "cut short" in note)
    assert name not in note, "who shows it names the file"
    assert photo.size == (192, 144)
    top = slice(0, 8)
    difference = np.abs(photo.pixels[top].astype(float) - whole.pixels[top]).mean()
    assert difference < 0.08 * np.iinfo(photo.pixels.dtype).max


@pytest.mark.parametrize("name", FILES)
def test_every_length_is_shown_or_refused_in_a_sentence(name: str) -> None:
    for share in np.linspace(0.01, 0.99, 12):
        try:
            assert cut(name, float(share)).notes
        except PhotoError as error:
            assert str(error).endswith(".")
            assert "()" not in str(error) and "StopIteration" not in str(error)


@pytest.mark.parametrize("name", ["a.jp2", "a.j2k", "t.jp2"])
def test_a_jpeg_2000_that_lacks_only_its_end_marker_is_whole(name: str) -> None:
    data = FILES[name].removesuffix(b"\xff\xd9")
    assert len(data) == len(FILES[name]) - 2
    photo = decode_photo(io.BytesIO(data), name)
    assert photo.notes == ()
    np.testing.assert_array_equal(photo.pixels, cut(name, 1).pixels)


WHOLE = {
    **FILES,
    "a.jpg": by_pillow("JPEG"),
    "a.png": by_pillow("PNG"),
    "a.tif": by_pillow("TIFF", compression="tiff_lzw"),
    "a.gif": by_pillow("GIF"),
    "a.bmp": by_pillow("BMP"),
    "a.tga": by_pillow("TGA", compression="tga_rle"),
    "a.ppm": by_pillow("PPM"),
    "a.jxl": imagecodecs.jpegxl_encode(PICTURE),
    "a.qoi": bytes(imagecodecs.qoi_encode(PICTURE)),
    "a.jxr": imagecodecs.jpegxr_encode(PICTURE, level=0.9),
}


@pytest.mark.parametrize("name", WHOLE)
@pytest.mark.parametrize("more", [bytes(1000), b"\r\n", b"what a program left behind\n" * 40])
def test_a_whole_file_with_something_behind_it_is_not_called_damaged(name: str, more: bytes) -> None:
    whole = decode_photo(io.BytesIO(WHOLE[name]), name)
    photo = decode_photo(io.BytesIO(WHOLE[name] + more), name)
    assert photo.notes == whole.notes
    np.testing.assert_array_equal(photo.pixels, whole.pixels)


@pytest.mark.parametrize("missing", [1, 2, 3])
@pytest.mark.parametrize("strips", [1, 9])
def test_a_tiff_whose_list_of_contents_lacks_its_last_bytes_is_not_black(missing: int, strips: int) -> None:
    packed = io.BytesIO()
    rows = {278: 144 // strips}  # in a strip
    Image.fromarray(PICTURE).save(packed, "TIFF", compression="tiff_lzw", tiffinfo=rows)
    data = packed.getvalue()
    whole = decode_photo(io.BytesIO(data), "a.tif")
    try:
        photo = decode_photo(io.BytesIO(data[:-missing]), "a.tif")
    except PhotoError as error:
        assert strips == 1 and missing > 1 and "cut short" in str(error)  # the depth of a channel is lost
        return
    same = (photo.pixels == whole.pixels).all(axis=2)
    assert same.mean() > 0.5 and (same.all() or photo.notes != ())


@pytest.mark.parametrize("predictor", [None, 2])
def test_a_16_bit_tiff_that_lacks_its_last_byte_is_whole_to_the_eye(predictor: int | None) -> None:
    """LZW ends with a code of its own: no pixel lies in the last byte."""
    pixels = np.random.default_rng(0).integers(0, 65536, (48, 64, 3)).astype(np.uint16)
    file = io.BytesIO()
    kind = {"photometric": "rgb", "compression": "lzw", "predictor": predictor}
    tifffile.imwrite(file, pixels, **kind, rowsperstrip=16, metadata=None)
    photo = decode_photo(io.BytesIO(file.getvalue()[:-1]), "a.tif")
    assert photo.pixels.dtype == np.uint16 and np.array_equal(photo.pixels, pixels)
