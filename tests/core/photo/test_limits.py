from pathlib import Path

from csr.core.photo.limits import BASE_BYTES, BASE_SECONDS, limits_of
from PIL import Image


def test_the_limits_grow_with_the_size_that_the_header_tells(tmp_path: Path) -> None:
    small, large = tmp_path / "small.png", tmp_path / "large.png"
    Image.effect_noise((100, 100), 50).save(small)
    Image.effect_noise((1000, 1000), 50).save(large)
    assert BASE_SECONDS < limits_of(small).seconds < limits_of(large).seconds
    assert BASE_BYTES < limits_of(small).memory_bytes < limits_of(large).memory_bytes
    # 16-bit pixels with alpha, four times
    assert limits_of(large).memory_bytes >= BASE_BYTES + 4 * 8 * 1000 * 1000


def test_a_header_alone_is_not_believed(tmp_path: Path) -> None:
    """A GIF of 43 bytes and a canvas of 393 megapixels."""
    pixel = Image.new("P", (1, 1))
    pixel.save(tmp_path / "g.gif")
    data = bytearray((tmp_path / "g.gif").read_bytes())
    data[6:10] = (65535).to_bytes(2, "little") + (6000).to_bytes(2, "little")
    (tmp_path / "g.gif").write_bytes(data)
    assert limits_of(tmp_path / "g.gif").memory_bytes < BASE_BYTES + 10_000_000


def test_a_file_without_a_size_has_limits_too(tmp_path: Path) -> None:
    (tmp_path / "raw.nef").write_bytes(bytes(1_000_000))
    assert limits_of(tmp_path / "raw.nef").memory_bytes > BASE_BYTES + 1_000_000
    assert limits_of(tmp_path / "gone.jpg").memory_bytes == BASE_BYTES
