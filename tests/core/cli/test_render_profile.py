import io
from pathlib import Path

import numpy as np
import pytest
from csr.core.cli.main import main
from csr.core.field.file import FieldFile
from csr.core.network.light import LightConfig, untrained
from csr.core.network.weights import save_network
from csr.core.photo.cicp import D65, PRIMARIES, matrix_profile, srgb_curve
from csr.core.photo.decode import load_photo
from PIL import ExifTags, Image, ImageCms

DISPLAY_P3 = matrix_profile(PRIMARIES[12][0], D65, srgb_curve())


@pytest.fixture
def weights(tmp_path: Path) -> str:
    save_network(untrained(LightConfig(channels=8, blocks=(1, 1, 1), features=4)), tmp_path / "w.safetensors")
    return str(tmp_path / "w.safetensors")


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    values = np.random.default_rng(0).integers(0, 256, (30, 40, 3), np.uint8)
    exif = Image.Exif()
    exif.get_ifd(ExifTags.IFD.Exif)[int(ExifTags.Base.FNumber)] = 2.8
    Image.fromarray(values).save(tmp_path / "photo.png", icc_profile=DISPLAY_P3, exif=exif.tobytes())
    return tmp_path / "photo.png"


def colour_space(path: Path) -> int:
    with Image.open(path) as image:
        return image.getexif().get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.ColorSpace]


@pytest.mark.parametrize("suffix", ["png", "tif", "jpg", "webp"])
def test_a_wide_photo_is_saved_with_its_own_profile_or_as_srgb(
    photo: Path, weights: str, tmp_path: Path, suffix: str
) -> None:
    kept, srgb = tmp_path / f"kept.{suffix}", tmp_path / f"srgb.{suffix}"
    words = ["--scale", "1", "--weights", weights]
    assert main(["render", str(photo), str(kept), *words]) == 0
    assert main(["render", str(photo), str(srgb), *words, "--profile", "srgb"]) == 0
    with Image.open(kept) as image:
        assert image.info["icc_profile"] == DISPLAY_P3
        if suffix in ("png", "tif"):
            np.testing.assert_array_equal(np.asarray(image), np.asarray(Image.open(photo)))
    assert (colour_space(kept), colour_space(srgb)) == (0xFFFF, 1)
    with Image.open(srgb) as image:
        own = image.info.get("icc_profile")
        if own:
            assert "sRGB" in ImageCms.getProfileDescription(io.BytesIO(own))
        if suffix in ("png", "tif"):
            # 8 bits, brought to sRGB by 16 bits here, by 8 there.
            wanted = load_photo(photo).pixels.astype(int)
            assert np.abs(np.asarray(image).astype(int) - wanted).max() <= 1


def test_16_bits_keep_the_profile_at_a_scale(photo: Path, weights: str, tmp_path: Path) -> None:
    out = tmp_path / "out.png"
    assert main(["render", str(photo), str(out), "--scale", "1.5", "--bits", "16", "--weights", weights]) == 0
    again = load_photo(out, keep_space=True)
    assert again.space is not None and again.space.name == "Display P3" and again.pixels.dtype == np.uint16


def test_a_field_file_keeps_the_profile_where_its_format_can(
    photo: Path, weights: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first, second = tmp_path / "a.safetensors", tmp_path / "b.safetensors"
    assert main(["field", str(photo), str(first), "--weights", weights]) == 0
    assert main(["convert", str(first), str(second)]) == 0
    assert FieldFile(first).profile == FieldFile(second).profile == DISPLAY_P3
    assert "Display P3" not in capsys.readouterr().err
    assert main(["convert", str(first), str(tmp_path / "a.csrz")]) == 0
    assert "Display P3" in capsys.readouterr().err
    assert main(["render", str(second), str(tmp_path / "a.png"), "--scale", "1"]) == 0
    with Image.open(tmp_path / "a.png") as image:
        assert image.info["icc_profile"] == DISPLAY_P3
