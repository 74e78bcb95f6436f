"""Files that a command writes at its end, checked before its work begins against those that it reads."""

from __future__ import annotations

from pathlib import Path

from ..utils.atomic_file import check_place
from ..utils.plotting import check_plot


def check_outputs(
    plot: Path | None, *others: Path | None, overwrite: bool, sources: tuple[Path, ...]
) -> None:
    """Look whether a plot and other files could be written; None is one that is not asked for.

    Raises:
        ValueError: see `check_place` and `check_plot`.
    """
    for path in (plot, *others):
        if path is not None:
            check_place(path, overwrite, *sources)
    if plot is not None:
        check_plot(plot)


def source_files(*words: Path | str | None) -> tuple[Path, ...]:
    """The files and folders among some words of a command line that a command reads; see `check_place`."""
    return tuple(Path(word) for word in words if word and Path(word).exists())
