"""Grids of formats: how many files of each were tried, opened, and right within 1 of 255.

    python tests/benchmarks/format_grids.py

Right is what an independent reader (tifffile, Pillow, Little CMS) or the values themselves say.
"""

from __future__ import annotations

import io
import itertools
import struct
import sys
import zlib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pillow_heif
import tifffile
from PIL import ExifTags, Image, ImageCms, ImageOps

sys.path.insert(0, str(Path(__file__).parents[1]))

from csr.core.photo.cicp import D65, PRIMARIES, adobe_rgb, gray_profile, matrix_profile, srgb_curve
from csr.core.photo.decode import decode_photo
from csr.core.photo.icc import srgb_profile
from csr.core.photo.photo import Photo
from photo_files import smooth_pixels, some_pixels

HEIGHT, WIDTH = 24, 40
Case = tuple[str, str, bytes, np.ndarray]
"""Grid, name with its suffix, the file, and the right colours (h, w, 3), 0..1."""


def png_cases() -> Iterator[Case]:
    """Depth x colour type x tRNS."""
    kinds = {0: (1, 2, 4, 8, 16), 2: (8, 16), 3: (1, 2, 4, 8), 4: (8, 16), 6: (8, 16)}
    channels = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
    for colour, depths in kinds.items():
        for depth, transparent in itertools.product(depths, (False, True)):
            if transparent and colour > 3:
                continue
            count, top = channels[colour], 2**depth - 1
            values = np.random.default_rng(depth).integers(0, top, (HEIGHT, WIDTH, count), endpoint=True)
            header = struct.pack(">IIBBBBB", WIDTH, HEIGHT, depth, colour, 0, 0, 0)
            chunks: list[tuple[bytes, bytes]] = []
            right = values[..., :1].repeat(3, 2) / top if count < 3 else values[..., :3] / top
            if colour == 3:
                palette = np.random.default_rng(9).integers(0, 256, (2**depth, 3), np.uint8)
                chunks.append((b"PLTE", palette.tobytes()))
                right = palette[values[..., 0]] / 255
            if transparent:
                grey_or_rgb = struct.pack(f">{count}H", *values[0, 0].tolist())
                chunks.append((b"tRNS", bytes([0]) if colour == 3 else grey_or_rgb))
            rows = b"".join(b"\0" + packed_row(row, depth) for row in values.reshape(HEIGHT, -1))
            data = png([(b"IHDR", header), *chunks, (b"IDAT", zlib.compress(rows)), (b"IEND", b"")])
            yield "PNG: depth x colour x tRNS", f"{colour}-{depth}-{transparent}.png", data, right


def packed_row(row: np.ndarray, depth: int) -> bytes:
    if depth == 16:
        return row.astype(">u2").tobytes()
    bits = (row[:, None] >> np.arange(depth - 1, -1, -1)) & 1
    return np.packbits(bits.astype(np.uint8)).tobytes()


