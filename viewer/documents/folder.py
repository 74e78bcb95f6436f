"""The photos beside a photo."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ...core.photo.folder import natural_key, photos_in

RECENT_NS = 2_000_000_000
"""Nanoseconds after a folder's last change in which a further one may have the same time."""


@dataclass(frozen=True)
class Listing:
    """The photos of a folder, as they were at some time."""

    folder: Path
    files: tuple[Path, ...]
    """In natural order."""
    changed_ns: int
    """When the folder was changed last, as it says itself, in nanoseconds."""
    listed_ns: int

    @property
    def is_fresh(self) -> bool:
        """True if the folder has not changed since."""
        try:
            now = self.folder.stat().st_mtime_ns
        except OSError:
            return False
        return now == self.changed_ns and self.listed_ns - now > RECENT_NS


def list_folder(folder: Path) -> Listing:
    """List the photos of a folder.

    Raises:
        OSError: if it cannot be read.
    """
    now = time.time_ns()
    changed = folder.stat().st_mtime_ns
    return Listing(folder, tuple(photos_in(folder)), changed, now)


def fresh_listing(folder: Path, known: Listing | None) -> Listing:
    """Return the listing of a folder: the known one where it is of this folder, which has not changed.

    Raises:
        OSError: if it cannot be read.
    """
    if known is not None and known.folder == folder and known.is_fresh:
        return known
    return list_folder(folder)


def with_file(files: Sequence[Path], path: Path) -> tuple[Path, ...]:
    """Files with one more in its place, which is none of the photos of its folder."""
    return tuple(files) if path in files else tuple(sorted({*files, path}, key=natural_key))


def neighbour(path: Path, step: int, among: Sequence[Path]) -> Path | None:
    """The file that comes some steps after (or before) one among others; None beyond the ends.

    Args:
        path: the file, which need not be among the others.
        step: how many files on; negative before it.
        among: files in their order.
    """
    ordered = with_file(among, path)
    place = ordered.index(path) + step
    return ordered[place] if 0 <= place < len(ordered) else None


def files_of(paths: Sequence[Path]) -> list[Path]:
    """Files and folders as files: in the place of a folder stand its photos.

    Raises:
        OSError: if a folder cannot be read.
    """
    return [file for path in paths for file in (photos_in(path) if path.is_dir() else [path])]
