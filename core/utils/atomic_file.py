"""Files that appear whole or not at all: the one door for all that this program writes.

A file is written in a hidden folder beside its place, and renamed when it is complete and on the disk. What
is replaced keeps its permissions, and its owner and extended attributes where the system lets us give them.
A file with several names (hard links) is replaced under the one name that was given: the others keep the old
content. Only regular files are replaced; a symbolic link stays, and the file that it names is written.
"""

from __future__ import annotations

import errno
import logging
import os
import re
import secrets
import shutil
import stat
import time
from collections.abc import Generator
from contextlib import contextmanager, suppress
from pathlib import Path

from .errors import CsrError
from .messages import Message

log = logging.getLogger(__name__)

ABANDONED_SECONDS = 24 * 3600
"""Age from which a hidden folder whose process is gone is removed."""

MOST_SET_ASIDE = 9
"""Damaged files of one name that are kept; then the first is replaced."""

_PART = re.compile(r"\.csr-(?P<process>\d+)-[0-9a-f]{12}\.part")
_ATTRIBUTES = ("user.", "system.posix_acl_access")
"""Beginnings of the names of extended attributes that a file's owner may set."""

_open_parts: set[Path] = set()
"""Hidden folders that this process has made and not yet removed."""
_swept: set[Path] = set()
"""Folders in which abandoned parts were looked for."""


class SaveError(CsrError):
    """A file cannot be saved; the message says why in a sentence or two."""


def check_place(path: Path, overwrite: bool, *sources: Path) -> None:
    """Check that a file could be written, before any work is done for it.

    Args:
        path: the file.
        overwrite: whether an existing file may be replaced.
        sources: files that the result is made from; none of them is ever replaced by it.

    Raises:
        SaveError: if the folder is missing or cannot be written to, the path is a folder, a device, a pipe
            or a socket, the file is there and `overwrite` is false, or it is one of the sources, under
            whatever name.
    """
    _check_file(path, overwrite, sources)
    if not path.parent.is_dir():
        raise SaveError(Message("There is no folder {folder}.", folder=path.parent))
    with _part_beside(path):
        pass


def check_folder(path: Path, overwrite: bool) -> None:
    """Check that files could be written into a folder, which need not be there.

    Raises:
        SaveError: if the path is a file, the folder holds something and `overwrite` is false, or its parent
            is missing or cannot be written to.
    """
    if path.exists() and not path.is_dir():
        raise SaveError(Message("{path} is a file.", path=path))
    if path.is_dir() and any(path.iterdir()) and not overwrite:
        raise SaveError(
            Message("{path} is not empty; nothing in it is replaced without being told to.", path=path)
        )
    if not path.parent.is_dir():
        raise SaveError(Message("There is no folder {folder}.", folder=path.parent))
    with _part_beside(path):
        pass


@contextmanager
def replacing(
    path: Path, overwrite: bool, *sources: Path, private: bool = False
) -> Generator[Path, None, None]:
    """An empty file to be written to, which takes the place of `path` at the end.

    The file appears under its name when it is complete and on the disk; until then, and after any
    failure, an older file of that name is as it was.

    Args:
        path: the file.
        overwrite: whether an existing file may be replaced.
        *sources: files that the result is made from; see `check_place`.
        private: make a file that nobody else may read, unless an older one may be read.

    Raises:
        SaveError: see `check_place`; also if the disk is full.
    """
    before = _check_file(path, overwrite, sources)
    if not path.parent.is_dir():
        raise SaveError(Message("There is no folder {folder}.", folder=path.parent))
    with _part_beside(path) as folder:
        try:
            target = path.resolve()
            part = folder / target.name
            part.touch(mode=0o600 if private else 0o666)
            usual = stat.S_IMODE(part.stat().st_mode)
            yield part
            # Some libraries make files that nobody else may read.
            part.chmod(usual)
            if before is not None:
                _inherit(target, before, part)
            with part.open("r+b") as file:
                os.fsync(file.fileno())
            if _check_file(path, overwrite, sources) is None and not overwrite:
                _place_new(part, target)
            else:
                part.replace(target)
        except OSError as error:
            raise _refusal(path, error) from error


@contextmanager
def filling(folder: Path) -> Generator[Path, None, None]:
    """A temporary folder for files, which come into `folder` at the end; that is made where it is missing.

    After a failure before the end nothing is there that was not there before. Where the folder is there
    already, its files of the same names are replaced one by one, each whole.

    Raises:
        SaveError: if the folder cannot be made or written to, or the disk is full.
    """
    with _part_beside(folder) as temporary:
        try:
            made = temporary / folder.resolve().name
            made.mkdir()
            yield made
            if folder.exists():
                for file in sorted(made.iterdir()):
                    _check_file(folder / file.name, True, ())
                    file.replace(folder / file.name)
            else:
                made.rename(folder)
        except OSError as error:
            raise _refusal(folder, error) from error


def set_aside(path: Path) -> Path:
    """Rename a file that cannot be used, so that another can take its place; return its new path.

    Raises:
        SaveError: if it cannot be renamed.
    """
    first = path.with_name(f"{path.name}.damaged")
    names = [first, *(path.with_name(f"{first.name}{number}") for number in range(1, MOST_SET_ASIDE))]
    kept = next((name for name in names if not name.exists()), first)
    try:
        path.replace(kept)
    except OSError as error:
        raise _refusal(path, error) from error
    return kept