def png(chunks: list[tuple[bytes, bytes]]) -> bytes:
    parts = [struct.pack(">I", len(c)) + k + c + struct.pack(">I", zlib.crc32(k + c)) for k, c in chunks]
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def tiff_cases() -> Iterator[Case]:
    """Photometric interpretation x compression x depth x planar configuration x predictor."""
    photometrics = ("minisblack", "miniswhite", "rgb", "palette", "separated")
    compressions = (None, "adobe_deflate", "lzw", "packbits", "zstd", "lzma", "jpeg", "jpeg2000", "webp")
    depths = ("u1", "u2", "f4")
    for photometric, compression, depth, planar, predictor in itertools.product(
        photometrics, (*compressions, "jpegxl", "lerc"), depths, ("contig", "separate"), (False, True)
    ):
        count = {"rgb": 3, "separated": 4}.get(photometric, 1)
        if (count == 1 and planar == "separate") or (depth == "f4" and photometric != "rgb"):
            continue
        if photometric == "palette" and depth != "u1":
            continue
        smooth = smooth_pixels(HEIGHT, WIDTH)
        values = np.concatenate((smooth, smooth[..., :1] // 3), axis=2)[..., :count]
        values = {"u1": values, "u2": values.astype(np.uint16) * 257, "f4": np.float32(values) / 255}[depth]
        values = values[..., 0] if count == 1 else values
        how = {"photometric": photometric, "compression": compression, "metadata": None}
        if count > 1:
            how["planarconfig"] = planar
        if photometric == "palette":
            colours = np.random.default_rng(3).integers(0, 256, (3, 256)).astype(np.uint16) * 257
            how["colormap"] = colours
        stored = values if planar == "contig" else np.moveaxis(values, 2, 0)
        data = io.BytesIO()
        try:
            tifffile.imwrite(data, stored, predictor=predictor, **how)
            page = tifffile.TiffFile(io.BytesIO(data.getvalue())).pages[0]
            again, bits = page.asarray(), int(page.bitspersample)
        except Exception:  # no such combination, or tifffile itself cannot read it
            continue
        again = np.moveaxis(again, 0, 2) if planar == "separate" else again
        share = again / (1 if depth == "f4" else 2**bits - 1)
        if photometric == "palette":
            right = np.moveaxis(how["colormap"], 0, 1)[again] / 65535
        elif photometric == "separated":
            right = (1 - share[..., :3]) * (1 - share[..., 3:])
        else:
            share = share if count > 1 else share[..., None].repeat(3, 2)
            right = 1 - share if photometric == "miniswhite" else share
        name = f"{photometric}-{compression}-{depth}-{planar}-{predictor}.tif"
        yield "TIFF: photometric x compression x depth x planar x predictor", name, data.getvalue(), right


def orientation_cases() -> Iterator[Case]:
    """EXIF orientation x format."""
    image = Image.fromarray(smooth_pixels(HEIGHT, WIDTH))
    how: dict[str, tuple[str, dict[str, object]]] = {
        "jpg": ("JPEG", {"quality": 98, "subsampling": 0}),
        "png": ("PNG", {}),
        "tif": ("TIFF", {}),
        "webp": ("WEBP", {"lossless": True}),
        "avif": ("AVIF", {"quality": 98}),
    }
    for number, (suffix, (kind, options)) in itertools.product(range(1, 9), how.items()):
        exif = Image.Exif()
        exif[ExifTags.Base.Orientation] = number
        data = io.BytesIO()
        image.save(data, kind, exif=exif, **options)
        upright = ImageOps.exif_transpose(Image.open(io.BytesIO(data.getvalue())))
        right = np.asarray(upright.convert("RGB")) / 255
        yield "EXIF orientation x format", f"{number}.{suffix}", data.getvalue(), right
    for number in range(1, 9):
        exif = Image.Exif()
        exif[ExifTags.Base.Orientation] = number
        data = io.BytesIO()
        pillow_heif.from_pillow(image).save(data, quality=-1, chroma=444, exif=exif.tobytes())
        # Decoded by libheif, which turns it upright itself.
        heif = pillow_heif.open_heif(io.BytesIO(data.getvalue()))
        yield "EXIF orientation x format", f"{number}.heic", data.getvalue(), np.asarray(heif) / 255


def profile_cases() -> Iterator[Case]:
    """ICC profiles of several kinds x mode x format."""
    p3 = PRIMARIES[12][0]
    profiles = {
        "srgb": srgb_profile(),
        "p3": matrix_profile(p3, D65, srgb_curve()),
        "p3-2.2": matrix_profile(p3, D65, 2.2),
        "adobe": adobe_rgb(),
        "prophoto": matrix_profile((0.7347, 0.2653, 0.1596, 0.8404, 0.0366, 0.0001), (0.3457, 0.3585), 1.8),
        "linear": matrix_profile(PRIMARIES[1][0], D65, 1.0),
        "grey-1.8": gray_profile(1.8),
    }
    to_srgb = ImageCms.createProfile("sRGB")
    for (kind, profile), mode, suffix in itertools.product(
        profiles.items(), ("RGB", "L"), ("png", "tif", "jpg", "webp")
    ):
        if (kind.startswith("grey") and mode == "RGB") or (mode == "L" and suffix == "webp"):
            continue
        image = Image.fromarray(some_pixels(HEIGHT, WIDTH)).convert(mode)
        data = io.BytesIO()
        format_name = {"tif": "TIFF", "jpg": "JPEG"}.get(suffix, suffix.upper())
        options = {"jpg": {"quality": 98, "subsampling": 0}, "webp": {"lossless": True}}.get(suffix, {})
        image.save(data, format_name, icc_profile=profile, **options)
        stored = Image.open(io.BytesIO(data.getvalue()))
        source = stored if mode == "RGB" or kind.startswith("grey") else stored.convert("RGB")
        own = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        converted = ImageCms.profileToProfile(
            source, own, to_srgb, ImageCms.Intent.RELATIVE_COLORIMETRIC, "RGB", flags=0x2000
        )
        assert converted is not None
        yield (
            "ICC kind x mode x format",
            f"{kind}-{mode}.{suffix}",
            data.getvalue(),
            np.asarray(converted) / 255,
        )


def is_right(photo: Photo, right: np.ndarray) -> bool:
    """Whether visible pixels are within 1 of 255."""
    values = photo.pixels / np.iinfo(photo.pixels.dtype).max
    if values.shape != right.shape:
        return False
    seen = np.ones(right.shape[:2], bool) if photo.alpha is None else photo.alpha > 0
    return bool(np.abs(values - right)[seen].max() <= 1.01 / 255)


def main() -> None:
    """Print the table, and the names of what is not right."""
    counts: dict[str, Counter[str]] = {}
    wrong: list[str] = []
    for cases in (png_cases(), tiff_cases(), orientation_cases(), profile_cases()):
        for grid, name, data, right in cases:
            count = counts.setdefault(grid, Counter())
            count["tried"] += 1
            try:
                photo = decode_photo(io.BytesIO(data), name)
            except Exception as error:
                wrong.append(f"{name}: {error}")
                continue
            count["opened"] += 1
            if is_right(photo, right):
                count["right"] += 1
            else:
                wrong.append(name)
    print("| grid | tried | opened | right within 1 of 255 |\n|---|---|---|---|")
    for grid, count in counts.items():
        print(f"| {grid} | {count['tried']} | {count['opened']} | {count['right']} |")
    print("\n".join(wrong))


if __name__ == "__main__":
    main()
