"""Errors that more than one folder raises or catches."""

from __future__ import annotations


class Cancelled(Exception):
    """The drawing was given up because nobody wants it any more."""


class DeviceError(ValueError):
    """A device cannot be used here; the message says why in a sentence."""


class DeviceLost(RuntimeError):
    """A device failed while it drew; the message says what happened in a sentence.

    Another rasterizer can draw the same view.
    """


def never() -> bool:
    """The answer of someone who does not cancel."""
    return False
