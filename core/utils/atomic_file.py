"""Files that appear whole or not at all."""

from __future__ import annotations

import errno
import os
import re
import secrets
import shutil
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from .messages import Sentence


class SaveError(ValueError):
    """A file cannot be saved; the message says why in a sentence or two."""


def check_place(path: Path, overwrite: bool) -> None:
    """Look whether a file could be written, before any work is done for it.

    Raises:
        SaveError: if the folder is missing or cannot be written to, the path is a folder, or the file is
            there and `overwrite` is false.
    """
    if path.is_dir():
        raise SaveError(Sentence("{path} is a folder.", path=path))
    if not path.parent.is_dir():
        raise SaveError(Sentence("There is no folder {folder}.", folder=path.parent))
    _refuse_existing(path, overwrite)
    probe = _temporary(path.resolve())
    try:
        probe.open("xb").close()
    except OSError as error:
        raise _refusal(path, error) from error
    finally:
        probe.unlink(missing_ok=True)


@contextmanager
def replacing(path: Path, overwrite: bool) -> Generator[Path, None, None]:
    """A temporary path in the folder of `path`, to be written to; renamed to it at the end.

    The file appears under its name when it is complete and on the disk; until then, and after any
    failure, an older file of that name is as it was.

    Raises:
        SaveError: see `check_place`; also if the disk is full.
    """
    check_place(path, overwrite)
    target = path.resolve()
    temporary = _temporary(target)
    try:
        yield temporary
        with temporary.open("r+b") as file:
            os.fsync(file.fileno())
        _refuse_existing(path, overwrite)
        temporary.replace(target)
    except OSError as error:
        raise _refusal(path, error) from error
    finally:
        temporary.unlink(missing_ok=True)


@contextmanager
def filling(folder: Path) -> Generator[Path, None, None]:
    """A temporary folder for files, which come into `folder` at the end; that is made where it is missing.

    After any failure nothing is there that was not there before; files of the same names are as they were.

    Raises:
        SaveError: if the folder cannot be made or written to, or the disk is full.
    """
    temporary = _temporary(folder.resolve())
    try:
        temporary.mkdir()
        yield temporary
        folder.mkdir(exist_ok=True)
        for file in sorted(temporary.iterdir()):
            file.replace(folder / file.name)
    except OSError as error:
        raise _refusal(folder, error) from error
    finally:
        shutil.rmtree(temporary, ignore_errors=True)


def reason_of(error: Exception) -> OSError | None:
    """The system's own error that a library tells in words only: "(os error 28)"; None if it tells none."""
    found = re.search(r"\(os error (\d+)\)", str(error))
    return None if found is None else OSError(int(found[1]), os.strerror(int(found[1])))


def _refuse_existing(path: Path, overwrite: bool) -> None:
    if path.exists() and not overwrite:
        raise SaveError(
            Sentence("{path} is there already; it is not replaced without being told to.", path=path)
        )


def _temporary(target: Path) -> Path:
    # In the same folder, or the rename could not replace the old file in one step.
    return target.with_name(f".csr-{secrets.token_hex(6)}.part")


def _refusal(path: Path, error: OSError) -> SaveError:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return SaveError(Sentence("The disk is full: {path} was not saved.", path=path))
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return SaveError(
            Sentence("{path} cannot be written: {folder} does not allow it.", path=path, folder=path.parent)
        )
    return SaveError(Sentence("{path} cannot be written: {error}.", path=path, error=error.strerror or error))
