"""The files that showed faults, where the folder with them is here."""

from pathlib import Path

import numpy as np
import pytest
from csr.core.photo.decode import load_photo

FAULTS = Path(__file__).parents[3].parent / "shared" / "data" / "faults"
pytestmark = pytest.mark.skipif(not FAULTS.is_dir(), reason="the folder of faults is not here")


@pytest.mark.parametrize(
    "name",
    ["trunc_eoi.jpg", "itxt_1200000.png", "bad_crc_text.png", "c_jpegxl8.tif", "rgb5ch8.tif", "scan1bit.png"],
)
def test_opens_without_a_word(name: str) -> None:
    photo = load_photo(FAULTS / name)
    assert photo.notes == ()
    if name in ("itxt_1200000.png", "bad_crc_text.png"):
        assert photo.size == (16, 16) and (photo.pixels == (200, 100, 50)).all()
    if name == "scan1bit.png":
        assert (np.ptp(photo.pixels, axis=2) == 0).all()


def test_colours() -> None:
    wide = load_photo(FAULTS / "avif_p3.avif").pixels
    np.testing.assert_allclose(wide[:32].reshape(-1, 3).mean(0), (0, 203, 58), atol=1)
    np.testing.assert_allclose(wide[32:].reshape(-1, 3).mean(0), (216, 69, 50), atol=1)
    linear = load_photo(FAULTS / "gama_linear.png").pixels
    assert (linear[..., 2] == 188).all()  # 128 in the file
    for name in ("DSC_adobe_dcf.jpg", "cicp_p3.png"):
        assert len(np.unique(load_photo(FAULTS / name).pixels[..., 2])) > 3  # 128 in the file


def test_ranges_and_alpha() -> None:
    photo = load_photo(FAULTS / "f32_0_255.tif")
    assert len(photo.notes) == 1 and "255" in photo.notes[0]
    assert 32_000 < photo.pixels.mean() < 33_500
    grey = load_photo(FAULTS / "grey_assoc8.tif")
    assert grey.alpha is not None
    assert (np.abs(grey.pixels[grey.alpha > 8].astype(int) - 127) <= 8).all()
    assert abs(np.median(grey.pixels) - 127) <= 1
