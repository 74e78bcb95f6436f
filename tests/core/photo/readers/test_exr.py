from pathlib import Path

import imagecodecs
import numpy as np
import pytest

from ..conftest import opened


def test_radiance_and_openexr_state_their_exposure(tmp_path: Path) -> None:
    openexr = pytest.importorskip("OpenEXR")
    light = np.full((20, 30, 3), 0.2158605, np.float32)  # sRGB 128
    light[0] = 4
    header = {"compression": openexr.ZIP_COMPRESSION, "type": openexr.scanlineimage}
    for scale, stops in ((1.0, 0.0), (2.0**-10, None)):
        for name in ("a.hdr", "a.exr"):
            values = light * np.float32(scale)
            if name == "a.hdr":
                data = imagecodecs.rgbe_encode(values, header=True)
            else:
                openexr.File(header, {"RGB": values.astype(np.float16)}).write(str(tmp_path / name))
                data = (tmp_path / name).read_bytes()
            photo = opened(data, name)
            assert photo.pixels.dtype == np.uint16 and len(photo.notes) == 1
            assert "EV" in photo.notes[0] and ("+0.0 EV" in photo.notes[0]) == (stops == 0.0)
            if stops == 0.0:
                np.testing.assert_allclose(photo.eight_bits[10, 10], 128, atol=1)
                assert (photo.pixels[0] == 65535).all()
            else:
                assert 100 < photo.eight_bits[10, 10, 0] < 140
