from photo_files import smooth_pixels

from ..conftest import LOSSY, opened


def test_avif_is_told_by_a_compatible_brand_too() -> None:
    data = bytearray(LOSSY["avif"](smooth_pixels()))
    assert data[8:12] == b"avif" and b"avif" in data[16:32]
    data[8:12] = b"mif1"
    assert opened(bytes(data), "a.xyz").size == (60, 40)
