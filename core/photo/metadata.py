"""Metadata that a saved picture keeps of its photo: all that is still true of it.

Tags: CIPA DC-008, "Exchangeable image file format for digital still cameras: Exif Version 2.32".
"""

from __future__ import annotations

import io
import logging
import re
import struct
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO, cast

from PIL import ExifTags, Image, TiffImagePlugin

from ..utils.messages import printable
from .side_data import side_data

log = logging.getLogger(__name__)

_Base = ExifTags.Base
_KEPT = (
    _Base.ImageDescription,
    _Base.Make,
    _Base.Model,
    _Base.DateTime,
    _Base.Artist,
    _Base.Copyright,
    _Base.XPTitle,
    _Base.XPComment,
    _Base.XPAuthor,
    _Base.XPKeywords,
    _Base.XPSubject,
    _Base.Rating,
    _Base.RatingPercent,
)
_KEPT_OF_EXPOSURE = (
    _Base.ExposureTime,
    _Base.FNumber,
    _Base.ExposureProgram,
    _Base.ISOSpeedRatings,
    _Base.ExifVersion,
    _Base.DateTimeOriginal,
    _Base.DateTimeDigitized,
    _Base.OffsetTime,
    _Base.OffsetTimeOriginal,
    _Base.OffsetTimeDigitized,
    _Base.SubsecTime,
    _Base.SubsecTimeOriginal,
    _Base.SubsecTimeDigitized,
    _Base.ShutterSpeedValue,
    _Base.ApertureValue,
    _Base.BrightnessValue,
    _Base.ExposureBiasValue,
    _Base.MaxApertureValue,
    _Base.SubjectDistance,
    _Base.MeteringMode,
    _Base.Flash,
    _Base.FocalLength,
    _Base.FocalLengthIn35mmFilm,
    _Base.WhiteBalance,
    _Base.CameraOwnerName,
    _Base.BodySerialNumber,
    _Base.LensSpecification,
    _Base.LensMake,
    _Base.LensModel,
    _Base.UserComment,
    _Base.ImageUniqueID,
)
_SRGB, _UNCALIBRATED = 1, 0xFFFF
"""Colour spaces of EXIF."""
_IPTC_IN_PHOTOSHOP = 0x0404
"""Number of the IPTC record among Photoshop's resources."""
_XMP_TAG, _IPTC_TAG = 700, 33723
"""TIFF's tags of XMP and IPTC."""
_IPTC_TEXT = "Raw profile type iptc"
"""Keyword of a PNG text that holds an IPTC record, as ImageMagick and ExifTool write it."""
_UNTRUE = re.compile(
    rb"""\s(tiff:(Orientation|ImageWidth|ImageLength)|exif:Pixel[XY]Dimension)\s*=\s*("[^"]*"|'[^']*')"""
    rb"|<(tiff:(Orientation|ImageWidth|ImageLength)|exif:Pixel[XY]Dimension)>[^<]*</[^>]*>"
)
"""Parts of XMP that are true of the photo's file only: the picture stands upright, and has a size of its
own."""


@dataclass(frozen=True, eq=False)
class Metadata:
    """Metadata that go along with a picture."""

    exif: Image.Exif = field(default_factory=Image.Exif)
    xmp: bytes = b""
    """A packet of XMP, UTF-8."""
    iptc: bytes = b""
    """A record of IPTC-IIM."""
    comment: str = ""
    """The comment of JPEG, PNG or GIF."""
    dpi: tuple[float, float] | None = None
    """Pixels for an inch that a person set, along x and y."""
    software: str = ""
    """The program that made the picture, and the licence of the weights."""


NO_METADATA = Metadata()
PROGRAM = "csr-viewer"
"""Name of the program in pictures."""


