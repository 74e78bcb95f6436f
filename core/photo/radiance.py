"""Radiance HDR files that end too early: rows that are there, and black ones behind.

Format: Ward, "Real Pixels" (Graphics Gems II, 1991), and the run lengths of Radiance's own `color.c`.
"""

from __future__ import annotations

_RUN = 128
"""Counts above it repeat one byte."""
_LEAST_WIDTH, _MOST_WIDTH = 8, 0x7FFF
"""Width of rows that can be packed, at least and at most."""


def mended_rows(packed: bytes, width: int, height: int) -> tuple[bytes, int]:
    """Return rows that make a whole picture, and how many of them were there.

    Args:
        packed: the file from its first row on.
        width: pixels of a row.
        height: rows.
    """
    mark = bytes((2, 2, width >> 8, width & 255))
    if not _LEAST_WIDTH <= width <= _MOST_WIDTH or packed[:4] != mark:
        return packed + bytes(max(0, 4 * width * height - len(packed))), len(packed) // (4 * width)
    place = rows = 0
    while rows < height:
        end = _row_end(packed, place, width) if packed[place : place + 4] == mark else None
        if end is None:
            break
        place, rows = end, rows + 1
    full, rest = divmod(width, _RUN - 1)
    line = bytes((_RUN + _RUN - 1, 0)) * full + (bytes((_RUN + rest, 0)) if rest else b"")
    return packed[:place] + (mark + 4 * line) * (height - rows), rows


def _row_end(packed: bytes, place: int, width: int) -> int | None:
    """Offset of a row's end; None where the file ends before."""
    place += 4
    for _ in range(4):
        column = 0
        while column < width:
            if place >= len(packed):
                return None
            count = packed[place]
            run = count > _RUN
            column += count - _RUN if run else count
            place += 2 if run else 1 + count
            if count == 0:
                return None
    return place if place <= len(packed) else None
