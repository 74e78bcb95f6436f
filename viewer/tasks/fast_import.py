"""Imports that take less time than they would by themselves."""

from __future__ import annotations

import importlib
import logging
import sys
from contextlib import ExitStack
from functools import partial
from types import ModuleType

log = logging.getLogger(__name__)


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
    else:
        log.info("PySide6 looks at imports in another way than expected: they take longer")


def import_pyqtgraph_quickly() -> None:
    """Import pyqtgraph without a copy of Qt; call it when PySide6 is loaded, any number of times.

    At its import pyqtgraph copies every name of QtCore, QtGui and QtWidgets into modules of its own, and so
    has PySide6 make each of their 700 classes, which it would make when they are first used: half of the
    time that importing pyqtgraph takes. Here those modules look names up when they are asked for. Where
    pyqtgraph does it otherwise, this changes nothing.
    """
    if "pyqtgraph" in sys.modules:
        return
    with ExitStack() as restored:
        for name in ("QtCore", "QtGui", "QtWidgets"):
            source = vars(importlib.import_module(f"PySide6.{name}"))
            mirror = ModuleType(f"pyqtgraph.Qt.{name}")
            vars(mirror)["__getattr__"] = partial(getattr, sys.modules[f"PySide6.{name}"])
            sys.modules[mirror.__name__] = mirror
            if "__dir__" in source:  # PySide6's own
                restored.callback(source.__setitem__, "__dir__", source["__dir__"])
            else:
                restored.callback(source.__delitem__, "__dir__")
            source["__dir__"] = list[str]  # no name to copy
        importlib.import_module("pyqtgraph")
