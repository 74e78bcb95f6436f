"""Whole fields in and out, in every format, told by a file's suffix."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from ..field.compact import COMPACT_SUFFIX, write_compact
from ..field.field import GaussianField
from ..field.file import FIELD_SUFFIX, FieldFile, write_field
from ..field.formats import FIELD_SUFFIXES, is_field, read_field
from ..field.ply import PLY_SUFFIX, write_ply
from ..field.svg import SVG_SUFFIX, write_svg
from ..photo.decode import load_photo
from ..photo.photo import Photo
from ..utils.atomic_file import SaveError, check_place, replacing
from .open import field_of
from .save_field import check_field_size

WRITTEN_SUFFIXES = (*FIELD_SUFFIXES, SVG_SUFFIX)


def whole_field(
    source: Path,
    weights: str,
    device: str,
    cleaning: float | None,
    on_progress: Callable[[int, int], object],
    read: Callable[[Path], Photo] = load_photo,
) -> GaussianField:
    """The whole field of a photo, or of a field file: .safetensors, .csrz or .ply.

    Args:
        source: the file.
        weights: of a photo: name of bundled weights, a weights file, or "auto".
        device: of a photo: where the network runs, or "auto".
        cleaning: of a photo: see `NetworkSource`.
        on_progress: is called with how many tiles of a photo's field are made, and how many there are.
        read: reads a photo, in sRGB.

    Raises:
        CsrError: if the source, the weights or the device cannot be used.
    """
    if is_field(source):
        return read_field(source)
    photo = read(source)
    check_field_size(photo.size)
    return field_of(photo, weights, device, cleaning).whole(on_progress)


def field_profile(source: Path) -> bytes | None:
    """The ICC profile of the colours of a field file; None for sRGB, and for photos, whose fields are in it.

    Raises:
        FieldError: if it cannot be read.
    """
    return FieldFile(source).profile if source.suffix.lower() == FIELD_SUFFIX else None


def check_written(path: Path, overwrite: bool, *sources: Path) -> None:
    """Look whether a field could be written to a file, before any work is done for it.

    Raises:
        SaveError: if its suffix is none of `WRITTEN_SUFFIXES`, or see `check_place`.
    """
    if path.suffix.lower() not in WRITTEN_SUFFIXES:
        raise SaveError(f"{path.name}: fields are written as {', '.join(WRITTEN_SUFFIXES)}")
    check_place(path, overwrite, *sources)


def write_field_as(
    field: GaussianField, path: Path, *, bits: int, overwrite: bool, profile: bytes | None = None
) -> None:
    """Write a field in the format of a file's suffix.

    Args:
        field: the field.
        path: the file.
        bits: of a compact field's numbers, 16 or 8.
        overwrite: whether an existing file may be replaced.
        profile: ICC profile of its colours, which .safetensors alone can hold; None for sRGB.

    Raises:
        SaveError: see `check_written`; also if the disk is full.
        FieldError: if the format cannot hold the field.
    """
    check_written(path, overwrite)
    suffix = path.suffix.lower()
    if suffix == COMPACT_SUFFIX:
        write_compact(field, path, bits, overwrite=overwrite)
    elif suffix == PLY_SUFFIX:
        write_ply(field, path, overwrite=overwrite)
    elif suffix == SVG_SUFFIX:
        write_svg(field, path, overwrite=overwrite)
    else:
        with replacing(path, overwrite) as part:
            write_field(field, part, profile=profile)
