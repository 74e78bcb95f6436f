import numpy as np
import pytest
from csr.core.geometry.view import View
from csr.core.geometry.warp import NO_WARP
from csr.core.photo.metrics import psnr_y, ssim_y
from csr.core.photo.photo import photo_from_pixels
from csr.core.scene.compare import (
    DIFFERENCE_GAIN,
    Original,
    OriginalError,
    Resampled,
    difference,
    draw_comparison,
    likeness,
)
from csr.core.scene.scene import Scene
from csr.core.utils.errors import Cancelled, never
from PIL import Image

RNG = np.random.default_rng(3)
COARSE = Image.fromarray(RNG.integers(0, 256, (20, 30, 3), dtype=np.uint8))
LARGE = np.asarray(COARSE.resize((240, 160), Image.Resampling.BICUBIC))
SMALL = np.asarray(Image.fromarray(LARGE).resize((60, 40), Image.Resampling.BICUBIC))
SCENE = Scene(photo_from_pixels(SMALL))


def photo(width: int, height: int):
    return photo_from_pixels(np.zeros((height, width, 3), np.uint8))


def test_an_original_is_shown_at_the_photo_s_place() -> None:
    side = Original(SCENE.photo, photo_from_pixels(LARGE))
    assert side.factor == 4 and "240 × 160" in side.label
    pixels, final = side.draw(View(4.0, 10.0, 5.0, 80, 60), NO_WARP, moving=True)
    assert final
    assert np.array_equal(pixels[..., 2::-1], LARGE[20:80, 40:120])


def test_an_original_cut_to_whole_pixels_has_a_whole_factor() -> None:
    assert Original(photo(60, 40), photo(121, 81)).factor == 2
    assert Original(photo(60, 40), photo(93, 62)).factor == pytest.approx(1.55)


@pytest.mark.parametrize("size", [(60, 40), (30, 20), (240, 240), (100, 160)])
def test_another_picture_is_no_original(size: tuple[int, int]) -> None:
    with pytest.raises(OriginalError, match=f"{size[0]} × {size[1]}"):
        Original(photo(60, 40), photo(*size))


def test_the_measures_are_those_of_the_seen_part_and_bicubic_stands_beside() -> None:
    """A view that shows more than the photo: what lies around it does not count."""
    view = View(4.0, -5.0, -3.0, 300, 200)
    frame = SCENE.draw(view)
    got = draw_comparison(
        Original(SCENE.photo, photo_from_pixels(LARGE)),
        SCENE,
        frame,
        measured=True,
        moving=False,
        cancelled=never,
    )
    ours = np.asarray(frame.pixels[12:172, 20:260, 2::-1])
    psnr, ssim = psnr_y(ours, LARGE, 0), ssim_y(ours, LARGE, 0)
    words = f"PSNR {psnr:.2f} dB, SSIM {ssim:.4f}"
    assert got.words == f"{words}   (bicubic {words})"
    assert got.final and got.difference is not None
    steps = np.abs(ours.astype(int) - LARGE).max(axis=2)
    assert np.array_equal(got.difference[12:172, 20:260, 0], np.minimum(steps * DIFFERENCE_GAIN, 255))


DEEP_LARGE = LARGE.astype(np.uint16) * 257
DEEP_SCENE = Scene(photo_from_pixels(SMALL.astype(np.uint16) * 257 + np.uint16(90)))


