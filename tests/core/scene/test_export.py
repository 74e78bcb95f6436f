import numpy as np
import pytest
from csr.core.geometry.view import View
from csr.core.geometry.warp import Warp
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


@pytest.mark.parametrize("angle", [0.0, 90.0])
def test_a_photo_of_16_bits_is_saved_with_all_of_them(angle: float) -> None:
    pixels = np.arange(65536, dtype=np.uint16).reshape(256, 256)
    scene = Scene(photo_from_pixels(np.dstack([pixels] * 3))).with_warp(Warp(angle=angle))
    (band,) = bands(scene, View(1.0, 0, 0, 256, 256))
    wanted = np.rot90(pixels, -1) if angle else pixels
    assert np.abs(band[..., 0] * 65535 - wanted).max() < 0.5
