"""Files that a command writes at its end, looked at before its work begins."""

from __future__ import annotations

from pathlib import Path

from ..utils.atomic_file import check_place
from ..utils.plotting import check_plot


def check_outputs(plot: Path | None, *others: Path | None, overwrite: bool) -> None:
    """Look whether a plot and other files could be written; None is one that is not asked for.

    Raises:
        ValueError: see `check_place` and `check_plot`.
    """
    for path in (plot, *others):
        if path is not None:
            check_place(path, overwrite)
    if plot is not None:
        check_plot(plot)
