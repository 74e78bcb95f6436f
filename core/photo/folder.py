"""The photos of a folder, in the order in which a person looks for them."""

from __future__ import annotations

import re
import stat
from pathlib import Path

from .formats import PHOTO_SUFFIXES
from .letter_order import ordered_letters, system_language

Key = tuple[list[tuple[int, str]], str, str]
_WINDOWS_HIDDEN, _MAC_HIDDEN = 0x2, 0x8000


def photos_in(folder: Path) -> list[Path]:
    """Return the photos of a folder, in natural order: visible regular files, by their suffix.

    Raises:
        OSError: if the folder cannot be read.
    """
    return sorted((path for path in folder.iterdir() if is_photo(path)), key=natural_key)


def left_out_of(folder: Path) -> list[Path]:
    """Return what is named like a photo in a folder, and no file: pipes, devices, links that lead nowhere.

    Neither what is hidden nor folders.

    Raises:
        OSError: if the folder cannot be read.
    """
    named = (p for p in folder.iterdir() if p.suffix.lower() in PHOTO_SUFFIXES and not p.name.startswith("."))
    return sorted((p for p in named if not p.is_file() and not p.is_dir()), key=natural_key)


def is_photo(path: Path) -> bool:
    """Return whether a path found in a folder is a photo to show: its suffix and `is_listed` say so."""
    return path.suffix.lower() in PHOTO_SUFFIXES and is_listed(path)


def is_listed(path: Path) -> bool:
    """Return whether a path is a regular file, or a link to one, and not hidden.

    A folder named like a photo, a link that leads nowhere, a pipe or a device is none. Hidden are names with
    a dot before them (as `._x.jpg`, where macOS keeps attributes on foreign disks), and what Windows and
    macOS mark as hidden.
    """
    if path.name.startswith("."):
        return False
    try:
        status = path.stat()
    except OSError:
        return False
    hidden = getattr(status, "st_file_attributes", 0) & _WINDOWS_HIDDEN
    return stat.S_ISREG(status.st_mode) and not hidden and not getattr(status, "st_flags", 0) & _MAC_HIDDEN


def natural_key(path: Path, language: str | None = None) -> Key:
    """Return a key that sorts files by name as a person does: img2 before img10, A beside a.

    A letter with a mark stands beside that without, as ä beside a, but where the language has it as a letter
    of its own: ä after z in Swedish. Where the letters are equal, the marks decide, then the case.

    Args:
        path: the file.
        language: its code; the system's where None.
    """
    letters = ordered_letters(path.stem, system_language() if language is None else language)
    parts = re.split(r"(\d+)", letters)
    numbers = [(int(part), "") if part.isdecimal() else (-1, part) for part in parts]
    return numbers, path.name.casefold(), path.name