def remove_parts() -> None:
    """Remove what this process has begun to write and not ended: called at the end of the program."""
    for part in list(_open_parts):
        shutil.rmtree(part, ignore_errors=True)
        _open_parts.discard(part)


def reason_of(error: Exception) -> OSError | None:
    """The system's own error that a library tells in words only: "(os error 28)"; None if it tells none."""
    found = re.search(r"\(os error (\d+)\)", str(error))
    return None if found is None else OSError(int(found[1]), os.strerror(int(found[1])))


@contextmanager
def _part_beside(path: Path) -> Generator[Path, None, None]:
    """A hidden folder beside a path, on the same file system, or a rename could not replace in one step."""
    try:
        target = path.resolve()
        _sweep(target.parent)
        part = target.with_name(f".csr-{os.getpid()}-{secrets.token_hex(6)}.part")
        _open_parts.add(part)
        part.mkdir(mode=0o700)
    except (OSError, RuntimeError) as error:  # RuntimeError: a loop of symbolic links
        raise _refusal(path, error) from error
    try:
        yield part
    finally:
        shutil.rmtree(part, ignore_errors=True)
        _open_parts.discard(part)


def _sweep(folder: Path) -> None:
    """Remove what processes left in a folder that were killed at least a day ago."""
    if folder in _swept:
        return
    _swept.add(folder)
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            found = _PART.fullmatch(entry.name)
            if found is not None and _is_abandoned(entry, int(found["process"])):
                log.info("%s was left by a process that was killed; it is removed", entry.path)
                shutil.rmtree(entry.path, ignore_errors=True)


def _is_abandoned(entry: os.DirEntry[str], process: int) -> bool:
    import psutil  # for the rare case only: it loads slowly

    with suppress(OSError):
        changed = entry.stat(follow_symlinks=False).st_mtime
        if time.time() - changed < ABANDONED_SECONDS:
            return False
        try:
            # A number is given again: who has it now may have begun later.
            return psutil.Process(process).create_time() > changed
        except psutil.NoSuchProcess:
            return True
        except psutil.Error:
            return False
    return False


def _check_file(path: Path, overwrite: bool, sources: tuple[Path, ...]) -> os.stat_result | None:
    """The state of a path that may be written to; None if nothing is there.

    Raises:
        SaveError: if it may not.
    """
    try:
        there = path.stat()
    except FileNotFoundError:
        return None
    except (OSError, RuntimeError) as error:
        raise _refusal(path, error) from error
    if stat.S_ISDIR(there.st_mode):
        raise SaveError(Message("{path} is a folder.", path=path))
    if any(os.path.samestat(there, found) for found in _stats_of(sources)):
        raise SaveError(Message("{path} is a file that is read; the result needs another name.", path=path))
    if not stat.S_ISREG(there.st_mode):
        raise SaveError(
            Message("{path} is a device, a pipe or a socket; only files are written to.", path=path)
        )
    if not overwrite:
        raise SaveError(
            Message("{path} is there already; it is not replaced without being told to.", path=path)
        )
    return there


def _stats_of(sources: tuple[Path, ...]) -> Generator[os.stat_result, None, None]:
    """The status of each source that is there."""
    for source in sources:
        with suppress(OSError):
            yield source.stat()


def _inherit(target: Path, before: os.stat_result, part: Path) -> None:
    """Give a new file the permissions, owner and extended attributes of the one that it replaces."""
    mode = stat.S_IMODE(before.st_mode) & 0o777
    own = part.stat()
    if hasattr(os, "chown") and (own.st_uid, own.st_gid) != (before.st_uid, before.st_gid):
        try:
            os.chown(part, before.st_uid, before.st_gid)
        except OSError:
            try:
                os.chown(part, -1, before.st_gid)
            except OSError:
                # What the old group might do, ours may only where everybody may.
                mode &= ~0o070 | (mode & 0o007) << 3
                log.info("%s: the owner and the group of the file before cannot be kept", target)
    if hasattr(os, "listxattr"):
        with suppress(OSError):
            for name in os.listxattr(target):
                if name.startswith(_ATTRIBUTES):
                    with suppress(OSError):
                        os.setxattr(part, name, os.getxattr(target, name))
    part.chmod(mode)


def _place_new(part: Path, target: Path) -> None:
    """Give a file its name, unless another has taken it meanwhile.

    Raises:
        FileExistsError: if one has.
    """
    try:
        os.link(part, target)
    except FileExistsError:
        raise
    except OSError:  # a file system without hard links
        part.rename(target)


def _refusal(path: Path, error: Exception) -> SaveError:
    number = error.errno if isinstance(error, OSError) else errno.ELOOP
    if number in (errno.ENOSPC, errno.EDQUOT):
        return SaveError(Message("The disk is full: {path} was not saved.", path=path))
    if number in (errno.EACCES, errno.EPERM, errno.EROFS):
        return SaveError(
            Message("{path} cannot be written: {folder} does not allow it.", path=path, folder=path.parent)
        )
    if number == errno.EEXIST:
        return SaveError(
            Message("{path} is there already; it is not replaced without being told to.", path=path)
        )
    reason = os.strerror(number) if number is not None else error
    return SaveError(Message("{path} cannot be written: {error}.", path=path, error=reason))
