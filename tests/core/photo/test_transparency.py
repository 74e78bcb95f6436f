import numpy as np
import pytest
from csr.core.photo.transparency import REACH, fill_hidden


@pytest.mark.parametrize("kind", [np.uint8, np.uint16])
def test_visible_colours_go_on_under_hidden_pixels_as_far_as_they_reach(
    kind: type[np.uint8 | np.uint16],
) -> None:
    most = np.iinfo(kind).max
    pixels = np.zeros((5, 60, 3), kind)
    pixels[:, :10] = (most, 7, most // 2)
    alpha = np.zeros((5, 60), kind)
    alpha[:, :10] = 1
    fill_hidden(pixels, alpha)
    assert (pixels[:, : 10 + REACH] == pixels[0, 0]).all()
    assert not pixels[:, 10 + REACH :].any()


def test_a_hole_takes_the_mean_of_what_is_around_it_and_nothing_else_changes() -> None:
    rng = np.random.default_rng(0)
    pixels, alpha = rng.integers(0, 256, (9, 8, 3), dtype=np.uint8), np.full((9, 8), 255, np.uint8)
    alpha[4, 3] = 0
    before = pixels.copy()
    fill_hidden(pixels, alpha)
    around = (before[3:6, 2:5].astype(int).sum((0, 1)) - before[4, 3]) / 8
    assert np.abs(pixels[4, 3] - around).max() <= 0.5
    pixels[4, 3] = before[4, 3]
    assert (pixels == before).all()


@pytest.mark.parametrize("value", [0, 3])
def test_with_nothing_hidden_or_nothing_visible_all_stays(value: int) -> None:
    pixels = np.arange(60, dtype=np.uint8).reshape(4, 5, 3)
    before = pixels.copy()
    fill_hidden(pixels, np.full((4, 5), value, np.uint8))
    assert (pixels == before).all()
