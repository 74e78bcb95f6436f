"""The photos and folders that the command line names, looked at before there is a window."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ...core.photo.folder import photos_in
from ..tasks.registry import TaskRegistry

ANSWER_SECONDS = 1.0
"""Longest time that a window waits for the file system before it shows: a share may be dead."""


@dataclass(frozen=True)
class NamedPhotos:
    """The photos and folders under some names, as far as they are known."""

    files: tuple[Path, ...] = ()
    """The files, in the place of each folder its photos; what did not answer stands for itself."""
    have_folder: bool = False
    """True if one of them is a folder."""
    problem: str = ""
    """A sentence about one that cannot be opened; empty if there is none."""


def look_at(paths: Sequence[Path], seconds: float | None) -> NamedPhotos:
    """Look at photos and folders.

    Args:
        paths: their names.
        seconds: longest time to wait for the file system; None to wait as long as it takes.

    Raises:
        OSError: if a folder cannot be read.
    """
    answers: list[NamedPhotos | OSError] = []

    def look() -> None:
        try:
            answers.append(_found(paths))
        except OSError as error:
            answers.append(error)

    if not paths:
        return NamedPhotos()
    if not TaskRegistry().start("named photos", look, lambda: None).finish(seconds):
        return NamedPhotos(tuple(paths))
    (answer,) = answers
    if isinstance(answer, OSError):
        raise answer
    return answer


def _found(paths: Sequence[Path]) -> NamedPhotos:
    files, have_folder = list[Path](), False
    for path in paths:
        if not path.exists():
            return NamedPhotos(problem=f"There is no file {path}.")
        if not path.is_dir():
            files.append(path)
            continue
        inside = photos_in(path)
        if not inside:
            return NamedPhotos(problem=f"There is no photo in the folder {path}.")
        files += inside
        have_folder = True
    return NamedPhotos(tuple(files), have_folder)
