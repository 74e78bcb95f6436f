"""Files with blocks of zeros where a disk or a download left data out; JPEG: `test_jpeg_holes.py`."""

import io

import imagecodecs
import numpy as np
import pytest
from csr.core.photo.decode import decode_photo
from csr.core.photo.photo import Photo, PhotoError
from PIL import Image

SIDE = 512


def picture() -> np.ndarray:
    rng = np.random.default_rng(0)
    coarse = Image.fromarray(rng.integers(30, 220, (32, 32, 3), np.uint8)).resize((SIDE, SIDE))
    return np.clip(np.asarray(coarse) + rng.normal(0, 8, (SIDE, SIDE, 3)), 0, 255).astype(np.uint8)


def encoded(name: str, values: np.ndarray) -> bytes:
    if name.endswith(("jp2", "qoi", "jxl", "heic")):
        if name == "a.heic":
            import pillow_heif

            data = io.BytesIO()
            pillow_heif.from_pillow(Image.fromarray(values)).save(data, quality=90)
            return data.getvalue()
        encode = {"a.jp2": imagecodecs.jpeg2k_encode, "a.qoi": imagecodecs.qoi_encode}.get(name)
        return encode(values) if encode else imagecodecs.jpegxl_encode(values, level=90)
    how = {"a.webp": {"quality": 92}, "l.webp": {"lossless": True}, "a.avif": {"quality": 90}}.get(name, {})
    data = io.BytesIO()
    Image.fromarray(values).save(data, name[2:].upper(), **how)
    return data.getvalue()


def opened(data: bytes, name: str) -> Photo:
    return decode_photo(io.BytesIO(data), name)


SHOWN = ["a.png", "a.avif", "a.heic", "a.jp2", "a.qoi"]


@pytest.mark.parametrize("name", SHOWN)
def test_a_hole_is_told_and_what_stands_before_it_is_shown(name: str) -> None:
    data = encoded(name, picture())
    whole, there = opened(data, name), int(0.55 * len(data))
    assert not whole.notes
    holed = opened(data[:there] + bytes(8192) + data[there + 8192 :], name)
    room = opened(data[:there] + bytes(len(data) - there), name)
    for photo in (holed, room):
        assert [note for note in photo.notes if "gaps" in note or "cut short" in note]
        assert photo.size == whole.size
        # The upper left is in every format among the first.
        difference = np.abs(photo.pixels[:48, :48].astype(float) - whole.pixels[:48, :48])
        assert difference.mean() < 0.05 * np.iinfo(photo.pixels.dtype).max


@pytest.mark.parametrize("name", [*SHOWN, "a.webp", "l.webp", "a.jxl"])
def test_a_whole_file_has_no_holes(name: str) -> None:
    flat = np.full((2048, 2048, 3), (255, 250, 255), np.uint8)
    for values in (flat, np.zeros_like(flat)):
        data = encoded(name, values)
        assert not opened(data, name).notes
        assert not opened(data + bytes(20_000), name).notes, "zeros behind the file's end"
        assert (opened(data + bytes(20_000), name).pixels == opened(data, name).pixels).all()


def test_zeros_in_side_data_are_no_holes() -> None:
    data = io.BytesIO()
    exif = Image.Exif()
    exif[0x927C] = bytes(20_000)
    Image.fromarray(picture()).save(data, "AVIF", exif=exif)
    assert bytes(20_000) in data.getvalue()
    assert not opened(data.getvalue(), "a.avif").notes


def test_what_cannot_be_shown_is_refused_in_the_sentence_of_its_decoder() -> None:
    data = encoded("a.jxl", picture())
    there = len(data) // 2
    with pytest.raises(PhotoError, match="cannot be decoded"):
        opened(data[:there] + bytes(8192) + data[there + 8192 :], "a.jxl")
    with pytest.raises(PhotoError, match=r"a\.avif"):
        opened(encoded("a.avif", picture())[:100] + bytes(8192), "a.avif")
