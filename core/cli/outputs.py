"""Files that a command writes at its end, checked before its work begins against those that it reads."""

from __future__ import annotations

from pathlib import Path

from ..photo.folder import is_photo
from ..utils.atomic_file import check_place
from ..utils.plotting import check_plot


def check_outputs(
    plot: Path | None, *others: Path | None, overwrite: bool, sources: tuple[Path, ...]
) -> None:
    """Look whether a plot and other files could be written; None is one that is not asked for.

    Raises:
        CsrError: see `check_place` and `check_plot`.
    """
    for path in (plot, *others):
        if path is not None:
            check_place(path, overwrite, *sources)
    if plot is not None:
        check_plot(plot)


def source_files(*words: Path | str | None) -> tuple[Path, ...]:
    """The files that a command reads, of some words of its line; of a folder, the photos in it."""
    found: list[Path] = []
    for path in (Path(word) for word in words if word):
        if path.is_dir():
            found += filter(is_photo, path.rglob("*"))
        elif path.exists():
            found.append(path)
    return tuple(found)
