"""Photos of every format, changed by chance, read as the window reads them: a picture, or a sentence.

    python tests/fuzz/photos.py [--minutes 10] [--seed 0] [--only JPEG]

The process that reads them ends what takes more memory or time than a picture of the size that a file's
header tells. Prints how each format's files ended; exits with 1 if one crashed a decoder, was given up, or
showed a fault of the program; such files are kept.
"""

from __future__ import annotations

import argparse
import io
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import imagecodecs
import numpy as np
import pillow_heif
import tifffile
from csr.core.photo.reader import PhotoReader
from csr.core.utils.errors import is_expected
from PIL import Image, PngImagePlugin

sys.path.insert(0, str(Path(__file__).parents[1]))
from fuzz.mutation import (
    Mutation,
    Rng,
    by_bytes,
    by_iso_boxes,
    by_jpeg_segments,
    by_numbers,
    by_png_chunks,
    by_riff_chunks,
    by_text,
    by_tiff_directory,
)

WIDTH, HEIGHT = 20, 14
GIVEN_UP = ("crashed", "given up")
"""In the sentences about files at which the reading process was ended."""


def seeds() -> dict[str, list[bytes]]:
    """Small whole files of each format, by its name."""
    rng = np.random.default_rng(0)
    small = Image.fromarray(rng.integers(0, 256, (4, 5, 3), np.uint8))
    picture = small.resize((WIDTH, HEIGHT), Image.Resampling.BICUBIC)
    pixels = np.asarray(picture)
    deep = pixels.astype(np.uint16) * 257
    exif = Image.Exif()
    exif[0x0112], exif[0x010E] = 6, "a text"
    exif.get_ifd(0x8769)[0xA001] = 1
    texts = PngImagePlugin.PngInfo()
    texts.add_text("Comment", "a text " * 20, zip=True)
    profile = imagecodecs.cms_profile("rgb", gamma=2.2)
    grey, alpha = picture.convert("L"), picture.convert("RGBA")
    frames = [picture.rotate(90 * i).convert("P") for i in range(2)]

    def saved(image: Image.Image, form: str, **options: object) -> bytes:
        buffer = io.BytesIO()
        image.save(buffer, form, **options)
        return buffer.getvalue()

    def tiff(array: np.ndarray, **options: object) -> bytes:
        buffer = io.BytesIO()
        tifffile.imwrite(buffer, array, **options)  # pyright: ignore[reportArgumentType]
        return buffer.getvalue()

    heif = io.BytesIO()
    pillow_heif.from_pillow(picture).save(heif)
    encode = {name: getattr(imagecodecs, f"{name}_encode") for name in ("jpegxl", "jpeg2k", "jpegxr", "qoi")}
    return {
        "JPEG": [
            saved(picture, "JPEG", exif=exif, icc_profile=profile, comment=b"a comment"),
            saved(picture, "JPEG", progressive=True, restart_marker_blocks=2),
            saved(picture.convert("CMYK"), "JPEG"),
            saved(picture, "MPO", save_all=True, append_images=[picture]),
        ],
        "PNG": [
            saved(picture, "PNG", pnginfo=texts, exif=exif, icc_profile=profile),
            saved(frames[0], "PNG", transparency=3),
            saved(picture, "PNG", save_all=True, append_images=[picture.rotate(180)]),
            bytes(imagecodecs.png_encode(deep)),
        ],
        "TIFF": [
            tiff(pixels),
            tiff(pixels, compression="deflate", predictor=True),
            tiff(deep, tile=(16, 16), compression="lzw"),
            tiff(pixels, compression="jpeg"),
            tiff(pixels.astype(np.float32), planarconfig="separate", photometric="rgb"),
            saved(frames[0], "TIFF"),
            saved(picture.convert("1"), "TIFF", compression="group4"),
            saved(picture, "TIFF", save_all=True, append_images=[picture]),
        ],
        "WebP": [
            saved(picture, "WEBP", exif=exif, icc_profile=profile),
            saved(alpha, "WEBP", lossless=True),
            saved(picture, "WEBP", save_all=True, append_images=[picture.rotate(180)]),
        ],
        "AVIF": [saved(picture, "AVIF", exif=exif), saved(alpha, "AVIF")],
        "HEIF": [heif.getvalue()],
        "JPEG XL": [bytes(encode["jpegxl"](pixels)), bytes(encode["jpegxl"](deep, lossless=True))],
        "JPEG 2000": [
            bytes(encode["jpeg2k"](pixels, codecformat="jp2")),
            bytes(encode["jpeg2k"](deep, codecformat="j2k")),
        ],
        "JPEG XR": [bytes(encode["jpegxr"](pixels, level=0.9)), bytes(encode["jpegxr"](deep))],
        "GIF": [
            saved(frames[0], "GIF", transparency=2),
            saved(frames[0], "GIF", save_all=True, append_images=frames[1:]),
        ],
        "BMP": [saved(image, "BMP") for image in (picture, frames[0], alpha, picture.convert("1"))],
        "DIB": [saved(picture, "DIB")],
        "QOI": [bytes(encode["qoi"](pixels))],
        "Radiance HDR": [
            b"#?RADIANCE\nFORMAT=32-bit_rle_rgbe\nEXPOSURE=1.5\n\n-Y %d +X %d\n" % (HEIGHT, WIDTH)
            + rng.integers(100, 140, HEIGHT * WIDTH * 4, np.uint8).tobytes()
        ],
        "Photoshop": [
            b"8BPS\0\1" + bytes(6) + b"\0\3\0\0\0\x0e\0\0\0\x14\0\x08\0\3" + bytes(12) + b"\0\0"
            + np.moveaxis(pixels, 2, 0).tobytes()
        ],
        "Netpbm": [
            *(saved(image, "PPM") for image in (picture, grey, picture.convert("1"))),
            b"P3 2 2 255\n" + b"1 2 3 " * 4,
            b"P7\nWIDTH 2\nHEIGHT 1\nDEPTH 4\nMAXVAL 255\nTUPLTYPE RGB_ALPHA\nENDHDR\n" + bytes(8),
            b"PF\n2 2\n-1.0\n" + np.ones(12, np.float32).tobytes(),
        ],
        "DDS": [saved(alpha, "DDS"), saved(alpha.resize((16, 12)), "DDS", pixel_format="DXT5")],
        "ICO": [saved(alpha.resize((16, 16)), "ICO", bitmap_format=form) for form in ("png", "bmp")],
        "PCX": [saved(image, "PCX") for image in (picture, grey, frames[0])],
        "SVG": [
            b'<svg xmlns="http://www.w3.org/2000/svg" width="20" height="14"><defs><linearGradient id="g">'
            b'<stop offset="0" stop-color="red"/><stop offset="1"/></linearGradient></defs>'
            b'<g transform="rotate(9)"><path d="M1 1 L9 9 A3 3 0 0 1 5 5 Z" fill="url(#g)"/></g>'
            b'<text x="2" y="9" font-size="8">a</text><rect width="5" height="4" opacity="0.5"/></svg>'
        ],
        "TGA": [saved(picture, "TGA"), saved(alpha, "TGA", compression="tga_rle"), saved(frames[0], "TGA")],
    }  # fmt: skip


