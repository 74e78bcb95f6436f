from pathlib import Path

import numpy as np
import pytest
from csr.core.photo.decode import load_photo
from csr.core.photo.photo import Photo
from PIL import Image

PHOTOS = Path(__file__).parents[3].parent / "shared" / "data" / "photos"
real_files = pytest.mark.skipif(not PHOTOS.is_dir(), reason="the folder of odd photos is not here")


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
    assert len(photo.notes) == (1 if name.startswith("cmyk") else 0)


@real_files
@pytest.mark.parametrize("name", ["truncated.png", "truncated_4mp.jpg"])
def test_a_real_truncated_file_is_shown_over_grey(name: str) -> None:
    photo = load_photo(PHOTOS / name)
    assert ["cut short" in note for note in photo.notes] == [True]
    missing = (photo.pixels == 128).all(axis=2)
    assert 0 < missing.mean() < 1 and missing[-1, -1] and not missing[0].all()


@real_files
def test_a_real_file_that_lacks_only_a_byte_of_its_end_marker_is_whole() -> None:
    assert load_photo(PHOTOS / "truncated_small.jpg").notes == ()


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
