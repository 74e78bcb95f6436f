"""Data of a file beside its pixels: EXIF, XMP, IPTC, comment; where each format keeps it."""

from __future__ import annotations

import io
import logging
import struct
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

from PIL import ExifTags, Image

from .formats import HEAD_BYTES, HEADER_FORMATS, format_of
from .iso_boxes import boxes
from .photoshop_resources import PHOTOSHOP_EXIF, PHOTOSHOP_XMP, photoshop_resources

log = logging.getLogger(__name__)

SideData = tuple[Image.Exif, dict[Any, Any], dict[int, Any]]
"""EXIF data, what Pillow tells beside (in its words: xmp, comment, dpi, photoshop), tags of a TIFF file."""

_JP2_EXIF, _JP2_IPTC = b"JpgTiffExif->JP2", bytes.fromhex("33c7a4d2b81d4723a0baf1a3e097ad38")
_JP2_XMP = bytes.fromhex("be7acfcb97a942e89c71999491e3afac")
"""Numbers of the boxes `uuid` (Adobe's XMP specification part 3, and what ExifTool writes)."""
_XMP_TAG = 700


def side_data(path: Path) -> SideData:
    """Data of a file beside its pixels.

    Raises:
        Exception: of whatever kind, if it is damaged, or of a format that tells nothing.
    """
    with path.open("rb") as file:
        kind = format_of(file.read(HEAD_BYTES), path.suffix)
    return _READERS.get("" if kind is None else kind.name, _by_pillow)(path)


def _by_pillow(path: Path) -> SideData:
    with Image.open(path, formats=HEADER_FORMATS) as image:
        info = {**cast("dict[Any, Any]", image.info)}
        if image.format == "PNG":
            info |= cast("Any", image).text  # may stand behind the pixels, which this decodes
        tags = dict(getattr(image, "tag_v2", {}))
        return _with_parts(image.getexif()), info, tags


def _of_heif(path: Path) -> SideData:
    from pillow_heif import open_heif

    info = cast("dict[Any, Any]", open_heif(path).info)
    return _exif(info.get("exif") or b""), info, {}


def _of_jxl(path: Path) -> SideData:
    found: dict[bytes, bytes] = {}
    for kind, content in boxes(path.read_bytes()):
        if kind == b"brob":  # compressed by brotli, behind its own type
            import imagecodecs

            kind, content = content[:4], bytes(cast("Any", imagecodecs).brotli_decode(content[4:]))
        found.setdefault(kind, content)
    exif = found.get(b"Exif", b"")
    start = 4 + struct.unpack(">I", exif[:4])[0] if len(exif) > 4 else 0
    return _exif(exif[start:]), {"xmp": found.get(b"xml ", b"")}, {}


def _of_jp2(path: Path) -> SideData:
    parts = {content[:16]: content[16:] for kind, content in boxes(path.read_bytes()) if kind == b"uuid"}
    tags = {_IPTC_TAG: parts[_JP2_IPTC]} if _JP2_IPTC in parts else {}
    return _exif(parts.get(_JP2_EXIF, b"")), {"xmp": parts.get(_JP2_XMP, b"")}, tags


def _of_jxr(path: Path) -> SideData:
    data = path.read_bytes()
    exif = _exif(b"II*\0" + data[4:])  # a TIFF file but for its mark
    return exif, {"xmp": exif.get(_XMP_TAG, b"")}, {}


def _of_photoshop(path: Path) -> SideData:
    _, info, tags = _by_pillow(path)
    found = photoshop_resources(path)
    more = {"xmp": found.get(PHOTOSHOP_XMP, b""), "photoshop": found}
    return _exif(found.get(PHOTOSHOP_EXIF, b"")), info | more, tags


def _of_raw(path: Path) -> SideData:
    """EXIF of a raw file: the first directory of TIFF for most cameras, else that of the preview."""
    try:
        exif, info, tags = _by_pillow(path)
        if exif.get_ifd(ExifTags.IFD.Exif):
            return exif, info, tags
    except Exception as error:  # another layout
        log.debug("no EXIF data in the raw file itself: %s", error)
    import rawpy  # pyright: ignore[reportMissingImports]

    library = cast("Any", rawpy)
    with library.imread(str(path)) as raw:
        preview = raw.extract_thumb()
    if preview.format != library.ThumbFormat.JPEG:
        return Image.Exif(), {}, {}
    with Image.open(io.BytesIO(preview.data), formats=("JPEG",)) as image:
        return _with_parts(image.getexif()), {}, {}


def _exif(block: bytes) -> Image.Exif:
    exif = Image.Exif()
    if block:
        exif.load(block)
    return _with_parts(exif)


def _with_parts(exif: Image.Exif) -> Image.Exif:
    """With the directories of exposure and place read now, while the file is open."""
    for part in (ExifTags.IFD.Exif, ExifTags.IFD.GPSInfo):
        exif.get_ifd(part)
    return exif


_IPTC_TAG = 33723
_READERS: dict[str, Callable[[Path], SideData]] = {
    "HEIF": _of_heif,
    "JPEG XL": _of_jxl,
    "JPEG 2000": _of_jp2,
    "JPEG XR": _of_jxr,
    "Photoshop": _of_photoshop,
    "camera raw": _of_raw,
}
"""By the format's name; Pillow reads those of the others."""
