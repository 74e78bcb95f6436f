"""A file told apart from what it was: by the time of its last change and its size, and by its content."""

from __future__ import annotations

import hashlib
from pathlib import Path

from ..utils.bounded_input import InputError, regular_size

Stamp = tuple[int, int]
"""Time of the last change, in nanoseconds, and size in bytes."""


def stamp_of(path: Path) -> Stamp | None:
    """Return a file's stamp; None where there is no file."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_mtime_ns, status.st_size


def digest_of(path: Path) -> str:
    """Return the SHA-256 of a file's bytes, as `Photo.hash` has it; empty where it cannot be read."""
    try:
        regular_size(path)
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()  # pyright: ignore[reportArgumentType]
    except (OSError, InputError):
        return ""
