"""The formats of photos, in one table: suffixes, marks at a file's start, and what decodes them.

A format is added by a line here and a function in `readers/`. Readers are imported when the first file of
their kind is opened.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from .raster import Raster

    Reader = Callable[[BinaryIO, str, int | None], Raster]
    """From an open file at its start, its name for sentences, and a page (None: the file's own choice)."""

HEAD_BYTES = 64
"""As many of a file's first bytes tell its format."""


@dataclass(frozen=True)
class Format:
    """A format of pictures that can be opened."""

    name: str
    suffixes: tuple[str, ...]
    """Lower case, without the dot."""
    reader: str
    """Module in `readers/` and function in it, "module:function"."""
    media_type: str
    """As desktops name it."""
    marks: tuple[tuple[int, bytes], ...] = ()
    """Bytes at places of the file's start, any of which tells the format; without, the suffix does."""
    packed: bool = False
    """True where the compression makes no long runs of zeros, whatever the picture: they are holes in a file.
    (Lossy WebP makes thousands of a flat.)"""

    def reads(self, head: bytes) -> bool:
        """True if a file's first bytes are those of this format."""
        return any(head[place : place + len(mark)] == mark for place, mark in self.marks)

    def load_reader(self) -> Reader:
        """Import what decodes this format."""
        module, function = self.reader.split(":")
        return getattr(importlib.import_module(f".readers.{module}", __package__), function)


_RAW_SUFFIXES = (
    *("dng", "nef", "nrw", "arw", "srf", "sr2", "cr2", "cr3", "crw", "raf", "orf", "rw2", "pef", "srw"),
    *("3fr", "erf", "kdc", "dcr", "mos", "mrw", "x3f", "iiq", "rwl", "fff", "mef"),
)
_HEIF_BRANDS = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"mif1", b"msf1")
# The major brand, or one of the compatible ones behind it, which follow each other in any order.
_AVIF_MARKS = tuple((place, brand) for place in (8, 16, 20, 24, 28, 32) for brand in (b"avif", b"avis"))
_NETPBM = (b"P1", b"P2", b"P3", b"P4", b"P5", b"P6", b"P7", b"PF", b"Pf")
RAW = Format(
    "camera raw",
    _RAW_SUFFIXES,
    "raw:read",
    "image/x-dcraw",
    (
        *((0, b"FUJIFILMCCD-RAW"), (0, b"IIU\0"), (0, b"IIRO"), (0, b"IIRS"), (0, b"MMOR"), (0, b"FOVb")),
        *((4, b"ftypcrx "), (0, b"\0MRM"), (6, b"HEAPCCDR")),
    ),
)
FORMATS: tuple[Format, ...] = (
    Format("JPEG", ("jpg", "jpeg", "jpe", "jfif", "mpo"), "jpeg:read", "image/jpeg", ((0, b"\xff\xd8\xff"),)),
    Format("PNG", ("png", "apng"), "png:read", "image/png", ((0, b"\x89PNG\r\n\x1a\n"),)),
    RAW,
    Format(
        "TIFF",
        ("tif", "tiff"),
        "tiff:read",
        "image/tiff",
        ((0, b"II*\0"), (0, b"MM\0*"), (0, b"II+\0"), (0, b"MM\0+")),
    ),
    Format("WebP", ("webp",), "pillow:read_webp", "image/webp", ((8, b"WEBP"),)),
    Format("AVIF", ("avif", "avifs"), "heif:read_avif", "image/avif", _AVIF_MARKS, packed=True),
    Format(
        "HEIF",
        ("heic", "heif", "hif", "heics", "heifs"),
        "heif:read_heif",
        "image/heif",
        tuple((4, b"ftyp" + brand) for brand in _HEIF_BRANDS),
        packed=True,
    ),
    Format("JPEG XL", ("jxl",), "codecs:read_jxl", "image/jxl", ((0, b"\xff\x0a"), (4, b"JXL \r\n\x87\n"))),
    Format(
        "JPEG 2000",
        ("jp2", "j2k", "jpf", "jpx", "j2c", "jpc"),
        "codecs:read_jp2",
        "image/jp2",
        ((4, b"jP  \r\n\x87\n"), (0, b"\xff\x4f\xff\x51")),
        packed=True,
    ),
    Format(
        "JPEG XR", ("jxr", "wdp", "hdp"), "codecs:read_jxr", "image/jxr", ((0, b"II\xbc\1"), (0, b"II\xbc\0"))
    ),
    Format("GIF", ("gif",), "pillow:read_gif", "image/gif", ((0, b"GIF87a"), (0, b"GIF89a"))),
    Format("BMP", ("bmp",), "pillow:read_bmp", "image/bmp", ((0, b"BM"),)),
    Format(
        "DIB",
        ("dib",),
        "pillow:read_bmp",
        "image/bmp",
        ((0, b"\x28\0\0\0"), (0, b"\x7c\0\0\0"), (0, b"\x6c\0\0\0")),
    ),
    Format("QOI", ("qoi",), "codecs:read_qoi", "image/qoi", ((0, b"qoif"),), packed=True),
    Format(
        "Radiance HDR",
        ("hdr", "rgbe"),
        "codecs:read_radiance",
        "image/vnd.radiance",
        ((0, b"#?RADIANCE"), (0, b"#?RGBE")),
    ),
    Format("OpenEXR", ("exr",), "exr:read", "image/x-exr", ((0, b"\x76\x2f\x31\x01"),)),
    Format("Photoshop", ("psd", "psb"), "psd:read", "image/vnd.adobe.photoshop", ((0, b"8BPS"),)),
    Format(
        "Netpbm",
        ("pnm", "pbm", "pgm", "ppm", "pam", "pfm"),
        "pnm:read",
        "image/x-portable-anymap",
        tuple((0, kind + white) for kind in _NETPBM for white in (b"\n", b" ", b"\t", b"\r")),
    ),
    Format("DDS", ("dds",), "pillow:read_dds", "image/x-dds", ((0, b"DDS "),)),
    Format("ICO", ("ico",), "pillow:read_icon", "image/vnd.microsoft.icon", ((0, b"\0\0\1\0"),)),
    Format(
        "PCX",
        ("pcx", "dcx"),
        "pillow:read_pcx",
        "image/vnd.zbrush.pcx",
        ((0, b"\x0a\5\1"), (0, b"\xb1\x68\xde\x3a")),
    ),
    Format("SVG", ("svg", "svgz"), "svg:read", "image/svg+xml"),
    Format("TGA", ("tga", "icb", "vda", "vst"), "pillow:read_tga", "image/x-tga"),
)
"""All, in the order in which a file is compared with them."""

