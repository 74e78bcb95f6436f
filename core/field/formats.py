"""The files that hold fields, told by their suffixes; one table for everything that opens them."""

from __future__ import annotations

from pathlib import Path

from ..utils.messages import Message
from .compact import COMPACT_SUFFIX, read_compact
from .field import FieldError, GaussianField
from .file import FIELD_SUFFIX, FieldFile
from .ply import PLY_SUFFIX, read_ply
from .tile_source import FieldFileSource, TileSource, WholeFieldSource

FIELD_SUFFIXES = (FIELD_SUFFIX, COMPACT_SUFFIX, PLY_SUFFIX)
"""Exact, rounded and compressed, splats."""


def is_field(path: Path) -> bool:
    """Return whether a file is a field by its suffix."""
    return path.suffix.lower() in FIELD_SUFFIXES


def read_field(path: Path) -> GaussianField:
    """The whole field of a field file.

    Raises:
        FieldError: if it holds none, or its suffix is none of `FIELD_SUFFIXES`.
    """
    suffix = path.suffix.lower()
    if suffix == FIELD_SUFFIX:
        return FieldFile(path).read()
    if suffix == COMPACT_SUFFIX:
        return read_compact(path)
    if suffix == PLY_SUFFIX:
        return read_ply(path)
    raise FieldError(
        Message("{name}: fields are read from {names}", name=path.name, names=", ".join(FIELD_SUFFIXES))
    )


def tiles_of(path: Path) -> TileSource:
    """The tiles of a field file: read one by one from an exact one, cut from the whole of another.

    Raises:
        FieldError: see `read_field`.
    """
    if path.suffix.lower() == FIELD_SUFFIX:
        return FieldFileSource(FieldFile(path))
    return WholeFieldSource(read_field(path))
