import io
import itertools
import struct
from pathlib import Path

import numpy as np
import pytest
import tifffile
from csr.core.photo.decode import load_photo
from csr.core.photo.icc import ToSrgb, srgb_profile
from photo_files import P3, profile, some_pixels
from PIL import Image, ImageCms


@pytest.mark.parametrize("deep", [False, True])
def test_a_profile_is_converted_to_srgb(tmp_path: Path, deep: bool) -> None:
    # Primaries of P3 and gamma 2: linear light by hand, then the sRGB curve.
    to_srgb = np.array([[1.2249, -0.2247, 0.0], [-0.0420, 1.0419, 0.0], [-0.0197, -0.0786, 1.0979]])
    encoded = np.array([[0.5, 0.5, 0.5], [0.5, 0.4, 0.45], [0.9, 0.85, 0.8], [0.2, 0.25, 0.2]])
    linear = np.clip(encoded**2 @ to_srgb.T, 0, 1)
    wanted = np.where(linear <= 0.0031308, 12.92 * linear, 1.055 * linear ** (1 / 2.4) - 0.055)
    path = tmp_path / "a.tif"
    if deep:
        tifffile.imwrite(
            path,
            np.rint(encoded[None] * 65535).astype(np.uint16),
            photometric="rgb",
            iccprofile=profile(P3, 2.0),
        )
    else:
        Image.fromarray(np.rint(encoded[None] * 255).astype(np.uint8)).save(
            path, icc_profile=profile(P3, 2.0)
        )
    photo = load_photo(path)
    assert photo.notes == ()
    np.testing.assert_allclose(photo.crop(0, 0, 4, 1)[0], wanted, atol=0.002 if deep else 0.008)


def test_16_bit_conversion_agrees_with_8_bits_everywhere() -> None:
    way = ToSrgb(profile(P3, 2.2), "RGB")
    values = some_pixels(100, 100)
    eight = np.asarray(way.eight_bits(Image.fromarray(values)))
    sixteen = way.sixteen_bits(values.astype(np.uint16) * 257)
    assert np.abs(sixteen / 257 - eight).max() <= 1.01


@pytest.mark.parametrize("deep", [False, True])
def test_a_grey_profile_and_an_rgb_profile_on_a_grey_photo(tmp_path: Path, deep: bool) -> None:
    wanted = 1.055 * 0.25 ** (1 / 2.4) - 0.055
    for icc in (profile(P3, 2.0, "gray"), profile(P3, 2.0)):
        path = tmp_path / "a.png"
        image = Image.fromarray(np.full((4, 4), 32768, np.uint16)) if deep else Image.new("L", (4, 4), 128)
        image.save(path, icc_profile=icc)
        photo = load_photo(path)
        assert photo.pixels.dtype == (np.uint16 if deep else np.uint8)
        np.testing.assert_allclose(photo.crop(0, 0, 1, 1)[0, 0], wanted, atol=0.006)


def test_alpha_is_no_colour(tmp_path: Path) -> None:
    rgba = some_pixels(channels=4)
    Image.fromarray(rgba).save(tmp_path / "a.png", icc_profile=profile(P3, 2.2))
    photo = load_photo(tmp_path / "a.png")
    np.testing.assert_array_equal(photo.alpha, rgba[..., 3])
    assert (photo.pixels != rgba[..., :3]).any()


def test_an_srgb_profile_moves_nothing(tmp_path: Path) -> None:
    pixels = some_pixels()
    Image.fromarray(pixels).save(tmp_path / "a.png", icc_profile=srgb_profile())
    np.testing.assert_array_equal(load_photo(tmp_path / "a.png").pixels, pixels)


@pytest.mark.parametrize("deep", [False, True])
@pytest.mark.parametrize("kind", ["junk", "cut", "grey"])
def test_an_unreadable_or_unfit_profile_leaves_the_pixels_and_a_note(
    tmp_path: Path, kind: str, deep: bool
) -> None:
    good = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    icc = {"junk": b"no profile at all" * 20, "cut": good[:150], "grey": profile(P3, 2.0, "gray")}[kind]
    pixels = some_pixels(dtype=np.uint16 if deep else np.uint8)
    path = tmp_path / "a.tif"
    tifffile.imwrite(path, pixels, photometric="rgb", iccprofile=icc)
    photo = load_photo(path)
    np.testing.assert_array_equal(photo.pixels, pixels)
    assert len(photo.notes) == 1 and "profile" in photo.notes[0]


def inks_profile() -> bytes:
    """A CMYK profile by a table of two steps an ink (ICC.1:2010, 10.9)."""
    table = b""
    for c, m, y, k in itertools.product((0, 1), repeat=4):
        light = 100 * (1 - 0.3 * c) * (1 - 0.35 * m) * (1 - 0.1 * y) * (1 - 0.9 * k)
        a, b = 50 * m - 35 * c, 60 * y - 45 * c
        table += bytes([round(light * 2.55), round(128 + a * (1 - k)), round(128 + b * (1 - k))])
    identity = b"".join(struct.pack(">i", 65536 * (i == j)) for i in range(3) for j in range(3))
    ramp = bytes(range(256))
    lut = b"mft1" + bytes(4) + bytes([4, 3, 2, 0]) + identity + ramp * 4 + table + ramp * 3
    white = b"XYZ " + bytes(4) + struct.pack(">3i", 63190, 65536, 54061)
    tags, place, body = b"", 128 + 4 + 2 * 12, b""
    for name, data in ((b"A2B0", lut), (b"wtpt", white)):
        tags += struct.pack(">4sII", name, place + len(body), len(data))
        body += data + bytes(-len(data) % 4)
    size = place + len(body)
    head = struct.pack(">I4sI4s4s4s", size, b"test", 0x02400000, b"prtr", b"CMYK", b"Lab ")
    head += (
        struct.pack(">6H", 2026, 1, 1, 0, 0, 0)
        + b"acsp"
        + bytes(28)
        + struct.pack(">3i", 63190, 65536, 54061)
    )
    return head.ljust(128, b"\0") + struct.pack(">I", 2) + tags + body


@pytest.mark.parametrize("deep", [False, True])
@pytest.mark.parametrize("suffix", [".tif", ".jpg"])
def test_inks_of_a_profile_as_little_cms_converts_them(tmp_path: Path, suffix: str, deep: bool) -> None:
    if deep and suffix == ".jpg":
        pytest.skip("JPEG holds 8 bits")
    inks = np.repeat(np.repeat(some_pixels(4, 5, channels=4), 16, axis=0), 16, axis=1)
    profile_of_inks, path = inks_profile(), tmp_path / f"a{suffix}"
    image = Image.fromarray(inks, "CMYK")
    if deep:
        values = inks.astype(np.uint16) * 257
        tifffile.imwrite(path, values, photometric="separated", iccprofile=profile_of_inks)
    else:
        image.save(path, icc_profile=profile_of_inks, quality=100, subsampling=0)
    opened = ImageCms.ImageCmsProfile(io.BytesIO(profile_of_inks))
    way = ImageCms.buildTransform(
        *(opened, ImageCms.createProfile("sRGB"), "CMYK", "RGB"),
        renderingIntent=ImageCms.Intent.RELATIVE_COLORIMETRIC,
        flags=ImageCms.Flags.BLACKPOINTCOMPENSATION,
    )
    wanted = np.asarray(ImageCms.applyTransform(image, way)).astype(int)
    photo = load_photo(path)
    assert photo.notes == () and len(np.unique(wanted)) > 20
    assert np.abs(photo.eight_bits.astype(int) - wanted)[8::16, 8::16].max() <= (3 if suffix == ".jpg" else 1)
