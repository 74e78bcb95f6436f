"""Saving pictures: PNG, TIFF, JPEG, WebP and AVIF with their colour profile, whole or not at all."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, Literal, cast

import numpy as np
import numpy.typing as npt
from PIL import ExifTags, Image

from ..utils.atomic_file import SaveError, check_place, replacing
from ..utils.messages import Message
from .icc import srgb_profile
from .metadata import (
    NO_METADATA,
    Metadata,
    add_exif_directories,
    exif_bytes,
    exif_with_software,
    photoshop_segment,
    png_texts,
    tiff_tags,
)
from .png_stream import PngStream
from .save_formats import QUALITY, SAVE_FORMATS, SaveFormat, format_of

_LARGEST_AT_ONCE = 400_000_000
_LARGEST_SEGMENT, _LARGEST_XMP = 65_533, 65_000
"""Bytes of a segment of a JPEG file, and of what one can hold beside its name: longer data are left out."""
_STRIP_ROWS = 64
# Classic TIFF counts bytes in 32 bits; deflate can make noise a little larger than it was.
_CLASSIC_TIFF_BYTES = 4_000_000_000

Band = npt.NDArray[np.float32]
Rows = npt.NDArray[np.uint8 | np.uint16]


@dataclass(frozen=True)
class _Form:
    """Content of a file beside the values."""

    width: int
    height: int
    alpha: bool
    bits: int
    quality: int
    metadata: Metadata
    profile: bytes | None

    @property
    def channels(self) -> int:
        return 4 if self.alpha else 3

    @property
    def icc(self) -> bytes:
        """The profile that is embedded."""
        return self.profile or srgb_profile()


def check_target(path: Path, overwrite: bool, *sources: Path) -> None:
    """Look whether a picture could be saved, before any work is done for it.

    Raises:
        SaveError: if the suffix is none of `SAVE_FORMATS`, the folder is missing or cannot be
            written to, or see `check_place`.
    """
    _format_of(path)
    check_place(path, overwrite, *sources)


def _format_of(path: Path) -> SaveFormat:
    kind = format_of(path.suffix.lower())
    if kind is None:
        suffixes = ", ".join(known.suffixes[0] for known in SAVE_FORMATS)
        raise SaveError(
            Message("{name}: pictures are saved as {suffixes}.", name=path.name, suffixes=suffixes)
        )
    return kind


def save_picture(
    path: Path,
    bands: Iterable[Band],
    width: int,
    height: int,
    *,
    alpha: bool = False,
    bits: int = 8,
    overwrite: bool = False,
    quality: int = QUALITY,
    metadata: Metadata = NO_METADATA,
    profile: bytes | None = None,
    sources: tuple[Path, ...] = (),
) -> None:
    """Save a picture that comes band by band. PNG and TIFF never hold more than a band in memory.

    The file appears under its name when it is complete and on the disk; until then, and after any
    failure, an older file of that name is as it was.

    Args:
        path: the suffix says the format.
        bands: (rows, width, 3) from top to bottom, encoded, clipped here to 0..1; with `alpha`
            (rows, width, 4), the fourth straight alpha. JPEG gets it composited over white.
        width: width in pixels.
        height: height in pixels, the sum of the bands' rows.
        alpha: whether there is a fourth channel.
        bits: 8, or 16 for PNG and TIFF.
        overwrite: whether an existing file may be replaced.
        quality: of JPEG, WebP and AVIF, 1 to 100.
        metadata: what goes along, as far as the format can carry it; see `kept_metadata`.
        profile: ICC profile of the bands; None for sRGB.
        sources: see `check_place`.

    Raises:
        SaveError: see `check_target`; also if the format cannot hold the picture, or the disk is full.
        ValueError: if the bands do not make a picture of that size.
    """
    check_target(path, overwrite, *sources)
    kind = _format_of(path)
    form = _Form(width, height, alpha, bits, quality, metadata, profile)
    _check_format(kind, form)
    rows = _checked(bands, form)
    with replacing(path, overwrite, *sources) as temporary, temporary.open("wb") as file:
        _WRITERS[kind.name](file, temporary, rows, form)


def _check_format(kind: SaveFormat, form: _Form) -> None:
    suffix = kind.suffixes[0]
    width, height, bits = form.width, form.height, form.bits
    if width < 1 or height < 1:
        raise SaveError(
            Message("A picture of {width} x {height} pixels cannot be saved.", width=width, height=height)
        )
    if bits not in (8, 16):
        raise SaveError(Message("Pictures are saved with 8 or 16 bits a channel, not {bits}.", bits=bits))
    if bits not in kind.bits:
        raise SaveError(
            Message("A {suffix} file holds 8 bits a channel; .png and .tif hold 16.", suffix=suffix)
        )
    longest = kind.longest_side
    if longest is None:
        return
    if max(width, height) > longest or width * height > _LARGEST_AT_ONCE:
        raise SaveError(
            Message(
                "{width} x {height} pixels are too many for {suffix} (at most {longest} a side, "
                "{most} megapixels); .png and .tif hold them.",
                width=width,
                height=height,
                suffix=suffix,
                longest=longest,
                most=_LARGEST_AT_ONCE // 1_000_000,
            )
        )


def _checked(bands: Iterable[Band], form: _Form) -> Iterator[Band]:
    """The bands, in pieces of few rows, as long as they are what was promised."""
    width, height, channels = form.width, form.height, form.channels
    row = 0
    for band in bands:
        row += band.shape[0]
        if band.shape[1:] != (width, channels) or row > height:
            raise ValueError(f"a band of shape {band.shape} is not of {width} x {height} x {channels}")
        for top in range(0, band.shape[0], _STRIP_ROWS):
            yield band[top : top + _STRIP_ROWS]
    if row != height:
        raise ValueError(f"the bands have {row} rows together, not {height}")


def _rounded(band: Band, bits: int) -> Rows:
    largest = 2**bits - 1
    # float32 resolves 1/128 of a 16-bit step: enough to round to it.
    scaled = np.clip(band, 0, 1) * np.float32(largest) + np.float32(0.5)
    return scaled.astype(np.uint8 if bits == 8 else np.uint16)


def _write_png(file: BinaryIO, _path: Path, bands: Iterator[Band], form: _Form) -> None:
    stream = PngStream(
        file,
        form.width,
        form.height,
        form.channels,
        form.bits,
        texts=png_texts(form.metadata),
        exif=exif_bytes(form.metadata.exif),
        dpi=form.metadata.dpi,
        profile=form.profile,
    )
    for band in bands:
        stream.write(_rounded(band, form.bits))
    stream.close()


def _write_tiff(file: BinaryIO, path: Path, bands: Iterator[Band], form: _Form) -> None:
    import tifffile

    metadata = form.metadata
    big = form.width * form.height * form.channels * form.bits // 8 > _CLASSIC_TIFF_BYTES
    caption = str(metadata.exif.get(ExifTags.Base.ImageDescription, ""))
    tifffile.imwrite(
        file,
        _tiff_strips(bands, form.height, form.bits),
        shape=(form.height, form.width, form.channels),
        dtype="u1" if form.bits == 8 else "<u2",
        byteorder="<",
        bigtiff=big,
        photometric="rgb",
        extrasamples=["unassalpha"] if form.alpha else [],
        rowsperstrip=min(_STRIP_ROWS, form.height),
        compression="adobe_deflate",
        predictor=True,
        iccprofile=form.icc,
        metadata=None,
        description=caption.encode() or None,
        extratags=tiff_tags(metadata),
        software=metadata.software.encode() or None,
        resolution=metadata.dpi,
        resolutionunit=None if metadata.dpi is None else "INCH",
    )
    file.flush()
    if not big:
        add_exif_directories(path, metadata.exif)


def _tiff_strips(bands: Iterator[Band], height: int, bits: int) -> Iterator[bytes]:
    """Encoded strips of `_STRIP_ROWS` rows each, whatever the bands' heights; the last may be lower."""
    import tifffile

    codec = cast("Any", tifffile.TIFF.COMPRESSORS)[8]
    waiting: list[Rows] = []
    count = done = 0
    for band in bands:
        waiting.append(_rounded(band, bits))
        count += band.shape[0]
        while count >= _STRIP_ROWS or (count and done + count == height):
            rows = np.concatenate(waiting)
            strip, rest = rows[:_STRIP_ROWS], rows[_STRIP_ROWS:]
            done, count = done + strip.shape[0], rest.shape[0]
            waiting = [rest]
            strip[:, 1:] -= strip[:, :-1].copy()  # TIFF's horizontal predictor
            yield cast("bytes", codec(strip.astype(strip.dtype.newbyteorder("<")).tobytes(), 6))


