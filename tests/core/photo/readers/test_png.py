"""PNG of every depth and colour type, and the ways in which it tells colours."""

import io
import itertools
import struct
import zlib

import numpy as np
import pytest
from csr.core.photo.decode import decode_photo
from photo_files import P3, profile
from PIL import Image

from ..conftest import opened, png

CASES = (
    [(0, d) for d in (1, 2, 4, 8, 16)]
    + [(3, d) for d in (1, 2, 4, 8)]
    + [(t, d) for t in (2, 4, 6) for d in (8, 16)]
)


SAMPLES = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}


@pytest.mark.parametrize("interlaced", [False, True])
@pytest.mark.parametrize("transparent", [False, True])
@pytest.mark.parametrize(("colour", "depth"), CASES)
def test_depth_colour_and_transparency(colour: int, depth: int, transparent: bool, interlaced: bool) -> None:
    rng = np.random.default_rng(colour * 100 + depth)
    values = rng.integers(0, 2**depth, (13, 21, SAMPLES[colour]))
    values[3, 4] = values[0, 0]
    chunks: list[tuple[bytes, bytes]] = []
    table = (
        rng.integers(0, 256, (2**depth, 4)).astype(np.uint8) if colour == 3 else np.zeros((0, 4), np.uint8)
    )
    if colour == 3:
        chunks.append((b"PLTE", table[:, :3].tobytes()))
    if transparent and colour == 3:
        table[2:, 3] = 255
        chunks.append((b"tRNS", table[:2, 3].tobytes()))
    elif transparent and colour in (0, 2):
        chunks.append((b"tRNS", values[0, 0].astype(">u2").tobytes()))
    photo = opened(png(values, colour, depth, *chunks, interlaced=interlaced))
    top = 65535 if depth == 16 else 255
    assert photo.pixels.dtype == (np.uint16 if depth == 16 else np.uint8) and photo.notes == ()
    alpha = np.full((13, 21), top)
    if colour == 3:
        wanted = table[values[..., 0]][..., :3].astype(int)
        alpha = table[values[..., 0]][..., 3].astype(int) if transparent else alpha
    else:
        scaled = values * top // (2**depth - 1)
        wanted = scaled[..., :3] if colour in (2, 6) else scaled[..., :1].repeat(3, axis=2)
        if colour in (4, 6):
            alpha = scaled[..., -1]
        elif transparent:
            alpha = np.where((values == values[0, 0]).all(axis=2), 0, top)
    got = np.full((13, 21), top) if photo.alpha is None else photo.alpha.astype(int)
    np.testing.assert_array_equal(got, alpha)
    seen = alpha > 0  # the colours of hidden pixels are no file's
    np.testing.assert_array_equal(photo.pixels[seen], wanted[seen])


def chrm(white: tuple[float, float], *corners: float) -> tuple[bytes, bytes]:
    return b"cHRM", struct.pack(">8I", *(round(v * 100_000) for v in (*white, *corners)))


P3_CORNERS = (0.68, 0.32, 0.265, 0.69, 0.15, 0.06)


D65 = (0.3127, 0.329)


GREEN = (60, 200, 80)


GREEN_OF_P3 = (0, 203, 58)


SRGB_CHUNK = (b"sRGB", b"\0")


LINEAR = (b"gAMA", struct.pack(">I", 100_000))


USUAL = (b"gAMA", struct.pack(">I", 45455))


P3_CODE = (b"cICP", bytes([12, 13, 0, 1]))


P3_ICC = (b"iCCP", b"p3\0\0" + zlib.compress(profile(P3, 2.2)))


def green(depth: int, *chunks: tuple[bytes, bytes]) -> np.ndarray:
    values = np.full((4, 4, 3), GREEN) * (257 if depth == 16 else 1)
    return opened(png(values, 2, depth, *chunks)).pixels[0, 0] / (257 if depth == 16 else 1)


