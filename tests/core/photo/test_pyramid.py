from pathlib import Path

import numpy as np
import pytest
from csr.core.geometry.view import View
from csr.core.photo.decode import load_photo
from csr.core.photo.photo import photo_from_pixels
from csr.core.photo.pyramid import PhotoPyramid
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image


def noise(width: int = 90, height: int = 70, dtype=np.uint8) -> np.ndarray:
    return np.random.default_rng(3).integers(0, np.iinfo(dtype).max, (height, width, 3), dtype, endpoint=True)


def ramp(width: int, height: int, step: float) -> np.ndarray:
    """Red grows with x and green with y, by `step` a pixel; red is (x + 0.5) * step at a pixel's centre."""
    x, y = (np.arange(width) + 0.5) * step, (np.arange(height) + 0.5) * step
    return np.stack(np.broadcast_arrays(x[None], y[:, None], 100.0), axis=-1)


def deep_ramp(width: int, height: int, step: float) -> np.ndarray:
    return np.rint(ramp(width, height, step) * 257).astype(np.uint16)


views = st.builds(
    View,
    st.floats(0.01, 600),
    st.floats(-300, 300),
    st.floats(-300, 300),
    st.integers(1, 60),
    st.integers(1, 60),
)


def test_at_scale_one_the_photo_itself_is_shown() -> None:
    pixels = noise()
    pyramid = PhotoPyramid(photo_from_pixels(pixels))
    np.testing.assert_array_equal(pyramid.draw(View(1, 0, 0, 90, 70)), pixels)
    np.testing.assert_array_equal(pyramid.draw(View(1, 11, 7, 40, 30)), pixels[7:37, 11:51])
    wide = np.pad(pixels, ((20, 30), (15, 25), (0, 0)), mode="edge")
    np.testing.assert_array_equal(pyramid.draw(View(1, -15, -20, 130, 120)), wide)


@pytest.mark.parametrize(
    "scale", [0.05, 0.11, 0.125, 0.25, 0.3, 0.49, 0.5, 0.51, 0.77, 1, 1.3, 2, 7.5, 64, 512]
)
@pytest.mark.parametrize("corner", [(0.0, 0.0), (200.25, 150.6), (333.3, 41.9)])
def test_a_ramp_stays_in_its_place_at_every_scale(scale: float, corner: tuple[float, float]) -> None:
    # 1020 x 880 is odd on some levels; red is x / 4, green y / 4.
    photo = photo_from_pixels(deep_ramp(1020, 880, 0.25))
    view = View(scale, *corner, 64, 48)
    got = PhotoPyramid(photo).draw(view).astype(float)
    x = view.x0 + (np.arange(64) + 0.5) / scale
    y = view.y0 + (np.arange(48) + 0.5) / scale
    margin = 3 / min(scale, 1)  # the filter bends a ramp at the photo's edge
    inside_x, inside_y = (x > margin) & (x < 1020 - margin), (y > margin) & (y < 880 - margin)
    # Rounding on every level and in both passes, and a tenth of a device pixel; nothing that grows with x.
    allowed = 1.6 + 0.1 * 0.25 / min(scale, 1)
    off_x = got[:, inside_x, 0] - x[inside_x] * 0.25
    off_y = got[inside_y][..., 1] - (y[inside_y] * 0.25)[:, None]
    assert np.abs(off_x).max(initial=0) <= allowed and np.abs(off_y).max(initial=0) <= allowed


@pytest.mark.parametrize("scale", [1.7, 3.0, 16.0])
def test_above_one_it_is_bicubic(scale: float) -> None:
    pixels = noise(40, 40) // 2 + 60  # no overshoot is clipped
    view = View(scale, 8.3, 9.1, 33, 29)
    got = PhotoPyramid(photo_from_pixels(pixels)).draw(view).astype(float)

    def weights(centres: np.ndarray) -> np.ndarray:
        distance = np.abs(centres[:, None] - (np.arange(40) + 0.5))
        near = (1.5 * distance - 2.5) * distance**2 + 1
        far = ((-0.5 * distance + 2.5) * distance - 4) * distance + 2
        return np.where(distance < 1, near, np.where(distance < 2, far, 0))

    across = weights(view.x0 + (np.arange(33) + 0.5) / scale)
    down = weights(view.y0 + (np.arange(29) + 0.5) / scale)
    wanted = np.clip(np.einsum("vy,ux,yxc->vuc", down, across, pixels.astype(float)), 0, 255)
    assert np.abs(got - wanted).max() <= 2  # two roundings
    assert np.abs(got - wanted).mean() < 0.5


