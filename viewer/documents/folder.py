"""The photos beside a photo."""

from __future__ import annotations

import re
from pathlib import Path

from ...core.photo.formats import PHOTO_SUFFIXES


def neighbour(path: Path, step: int, among: list[Path] | None = None) -> Path | None:
    """The photo that comes some steps after (or before) a file; None beyond the ends.

    Args:
        path: the file, which counts whether it is a photo or not.
        step: how many files on; negative before it.
        among: files in their order, with this one. Otherwise the photos of its folder, ordered as a person
            would: img2 before img10, capitals as small letters.

    Raises:
        OSError: if the folder cannot be read.
    """
    ordered = among or sorted({*photos_in(path.parent), path}, key=_key)
    place = ordered.index(path) + step
    return ordered[place] if 0 <= place < len(ordered) else None


def photos_in(folder: Path) -> list[Path]:
    """The photos of a folder, in order.

    Raises:
        OSError: if the folder cannot be read.
    """
    return sorted((p for p in folder.iterdir() if p.suffix.lower() in PHOTO_SUFFIXES), key=_key)


def _key(path: Path) -> tuple[list[tuple[int, str]], str]:
    parts = re.split(r"(\d+)", path.stem.casefold())
    return [(int(p), "") if p.isdecimal() else (-1, p) for p in parts], path.name
