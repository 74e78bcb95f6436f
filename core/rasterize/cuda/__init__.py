"""The CUDA rasterizer."""

from __future__ import annotations


def probe() -> str:
    """An empty text where CUDA can draw, or the reason why it cannot."""
    from .driver import driver_reason

    return driver_reason() or "drawing with CUDA is not part of this version"