def test_below_one_it_is_antialiased() -> None:
    y, x = np.mgrid[:512, :512]
    board = np.repeat((((x + y) % 2) * 255).astype(np.uint8)[..., None], 3, axis=2)
    pyramid = PhotoPyramid(photo_from_pixels(board))
    for scale in (0.1, 0.3, 0.5, 0.52):
        drawn = pyramid.draw(View(scale, 40, 40, int(400 * scale), int(400 * scale)))
        assert np.abs(drawn.astype(int) - 128).max() <= 12, scale


def test_no_step_between_two_levels() -> None:
    photo = photo_from_pixels(
        np.asarray(Image.fromarray(noise(64, 64)).resize((512, 512), Image.Resampling.BICUBIC))
    )
    pyramid = PhotoPyramid(photo)
    for scale in (0.25, 0.5, 1.0):
        below, above = (pyramid.draw(View(scale * f, 64, 64, 96, 96)).astype(float) for f in (0.9999, 1.0001))
        assert np.abs(below - above).mean() < 1.5


def test_exact_pixels_of_16_bits_are_those_of_the_file_at_scale_one() -> None:
    pixels = noise(dtype=np.uint16)
    pyramid = PhotoPyramid(photo_from_pixels(pixels))
    for method in ("bicubic", "nearest"):
        drawn = pyramid.draw_exact(View(1, 11, 7, 40, 30), method)
        assert (np.rint(drawn * 65535) == pixels[7:37, 11:51]).all()


@pytest.mark.parametrize("scale", [0.11, 0.25, 0.49, 0.77])
@pytest.mark.parametrize("dtype", [np.uint8, np.uint16])
def test_below_one_exact_pixels_are_those_of_the_screen_with_more_bits(scale: float, dtype: type) -> None:
    pyramid = PhotoPyramid(photo_from_pixels(noise(201, 143, dtype)))
    view = View(scale, 3.0, 5.0, int(180 * scale), int(130 * scale))
    screen, exact = pyramid.draw(view), pyramid.draw_exact(view)
    assert np.abs(exact * 255 - screen).max() <= 2  # each level of the screen's is rounded
    if dtype == np.uint16:
        assert np.abs(exact * 255 - np.rint(exact * 255)).max() > 0.4


