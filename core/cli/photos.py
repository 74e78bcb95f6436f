"""Photos that a command line names: files, addresses, standard input; and reading them.

They are read in a process of their own, as in the window: a damaged file that hangs its decoder, crashes it
or takes all memory ends with a sentence.
"""

from __future__ import annotations

import argparse
import atexit
import shutil
import sys
from collections.abc import Generator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from ..photo.reader import PhotoReader
from ..utils.errors import CsrError
from ..utils.file_address import path_of
from ..utils.messages import printable
from .common import progress_callback

if TYPE_CHECKING:
    from ..field.field import GaussianField
    from ..photo.photo import Photo

STANDARD_INPUT = Path("-")
_NAMED = ("photo", "source", "sources")
"""Names of the arguments that name photos."""
_FIELD_MARK, _MARK_AT = b'{"', 8
"""The header of a field file, and where it begins."""


def photo_path(text: str) -> Path:
    """Parse the name of a photo: a path, a file:/// address, or - for standard input."""
    try:
        return path_of(text)
    except CsrError as error:
        raise argparse.ArgumentTypeError(str(error)) from error


@contextmanager
def standard_input_as_file(arguments: argparse.Namespace) -> Generator[None]:
    """Put standard input into a file for the time of a command, where its arguments name it.

    Raises:
        CsrError: if it is a terminal, or named twice.
    """
    named = {name: value for name in _NAMED if (value := getattr(arguments, name, None)) is not None}
    count = sum(_listed(value).count(STANDARD_INPUT) for value in named.values())
    if count == 0:
        yield
        return
    if count > 1:
        raise CsrError("standard input (-) can be read once only")
    if sys.stdin is None or sys.stdin.isatty():
        raise CsrError("standard input is a terminal, not a photo: cat PHOTO | csr ... -")
    with TemporaryDirectory(prefix="csr-") as folder:
        file = Path(folder, "standard input")
        keep_standard_input(file)
        with file.open("rb") as again:
            is_field = again.read(_MARK_AT + 2)[_MARK_AT:] == _FIELD_MARK
        if is_field:
            file = file.rename(file.with_suffix(".safetensors"))
        for name, value in named.items():
            one = [file if path == STANDARD_INPUT else path for path in _listed(value)]
            setattr(arguments, name, one if isinstance(value, list) else one[0])
        yield


def keep_standard_input(file: Path) -> None:
    """Put what comes from standard input into a file.

    Raises:
        CsrError: if there is no room for it, or it cannot be written or read.
    """
    try:
        with file.open("wb") as out:
            shutil.copyfileobj(sys.stdin.buffer, out)
    except OSError as error:
        raise CsrError(
            f"standard input cannot be kept in {file.parent} ({error.strerror}); TMPDIR names another folder"
        ) from error


def _listed(value: Path | list[Path]) -> list[Path]:
    return value if isinstance(value, list) else [value]


def begin_photo(path: Path, page: int | None = None, *, keep_space: bool = False) -> None:
    """Have a photo read that `read_photo` will be asked for; returns at once, and tells no problem."""
    _reader().begin(path, page, keep_space=keep_space, early=False)


def read_photo(path: Path, page: int | None = None, *, keep_space: bool = False) -> Photo:
    """Read a photo.

    Args:
        path: the file.
        page: which of the pictures in it, from 0; None for the file's own choice.
        keep_space: see `decode_photo`.

    Raises:
        PhotoError: see `PhotoReader.read`.
    """
    return _reader().read(path, page, keep_space=keep_space).photo


def tell_lost_profile(profile: bytes | None) -> None:
    """Tell that what is written cannot hold the profile of a field's colours; nothing for sRGB (None)."""
    if profile is not None:
        from ..photo.working_space import working_space

        space = working_space(profile)
        name = "another space" if space is None else printable(space.name)
        print(f"csr: its colours are those of {name}, which this format cannot tell", file=sys.stderr)


@cache
def _reader() -> PhotoReader:
    reader = PhotoReader()
    atexit.register(reader.close)
    return reader


def read_field(arguments: argparse.Namespace) -> GaussianField:
    """The whole field of a command's `source`, a field file or a photo, under a progress bar. Loads torch.

    Raises:
        CsrError: if the source, the weights or the device cannot be used.
    """
    from tqdm import tqdm

    from ..scene.interchange import whole_field

    with tqdm(unit="tile", leave=False) as bar:
        return whole_field(
            arguments.source,
            arguments.weights,
            arguments.device,
            arguments.clean,
            progress_callback(bar),
            lambda path: read_photo(path, arguments.page),
        )
