import io
from typing import Any

import imagecodecs
import numpy as np
import pytest
from csr.core.photo.decode import decode_photo
from csr.core.photo.readers import jpeg
from PIL import Image

ODD = (61, 83)


def encoded(mode: str, size: tuple[int, int] = ODD, **options: Any) -> bytes:
    """A JPEG file of noise that is not too fine."""
    noise = np.random.default_rng(0).integers(0, 256, (12, 16, 3), dtype=np.uint8)
    file = io.BytesIO()
    Image.fromarray(noise).resize(size).convert(mode).save(file, "JPEG", **options)
    return file.getvalue()


@pytest.mark.parametrize("mode", ["L", "RGB"])
@pytest.mark.parametrize("progressive", [False, True])
@pytest.mark.parametrize("subsampling", [0, 1, 2, "4:1:1"])
@pytest.mark.parametrize("size", [ODD, (1, 1), (16, 9)])
def test_pixels_are_those_of_pillow(
    mode: str, progressive: bool, subsampling: int | str, size: tuple[int, int]
) -> None:
    data = encoded(mode, size, progressive=progressive, subsampling=subsampling, restart_marker_rows=2)
    with Image.open(io.BytesIO(data)) as image:
        np.testing.assert_array_equal(jpeg.read(io.BytesIO(data), "a.jpg", None).values, np.asarray(image))


def test_a_whole_picture_is_not_decoded_by_pillow(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Image.Image, "crop", None)
    exif = Image.Exif()
    exif[0x0112] = 6
    photo = decode_photo(io.BytesIO(encoded("RGB", exif=exif, quality=60)), "a.jpg")
    assert photo.size == ODD[::-1] and photo.jpeg_quality == 60 and not photo.notes


@pytest.mark.parametrize(("progressive", "filled"), [(False, 0), (False, 99), (True, 0)])
def test_a_file_without_its_end_is_told_from_a_whole_one(progressive: bool, filled: int) -> None:
    data = encoded("RGB", quality=95, progressive=progressive)
    assert decode_photo(io.BytesIO(data[: len(data) // 2] + bytes(filled)), "a.jpg").notes


def test_what_one_decoder_refuses_the_other_may_read(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_data: bytes) -> None:
        raise imagecodecs.Jpeg8Error("refused")

    data = encoded("RGB")
    whole = decode_photo(io.BytesIO(data), "a.jpg").pixels
    monkeypatch.setattr(imagecodecs, "jpeg8_decode", refuse)
    np.testing.assert_array_equal(decode_photo(io.BytesIO(data), "a.jpg").pixels, whole)