@given(view=views)
@settings(max_examples=150, deadline=None)
def test_nearest_is_the_pixel_under_each_centre(view: View) -> None:
    pixels = noise(31, 23)
    got = PhotoPyramid(photo_from_pixels(pixels)).draw(view, "nearest")
    for u, v in ((0, 0), (view.width - 1, view.height - 1), (view.width // 2, view.height // 3)):
        x, y = view.x0 + (u + 0.5) / view.scale, view.y0 + (v + 0.5) / view.scale
        row, column = int(min(max(np.floor(y), 0), 22)), int(min(max(np.floor(x), 0), 30))
        assert (got[v, u] == pixels[row, column]).all()


@given(
    view=views,
    width=st.integers(1, 40),
    height=st.integers(1, 40),
    dtype=st.sampled_from((np.uint8, np.uint16)),
)
@settings(max_examples=300, deadline=None)
def test_a_flat_photo_is_flat_in_any_view(view: View, width: int, height: int, dtype) -> None:
    top = np.iinfo(dtype).max
    photo = photo_from_pixels(
        np.full((height, width, 3), top // 255 * 93, dtype), np.full((height, width), top // 5, dtype)
    )
    pyramid = PhotoPyramid(photo)
    for method in ("bicubic", "lanczos", "nearest"):
        drawn = pyramid.draw(view, method)
        assert drawn.shape == (view.height, view.width, 3) and drawn.dtype == np.uint8
        assert (drawn == 93).all()
    alpha = pyramid.draw_alpha(view)
    assert alpha is not None and alpha.shape == (view.height, view.width) and alpha.dtype == np.float32
    np.testing.assert_allclose(alpha, 0.2, atol=1e-5)


@given(
    scale=st.floats(0.04, 40),
    x0=st.floats(-40, 120),
    y0=st.floats(-40, 120),
    left=st.integers(0, 20),
    top=st.integers(0, 20),
)
@settings(max_examples=150, deadline=None)
def test_any_view_is_the_crop_of_a_larger_one(
    scale: float, x0: float, y0: float, left: int, top: int
) -> None:
    smooth = Image.fromarray(noise(12, 9)).resize((90, 70), Image.Resampling.BICUBIC)
    pyramid = PhotoPyramid(photo_from_pixels(np.asarray(smooth)))
    large = View(scale, x0, y0, 60, 50)
    small = View(scale, x0 + left / scale, y0 + top / scale, 30, 20)
    cut = pyramid.draw(large)[top : top + 20, left : left + 30]
    # Pillow takes rows or columns first, whichever is less work, and rounds in between.
    assert np.abs(pyramid.draw(small).astype(int) - cut).max() <= 2


@pytest.mark.parametrize("far", [1e4, 1e9, -1e9, 1e15])
def test_views_far_outside_show_the_edge(far: float) -> None:
    pixels = noise(30, 20)
    pyramid = PhotoPyramid(photo_from_pixels(pixels))
    edge = -1 if far > 0 else 0
    for scale in (0.01, 0.3, 1, 50):
        for method in ("bicubic", "lanczos", "nearest"):
            drawn = pyramid.draw(View(scale, far, far, 12, 10), method)
            assert drawn.shape == (10, 12, 3)
            if method == "nearest":
                assert (drawn == pixels[edge, edge]).all()
            assert (drawn == drawn[0, 0]).all()


def test_the_photo_s_corner_is_found_at_the_largest_scale() -> None:
    pixels = np.zeros((4, 10_000, 3), np.uint8)
    pixels[:, 9_998:] = 255
    pyramid = PhotoPyramid(photo_from_pixels(pixels))
    row = pyramid.draw(View(512, 9_997, 1, 1024, 2), "nearest")[0, :, 0]
    assert (row[:512] == 0).all() and (row[512:] == 255).all()
    smooth = pyramid.draw(View(512, 9_997, 1, 1024, 2))[0, :, 0].astype(int)
    # By symmetry the bicubic edge is half way up where the two pixels meet.
    assert abs(smooth[511] - 127) <= 2 and abs(smooth[512] - 128) <= 2


def test_alpha_follows_the_view() -> None:
    alpha = np.zeros((60, 80), np.uint16)
    alpha[:, 40:] = 65535
    photo = photo_from_pixels(np.zeros((60, 80, 3), np.uint16), alpha)
    pyramid = PhotoPyramid(photo)
    for scale in (0.25, 0.5, 1, 8):
        drawn = pyramid.draw_alpha(View.centred(40, 30, scale, 16, 10))
        assert drawn is not None
        np.testing.assert_allclose(drawn + drawn[:, ::-1], 1, atol=0.01)
        assert drawn.min() >= 0 and drawn.max() <= 1
        assert (drawn[:, 9:] > 0.5).all()
    assert PhotoPyramid(photo_from_pixels(noise())).draw_alpha(View(1, 0, 0, 5, 5)) is None


def test_16_bits_are_rounded_to_8() -> None:
    pixels = noise(64, 48, np.uint16)
    drawn = PhotoPyramid(photo_from_pixels(pixels)).draw(View(1, 0, 0, 64, 48))
    np.testing.assert_array_equal(drawn, np.rint(pixels / 257))


def test_levels_take_a_third_more_at_most() -> None:
    photo = photo_from_pixels(noise(1001, 777))
    pyramid = PhotoPyramid(photo)
    pyramid.draw(View(0.001, 0, 0, 4, 4))
    sizes = [level.nbytes for level in pyramid._pixels]
    assert sizes[0] == photo.pixels.nbytes and sum(sizes[1:]) < 0.34 * sizes[0]


SAMPLE = Path(__file__).parents[3] / "resources" / "sample.jpg"


def test_the_sample_photo_opens_and_looks_alike_at_every_size() -> None:
    photo = load_photo(SAMPLE)
    assert photo.notes == () and 800 <= max(photo.size) <= 1600 and SAMPLE.stat().st_size < 500_000
    pyramid = PhotoPyramid(photo)
    image = Image.fromarray(photo.pixels)
    for scale in (0.2, 0.4, 0.8):
        size = int(photo.width * scale), int(photo.height * scale)
        drawn = pyramid.draw(View(scale, 0, 0, *size)).astype(float)
        box = (0, 0, size[0] / scale, size[1] / scale)
        lanczos = np.asarray(image.resize(size, Image.Resampling.LANCZOS, box)).astype(float)
        assert np.abs(drawn - lanczos).mean() < 2.5