def kept_metadata(path: Path | None, software: str = "", *, srgb: bool = True) -> Metadata:
    """Return of a photo's metadata what is true of a picture made from it, too; empty where there are none.

    Kept are date, camera, exposure, author, copyright, place, captions, keywords, XMP, IPTC, comment and
    pixels for an inch. Thumbnail, size, orientation (the picture stands upright) and the maker's own notes
    are not.

    Args:
        path: the photo's file.
        software: see `Metadata`; the program's name where empty.
        srgb: whether the picture is in sRGB; else its profile tells.
    """
    software = software or PROGRAM
    if path is None:
        return Metadata(software=software)
    try:
        whole, info, tags = side_data(path)
    except Exception as error:  # a photo with broken metadata is saved without
        log.info("%s: its metadata are not kept: %s", printable(path.name), error)
        return Metadata(software=software)
    xmp = _bytes(info.get("xmp") or info.get("XML:com.adobe.xmp") or tags.get(_XMP_TAG))
    dpi = info.get("dpi")
    return Metadata(
        _kept_exif(whole, _SRGB if srgb else _UNCALIBRATED),
        _UNTRUE.sub(b"", xmp).rstrip(b"\0"),
        _iptc_of(info, tags),
        text_of(info.get("comment") or info.get("Comment") or b""),
        (float(dpi[0]), float(dpi[1])) if dpi and min(dpi) > 0 else None,
        software,
    )


def _kept_exif(whole: Image.Exif, space: int) -> Image.Exif:
    kept = Image.Exif()
    try:
        exposure, place = whole.get_ifd(ExifTags.IFD.Exif), whole.get_ifd(ExifTags.IFD.GPSInfo)
        kept.update({tag: whole[tag] for tag in _KEPT if tag in whole})
        shot = {int(tag): exposure[tag] for tag in _KEPT_OF_EXPOSURE if tag in exposure}
    except Exception as error:  # a photo with broken metadata is saved without
        log.info("EXIF data are not kept: %s", error)
        return Image.Exif()
    if shot:
        kept.get_ifd(ExifTags.IFD.Exif).update({**shot, int(_Base.ColorSpace): space})
    if place:
        kept.get_ifd(ExifTags.IFD.GPSInfo).update(place)
    return kept if _can_be_written(kept) else Image.Exif()


def _iptc_of(info: dict[Any, Any], tags: dict[int, Any]) -> bytes:
    resources = info.get("photoshop")
    if isinstance(resources, dict):
        return _bytes(cast("dict[int, Any]", resources).get(_IPTC_IN_PHOTOSHOP))
    text = info.get(_IPTC_TEXT)
    if isinstance(text, str):  # a name, the number of bytes, and these in hexadecimal
        return bytes.fromhex("".join(text.split()[2:]))
    return _bytes(tags.get(_IPTC_TAG))


def _bytes(value: object) -> bytes:
    if isinstance(value, str):
        return value.encode()
    if isinstance(value, tuple):  # of one-byte numbers, as TIFF may hold it
        return bytes(cast("tuple[int, ...]", value))
    return value if isinstance(value, bytes) else b""


def text_of(value: str | bytes) -> str:
    """Return a text of a file: UTF-8, or else Latin-1, in which every byte is a letter."""
    if isinstance(value, str):
        return value
    try:
        return value.decode()
    except UnicodeDecodeError:
        return value.decode("latin-1")


def photoshop_segment(iptc: bytes) -> bytes:
    """Return a JPEG segment (APP13) that holds an IPTC record among Photoshop's resources."""
    padding = b"\0" * (len(iptc) % 2)
    resource = b"8BIM" + struct.pack(">HHI", _IPTC_IN_PHOTOSHOP, 0, len(iptc)) + iptc + padding
    content = b"Photoshop 3.0\0" + resource
    return b"\xff\xed" + struct.pack(">H", 2 + len(content)) + content


def png_texts(metadata: Metadata) -> dict[str, str]:
    """Return what goes into the texts of a PNG file, by keyword."""
    lines = "\n".join(re.findall(".{1,72}", metadata.iptc.hex()))
    texts = {
        "Software": metadata.software,
        "Comment": metadata.comment,
        "XML:com.adobe.xmp": metadata.xmp.decode(errors="replace"),
        _IPTC_TEXT: f"\niptc\n{len(metadata.iptc):8}\n{lines}\n" if metadata.iptc else "",
    }
    return {keyword: text for keyword, text in texts.items() if text}


