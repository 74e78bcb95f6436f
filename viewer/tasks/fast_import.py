"""Keep PySide6 from reading the source of every module that is imported after it."""

from __future__ import annotations

import sys


def _no(_module: object) -> bool:
    return False


def import_quickly() -> None:
    """Make imports as quick as without Qt; call it when PySide6 is loaded, any number of times.

    PySide6 searches the text of each newly imported module for its own name, to know where a switch of
    names (`__feature__`, used nowhere here) would apply. For torch that is 13 seconds instead of one. The
    place is private to PySide6: where it is not found, imports are slow, and nothing else changes.
    """
    feature = sys.modules.get("shibokensupport.feature")
    if feature is not None and hasattr(feature, "_mod_uses_pyside"):
        feature._mod_uses_pyside = _no  # pyright: ignore[reportAttributeAccessIssue]
