import numpy as np
from csr.core.geometry.view import View
from csr.core.photo.photo import photo_from_pixels
from csr.core.scene.export import bands
from csr.core.scene.scene import Scene


def test_bands_make_what_they_need_and_join_to_the_view(scene: Scene) -> None:
    view = View(7.0, 0, 0, 4200, 700)
    parts = list(bands(scene, view))
    assert len(parts) > 1
    picture = np.concatenate(parts)
    assert picture.shape == (700, 4200, 3)
    assert np.abs(picture - 0.8).max() < 1 / 510


def test_alpha_is_a_fourth_channel_of_bands() -> None:
    photo = photo_from_pixels(np.zeros((4, 4, 3), np.uint8), np.full((4, 4), 128, np.uint8))
    (band,) = bands(Scene(photo), View(2.0, 0, 0, 8, 8))
    assert band.shape == (8, 8, 4)
    assert np.abs(band[..., 3] - 128 / 255).max() < 1e-3
