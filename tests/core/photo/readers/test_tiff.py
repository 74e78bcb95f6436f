"""TIFF in every layout that is written, against what was stored."""

import io
import itertools
import struct
import tracemalloc
from typing import Any

import numpy as np
import pytest
import tifffile
from csr.core.photo.decode import decode_photo
from csr.core.photo.photo import Photo
from photo_files import smooth_pixels, some_pixels
from PIL import Image, ImageCms


def written(values: np.ndarray, **options: Any) -> Photo:
    out = io.BytesIO()
    tifffile.imwrite(out, values, metadata=None, **options)
    out.seek(0)
    return decode_photo(out, "a.tif")


def expected(values: np.ndarray, photometric: str) -> np.ndarray:
    """sRGB of stored values (h, w) or (h, w, n) that use the whole range of their type, 0 to 1."""
    top = np.iinfo(values.dtype).max
    light = values.astype(np.float64) / top
    if photometric == "miniswhite":
        light = 1 - light
    if photometric == "separated":
        light = (1 - light[..., :3]) * (1 - light[..., 3:4])
    return light[..., None].repeat(3, axis=2) if light.ndim == 2 else light[..., :3]


LOSSLESS = [None, "zlib", "lzw", "packbits", "zstd", "lzma", "lerc", "jpeg2000", "jpegxl", "webp"]
CHANNELS = {"minisblack": 1, "miniswhite": 1, "rgb": 3, "separated": 4}


@pytest.mark.parametrize("compression", LOSSLESS)
@pytest.mark.parametrize("photometric", sorted(CHANNELS))
def test_photometric_compression_depth_planes_and_predictor(
    photometric: str, compression: str | None
) -> None:
    channels = CHANNELS[photometric]
    for kind, planar, predictor, tile in itertools.product(
        (np.uint8, np.uint16), ("contig", "separate"), (False, True), (None, (16, 32))
    ):
        if planar == "separate" and (channels == 1 or compression in ("jpeg2000", "jpegxl", "webp", "lerc")):
            continue
        if predictor and compression not in ("zlib", "lzw", "zstd", "lzma"):
            continue
        if compression == "webp" and (kind is np.uint16 or channels != 3):
            continue
        values = some_pixels(channels=channels, dtype=kind)
        stored = np.moveaxis(values, -1, 0) if planar == "separate" else values
        photo = written(
            stored,
            photometric=photometric,
            planarconfig=planar if channels > 1 else None,
            compression=compression,
            compressionargs={"lossless": True} if compression == "webp" else None,
            predictor=predictor,
            tile=tile,
            rowsperstrip=None if tile else 10,
        )
        assert photo.pixels.dtype == kind
        got = photo.pixels / np.iinfo(kind).max
        wanted = expected(values, photometric)
        case = f"{kind.__name__} {planar} {predictor} {tile}"
        np.testing.assert_allclose(got, wanted, atol=1.01 / np.iinfo(kind).max, err_msg=case)
        assert len(photo.notes) == (1 if photometric == "separated" else 0)


@pytest.mark.parametrize("byteorder", ["<", ">"])
@pytest.mark.parametrize("bigtiff", [False, True])
def test_byte_orders_and_big_files(byteorder: Any, bigtiff: bool) -> None:
    values = some_pixels(dtype=np.uint16)
    photo = written(values.astype(f"{byteorder}u2"), photometric="rgb", byteorder=byteorder, bigtiff=bigtiff)
    np.testing.assert_array_equal(photo.pixels, values)


