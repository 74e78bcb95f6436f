import numpy as np
import pytest
from csr.core.field import FieldFile
from csr.core.frame import Scene, photo_of
from csr.core.photo import photo_from_pixels
from csr.core.rasterize import Cancelled
from csr.core.rasterize.cpu import CpuRasterizer
from csr.core.tiled_field import FieldFileSource, TiledField
from csr.core.view import View
from golden_fields import flat_field

CPU = CpuRasterizer(2)
GREY = photo_from_pixels(np.full((300, 600, 3), 51, np.uint8))


@pytest.fixture
def scene(tmp_path) -> Scene:  # type: ignore[no-untyped-def]
    """A dark photo whose field is bright: what is shown tells which of them was drawn."""
    flat_field(600, 300, 0.8).save(tmp_path / "f.safetensors")
    field = TiledField(FieldFileSource(FieldFile(tmp_path / "f.safetensors")))
    return Scene(GREY, field, CPU)


def fill(scene: Scene, view: View) -> None:
    assert scene.field is not None
    scene.field.require(view)


def test_up_to_one_the_photo_serves(scene: Scene) -> None:
    view = View(1.0, 0, 0, 40, 30)
    frame = scene.draw(view, moving=False)
    assert (frame.source, frame.final, frame.kernels) == ("photo", True, 0)
    assert (frame.pixels[..., :3] == 51).all()


def test_above_one_the_field_where_it_is_there(scene: Scene) -> None:
    view = View(2.0, 200, 100, 200, 100)
    before = scene.draw(view, moving=False)
    assert (before.source, before.final) == ("photo", False)
    assert scene.field is not None
    scene.field.make_next(view)
    between = scene.draw(view, moving=False)
    assert (between.source, between.final) == ("partly field", False)
    assert {51, 204} <= set(np.unique(between.pixels[..., 0]).tolist())
    assert (between.pixels[..., 0] >= 51).all() and (between.pixels[..., 0] <= 205).all()
    fill(scene, view)
    after = scene.draw(view, moving=False)
    assert (after.source, after.final) == ("field", True)
    assert after.kernels == 200 * 100
    assert np.abs(after.pixels[..., :3].astype(int) - 204).max() <= 1
    assert not scene.draw(view, moving=True).final


def test_source_pixels_are_squares() -> None:
    photo = photo_from_pixels(np.arange(12, dtype=np.uint8).reshape(2, 2, 3) * 20)
    frame = Scene(photo).source_pixels(View(3.0, 0, 0, 6, 6))
    assert (frame.pixels[:3, :3, 2::-1] == photo.pixels[0, 0]).all()
    assert (frame.pixels[3:, 3:, 2::-1] == photo.pixels[1, 1]).all()


def test_clipping_leaves_the_part_with_the_photo(scene: Scene) -> None:
    view = View(2.0, -10.0, -20.0, 100, 60)
    part = scene.clipped(view)
    assert part == View(2.0, 0.0, 0.0, 80, 20)
    assert scene.clipped(View(2.0, 700.0, 0.0, 10, 10)) is None
    assert scene.clipped(View(2.0, 100.0, 100.0, 10, 10)) == View(2.0, 100.0, 100.0, 10, 10)


def test_bands_make_what_they_need_and_join_to_the_view(scene: Scene) -> None:
    view = View(7.0, 0, 0, 4200, 700)
    bands = list(scene.bands(view))
    assert len(bands) > 1
    picture = np.concatenate(bands)
    assert picture.shape == (700, 4200, 3)
    assert np.abs(picture - 0.8).max() < 1 / 510


def test_alpha_is_a_fourth_channel_of_bands() -> None:
    photo = photo_from_pixels(np.zeros((4, 4, 3), np.uint8), np.full((4, 4), 128, np.uint8))
    (band,) = Scene(photo).bands(View(2.0, 0, 0, 8, 8))
    assert band.shape == (8, 8, 4)
    assert np.abs(band[..., 3] - 128 / 255).max() < 1e-3


def test_the_photo_of_a_field_is_its_picture_at_one(scene: Scene) -> None:
    assert scene.field is not None
    photo = photo_of(scene.field, CPU)
    assert photo.size == (600, 300)
    assert np.abs(photo.pixels.astype(int) - 204).max() <= 1


def test_drawing_can_be_cancelled(scene: Scene) -> None:
    view = View(2.0, 200, 100, 200, 100)
    fill(scene, view)
    with pytest.raises(Cancelled):
        scene.draw(view, moving=False, cancelled=lambda: True)
