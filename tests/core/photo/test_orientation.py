import numpy as np
from csr.core.geometry.orientation import Orientation
from csr.core.photo.orientation import turned
from csr.core.photo.photo import photo_from_pixels

RIGHT = Orientation(transposed=True, flipped_x=True)


def test_pixels_and_alpha_turn_together_and_come_back() -> None:
    rng = np.random.default_rng(0)
    pixels = rng.integers(0, 256, (3, 5, 3), dtype=np.uint8)
    photo = photo_from_pixels(pixels, rng.integers(0, 256, (3, 5), dtype=np.uint8))
    right = turned(photo, RIGHT)
    assert np.array_equal(right.pixels, np.rot90(pixels, -1))
    assert right.alpha is not None and photo.alpha is not None
    assert np.array_equal(right.alpha, np.rot90(photo.alpha, -1))
    back = turned(right, RIGHT.inverse)
    assert np.array_equal(back.pixels, pixels)


def test_a_turned_photo_has_a_hash_of_its_own() -> None:
    photo = photo_from_pixels(np.full((3, 5, 3), 7, np.uint8))
    hashes = {photo.hash, turned(photo, RIGHT).hash, turned(photo, RIGHT.inverse).hash}
    assert len(hashes) == 3 and turned(photo, RIGHT).hash in hashes
