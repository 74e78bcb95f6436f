import numpy as np
from csr.core.field.displayed_field import DisplayState
from csr.core.field.tiled_field import TiledField
from csr.core.geometry.view import View
from csr.core.photo.photo import photo_from_pixels
from csr.core.scene.frame_pacing import AT_REST, MOVING
from csr.core.scene.scene import Scene
from golden_fields import lattice_field
from hypothesis import given, settings
from hypothesis import strategies as st
from shared_cpu import CPU

from .conftest import Whole, fill

PLACES = st.integers(-130, 130)


@settings(max_examples=25, deadline=None)
@given(right=PLACES, down=PLACES, scale=st.sampled_from([2.0, 7.3]))
def test_a_pan_by_whole_pixels_takes_from_the_frame_before(right: int, down: int, scale: float) -> None:
    field = TiledField(Whole(lattice_field(80, 70, margin=5)))
    scene = Scene(photo_from_pixels(np.zeros((70, 80, 3), np.uint8)), field, CPU)
    view = View(scale, 20.123, 11.7, 100, 90)
    field.require(view.panned(right, down))
    first = scene.draw(view)
    moved = view.panned(right, down)
    field.require(moved)
    second, anew = scene.draw(moved, last=first), scene.draw(moved)
    common = max(0, 100 - abs(right)) * max(0, 90 - abs(down))
    assert second.fresh == scene.work(moved, AT_REST, first).pixels == 9000 - common
    assert (second.view, second.source, second.kernels) == (moved, "field", anew.kernels)
    assert second.final == ((right, down) == (0, 0) or not common)
    # Each is within 2e-4 of the sum, a twentieth of an 8-bit step: the last bit may be rounded the other way.
    difference = np.abs(second.pixels.astype(int) - anew.pixels.astype(int))
    assert difference.max() <= 1
    assert (difference > 0).mean() < 4 * 2e-4 * 255


def test_nothing_is_taken_from_a_frame_that_will_not_do(scene: Scene) -> None:
    view = View(2.0, 200, 100, 100, 60)
    fill(scene, view)
    assert scene.field is not None
    first = scene.draw(view)
    assert scene.draw(view.panned(3, 0), last=first).fresh == 3 * 60
    for other, quality in (
        (view.panned(0.5, 0), AT_REST),
        (view.panned(3, 0), MOVING),
        (view.resized(101, 60), AT_REST),
        (view.with_scale(2.1, 0, 0), AT_REST),
        (view.panned(100, 0), AT_REST),
    ):
        assert scene.draw(other, quality, last=first).fresh == other.width * other.height
    scene = scene.with_display(DisplayState(footprint=0.5))
    assert scene.draw(view.panned(3, 0), last=first).fresh == 6000
    photo = scene.draw(View(0.9, 200, 100, 100, 60))
    assert scene.draw(View(0.9, 200, 100, 100, 60), last=photo).fresh == 6000
