import io

import numpy as np
import pytest
from csr.core.photo.png_stream import PngStream
from PIL import Image


@pytest.mark.parametrize("channels", [3, 4])
def test_rows_that_come_in_parts_are_read_as_they_were(channels: int) -> None:
    rng = np.random.default_rng(0)
    rows = rng.integers(0, 256, (23, 17, channels), dtype=np.uint8)
    rows[8:14] = rows[8]  # the filter of equal rows, too
    file = io.BytesIO()
    stream = PngStream(file, 17, 23, channels, 8, texts={"Comment": "größer"}, dpi=(300, 150))
    for part in (rows[:1], rows[1:9], rows[9:]):
        stream.write(part)
    stream.close()
    with Image.open(file, formats=["PNG"]) as image:
        assert np.array_equal(np.asarray(image), rows)
        assert image.text["Comment"] == "größer"  # pyright: ignore
        assert np.allclose(image.info["dpi"], (300, 150), atol=0.02)


def test_a_profile_stands_instead_of_srgb() -> None:
    for profile, chunk in ((None, b"sRGB"), (b"a profile", b"iCCP")):
        file = io.BytesIO()
        PngStream(file, 1, 1, 3, 16, profile=profile)
        assert (b"sRGB" in file.getvalue()) == (chunk == b"sRGB")
        assert (b"iCCP" in file.getvalue()) == (chunk == b"iCCP")
