"""Saving the field of an open photo."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import psutil

from ..field.edits import NO_EDITS, Edits
from ..field.file import check_field_place, write_field
from ..field.tile_grid import BYTES_PER_PIXEL
from ..field.tiled_field import TiledField
from ..utils.atomic_file import SaveError, replacing
from ..utils.messages import Message

COPIES = 2.2
"""How often the field is held in memory while it is saved: once in one piece, once as tiles or as a file."""


def check_field_size(photo_size: tuple[int, int]) -> None:
    """Look whether the whole field of a photo of some width and height can be held in memory.

    Raises:
        SaveError: if it cannot.
    """
    size = photo_size[0] * photo_size[1] * BYTES_PER_PIXEL
    if COPIES * size > psutil.virtual_memory().available:
        raise SaveError(
            Message("the field takes {size:.1f} GB, more than half of the free memory", size=size / 1e9)
        )


def save_field(
    field: TiledField,
    path: Path,
    *,
    overwrite: bool,
    on_progress: Callable[[int, int], object],
    edits: Edits = NO_EDITS,
    sources: tuple[Path, ...] = (),
) -> None:
    """Save a whole field as a file; makes all tiles, and keeps none.

    Args:
        field: the field of an open photo.
        path: the file.
        overwrite: whether an existing file may be replaced.
        on_progress: is called after each tile with how many are made, and how many there are; what it raises
            stops the saving.
        edits: what a person changed: it is saved with the field.
        sources: see `check_place`.

    Raises:
        CsrError: see `check_field_place`.
        SaveError: see `check_field_size`.
        FieldError: if the field cannot be written.
    """
    check_field_place(path, overwrite, *sources)
    check_field_size(field.photo_size)
    complete = field.whole(on_progress, edits)
    with replacing(path, overwrite, *sources) as part:
        write_field(complete, part, profile=field.source.profile)
