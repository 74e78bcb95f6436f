"""Asking a person for the name of a file to write."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget


def asked_path(
    parent: QWidget, title: str, beside: Path | None, addition: str, kind: str, suffixes: Sequence[str]
) -> Path | None:
    """A name that a person chose; the dialog asks before a file is replaced.

    Args:
        parent: the window.
        title: of the dialog.
        beside: the file that is shown, whose folder and name are suggested; None if there is none.
        addition: what the suggested name has more than that.
        kind: what is written, in the plural: "Pictures".
        suffixes: that it may have; the first is added where none is typed.
    """
    stem = beside.with_suffix("") if beside is not None else Path("picture").absolute()
    dialog = QFileDialog(parent, title, str(stem.parent))
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setNameFilter(f"{kind} ({' '.join(f'*{suffix}' for suffix in suffixes)})")
    # Added before the dialog looks whether there is such a file.
    dialog.setDefaultSuffix(suffixes[0].removeprefix("."))
    dialog.selectFile(f"{stem.name}{addition}{suffixes[0]}")
    path = Path(dialog.selectedFiles()[0]) if dialog.exec() else None
    dialog.deleteLater()
    return path