@pytest.mark.parametrize("kind", [np.uint8, np.uint16])
@pytest.mark.parametrize("photometric", ["minisblack", "rgb", "separated"])
@pytest.mark.parametrize(
    "extra", [("unspecified",), ("unassalpha",), ("assocalpha",), ("unspecified", "unassalpha")]
)
def test_extra_samples(photometric: str, extra: tuple[str, ...], kind: Any) -> None:
    colours, top = CHANNELS[photometric], np.iinfo(kind).max
    values = some_pixels(channels=colours + len(extra), dtype=kind)
    has_alpha = extra[-1] != "unspecified"
    if has_alpha:
        values[..., -1] |= 1
    if extra == ("assocalpha",):
        values[..., :-1] = (values[..., :-1].astype(np.uint64) * values[..., -1:] // top).astype(kind)
    photo = written(values, photometric=photometric, extrasamples=extra, planarconfig="contig")
    colour = values[..., :colours].astype(np.float64)
    if extra == ("assocalpha",):
        colour = np.minimum(np.floor(colour / values[..., -1:] * top + 0.5), top)
    colour = colour.astype(kind)
    wanted = expected(colour[..., 0] if colours == 1 else colour, photometric)
    np.testing.assert_allclose(
        photo.pixels / top, wanted, atol=(3 if photometric == "separated" else 1.5) / top
    )
    assert photo.pixels.dtype == kind
    if has_alpha:
        np.testing.assert_array_equal(photo.alpha, values[..., -1])
    else:
        assert photo.alpha is None


@pytest.mark.parametrize("bits", [1, 2, 4, 10, 12, 14])
@pytest.mark.parametrize("photometric", ["minisblack", "miniswhite", "rgb"])
def test_packed_bits(bits: int, photometric: str) -> None:
    kind = np.uint8 if bits <= 8 else np.uint16
    rng = np.random.default_rng(bits)
    shape = (9, 24, 3) if photometric == "rgb" else (9, 24)
    values = rng.integers(0, 2**bits, shape).astype(kind)
    data = packed_tiff(values, bits, {"minisblack": 1, "miniswhite": 0, "rgb": 2}[photometric])
    photo = decode_photo(io.BytesIO(data), "a.tif")
    light = values / (2**bits - 1)
    light = 1 - light if photometric == "miniswhite" else light
    light = light if photometric == "rgb" else light[..., None].repeat(3, axis=2)
    np.testing.assert_allclose(photo.pixels / np.iinfo(photo.pixels.dtype).max, light, atol=1 / 255 / 257)
    assert photo.pixels.dtype == kind


def packed_tiff(
    values: np.ndarray, bits: int, photometric: int, *extra: tuple[int, int, int, bytes]
) -> bytes:
    """A little-endian TIFF of one strip whose samples are packed; Pillow and tifffile do not write these."""
    samples = 1 if values.ndim == 2 else values.shape[2]
    rows = values.reshape(len(values), -1)
    shifts = np.arange(bits - 1, -1, -1)
    data = b"".join(
        np.packbits(((row[:, None] >> shifts) & 1).astype(np.uint8).ravel()).tobytes() for row in rows
    )
    tags = [
        (256, 3, 1, values.shape[1].to_bytes(4, "little")),
        (257, 3, 1, values.shape[0].to_bytes(4, "little")),
        (258, 3, samples, np.full(samples, bits, "<u2").tobytes()),
        (259, 3, 1, (1).to_bytes(4, "little")),
        (262, 3, 1, photometric.to_bytes(4, "little")),
        (273, 4, 1, b"STRP"),
        (277, 3, 1, samples.to_bytes(4, "little")),
        (278, 3, 1, len(values).to_bytes(4, "little")),
        (279, 4, 1, len(data).to_bytes(4, "little")),
        *extra,
    ]
    tags.sort()
    place = 8 + 2 + 12 * len(tags) + 4
    table, behind = b"", b""
    for tag, kind, count, body in tags:
        if len(body) > 4:
            table += np.array([tag, kind], "<u2").tobytes() + count.to_bytes(4, "little")
            table += (place + len(behind)).to_bytes(4, "little")
            behind += body + b"\0" * (len(body) % 2)
        else:
            table += (
                np.array([tag, kind], "<u2").tobytes() + count.to_bytes(4, "little") + body.ljust(4, b"\0")
            )
    table = table.replace(b"STRP", (place + len(behind)).to_bytes(4, "little"))
    return b"II*\0\x08\0\0\0" + len(tags).to_bytes(2, "little") + table + bytes(4) + behind + data


def test_adobe_rgb_told_by_exif() -> None:
    def directory(tag: int, kind: int, count: int, value: bytes) -> bytes:
        return struct.pack("<HHHI", 1, tag, kind, count) + value + bytes(4)

    values = np.full((4, 4, 3), (60, 200, 80), np.uint8)
    place = len(packed_tiff(values, 8, 2, (34665, 4, 1, bytes(4))))
    exif = directory(0xA005, 4, 1, struct.pack("<I", place + 18)) + directory(1, 2, 4, b"R03\0")
    data = packed_tiff(values, 8, 2, (34665, 4, 1, struct.pack("<I", place))) + exif
    np.testing.assert_allclose(decode_photo(io.BytesIO(data), "a.tif").pixels[0, 0], (0, 201, 67), atol=1)
    plain = packed_tiff(values, 8, 2)
    np.testing.assert_array_equal(decode_photo(io.BytesIO(plain), "a.tif").pixels, values)


@pytest.mark.parametrize("bits", [1, 2, 4, 8])
@pytest.mark.parametrize("wide", [True, False])
def test_colour_maps_of_16_and_of_8_bits(bits: int, wide: bool) -> None:
    rng = np.random.default_rng(bits)
    indices = rng.integers(0, 2**bits, (9, 24)).astype(np.uint8)
    table = rng.integers(0, 256, (3, 2**bits)).astype(np.uint16)
    table[0, -1] = 255
    stored = table * 257 if wide else table
    tag = (320, 3, stored.size, stored.astype("<u2").tobytes())
    photo = decode_photo(io.BytesIO(packed_tiff(indices, bits, 3, tag)), "a.tif")
    np.testing.assert_array_equal(photo.pixels, np.moveaxis(table, 0, -1)[indices])
    assert photo.pixels.dtype == np.uint8


@pytest.mark.parametrize("subsampling", [(1, 1), (2, 1), (2, 2)])
def test_jpeg_within_as_libtiff_reads_it(subsampling: tuple[int, int]) -> None:
    out = io.BytesIO()
    options = {"compression": "jpeg", "subsampling": subsampling, "compressionargs": {"level": 95}}
    tifffile.imwrite(out, smooth_pixels(64, 96), photometric="rgb", metadata=None, **options)
    wanted = np.asarray(Image.open(io.BytesIO(out.getvalue())).convert("RGB")).astype(int)
    out.seek(0)
    got = decode_photo(out, "a.tif").pixels
    assert np.abs(got - wanted).mean() < 0.5 and np.abs(got - wanted)[:, 4:-4].max() <= 3


def test_ycbcr_without_jpeg_as_pillow_reads_it() -> None:
    out = io.BytesIO()
    Image.fromarray(smooth_pixels(64, 96)).convert("YCbCr").save(out, "TIFF")
    wanted = Image.open(io.BytesIO(out.getvalue())).convert("RGB")
    out.seek(0)
    np.testing.assert_array_equal(decode_photo(out, "a.tif").pixels, np.asarray(wanted))


@pytest.mark.parametrize("compression", ["group3", "group4", "tiff_ccitt"])
def test_fax(compression: str) -> None:
    bits = Image.fromarray(some_pixels(40, 64, channels=1)).convert("1")
    out = io.BytesIO()
    bits.save(out, "TIFF", compression=compression)
    out.seek(0)
    np.testing.assert_array_equal(decode_photo(out, "a.tif").pixels[..., 1], np.asarray(bits) * np.uint8(255))


def lab_of(pixels: np.ndarray) -> Image.Image:
    way = ImageCms.buildTransform(ImageCms.createProfile("sRGB"), ImageCms.createProfile("LAB"), "RGB", "LAB")
    return ImageCms.applyTransform(Image.fromarray(pixels), way)


@pytest.mark.parametrize("photometric", [8, 9])
@pytest.mark.parametrize("alpha", [False, True])
def test_lab_against_little_cms(photometric: int, alpha: bool) -> None:
    pixels = smooth_pixels(40, 60) // 2 + 60
    lab = np.asarray(lab_of(pixels)).copy()
    if photometric == 9:
        lab[..., 1:] ^= 0x80
    extra = {}
    if alpha:
        lab, extra = np.dstack([lab, np.full((40, 60), 200, np.uint8)]), {"extrasamples": ["unassalpha"]}
    photo = written(lab, photometric=photometric, **extra)
    # L*, a* and b* of 8 bits are steps of up to 3 of 255.
    assert np.abs(photo.eight_bits.astype(int) - pixels).max() <= 4
    assert np.abs(photo.eight_bits.astype(int) - pixels).mean() < 1
    assert photo.notes == () and (photo.alpha is not None) == alpha


@pytest.mark.parametrize("photometric", [8, 9])
def test_lab_of_16_bits_against_little_cms(photometric: int) -> None:
    colours = [(128, 20, -30), (200, -40, 50), (60, 5, 5), (255, 0, 0), (0, 0, 0)]
    image = Image.frombytes("LAB", (5, 1), np.array(colours, np.int16).astype(np.uint8).tobytes())
    way = ImageCms.buildTransform(ImageCms.createProfile("LAB"), ImageCms.createProfile("sRGB"), "LAB", "RGB")
    wanted = np.asarray(ImageCms.applyTransform(image, way))[0]
    stored = np.array(colours, np.int32) * (65535 / 255 if photometric == 8 else 65280 / 255, 256, 256)
    stored[:, 1:] += 0 if photometric == 8 else 32768
    photo = written(np.rint(stored).astype(np.int32).astype(np.uint16)[None], photometric=photometric)
    assert np.abs(photo.eight_bits[0].astype(int) - wanted).max() <= 1


@pytest.mark.parametrize("case", ["unit", "bytes", "words", "far", "negative", "tags", "signed"])
def test_ranges_of_floating_point_and_signed_numbers(case: str) -> None:
    unit = np.random.default_rng(3).random((20, 30, 3)).astype(np.float32)
    unit[0, 0], unit[0, 1] = 0, 1
    values: np.ndarray = {
        "unit": unit,
        "bytes": unit * 255,
        "words": unit * 65535,
        "far": unit * 3e6 - 1e6,
        "negative": unit * 4000 - 1000,
        "tags": unit * 50,
        "signed": np.rint(unit * 4000 - 1000).astype(np.int16),
    }[case].astype(np.int16 if case == "signed" else np.float32)
    tags = [(340, "f", 1, 0.0, True), (341, "f", 1, 50.0, True)] if case == "tags" else []
    photo = written(values, photometric="rgb", extratags=tags)
    np.testing.assert_allclose(photo.pixels / 65535, unit, atol=3e-4)
    assert len(photo.notes) == (0 if case == "unit" else 1)
    assert case == "unit" or "black to white" in photo.notes[0]


def test_of_many_samples_only_the_colours_take_memory() -> None:
    values = np.zeros((1000, 1000, 16), np.float64)
    values[..., :3] = 0.25, 0.5, 0.75
    out = io.BytesIO()
    options = {"compression": "zlib", "rowsperstrip": 10, "extrasamples": [0] * 13}
    tifffile.imwrite(out, values, photometric="rgb", metadata=None, **options)
    del values
    out.seek(0)
    tracemalloc.start()
    try:
        photo = decode_photo(out, "a.tif")
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    np.testing.assert_allclose(photo.pixels[7, 7] / 65535, (0.25, 0.5, 0.75), atol=1e-5)
    assert peak < 50e6  # bytes; all samples are 128e6