def exif_with_software(metadata: Metadata, *, comment: bool) -> Image.Exif:
    """Return the EXIF data with the software in it.

    Args:
        metadata: what goes along.
        comment: put the comment into them, too, if they have none: for a format without one of its own.
    """
    exif = Image.Exif()
    exif.update(dict(metadata.exif))
    for part in (ExifTags.IFD.Exif, ExifTags.IFD.GPSInfo):
        if values := metadata.exif.get_ifd(part):
            exif.get_ifd(part).update(values)
    if metadata.software:
        exif[_Base.Software] = metadata.software
    of_photo = exif.get_ifd(ExifTags.IFD.Exif) if comment and metadata.comment else {}
    if comment and metadata.comment and _Base.UserComment not in of_photo:
        of_photo[int(_Base.UserComment)] = b"UNICODE\0" + metadata.comment.encode("utf-16-be")
    return exif


def exif_bytes(exif: Image.Exif) -> bytes:
    """As a PNG's chunk holds it: a TIFF header and what follows; empty where there is nothing."""
    return exif.tobytes().removeprefix(b"Exif\0\0") if len(exif) or _has_parts(exif) else b""


def tiff_tags(metadata: Metadata) -> list[tuple[int, int, int, Any, bool]]:
    """Return the tags of a TIFF file's first directory, as `tifffile` takes them."""
    tags: list[tuple[int, int, int, Any, bool]] = []
    for tag in _KEPT:
        value = metadata.exif.get(tag)
        if isinstance(value, str) and tag != _Base.ImageDescription:  # tifffile writes that itself
            tags.append((int(tag), _ASCII, 0, value.encode(), True))
        elif isinstance(value, bytes):
            tags.append((int(tag), _BYTE, len(value), value, True))
    for tag, value in ((_XMP_TAG, metadata.xmp), (_IPTC_TAG, metadata.iptc)):
        if value:
            tags.append((tag, _BYTE, len(value), value, True))
    return sorted(tags, key=lambda tag: tag[0])


def add_exif_directories(path: Path, exif: Image.Exif) -> None:
    """Add the directories of EXIF and GPS to a classic little-endian TIFF file, which `tifffile` cannot.

    They are written behind it, and then its first directory anew, with their places in it.
    """
    parts = {int(part): values for part in _PARTS if (values := exif.get_ifd(part))}
    if not parts:
        return
    with path.open("r+b") as file:
        file.seek(4)
        file.seek(struct.unpack("<I", file.read(4))[0])
        count = struct.unpack("<H", file.read(2))[0]
        entries, next_directory = [file.read(12) for _ in range(count)], file.read(4)
        for part, values in parts.items():
            directory = TiffImagePlugin.ImageFileDirectory_v2(b"II*\0\x08\0\0\0", group=part)
            for tag, value in values.items():
                directory[tag] = value
            place = _even_end(file)
            file.write(directory.tobytes(place))
            entries.append(struct.pack("<HHII", part, _LONG, 1, place))
        entries.sort(key=lambda entry: struct.unpack_from("<H", entry))
        place = _even_end(file)
        file.write(struct.pack("<H", len(entries)) + b"".join(entries) + next_directory)
        file.seek(4)
        file.write(struct.pack("<I", place))


def _even_end(file: BinaryIO) -> int:
    """Go to the end of a file, to an even place, where directories of TIFF begin."""
    place = file.seek(0, io.SEEK_END)
    return place + file.write(b"\0" * (place % 2))


_PARTS = (ExifTags.IFD.Exif, ExifTags.IFD.GPSInfo)
_BYTE, _ASCII, _LONG = 1, 2, 4
"""Types of TIFF."""


def _has_parts(exif: Image.Exif) -> bool:
    return any(exif.get_ifd(part) for part in _PARTS)


def _can_be_written(exif: Image.Exif) -> bool:
    try:
        cast("Any", exif).tobytes()
    except (ValueError, TypeError, KeyError, AttributeError, struct.error):  # values of no known type
        return False
    return True
