from dataclasses import replace

import numpy as np
import numpy.typing as npt
import pytest
from csr.core.field.file import FieldFile, write_field
from csr.core.field.sampling import CUTOFF_MOVING
from csr.core.field.tile_source import FieldFileSource
from csr.core.field.tiled_field import TiledField
from csr.core.geometry.view import View
from csr.core.geometry.warp import NO_WARP, Lens, Warp
from csr.core.photo.cicp import adobe_rgb
from csr.core.photo.photo import photo_from_pixels
from csr.core.photo.working_space import WorkingSpace, working_space
from csr.core.scene.frame_pacing import AT_REST, MOVING, Quality
from csr.core.scene.open import photo_of
from csr.core.scene.scene import Scene
from csr.core.utils.errors import Cancelled
from golden_fields import flat_field, lattice_field
from shared_cpu import CPU

from .conftest import Whole, fill


def test_up_to_one_the_photo_serves(scene: Scene) -> None:
    view = View(1.0, 0, 0, 40, 30)
    frame = scene.draw(view)
    assert (frame.source, frame.final, frame.kernels) == ("photo", True, 0)
    assert (frame.pixels[..., :3] == 51).all()


def test_above_one_the_field_where_it_is_there(scene: Scene) -> None:
    view = View(2.0, 200, 100, 200, 100)
    before = scene.draw(view)
    assert (before.source, before.final) == ("photo", False)
    assert scene.field is not None
    scene.field.make_next(view)
    between = scene.draw(view)
    assert (between.source, between.final) == ("partly field", False)
    assert {51, 204} <= set(np.unique(between.pixels[..., 0]).tolist())
    assert (between.pixels[..., 0] >= 51).all() and (between.pixels[..., 0] <= 205).all()
    fill(scene, view)
    after = scene.draw(view)
    assert (after.source, after.final) == ("field", True)
    assert after.kernels == 200 * 100
    assert np.abs(after.pixels[..., :3].astype(int) - 204).max() <= 1
    assert not scene.draw(view, MOVING).final


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


def test_the_photo_of_a_field_is_its_picture_at_one(scene: Scene) -> None:
    assert scene.tiled is not None
    photo = photo_of(scene.tiled, CPU)
    assert photo.size == (600, 300)
    assert np.abs(photo.pixels.astype(int) - 204).max() <= 1


def test_drawing_can_be_cancelled(scene: Scene) -> None:
    view = View(2.0, 200, 100, 200, 100)
    fill(scene, view)
    with pytest.raises(Cancelled):
        scene.draw(view, cancelled=lambda: True)


def test_of_a_moved_frame_only_what_is_fresh_is_converted_for_the_screen(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    space = working_space(adobe_rgb())
    assert space is not None
    photo = replace(photo_from_pixels(np.zeros((150, 200, 3), np.uint8)), space=space)
    scene = Scene(photo, TiledField(Whole(lattice_field(200, 150, margin=5))), CPU)
    view = View(3.0, 0.0, 0.0, 600, 300)
    fill(scene, view)
    last = scene.draw(view)
    converted: list[int] = []
    to_screen = WorkingSpace.to_screen

    def counted(space: WorkingSpace, frame: npt.NDArray[np.uint8]) -> npt.NDArray[np.uint8]:
        converted.append(frame.shape[0] * frame.shape[1])
        return to_screen(space, frame)

    monkeypatch.setattr(WorkingSpace, "to_screen", counted)
    moved = view.panned(0.0, -30.0)
    fill(scene, moved)
    frame = scene.draw(moved, last=last)
    assert sum(converted) == frame.fresh == 30 * 600
    assert (frame.screen == to_screen(space, frame.pixels)).all()
    assert (frame.screen != frame.pixels).any()


def test_a_lens_that_moves_draws_its_own_box_only() -> None:
    field = TiledField(Whole(lattice_field(200, 150, margin=5)))
    scene = Scene(photo_from_pixels(np.zeros((150, 200, 3), np.uint8)), field, CPU)
    view = View(3.0, 0.0, 0.0, 600, 450)
    field.require(view)
    upright = scene.draw(view)
    last, whole = upright, view.width * view.height
    for x in (60.0, 66.0, 140.0):
        scene = scene.with_warp(Warp(lens=Lens(x, 70.0, 45.0, 1.8)))
        assert scene.field is not None
        scene.field.require(view)
        frame, anew = scene.draw(view, last=last), scene.draw(view)
        assert frame.fresh < 0.75 * whole and frame.fresh == scene.work(view, AT_REST, last).pixels
        assert np.abs(frame.pixels.astype(int) - anew.pixels).max() <= 1
        last = frame
    gone = scene.with_warp(NO_WARP)
    assert np.abs(gone.draw(view, last=last).pixels.astype(int) - upright.pixels).max() <= 1
    turned = scene.with_warp(Warp(angle=3.0, lens=scene.warp.lens))
    assert turned.draw(view, last=last).fresh == whole


@pytest.mark.parametrize(("share", "drawn"), [(0.75, 0.75), (0.5, 0.625), (0.375, 0.625), (0.25, 0.25)])
def test_a_photo_is_drawn_in_its_own_pixels_rather_than_in_fewer(
    scene: Scene, share: float, drawn: float
) -> None:
    view, moving = View(1.6, 3, 4, 160, 120), Quality(share, CUTOFF_MOVING)
    fill(scene, view)
    frame = scene.draw(view, moving)
    assert (frame.source, frame.quality.resolution) == ("field" if share == 0.75 else "photo", drawn)
    assert frame.view.scale == pytest.approx(1.6 * drawn)
    assert scene.work(view, moving, None).pixels == frame.view.width * frame.view.height
    assert scene.draw(View(0.8, 0, 0, 50, 50), moving).quality == moving


@pytest.mark.parametrize("share", [0.75, 0.375, 0.125])
def test_a_frame_of_fewer_pixels_shows_the_same_part(scene: Scene, share: float) -> None:
    view = View(16.0, 200, 100, 101, 67)
    fill(scene, view)
    frame = scene.draw(view, Quality(share, CUTOFF_MOVING))
    assert frame.pixels.shape[:2] == (frame.view.height, frame.view.width)
    assert (frame.final, frame.source) == (False, "field")
    assert frame.view.box[:2] == view.box[:2]
    for whole, part in zip(view.box[2:], frame.view.box[2:], strict=True):
        assert whole <= part + 1e-9 and part < whole + 1 / frame.view.scale
    assert np.abs(frame.pixels[..., :3].astype(int) - 204).max() <= 1


def test_fewer_pixels_than_the_photo_has_come_from_the_photo(scene: Scene) -> None:
    view = View(1.5, 200, 100, 100, 60)
    fill(scene, view)
    frame = scene.draw(view, Quality(0.5, CUTOFF_MOVING))
    assert (frame.source, frame.final) == ("photo", False)
    assert scene.work(view, Quality(0.5, CUTOFF_MOVING), None).source == "photo"
    assert scene.draw(View(0.5, 0, 0, 100, 60), Quality(0.5, CUTOFF_MOVING)).final is False


def test_a_field_files_profile_is_the_space_of_its_picture(tmp_path) -> None:  # type: ignore[no-untyped-def]
    write_field(flat_field(60, 30, 0.8), tmp_path / "f.safetensors", profile=adobe_rgb())
    photo = photo_of(TiledField(FieldFileSource(FieldFile(tmp_path / "f.safetensors"))), CPU)
    assert photo.space is not None and photo.space.profile == adobe_rgb()
