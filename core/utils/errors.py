"""Errors that more than one folder raises or catches; what a person can mend, told apart from faults."""

from __future__ import annotations

import importlib.resources
from pathlib import Path

SHIPPED = Path(str(importlib.resources.files("csr.resources")))
"""Folder of the files that ship with the program."""


class CsrError(Exception):
    """A person can mend this: a file, a name, a number, a device. The message is one clear sentence."""


class DeviceError(CsrError):
    """A device cannot be used here."""


class DeviceLost(CsrError):
    """A device failed while it drew. Another rasterizer can draw the same view."""


class Cancelled(Exception):
    """The drawing was given up because nobody wants it any more."""


def never() -> bool:
    """The answer of someone who does not cancel."""
    return False


def is_expected(error: BaseException) -> bool:
    """Return true for an error that the program foresees, false for a fault of the program.

    Foreseen are every `CsrError`, a lack of memory, and the system's refusal of a person's file (an `OSError`
    with a system error number). A file that ships with the program is not a person's.
    """
    if isinstance(error, OSError):
        shipped = isinstance(error.filename, (str, Path)) and Path(error.filename).is_relative_to(SHIPPED)
        return error.errno is not None and not shipped
    return isinstance(error, (CsrError, MemoryError))
