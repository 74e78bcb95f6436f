"""When a file was changed last, and its size: the same stamp, the same file."""

from __future__ import annotations

from pathlib import Path

Stamp = tuple[int, int]
"""Time of the last change, in nanoseconds, and size in bytes."""


def stamp_of(path: Path) -> Stamp | None:
    """Return a file's stamp; None where there is no file."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_mtime_ns, status.st_size
