import numpy as np
import pytest

from .conftest import GREEN, GREEN_OF_P3, codec, heif, jxl_with, opened


@pytest.mark.parametrize(("primaries", "transfer"), [(12, 13), (1, 13), (9, 16), (9, 18)])
@pytest.mark.parametrize("suffix", ["avif", "heic", "jxl"])
def test_code_points(suffix: str, primaries: int, transfer: int) -> None:
    deep = transfer in (16, 18)
    pixels = np.full((64, 64, 3), GREEN if not deep else (0.58068 if transfer == 16 else 0.75) * 65535)
    pixels = pixels.astype(np.uint16 if deep else np.uint8)
    if suffix == "avif":
        if deep:
            pixels >>= 6
        options = {"bitspersample": 10} if deep else {}
        data = codec(
            "avif", level=100, primaries=primaries, transfer=transfer, matrix=0, pixelformat="444", **options
        )(pixels)
    elif suffix == "heic":
        data = heif(
            pixels, color_primaries=primaries, transfer_characteristics=transfer, matrix_coefficients=6
        )
    else:
        pixels = (pixels // 257 if deep else pixels).astype(np.uint8)
        data = jxl_with(pixels, colours=jxl_colours({12: 11, 1: 1, 9: 9}[primaries], transfer))
    photo = opened(data, f"a.{suffix}")
    if deep:
        np.testing.assert_allclose(photo.eight_bits[32, 32], 255, atol=4)
        assert len(photo.notes) == 1 and photo.pixels.dtype == np.uint16
    else:
        wanted = GREEN_OF_P3 if primaries == 12 else GREEN
        np.testing.assert_allclose(photo.pixels[32, 32], wanted, atol=2)
        assert photo.notes == ()


def jxl_colours(primaries: int, transfer: int) -> str:
    """Bits of a colour encoding: RGB, D65 (ISO/IEC 18181-1, E.2)."""

    def code(value: int) -> str:
        if value < 2:
            return ("00", "10")[value]
        return "01" + format(value - 2, "04b")[::-1] if value < 18 else "11" + format(value - 18, "06b")[::-1]

    return "0" + "0" + code(0) + code(1) + code(primaries) + "0" + code(transfer) + code(0)