def _write_jpeg(file: BinaryIO, _path: Path, bands: Iterator[Band], form: _Form) -> None:
    _write_at_once(file, bands, form, "JPEG")


def _write_webp(file: BinaryIO, _path: Path, bands: Iterator[Band], form: _Form) -> None:
    _write_at_once(file, bands, form, "WEBP")


def _write_avif(file: BinaryIO, _path: Path, bands: Iterator[Band], form: _Form) -> None:
    _write_at_once(file, bands, form, "AVIF")


def _write_at_once(
    file: BinaryIO, bands: Iterator[Band], form: _Form, name: Literal["JPEG", "WEBP", "AVIF"]
) -> None:
    is_jpeg = name == "JPEG"
    keep_alpha = form.alpha and not is_jpeg
    picture = np.empty((form.height, form.width, 4 if keep_alpha else 3), np.uint8)
    top = 0
    for band in bands:
        if form.alpha and not keep_alpha:
            share = np.clip(band[..., 3:], 0, 1)
            band = np.clip(band[..., :3], 0, 1) * share + (1 - share)
        picture[top : top + band.shape[0]] = _rounded(band, 8)
        top += band.shape[0]
    image, encoded = Image.fromarray(picture), io.BytesIO()
    metadata = form.metadata
    exif = exif_with_software(metadata, comment=not is_jpeg).tobytes()
    more: dict[str, Any] = {"quality": form.quality, "icc_profile": form.icc}
    if len(exif) <= _LARGEST_SEGMENT or not is_jpeg:
        more["exif"] = exif
    if metadata.xmp and (len(metadata.xmp) <= _LARGEST_XMP or not is_jpeg):
        more["xmp"] = metadata.xmp
    if metadata.dpi is not None and is_jpeg:
        more["dpi"] = metadata.dpi
    if metadata.comment and is_jpeg:
        more["comment"] = metadata.comment.encode()[:_LARGEST_SEGMENT]
    if metadata.iptc and len(metadata.iptc) <= _LARGEST_XMP and is_jpeg:
        more["extra"] = photoshop_segment(metadata.iptc)
    if name != "WEBP":  # which has no other
        more["subsampling"] = "4:4:4"
    # Through memory: at a full disk Pillow's own writing says only "encoder error".
    image.save(encoded, name, **more)
    file.write(encoded.getbuffer())


_WRITERS: dict[str, Callable[[BinaryIO, Path, Iterator[Band], _Form], None]] = {
    "PNG": _write_png,
    "TIFF": _write_tiff,
    "JPEG": _write_jpeg,
    "WebP": _write_webp,
    "AVIF": _write_avif,
}
"""By the name of the format; a writer gets the open file, its path, the bands and the form."""
