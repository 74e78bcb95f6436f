"""Facts about a photo for photographers: camera, lens, exposure first; all tags behind."""

from __future__ import annotations

import io
import logging
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from PIL import ExifTags, ImageCms

from ..utils.messages import Message, printable
from .metadata import text_of
from .photo import Photo
from .side_data import side_data

log = logging.getLogger(__name__)

_Base = ExifTags.Base
_POINTERS = (int(ExifTags.IFD.Exif), int(ExifTags.IFD.GPSInfo), int(_Base.MakerNote))
_LONGEST_VALUE = 120
_LONGEST_FRACTION_SECONDS = 0.3
"""Exposures up to here are told as a fraction: 1/60 s."""

Rows = tuple[tuple[str, str], ...]
"""Names and values, to be read."""


@dataclass(frozen=True)
class Description:
    """Facts about a photo and its file."""

    summary: Rows
    """The rows that a photographer asks for."""
    tags: Rows
    """Every tag of the file, by its name in EXIF."""


def described(photo: Photo) -> Description:
    """Return what is known of a photo and its file; of broken metadata, what can be read."""
    exif: dict[int, Any] = {}
    place: dict[int, Any] = {}
    info: dict[Any, Any] = {}
    if photo.path is not None:
        try:
            whole, info, _ = side_data(photo.path)
            place = dict(whole.get_ifd(ExifTags.IFD.GPSInfo))
            exif = {**dict(whole), **whole.get_ifd(ExifTags.IFD.Exif)}
        except Exception as error:  # what can be told is told
            log.info("%s: its metadata cannot be read whole: %s", printable(photo.path.name), error)
    shot = (_safely(tell, exif) for tell in (_camera, _lens, _exposure, _date))
    rows = [row for row in shot if row is not None]
    comment = exif.get(_Base.ImageDescription) or text_of(info.get("comment") or b"")
    if str(comment).strip():
        rows.append((Message("Caption"), _short(comment)))
    rows += _file_rows(photo, info)
    names = {**ExifTags.TAGS}
    tags = [
        (names.get(tag, f"tag {tag}"), _short(value)) for tag, value in exif.items() if tag not in _POINTERS
    ]
    tags += [(ExifTags.GPSTAGS.get(tag, f"tag {tag}"), _short(value)) for tag, value in place.items()]
    return Description(tuple(rows), tuple(tags))


def _safely(tell: Any, exif: dict[int, Any]) -> tuple[str, str] | None:
    """Return a row; None where it is not known, or the tags hold what they should not."""
    try:
        return tell(exif)
    except (TypeError, ValueError, ZeroDivisionError, OverflowError):
        return None


def _camera(exif: dict[int, Any]) -> tuple[str, str] | None:
    make, model = (_short(exif.get(tag, "")) for tag in (_Base.Make, _Base.Model))
    name = model if model.lower().startswith(make.lower().split(" ")[0]) else f"{make} {model}"
    return (Message("Camera"), name.strip()) if name.strip() else None


def _lens(exif: dict[int, Any]) -> tuple[str, str] | None:
    name = _short(exif.get(_Base.LensModel, ""))
    return (Message("Lens"), name) if name else None


def _exposure(exif: dict[int, Any]) -> tuple[str, str] | None:
    """1/60 s   f/2.4   ISO 100   4.3 mm (26 mm)."""
    parts: list[str] = []
    if time := float(exif.get(_Base.ExposureTime, 0)):
        short = 0 < time <= _LONGEST_FRACTION_SECONDS
        parts.append(f"1/{round(1 / time)} s" if short else f"{time:.3g} s")
    if stop := float(exif.get(_Base.FNumber, 0)):
        parts.append(f"f/{stop:.3g}")
    iso = exif.get(_Base.ISOSpeedRatings, 0)
    if iso := int(iso[0] if isinstance(iso, tuple) else iso):
        parts.append(f"ISO {iso}")
    if length := float(exif.get(_Base.FocalLength, 0)):
        equivalent = int(exif.get(_Base.FocalLengthIn35mmFilm, 0))
        parts.append(f"{length:.3g} mm" + (f" ({equivalent} mm)" if equivalent else ""))
    return (Message("Exposure"), "   ".join(parts)) if parts else None


def _date(exif: dict[int, Any]) -> tuple[str, str] | None:
    date = _short(exif.get(_Base.DateTimeOriginal) or exif.get(_Base.DateTime, ""))
    day, _, time = date.partition(" ")
    return (Message("Date"), f"{day.replace(':', '-')} {time}".strip()) if date else None


def _file_rows(photo: Photo, info: dict[Any, Any]) -> Rows:
    w, h = photo.size
    megapixels = w * h / 1e6
    size = Message(
        "{width} × {height} pixels ({megapixels:.1f} MP)", width=w, height=h, megapixels=megapixels
    )
    rows: list[tuple[str, str]] = [(Message("Size"), size)]
    if photo.path is not None:
        with suppress(OSError):  # it is gone since
            megabytes = photo.path.stat().st_size / 1e6
            rows.append((Message("File size"), Message("{megabytes:.2f} MB", megabytes=megabytes)))
        rows.append((Message("Colour profile"), _profile_of(photo, info.get("icc_profile"))))
    rows.append((Message("Depth"), Message("{bits} bits a channel", bits=photo.pixels.dtype.itemsize * 8)))
    if photo.alpha is not None:
        rows.append((Message("Alpha"), Message("yes")))
    if photo.jpeg_quality is not None:
        rows.append((Message("JPEG quality"), str(photo.jpeg_quality)))
    if photo.path is not None:
        rows += [(Message("File"), photo.path.name), (Message("Folder"), str(photo.path.parent))]
    return tuple(rows)


def _short(value: object) -> str:
    if isinstance(value, bytes):
        return f"{len(value):,} bytes"
    text = " ".join(str(value).split("\0")[0].split())
    return text if len(text) <= _LONGEST_VALUE else text[:_LONGEST_VALUE] + "…"


def _profile_of(photo: Photo, profile: bytes | None) -> str:
    if photo.space is not None:
        return photo.space.name
    if not profile:
        return Message("none, taken as sRGB")
    try:
        return ImageCms.getProfileDescription(io.BytesIO(profile)).strip()
    except Exception:  # a broken profile has no name
        return Message("{count:,} bytes that cannot be read", count=len(profile))
