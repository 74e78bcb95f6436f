"""The photos beside a photo."""

from __future__ import annotations

import re
from pathlib import Path

from ..core.photo import PHOTO_SUFFIXES


def neighbour(path: Path, step: int) -> Path | None:
    """The photo that comes some steps after (or before) a file in its folder; None beyond the ends.

    Names are ordered as a person would: img2 before img10, capitals as small letters. The file itself
    counts, whether it is a photo or not.

    Raises:
        OSError: if the folder cannot be read.
    """
    photos = {p for p in path.parent.iterdir() if p.suffix.lower() in PHOTO_SUFFIXES}
    ordered = sorted(photos | {path}, key=_key)
    place = ordered.index(path) + step
    return ordered[place] if 0 <= place < len(ordered) else None


def _key(path: Path) -> tuple[list[tuple[int, str]], str]:
    parts = re.split(r"(\d+)", path.stem.casefold())
    return [(int(p), "") if p.isdecimal() else (-1, p) for p in parts], path.name
