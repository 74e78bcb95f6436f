"""Plots, by matplotlib: an optional part, loaded when a plot is asked for."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Any

from .errors import CsrError

PLOT_SUFFIXES = (".png", ".svg", ".pdf")


def check_plot(path: Path) -> None:
    """See, before anything is measured, that a plot can be drawn there.

    Raises:
        CsrError: if matplotlib is missing, or the name is not one of a picture that it can write.
    """
    if path.suffix.lower() not in PLOT_SUFFIXES:
        raise CsrError(f"{path.name}: a plot's name ends in {', '.join(PLOT_SUFFIXES)}")
    try:
        import_module("matplotlib")
    except ImportError:
        raise CsrError("plots need matplotlib: pip install matplotlib") from None


def new_figure(width: float, height: float) -> Any:
    """An empty matplotlib figure, sides in inches."""
    # By name: a type checker need not find an optional part.
    return import_module("matplotlib.figure").Figure(figsize=(width, height), layout="constrained")
