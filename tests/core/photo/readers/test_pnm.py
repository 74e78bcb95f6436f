import numpy as np

from ..conftest import opened


def test_plain_and_packed_netpbm() -> None:
    cases = {
        b"P1\n# c\n3 2\n1 0 1\n010\n": [[0, 255, 0], [255, 0, 255]],
        b"P2 3 2 15\n0 5 15 1 2 3\n": [[0, 85, 255], [17, 34, 51]],
        b"P4\n3 2\n" + bytes([0b10100000, 0b01000000]): [[0, 255, 0], [255, 0, 255]],
        b"P5\n3 2\n100\n" + bytes([0, 50, 100, 1, 2, 3]): [[0, 128, 255], [3, 5, 8]],
    }
    for data, wanted in cases.items():
        np.testing.assert_array_equal(opened(data, "a.pnm").pixels[..., 0], wanted)
