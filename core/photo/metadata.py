"""What a saved picture tells of its photo: when, with what, by whom; nothing that is no longer true.

Tags: CIPA DC-008, "Exchangeable image file format for digital still cameras: Exif Version 2.32".
"""

from __future__ import annotations

import io
import struct
from pathlib import Path
from typing import Any, cast

from PIL import ExifTags, Image, ImageCms

from ..utils.messages import Sentence
from .photo import Photo

_Base = ExifTags.Base
_KEPT = (
    _Base.ImageDescription,
    _Base.Make,
    _Base.Model,
    _Base.DateTime,
    _Base.Artist,
    _Base.Copyright,
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
)
_SRGB = 1
_TEXT = "s"


def kept_exif(path: Path | None) -> Image.Exif:
    """Of a photo's EXIF data what is true of a picture made from it, too; empty where there is none.

    Date, camera, exposure, author and place are kept. Thumbnail, size, orientation (the picture stands
    upright) and the maker's own notes are not.
    """
    kept = Image.Exif()
    if path is None:
        return kept
    try:
        with Image.open(path) as image:
            whole = image.getexif()
            exposure, place = whole.get_ifd(ExifTags.IFD.Exif), whole.get_ifd(ExifTags.IFD.GPSInfo)
    except Exception:  # a photo with broken metadata is saved without
        return kept
    kept.update({tag: whole[tag] for tag in _KEPT if tag in whole})
    shot = {int(tag): exposure[tag] for tag in _KEPT_OF_EXPOSURE if tag in exposure}
    if shot:
        kept.get_ifd(ExifTags.IFD.Exif).update({**shot, int(_Base.ColorSpace): _SRGB})
    if place:
        kept.get_ifd(ExifTags.IFD.GPSInfo).update(place)
    return kept if _can_be_written(kept) else Image.Exif()


def exif_bytes(exif: Image.Exif) -> bytes:
    """As a PNG's chunk holds it: a TIFF header and what follows; empty where there is nothing."""
    return exif.tobytes().removeprefix(b"Exif\0\0") if len(exif) or _has_parts(exif) else b""


def tiff_tags(exif: Image.Exif) -> list[tuple[int, str, int, str, bool]]:
    """The texts among it, as `tifffile` takes them; a TIFF file's first directory may hold them all."""
    pairs = {**{int(t): exif[t] for t in _KEPT if t in exif}, **exif.get_ifd(ExifTags.IFD.Exif)}
    # tifffile writes these itself.
    own = (_Base.ImageDescription,)
    return [
        (int(tag), _TEXT, 0, value, True)
        for tag, value in sorted(pairs.items())
        if isinstance(value, str) and value.isascii() and tag not in own
    ]


def _has_parts(exif: Image.Exif) -> bool:
    return any(exif.get_ifd(part) for part in (ExifTags.IFD.Exif, ExifTags.IFD.GPSInfo))


def _can_be_written(exif: Image.Exif) -> bool:
    try:
        cast("Any", exif).tobytes()
    except (ValueError, TypeError, KeyError, AttributeError, struct.error):  # values of no known type
        return False
    return True


def described(photo: Photo) -> list[tuple[str, str]]:
    """What is known of a photo and its file, as rows of name and value; names of EXIF are no sentences."""
    bits = photo.pixels.dtype.itemsize * 8
    size = Sentence("{width} × {height} pixels", width=photo.width, height=photo.height)
    rows: list[tuple[str, str]] = [
        (Sentence("Size"), size),
        (Sentence("Depth"), Sentence("{bits} bits a channel", bits=bits)),
    ]
    rows += [(Sentence("Alpha"), Sentence("yes"))] if photo.alpha is not None else []
    if photo.path is None:
        return rows
    rows[:0] = [(Sentence("File"), photo.path.name), (Sentence("Folder"), str(photo.path.parent))]
    try:
        rows.append((Sentence("Bytes"), f"{photo.path.stat().st_size:,}"))
        with Image.open(photo.path) as image:
            rows.append((Sentence("Format"), image.format or ""))
            if photo.jpeg_quality is not None:
                rows.append((Sentence("JPEG quality"), str(photo.jpeg_quality)))
            profile = _profile_of(cast("dict[str, Any]", image.info).get("icc_profile"))
            rows.append((Sentence("Colour profile"), profile))
            whole = image.getexif()
            for part in (None, ExifTags.IFD.Exif, ExifTags.IFD.GPSInfo):
                tags = dict(whole) if part is None else whole.get_ifd(part)
                names = ExifTags.GPSTAGS if part == ExifTags.IFD.GPSInfo else ExifTags.TAGS
                rows += [(names.get(t, f"tag {t}"), _short(v)) for t, v in tags.items() if t not in _POINTERS]
    except Exception:  # what can be told is told
        return rows
    return rows


_POINTERS = (int(ExifTags.IFD.Exif), int(ExifTags.IFD.GPSInfo), int(_Base.MakerNote))
_LONGEST_VALUE = 120


def _short(value: object) -> str:
    if isinstance(value, bytes):
        return f"{len(value):,} bytes"
    text = " ".join(str(value).split("\0")[0].split())
    return text if len(text) <= _LONGEST_VALUE else text[:_LONGEST_VALUE] + "…"


def _profile_of(profile: bytes | None) -> str:
    if not profile:
        return Sentence("none, taken as sRGB")
    try:
        return ImageCms.getProfileDescription(io.BytesIO(profile)).strip()
    except Exception:  # a broken profile has no name
        return Sentence("{count:,} bytes that cannot be read", count=len(profile))
