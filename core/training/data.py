"""Training pictures: folders of them, and packed sets."""

from __future__ import annotations

import tempfile
import zipfile
import zlib
from pathlib import Path

from ..photo.decode import load_photo
from ..photo.folder import is_listed
from ..utils.arrays import Picture
from ..utils.bounded_input import InputError, regular_size
from ..utils.errors import CsrError

PICTURE_SUFFIXES = frozenset({".png", ".webp", ".jpg", ".jpeg", ".bmp", ".tif", ".tiff"})
PACKED_SUFFIX = ".zip"
ENCRYPTED = 1
"""Bit of a zip entry's flags."""
PATCH = 32
"""Side of a reduced crop of the light network's recipe, in photo pixels."""
LARGEST_SCALE = 8
"""Largest scale of that recipe: its crops are as many times larger before they are reduced."""
MOST_UNPACKED = 8
"""Times the size of a packed set; files of pictures are compressed already."""


def load_pictures(source: Path) -> list[Picture]:
    """Every picture below a folder, or in a packed training set, (h, w, 3), in the order of the paths.

    Raises:
        CsrError: if there is none, or one cannot be opened; its name is said.
    """
    if source.suffix.lower() != PACKED_SUFFIX or source.is_dir():
        return [load_photo(path).eight_bits for path in picture_paths(source)]
    try:
        size = regular_size(source)
        with zipfile.ZipFile(source) as archive, tempfile.TemporaryDirectory() as folder:
            entries = sorted(
                (e for e in archive.infolist() if Path(e.filename).suffix.lower() in PICTURE_SUFFIXES),
                key=lambda entry: entry.filename,
            )
            _check_entries(source, entries, size)
            pictures: list[Picture] = []
            for entry in entries:  # one at a time: the temporary folder may be in memory
                path = Path(archive.extract(entry, folder))
                pictures.append(load_photo(path).eight_bits)
                path.unlink()
            return pictures
    except FileNotFoundError as error:
        raise CsrError(f"there is no file {source}") from error
    except (
        InputError,
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        NotImplementedError,
        RuntimeError,
    ) as error:
        raise CsrError(f"{source} is damaged, or no packed training set: {error}") from error


def _check_entries(source: Path, entries: list[zipfile.ZipInfo], size: int) -> None:
    """Look at a training set's list of pictures, before any is unpacked.

    Raises:
        CsrError: if there is none, or they are encrypted, or unpack to far more than the file's size.
    """
    if not entries:
        raise CsrError(f"{source} holds no pictures")
    if any(entry.flag_bits & ENCRYPTED for entry in entries):
        raise CsrError(f"{source} is encrypted; a training set must not be")
    if sum(entry.file_size for entry in entries) > MOST_UNPACKED * size:
        raise CsrError(f"{source} would unpack to more than {MOST_UNPACKED} times its size")


def picture_paths(folder: Path) -> list[Path]:
    """The paths of the pictures below a folder, sorted.

    Raises:
        CsrError: if there is none, or no folder.
    """
    if not folder.is_dir():
        raise CsrError(f"there is no folder {folder}")
    paths = sorted(p for p in folder.rglob("*") if p.suffix.lower() in PICTURE_SUFFIXES and is_listed(p))
    if not paths:
        raise CsrError(f"{folder} holds no pictures")
    return paths