SUFFIXES = {
    "JPEG": "jpg",
    "TIFF": "tif",
    "JPEG XL": "jxl",
    "JPEG 2000": "jp2",
    "JPEG XR": "jxr",
    "HEIF": "heic",
}
SUFFIXES |= {"Radiance HDR": "hdr", "Photoshop": "psd", "Netpbm": "pnm"}
STRUCTURE: dict[str, Mutation] = {
    "JPEG": by_jpeg_segments,
    "PNG": by_png_chunks,
    "TIFF": by_tiff_directory,
    "JPEG XR": by_tiff_directory,
    "WebP": by_riff_chunks,
    "AVIF": by_iso_boxes,
    "HEIF": by_iso_boxes,
    "JPEG 2000": by_iso_boxes,
    "Netpbm": by_text,
    "Radiance HDR": by_text,
    "SVG": by_text,
}


def changed(name: str, content: bytes, rng: Rng) -> bytes:
    """Change a file of a format by chance: its bytes, its numbers, or its structure."""
    structure = STRUCTURE.get(name, by_numbers)
    if name == "JPEG XR":  # its directory has TIFF's form behind another mark
        structure = by_numbers if content[4:8] == bytes(4) else by_tiff_directory
    mutation: Callable[[bytes, Rng], bytes] = (by_bytes, by_numbers, structure, structure)[rng.integers(4)]
    result = mutation(content, rng)
    return by_bytes(result, rng) if result and rng.random() < 0.1 else result


def outcome(reader: PhotoReader, path: Path) -> str:
    """Read a file; return "picture", "refused", or what should not be."""
    try:
        photo = reader.read(path).photo
    except Exception as error:
        told = str(error)
        if not is_expected(error):
            return f"fault: {type(error).__name__}: {told}"
        return next((word for word in GIVEN_UP if word in told), "refused" if told else "fault: no words")
    return "picture" if photo.pixels.size else "fault: nothing in it"


def main() -> int:
    """Print the table; 1 if a file ended as none should."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--minutes", type=float, default=10.0)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--only", help="the name of one format")
    parser.add_argument("--keep", type=Path, default=Path(tempfile.gettempdir(), "csr-fuzz"))
    arguments = parser.parse_args()
    rng = np.random.default_rng(arguments.seed)
    files = {n: c for n, c in seeds().items() if arguments.only in (None, n)}
    ends: dict[str, Counter[str]] = {name: Counter() for name in files}
    longest: dict[str, float] = dict.fromkeys(files, 0.0)
    reader = PhotoReader()
    kept = 0
    start = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        while time.monotonic() - start < 60 * arguments.minutes:
            for name, contents in files.items():
                path = Path(folder, f"a.{SUFFIXES.get(name, name.lower())}")
                path.write_bytes(content := changed(name, contents[rng.integers(len(contents))], rng))
                before = time.monotonic()
                end = outcome(reader, path)
                longest[name] = max(longest[name], time.monotonic() - before)
                if end not in ("picture", "refused"):
                    arguments.keep.mkdir(exist_ok=True)
                    (arguments.keep / f"{kept}{path.suffix}").write_bytes(content)
                    print(f"{name}, file {kept}: {end}", flush=True)
                    kept += 1
                ends[name][end.partition(":")[0]] += 1
    reader.close()
    for name, counts in ends.items():
        told = ", ".join(f"{count} {end}" for end, count in counts.most_common())
        print(f"{name}: {counts.total()} files, {told}; the longest {longest[name]:.2f} s")
    print(f"{sum(c.total() for c in ends.values())} files; {kept} that are kept in {arguments.keep}")
    return 1 if kept else 0


if __name__ == "__main__":
    sys.exit(main())