@pytest.mark.parametrize("depth", [8, 16])
@pytest.mark.parametrize(
    ("chunks", "wanted"),
    [
        ((), GREEN),
        ((SRGB_CHUNK,), GREEN),
        ((USUAL,), GREEN),
        ((USUAL, chrm(D65, 0.64, 0.33, 0.30, 0.60, 0.15, 0.06)), GREEN),
        ((P3_CODE,), GREEN_OF_P3),
        ((USUAL, chrm(D65, *P3_CORNERS)), GREEN_OF_P3),
        # Of several, cICP, then iCCP, then sRGB, then gAMA with cHRM.
        ((P3_CODE, SRGB_CHUNK, LINEAR), GREEN_OF_P3),
        ((SRGB_CHUNK, LINEAR, chrm(D65, *P3_CORNERS)), GREEN),
        ((P3_ICC, LINEAR), GREEN_OF_P3),
        (((b"cICP", bytes([1, 13, 0, 1])), P3_ICC), GREEN),
        # Of the code points only RGB of the full range means anything in a PNG.
        (((b"cICP", bytes([12, 13, 1, 1])),), GREEN),
        ((chrm((0.0, 0.0), *([0.0] * 6)), USUAL), GREEN),
    ],
)
def test_colours_are_told_by_chunks(
    chunks: tuple[tuple[bytes, bytes], ...], wanted: tuple[int, ...], depth: int
) -> None:
    # A profile of gamma 2.2 is near to P3's own curve.
    slack = 4 if P3_ICC in chunks and wanted == GREEN_OF_P3 else 1
    np.testing.assert_allclose(green(depth, *chunks), wanted, atol=slack)


@pytest.mark.parametrize(("colour", "depth"), [(0, 8), (2, 8), (0, 16), (2, 16), (3, 8)])
def test_linear_light(colour: int, depth: int) -> None:
    table = np.repeat(np.arange(256, dtype=np.uint8)[:, None], 3, axis=1)
    chunks = [(b"PLTE", table.tobytes())] if colour == 3 else []
    values = np.full((2, 2, SAMPLES[colour]), 128 * (257 if depth == 16 else 1))
    photo = opened(png(values, colour, depth, *chunks, LINEAR))
    np.testing.assert_allclose(photo.eight_bits, 188, atol=1)


def test_grey_pictures_have_a_gamma_too() -> None:
    values = np.full((2, 2, 1), 128)
    dark = opened(png(values, 0, 8, (b"gAMA", struct.pack(">I", round(100_000 / 1.8)))))
    wanted = 255 * (1.055 * ((128 / 255) ** 1.8) ** (1 / 2.4) - 0.055)
    np.testing.assert_allclose(dark.pixels, wanted, atol=1)


@pytest.mark.parametrize("number", range(3))
def test_frames_of_an_animation(number: int) -> None:
    frames = [Image.new("RGB", (8, 6), colour) for colour in ("red", "lime", "blue")]
    out = io.BytesIO()
    frames[0].save(out, "PNG", save_all=True, append_images=frames[1:])
    out.seek(0)
    photo = decode_photo(out, "a.png", number)
    assert (photo.page, photo.pages) == (number, 3)
    assert (photo.pixels == np.eye(3)[number] * 255).all()


def test_every_case_is_read_by_pillow_alike() -> None:
    for (colour, depth), interlaced in itertools.product(CASES, (False, True)):
        if depth == 16 and colour != 0:
            continue  # Pillow reads 8 bits of these
        rng = np.random.default_rng(depth)
        values = rng.integers(0, 2**depth, (13, 21, SAMPLES[colour]))
        values[..., 1:] |= 1
        table = (
            [(b"PLTE", rng.integers(0, 256, 3 * 2**depth).astype(np.uint8).tobytes())] if colour == 3 else []
        )
        data = png(values, colour, depth, *table, interlaced=interlaced)
        image = Image.open(io.BytesIO(data))
        wanted = np.asarray(image) // 257 if depth == 16 else np.asarray(image.convert("RGB"))
        got = opened(data).eight_bits
        got = got[..., 0] if depth == 16 else got
        if colour not in (4, 6):
            assert np.abs(got.astype(int) - wanted).max() <= 1, (colour, depth)
