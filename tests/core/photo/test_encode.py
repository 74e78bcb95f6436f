import errno
import io
import os
import struct
import subprocess
import sys
import tracemalloc
import zlib
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import tifffile
from csr.core.photo.decode import load_photo
from csr.core.photo.encode import check_target, save_picture
from csr.core.photo.save_formats import PICTURE_SUFFIXES
from csr.core.utils.atomic_file import SaveError
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageCms

LOSSLESS = (".png", ".tif", ".tiff")


def picture(width: int = 61, height: int = 150, channels: int = 3, seed: int = 0) -> np.ndarray:
    values = np.random.default_rng(seed).random((height, width, channels), np.float32)
    values[: height // 2] = np.linspace(0, 1, width, dtype=np.float32)[None, :, None]
    return values


def in_bands(values: np.ndarray, rows: int = 37) -> Iterator[np.ndarray]:
    for top in range(0, len(values), rows):
        yield values[top : top + rows]


def save(path: Path, values: np.ndarray, **more) -> None:
    height, width, channels = values.shape
    save_picture(path, in_bands(values), width, height, alpha=channels == 4, **more)


def only(folder: Path, *names: str) -> None:
    assert sorted(p.name for p in folder.iterdir()) == sorted(names)


@pytest.mark.parametrize("suffix", LOSSLESS)
@pytest.mark.parametrize("bits", [8, 16])
@pytest.mark.parametrize("channels", [3, 4])
def test_lossless_formats_come_back_rounded(tmp_path: Path, suffix: str, bits: int, channels: int) -> None:
    values = picture(channels=channels)
    path = tmp_path / f"a{suffix}"
    save(path, values, bits=bits)
    photo = load_photo(path)
    largest = 2**bits - 1
    assert photo.pixels.dtype == (np.uint8 if bits == 8 else np.uint16)
    assert photo.notes == ()
    seen = np.ones(values.shape[:2], bool) if photo.alpha is None else photo.alpha > 0  # else: no colour
    np.testing.assert_allclose(photo.pixels[seen] / largest, values[seen][:, :3], atol=0.5001 / largest)
    if channels == 4:
        assert photo.alpha is not None
        np.testing.assert_allclose(photo.alpha / largest, values[..., 3], atol=0.5001 / largest)
    else:
        assert photo.alpha is None
    only(tmp_path, path.name)


@given(
    width=st.integers(1, 9),
    heights=st.lists(st.integers(0, 200), min_size=1, max_size=5).filter(any),
    bits=st.sampled_from((8, 16)),
    alpha=st.booleans(),
    suffix=st.sampled_from((".png", ".tif")),
)
@settings(max_examples=60, deadline=None)
def test_any_sequence_of_bands_makes_the_same_picture(
    tmp_path_factory, width: int, heights: list[int], bits: int, alpha: bool, suffix: str
) -> None:
    values = picture(width, sum(heights), 4 if alpha else 3, seed=width)
    path = tmp_path_factory.getbasetemp() / f"bands{suffix}"
    bands = np.split(values, np.cumsum(heights)[:-1])
    save_picture(path, bands, width, len(values), alpha=alpha, bits=bits, overwrite=True)
    exact = values[..., :3].astype(np.float64) * (2**bits - 1)
    photo = load_photo(path)
    assert photo.size == (width, len(values))
    seen = np.ones(values.shape[:2], bool) if photo.alpha is None else photo.alpha > 0  # else: no colour
    assert np.abs(photo.pixels - exact)[seen].max(initial=0) < 0.505


@pytest.mark.parametrize("suffix", sorted(PICTURE_SUFFIXES))
def test_values_beyond_the_range_are_clipped(tmp_path: Path, suffix: str) -> None:
    values = np.zeros((32, 32, 3), np.float32)
    values[:, :16], values[:, 16:] = -3, 7
    save(tmp_path / f"a{suffix}", values)
    pixels = load_photo(tmp_path / f"a{suffix}").pixels
    assert pixels[:, :8].max() <= 2 and pixels[:, 24:].min() >= 253


@pytest.mark.parametrize("suffix", [".jpg", ".jpeg", ".webp", ".avif"])
def test_lossy_formats_come_back_nearly(tmp_path: Path, suffix: str) -> None:
    x = np.linspace(0, 1, 120, dtype=np.float32)
    values = np.stack(np.broadcast_arrays(x[None], x[:90, None], np.float32(0.3)), axis=-1)
    save(tmp_path / f"a{suffix}", values)
    assert np.abs(load_photo(tmp_path / f"a{suffix}").crop(0, 0, 120, 90) - values).mean() < 0.01


def test_alpha_in_webp_and_over_white_in_jpeg(tmp_path: Path) -> None:
    values = np.zeros((32, 48, 4), np.float32)
    values[..., 0] = 1
    values[:, :16, 3], values[:, 16:32, 3], values[:, 32:, 3] = 0, 0.5, 1
    save(tmp_path / "a.webp", values)
    alpha = load_photo(tmp_path / "a.webp").alpha
    assert alpha is not None
    assert [int(alpha[16, x]) for x in (5, 24, 43)] == [0, 128, 255]
    save(tmp_path / "a.jpg", values)
    pixels = load_photo(tmp_path / "a.jpg").pixels.astype(int)
    for x, wanted in ((5, (255, 255, 255)), (24, (255, 128, 128)), (43, (255, 0, 0))):
        assert np.abs(pixels[16, x] - wanted).max() <= 4


@pytest.mark.parametrize("suffix", sorted(PICTURE_SUFFIXES))
def test_files_say_that_they_are_srgb(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"a{suffix}"
    save(path, picture(8, 8))
    with Image.open(path) as image:
        if suffix == ".png":
            assert "srgb" in image.info
        else:
            profile = ImageCms.ImageCmsProfile(io.BytesIO(image.info["icc_profile"]))
            assert "sRGB" in ImageCms.getProfileDescription(profile)


@pytest.mark.parametrize("bits", [8, 16])
def test_a_png_is_well_formed(tmp_path: Path, bits: int) -> None:
    path = tmp_path / "a.png"
    save(path, picture(300, 400), bits=bits)
    data = path.read_bytes()
    assert data[:8] == b"\x89PNG\r\n\x1a\n"
    kinds, place = [], 8
    while place < len(data):
        (length,) = struct.unpack(">I", data[place : place + 4])
        body = data[place + 4 : place + 8 + length]
        assert struct.unpack(">I", data[place + 8 + length : place + 12 + length])[0] == zlib.crc32(body)
        kinds.append(body[:4])
        place += 12 + length
    assert kinds[:3] == [b"IHDR", b"sRGB", b"gAMA"] and kinds[-1] == b"IEND"
    assert set(kinds[3:-1]) == {b"IDAT"}
    smooth = np.broadcast_to(np.linspace(0, 1, 300, dtype=np.float32)[None, :, None], (400, 300, 3))
    save(path, smooth, bits=bits, overwrite=True)
    assert path.stat().st_size < 400 * 300 * 3 * bits // 8 / 20


@pytest.mark.parametrize("suffix", [".png", ".tif"])
def test_png_and_tiff_stream(tmp_path: Path, suffix: str) -> None:
    width, height = 1000, 6400
    band = np.full((64, width, 3), 0.25, np.float32)
    tracemalloc.start()
    try:
        save_picture(tmp_path / f"a{suffix}", (band for _ in range(height // 64)), width, height, bits=16)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < width * height * 3 * 2 / 4
    assert load_photo(tmp_path / f"a{suffix}").size == (width, height)


def test_tiff_strips_are_tagged_as_other_programs_expect(tmp_path: Path) -> None:
    save(tmp_path / "a.tif", picture(channels=4), bits=16)
    with tifffile.TiffFile(tmp_path / "a.tif") as tiff:
        page = tiff.pages.first
        assert page.photometric == 2 and page.extrasamples == (2,) and page.predictor == 2
        assert page.rowsperstrip == 64 and len(page.dataoffsets) == 3
        assert not tiff.is_bigtiff


# Refusals


def test_targets_that_cannot_be_are_refused_before_any_work(tmp_path: Path) -> None:
    (tmp_path / "old.png").write_bytes(b"old")
    (tmp_path / "folder.png").mkdir()

    def never() -> Iterator[np.ndarray]:
        pytest.fail("a band was asked for")
        yield

    for path, word in (
        (tmp_path / "a.bmp", "saved as"),
        (tmp_path / "a", "saved as"),
        (tmp_path / "none" / "a.png", "no folder"),
        (tmp_path / "folder.png", "folder"),
        (tmp_path / "old.png", "already"),
    ):
        with pytest.raises(SaveError, match=word):
            check_target(path, False)
        with pytest.raises(SaveError, match=word):
            save_picture(path, never(), 4, 4)
    check_target(tmp_path / "old.png", True)
    check_target(tmp_path / "new.png", False)
    only(tmp_path, "old.png", "folder.png")
    assert (tmp_path / "old.png").read_bytes() == b"old"


@pytest.mark.parametrize(
    ("suffix", "width", "height", "bits", "word"),
    [
        (".jpg", 65536, 1, 8, "too many"),
        (".webp", 16384, 1, 8, "too many"),
        (".avif", 16385, 1, 8, "too many"),
        (".jpg", 30_000, 30_000, 8, "too many"),
        (".jpg", 4, 4, 16, "8 bits"),
        (".png", 4, 4, 12, "8 or 16"),
        (".png", 0, 4, 8, "cannot be saved"),
    ],
)
def test_pictures_a_format_cannot_hold_are_refused(
    tmp_path: Path, suffix: str, width: int, height: int, bits: int, word: str
) -> None:
    with pytest.raises(SaveError, match=word):
        save_picture(tmp_path / f"a{suffix}", iter(()), width, height, bits=bits)
    only(tmp_path)


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write into every folder"
)
def test_a_folder_that_does_not_allow_it(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    try:
        with pytest.raises(SaveError, match="does not allow"):
            check_target(tmp_path / "a.png", False)
    finally:
        tmp_path.chmod(0o700)


@pytest.mark.parametrize("suffix", sorted(PICTURE_SUFFIXES))
def test_a_full_disk_leaves_the_old_file(
    tmp_path: Path, suffix: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / f"a{suffix}"
    path.write_bytes(b"old")

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(SaveError, match="disk is full"):
        save(path, picture(), overwrite=True)
    assert path.read_bytes() == b"old"
    only(tmp_path, path.name)


@pytest.mark.parametrize("suffix", sorted(PICTURE_SUFFIXES))
def test_bands_that_raise_leave_the_old_file(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"a{suffix}"
    path.write_bytes(b"old")

    def broken() -> Iterator[np.ndarray]:
        yield picture(20, 100)
        raise RuntimeError("out of kernels")

    with pytest.raises(RuntimeError, match="out of kernels"):
        save_picture(path, broken(), 20, 200, overwrite=True)
    assert path.read_bytes() == b"old"
    only(tmp_path, path.name)


@pytest.mark.parametrize("suffix", sorted(PICTURE_SUFFIXES))
@pytest.mark.parametrize("shape", [(90, 20, 3), (110, 20, 3), (100, 19, 3), (100, 20, 4)])
def test_bands_of_another_size_are_an_error(tmp_path: Path, suffix: str, shape: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="band"):
        save_picture(tmp_path / f"a{suffix}", in_bands(np.zeros(shape, np.float32)), 20, 100)
    only(tmp_path)


def test_a_file_that_appears_meanwhile_is_not_replaced(tmp_path: Path) -> None:
    path = tmp_path / "a.png"

    def meanwhile() -> Iterator[np.ndarray]:
        path.write_bytes(b"someone else's")
        yield picture(4, 4)

    with pytest.raises(SaveError, match="already"):
        save_picture(path, meanwhile(), 4, 4)
    assert path.read_bytes() == b"someone else's"
    only(tmp_path, "a.png")


@pytest.mark.skipif(sys.platform == "win32", reason="symbolic links need a privilege there")
def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real.png").write_bytes(b"old")
    (tmp_path / "link.png").symlink_to("real.png")
    save(tmp_path / "link.png", picture(5, 5), overwrite=True)
    assert (tmp_path / "link.png").is_symlink()
    assert load_photo(tmp_path / "real.png").size == (5, 5)


KILLED = """
import os, sys
from pathlib import Path
import numpy as np
from csr.core.photo.encode import save_picture

def bands():
    for _ in range(50):
        yield np.random.default_rng(0).random((64, 500, 3), np.float32)
    os.kill(os.getpid(), 9)

save_picture(Path(sys.argv[1]), bands(), 500, 64 * 100, overwrite=True)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL there")
@pytest.mark.parametrize("suffix", [".png", ".tif", ".jpg"])
def test_killed_in_mid_save_the_old_file_is_whole(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"a{suffix}"
    save(path, picture())
    before = path.read_bytes()
    done = subprocess.run([sys.executable, "-c", KILLED, str(path)], capture_output=True, check=False)
    assert done.returncode == -9, done.stderr
    assert path.read_bytes() == before


LIMITED = """
import resource, sys
from pathlib import Path
import numpy as np
from csr.core.photo.encode import SaveError, save_picture

resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
band = np.random.default_rng(0).random((64, 500, 3), np.float32)
try:
    save_picture(Path(sys.argv[1]), (band for _ in range(10)), 500, 640, overwrite=True)
except SaveError as error:
    sys.exit(0 if "cannot be written" in str(error) else str(error))
sys.exit("saved")
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no file size limit there")
@pytest.mark.parametrize("suffix", [".png", ".tif", ".jpg", ".webp", ".avif"])
def test_a_write_that_fails_midway_is_refused_in_a_sentence(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"a{suffix}"
    path.write_bytes(b"old")
    done = subprocess.run([sys.executable, "-c", LIMITED, str(path)], capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
    assert path.read_bytes() == b"old"
    only(tmp_path, path.name)