HEADER_FORMATS = (
    *("JPEG", "PNG", "TIFF", "WEBP", "AVIF", "JPEG2000", "GIF", "BMP", "DIB"),
    *("PSD", "PPM", "DDS", "ICO", "CUR", "PCX", "DCX", "TGA"),
)
"""Pillow's names of the formats whose sizes and EXIF data it reads; some of its others start programs.
It opens none by the name of MPO: such files are opened as JPEG."""

PHOTO_SUFFIXES = frozenset(f".{suffix}" for kind in FORMATS for suffix in kind.suffixes)
"""Lower-case suffixes of files that may be opened, with the dot."""
MEDIA_TYPES = tuple(dict.fromkeys(kind.media_type for kind in FORMATS))
"""Media types of files that may be opened."""


def format_of(head: bytes, suffix: str) -> Format | None:
    """The format of a file, by its first bytes; by its suffix where a format has no mark.

    The raw files of many cameras start as TIFF files do; so their suffix is asked first.

    Args:
        head: the first `HEAD_BYTES` bytes.
        suffix: as `Path.suffix` gives it.
    """
    ending = suffix.lower().removeprefix(".")
    kind = next((kind for kind in FORMATS if kind.reads(head)), None)
    if kind is not None:
        return RAW if kind.name == "TIFF" and ending in RAW.suffixes else kind
    return next((k for k in FORMATS if not k.marks and ending in k.suffixes), None)
