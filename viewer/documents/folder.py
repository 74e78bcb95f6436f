"""The photos beside a photo."""

from __future__ import annotations

from pathlib import Path

from ...core.photo.folder import natural_key, photos_in


def neighbour(path: Path, step: int, among: list[Path] | None = None) -> Path | None:
    """The photo that comes some steps after (or before) a file; None beyond the ends.

    Args:
        path: the file, which counts whether it is a photo or not.
        step: how many files on; negative before it.
        among: files in their order, with this one. Otherwise the photos of its folder, in natural order.

    Raises:
        OSError: if the folder cannot be read.
    """
    ordered = among or sorted({*photos_in(path.parent), path}, key=natural_key)
    place = ordered.index(path) + step
    return ordered[place] if 0 <= place < len(ordered) else None


def files_of(paths: list[Path]) -> list[Path]:
    """Files and folders as files: in the place of a folder stand its photos.

    Raises:
        OSError: if a folder cannot be read.
    """
    return [file for path in paths for file in (photos_in(path) if path.is_dir() else [path])]
