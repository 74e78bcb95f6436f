import io
import sys
from pathlib import Path

import numpy as np
import pytest
from csr.core.photo.cicp import D65, PRIMARIES, Cicp, adobe_rgb, matrix_profile, profile_of_cicp, srgb_curve
from csr.core.photo.decode import load_photo
from csr.core.photo.icc import ToSrgb, srgb_profile
from csr.core.photo.working_space import WorkingSpace, working_space
from photo_files import P3, profile, some_pixels
from PIL import Image

DISPLAY_P3 = matrix_profile(PRIMARIES[12][0], D65, srgb_curve())
PROPHOTO = matrix_profile((0.7347, 0.2653, 0.1596, 0.8404, 0.0366, 0.0001), (0.3457, 0.3585), 1.8)
BT_2020 = profile_of_cicp(Cicp(9, 1)) or b""


def space_of(icc: bytes) -> WorkingSpace:
    space = working_space(icc)
    assert space is not None
    return space


def frame(rgb: np.ndarray) -> np.ndarray:
    return np.dstack((rgb[..., ::-1], np.full(rgb.shape[:2], 255, np.uint8)))


@pytest.mark.parametrize("icc", [DISPLAY_P3, adobe_rgb(), PROPHOTO, BT_2020])
@pytest.mark.parametrize("compiled", [False, True])
def test_the_screen_is_within_1_of_255_of_little_cms_and_greys_stay_grey(
    icc: bytes, compiled: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if compiled:
        import numba

        assert numba
    else:
        monkeypatch.delitem(sys.modules, "numba", raising=False)
    rgb = some_pixels(100, 300)
    wanted = np.asarray(ToSrgb(icc, "RGB").eight_bits(Image.fromarray(rgb)))
    shown = space_of(icc).to_screen(frame(rgb))
    assert np.abs(shown[..., 2::-1].astype(int) - wanted).max() <= 1
    assert (shown[..., 3] == 255).all()
    greys = np.repeat(np.arange(256, dtype=np.uint8)[None, :, None], 3, axis=2)
    shown = space_of(icc).to_screen(frame(greys)).astype(int)
    assert (np.ptp(shown[..., :3], axis=2) == 0).all() and (np.diff(shown[0, :, 0]) >= 0).all()


def test_names() -> None:
    assert [space_of(icc).name for icc in (DISPLAY_P3, BT_2020)] == ["Display P3", "BT.2020"]
    assert "Adobe RGB" in space_of(adobe_rgb()).name


@pytest.mark.parametrize(
    "icc",
    [srgb_profile(), profile_of_cicp(Cicp(9, 8)), profile(P3, 2.2, "gray"), b"no profile"],
    ids=["srgb", "linear", "grey", "broken"],
)
def test_no_working_space(icc: bytes) -> None:
    assert working_space(icc) is None


@pytest.mark.parametrize("deep", [False, True])
def test_a_wide_photo_is_kept_in_its_own_space_on_demand(tmp_path: Path, deep: bool) -> None:
    import tifffile

    values = some_pixels(5, 9, dtype=np.uint16 if deep else np.uint8)
    tifffile.imwrite(tmp_path / "a.tif", values, photometric="rgb", iccprofile=DISPLAY_P3)
    kept = load_photo(tmp_path / "a.tif", keep_space=True)
    np.testing.assert_array_equal(kept.pixels, values)
    assert kept.space is not None and kept.space.profile == DISPLAY_P3
    srgb = load_photo(tmp_path / "a.tif")
    assert srgb.space is None and (srgb.pixels != values).any()
    top = np.iinfo(values.dtype).max
    converted = kept.space.to_srgb((values / top).astype(np.float32))
    np.testing.assert_allclose(converted, srgb.pixels / top, atol=0.0035)


def test_grey_and_narrow_photos_are_brought_to_srgb(tmp_path: Path) -> None:
    Image.new("L", (4, 4), 128).save(tmp_path / "l.png", icc_profile=DISPLAY_P3)
    Image.new("RGB", (4, 4), (9, 99, 200)).save(tmp_path / "s.png", icc_profile=srgb_profile())
    for name in ("l.png", "s.png"):
        assert load_photo(tmp_path / name, keep_space=True).space is None
    inks = Image.new("CMYK", (4, 4), (9, 99, 200, 0))
    data = io.BytesIO()
    inks.save(data, "TIFF", icc_profile=DISPLAY_P3)  # a profile that does not fit
    (tmp_path / "c.tif").write_bytes(data.getvalue())
    assert load_photo(tmp_path / "c.tif", keep_space=True).space is None
