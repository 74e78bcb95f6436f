"""The formats that pictures are saved in, in one table; `encode.py` has a writer for each."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class SaveFormat:
    """A format that pictures can be saved in."""

    name: str
    suffixes: tuple[str, ...]
    """Lower case, with the dot; the first is the usual one."""
    bits: tuple[int, ...] = (8,)
    """Bits a channel that it can hold."""
    has_quality: bool = False
    """True for lossy formats with a choice of quality."""
    longest_side: int | None = None
    """In pixels; None where any size can be held, band by band."""


SAVE_FORMATS = (
    SaveFormat("PNG", (".png",), bits=(8, 16)),
    SaveFormat("TIFF", (".tif", ".tiff"), bits=(8, 16)),
    SaveFormat("JPEG", (".jpg", ".jpeg"), has_quality=True, longest_side=65535),
    SaveFormat("WebP", (".webp",), has_quality=True, longest_side=16383),
    # libavif reads no larger ones unless it is told to.
    SaveFormat("AVIF", (".avif",), has_quality=True, longest_side=16384),
)
"""In the order in which they are offered."""
QUALITY = 95
"""Default quality of JPEG, WebP and AVIF."""
PICTURE_SUFFIXES = frozenset(suffix for kind in SAVE_FORMATS for suffix in kind.suffixes)
"""Lower-case suffixes that a picture can be saved with."""


def format_of(suffix: str) -> SaveFormat | None:
    """The format of a lower-case suffix, or None."""
    return next((kind for kind in SAVE_FORMATS if suffix in kind.suffixes), None)
