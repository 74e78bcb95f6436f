"""JPEG files with blocks of zeros where a disk or a download left data out."""

import io

import numpy as np
import pytest
from csr.core.photo.decode import decode_photo
from csr.core.photo.photo import Photo
from PIL import Image

SIDE = 384
KINDS = [
    (progressive, optimised, restarts)
    for progressive in (0, 1)
    for optimised in (0, 1)
    for restarts in (0, 1)
]


def picture() -> np.ndarray:
    rng = np.random.default_rng(0)
    coarse = Image.fromarray(rng.integers(30, 220, (24, 24, 3), np.uint8)).resize((SIDE, SIDE))
    return np.clip(np.asarray(coarse) + rng.normal(0, 8, (SIDE, SIDE, 3)), 0, 255).astype(np.uint8)


def jpeg(values: np.ndarray, kind: tuple[int, int, int], quality: int = 88) -> bytes:
    progressive, optimised, restarts = map(bool, kind)
    data = io.BytesIO()
    more = {"restart_marker_rows": 1} if restarts else {}
    Image.fromarray(values).save(
        data, "JPEG", quality=quality, progressive=progressive, optimize=optimised, **more
    )
    return data.getvalue()


def opened(data: bytes) -> Photo:
    return decode_photo(io.BytesIO(data), "a.jpg")


@pytest.mark.parametrize("kind", KINDS)
def test_a_hole_is_told_and_what_stands_before_it_is_shown(kind: tuple[int, int, int]) -> None:
    data = jpeg(picture(), kind)
    whole, half = opened(data), int(0.52 * len(data))
    assert not whole.notes
    photo = opened(data[:half] + bytes(1024) + data[half + 1024 :])
    assert [note for note in photo.notes if "gaps" in note]
    assert photo.jpeg_quality == whole.jpeg_quality and photo.size == whole.size
    difference = np.abs(photo.pixels.astype(int) - whole.pixels)
    assert difference[: SIDE // 4].mean() < 8
    progressive, _, restarts = kind
    if not progressive:
        assert not difference[: SIDE // 4].any()
        grey = (np.abs(photo.pixels.astype(int) - 128) <= 1).all(2).mean()
        # From one restart to the next, or to the end.
        assert 0.01 < grey < 0.2 if restarts else 0.4 < grey < 0.6


@pytest.mark.parametrize("kind", KINDS)
def test_room_that_a_download_took_beforehand_is_none_of_the_picture(kind: tuple[int, int, int]) -> None:
    data = jpeg(picture(), kind)
    there = 2 * len(data) // 3
    photo = opened(data[:there] + bytes(len(data) - there))
    assert len(photo.notes) == 1
    assert np.abs(photo.pixels[: SIDE // 4].astype(int) - opened(data).pixels[: SIDE // 4]).mean() < 8


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("quality", [30, 95])
@pytest.mark.parametrize("channels", [1, 3])
def test_zeros_that_are_the_picture_are_no_hole(
    kind: tuple[int, int, int], quality: int, channels: int
) -> None:
    """Optimised tables give what is flat the shortest codes, which are zeros."""
    page = np.full((1024, 1024, channels), 255, np.uint8).squeeze()
    page[500:532, 100:600] = np.random.default_rng(1).integers(0, 256, page[500:532, 100:600].shape)
    data = jpeg(page, kind, quality)
    assert bytes(512) in data or kind[0] or not kind[1] or kind[2], "the case is not made"
    assert not opened(data).notes
    assert not opened(data + bytes(4096)).notes
