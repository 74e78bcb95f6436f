import csr
import numpy as np
from PIL import Image


def test_photos_of_pixels() -> None:
    floats = np.linspace(0, 1, 60, dtype=np.float32).reshape(4, 5, 3)
    assert np.abs(csr.from_pixels(floats).pixels - floats).max() < 1e-4
    assert csr.from_pixels(Image.new("L", (7, 3), 128)).size == (7, 3)
    field = csr.from_pixels(floats).field("light", device="cpu")
    network = csr.load_network("light")
    same = csr.from_pixels(floats).field(network, device="cpu")
    assert field.photo_size == (5, 4) and np.array_equal(field.kernels.array, same.kernels.array)
