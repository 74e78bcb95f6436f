import numpy as np
import pytest
from csr.core.rasterize.map_colours import Scale, colours, value_range


@pytest.mark.parametrize("scale", ["hue", "ramp", "signed"])
def test_every_place_has_a_colour_that_a_screen_has(scale: Scale) -> None:
    places = np.linspace(0, 1, 101, dtype=np.float32)
    shown = colours(scale, places)
    assert shown.shape == (101, 3) and shown.min() >= 0 and shown.max() <= 255
    assert np.abs(np.diff(shown, axis=0)).max() < 20  # no jump


def test_directions_close_a_circle_and_ramps_end() -> None:
    ends = np.array((0.0, 1.0), np.float32)
    first, last = colours("hue", ends)
    assert np.array_equal(first, last)
    assert np.abs(np.subtract(*colours("ramp", ends))).max() > 100
    assert np.array_equal(colours("ramp", np.array((-3.0, 9.0), np.float32)), colours("ramp", ends))


def test_a_range_leaves_outliers_out_and_is_never_empty() -> None:
    values = np.append(np.linspace(0, 1, 999), 1e6)
    assert value_range(values)[1] < 1.1
    low, high = value_range(np.full(9, 5.0))
    assert low < high
