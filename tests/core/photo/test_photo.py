import numpy as np
import pytest
from csr.core.photo.photo import PhotoError, edge_crop, eight_bits, photo_from_pixels
from hypothesis import given
from hypothesis import strategies as st
from photo_files import some_pixels


def test_a_photo_from_pixels() -> None:
    pixels, alpha = some_pixels(), some_pixels(channels=1, seed=5)
    photo = photo_from_pixels(pixels, alpha)
    assert photo.path is None and photo.size == (50, 37)
    np.testing.assert_array_equal(photo.alpha, alpha)
    assert photo_from_pixels(pixels).hash == photo_from_pixels(pixels.copy()).hash != photo.hash
    assert photo_from_pixels(pixels[:, ::-1]).pixels.flags.c_contiguous
    assert photo_from_pixels(pixels, np.full((37, 50), 255, np.uint8)).alpha is None
    for wrong in (pixels[..., 0], pixels.astype(np.float32), pixels[:0], some_pixels(channels=4)):
        with pytest.raises((ValueError, PhotoError)):
            photo_from_pixels(wrong)
    with pytest.raises(ValueError):
        photo_from_pixels(pixels, alpha[1:])
    with pytest.raises(ValueError):
        photo_from_pixels(pixels, alpha.astype(np.uint16))


def test_sixteen_bits_are_rounded_to_eight() -> None:
    every = np.arange(65536, dtype=np.uint16)
    np.testing.assert_array_equal(eight_bits(every), np.rint(every / 257))


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