@pytest.mark.parametrize("is_deep", [False, True])
def test_two_sides_of_16_bits_are_measured_on_16_bits(is_deep: bool) -> None:
    view = View(4.0, 0.0, 0.0, 240, 160)
    original = photo_from_pixels(DEEP_LARGE if is_deep else LARGE)
    got = draw_comparison(
        Original(DEEP_SCENE.photo, original),
        DEEP_SCENE,
        DEEP_SCENE.draw(view),
        measured=True,
        moving=False,
        cancelled=never,
    )
    exact = np.rint(DEEP_SCENE.unclamped(view, False).clip(0, 1) * 65535).astype(np.uint16)
    drawn, truth = (exact, DEEP_LARGE) if is_deep else (DEEP_SCENE.draw(view).pixels[..., 2::-1], LARGE)
    words = f"PSNR {psnr_y(drawn, truth, 0):.2f} dB, SSIM {ssim_y(drawn, truth, 0):.4f}"
    assert got.words == f"{words}   (bicubic {words})"
    apart = np.abs(drawn.astype(int) - truth).max(axis=2)
    assert got.difference is not None
    grey = got.difference[..., 0]
    assert (grey == np.minimum(np.rint(apart * 8 / 257) if is_deep else apart * 8, 255)).all()
    assert bool((grey % 8 % 7).any()) == is_deep, "eight steps of grey for one of 8 bits"
    assert (got.difference[..., :3] == grey[..., None]).all() and (got.difference[..., 3] == 255).all()


def test_what_is_equal_in_8_bits_only_is_not_equal() -> None:
    pixels = np.full((40, 60, 3), 25700, np.uint16)
    pixels[:, 30:] += 40
    scene, view = Scene(photo_from_pixels(pixels)), View(4.0, 0.0, 0.0, 240, 160)
    frame = scene.draw(view)
    for source_pixels, words in ((False, "PSNR"), (True, "equal")):  # squares are told as the screen has them
        got = draw_comparison(
            Resampled(scene, "nearest"),
            scene,
            frame,
            measured=True,
            moving=False,
            source_pixels=source_pixels,
            cancelled=never,
        )
        assert got.words.startswith(words)


def test_what_is_not_asked_for_is_not_measured() -> None:
    frame = SCENE.draw(View(4.0, 0.0, 0.0, 80, 60))
    got = draw_comparison(
        Resampled(SCENE, "nearest"), SCENE, frame, measured=False, moving=False, cancelled=never
    )
    assert (got.words, got.difference) == ("", None)
    assert np.array_equal(got.pixels[..., 2::-1], np.kron(SMALL[:15, :20], np.ones((4, 4, 1), np.uint8)))


def test_lanczos_is_pillow_s() -> None:
    pixels, _ = Resampled(SCENE, "lanczos").draw(View(4.0, 0.0, 0.0, 240, 160), NO_WARP, moving=False)
    wanted = np.asarray(Image.fromarray(SMALL).resize((240, 160), Image.Resampling.LANCZOS))
    # Inside; at the border the photo's edge is repeated, which Pillow does not do.
    assert np.abs(pixels[16:-16, 16:-16, 2::-1].astype(int) - wanted[16:-16, 16:-16]).max() <= 1


def test_a_picture_too_small_or_equal_is_told_so() -> None:
    assert likeness(LARGE[:5], LARGE[:5], moving=False) == ""
    assert likeness(LARGE, LARGE, moving=False) == "equal"
    moving = likeness(LARGE, 255 - LARGE, moving=True)
    assert moving.endswith("dB")
    nothing = SCENE.draw(View(4.0, 900.0, 900.0, 40, 30))
    side = Original(SCENE.photo, photo_from_pixels(LARGE))
    assert draw_comparison(side, SCENE, nothing, measured=True, moving=False, cancelled=never).words == ""


def test_the_difference_is_grey_and_magnified() -> None:
    a, b = np.full((2, 2, 4), 100, np.uint8), np.full((2, 2, 4), 100, np.uint8)
    b[0, 0, 1], b[1, 1, 0] = 97, 255
    grey = difference(a, b)
    assert grey[0, 0, :3].tolist() == [24, 24, 24] and grey[1, 1, 0] == 255 and grey[0, 1, 0] == 0


def test_measuring_is_given_up_when_nobody_wants_it() -> None:
    with pytest.raises(Cancelled):
        likeness(LARGE, 255 - LARGE, moving=False, cancelled=lambda: True)
