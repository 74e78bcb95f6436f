import numpy as np
from csr.viewer.render.checkerboard import over_checkerboard, squares
from csr.viewer.style import CHECKER_LEVELS, CHECKER_SIDE


def test_opaque_pixels_stay_and_transparent_ones_show_the_squares() -> None:
    side = 2 * CHECKER_SIDE
    pixels = np.full((side, side, 4), 77, np.uint8)
    alpha = np.zeros((side, side), np.float32)
    alpha[0] = 1
    shown = over_checkerboard(pixels, alpha)
    assert (shown[0] == 77).all() and (shown[..., 3] == 77).all()
    first, second = shown[1, 0, 0], shown[1, CHECKER_SIDE, 0]
    assert {int(first), int(second)} == {round(float(level)) for level in CHECKER_LEVELS}
    assert shown[CHECKER_SIDE, CHECKER_SIDE, 0] == first
    assert (pixels == 77).all()  # what was given stays as it was


def test_a_frame_of_fewer_pixels_has_squares_of_the_same_size_on_the_screen() -> None:
    frame = over_checkerboard(np.zeros((8, 8, 4), np.uint8), np.zeros((8, 8), np.float32), 4 / CHECKER_SIDE)
    assert frame[0, 0, 0] == frame[0, 3, 0] != frame[0, 4, 0]


def test_the_pattern_is_four_squares(qapp: object) -> None:
    del qapp
    image = squares().toImage()
    assert image.width() == image.height() == 2 * CHECKER_SIDE
    first, second, last = (image.pixelColor(at, 0) for at in (0, CHECKER_SIDE, 2 * CHECKER_SIDE - 1))
    assert first != second == last
