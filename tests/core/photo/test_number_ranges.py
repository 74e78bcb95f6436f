import numpy as np
import pytest
from csr.core.photo.number_ranges import displayable


@pytest.mark.parametrize(
    ("values", "shown", "notes"),
    [
        (np.array([[False, True]]), [[0, 255]], 0),
        (np.array([[0, 1]], np.uint8), [[0, 1]], 0),
        (np.array([[0.0, 0.5, 1.0]]), [[0, 32768, 65535]], 0),
        (np.array([[-1.0, 0.5, 2.0]]), [[0, 32768, 65535]], 1),  # clipped
        (np.array([[0.0, 127.5, 255.0]]), [[0, 32768, 65535]], 1),
        (np.array([[0.0, 65535.0]]), [[0, 65535]], 1),
        (np.array([[-100.0, 300.0]]), [[0, 65535]], 1),  # its own least and largest
        (np.array([[0.0, np.nan, np.inf, -np.inf, 1.0]]), [[0, 0, 65535, 0, 65535]], 0),
        (np.array([[7, 65535]], np.int32), [[7, 65535]], 0),
        (np.array([[0, 2**32 - 1]], np.uint32), [[0, 65535]], 0),
        (np.array([[-5, 5]], np.int16), [[0, 65535]], 1),
    ],
)
def test_black_and_white_of_each_type(values: np.ndarray, shown: list[list[int]], notes: int) -> None:
    pixels, told = displayable(values, 8 * values.dtype.itemsize)
    assert pixels.tolist() == shown and len(told) == notes


def test_what_the_file_tells_comes_first() -> None:
    pixels, told = displayable(np.array([[0.0, 2.0, 4.0]]), 32, (2.0, 4.0))
    assert pixels.tolist() == [[0, 0, 65535]] and len(told) == 1


def test_one_value_everywhere_is_no_division_by_zero() -> None:
    pixels, _ = displayable(np.full((2, 2), 1e9), 64)
    assert (pixels == pixels[0, 0]).all()
