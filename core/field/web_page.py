"""A field as one web page that draws it by WebGL 2, with nothing to fetch: opened from a disk, too."""

from __future__ import annotations

import base64
import gzip
import html
import json
from importlib import resources
from pathlib import Path

import numpy as np

from ..utils.arrays import FloatArray
from ..utils.atomic_file import replacing
from .field import FieldError, GaussianField
from .quantize import quantize

PAGE_SUFFIXES = (".html", ".htm")
MOST_KERNELS = 8_000_000
"""A browser holds 32 bytes of graphics memory for each, and three times as much while it opens the page."""
TILE = 64
"""Side of the page's tiles, in photo pixels: what it draws of the kernels is told by tiles."""


def write_web_page(field: GaussianField, path: Path, title: str, bits: int, *, overwrite: bool) -> None:
    """Write a page that shows a field: zoom, pan, the kernels' ellipses.

    Args:
        field: the field.
        path: .html.
        title: of the page.
        bits: 16 or 8, see `quantize`.
        overwrite: whether an existing file may be replaced.

    Raises:
        FieldError: if there are more than `MOST_KERNELS`, or they are not finite.
        SaveError: if the file cannot be written.
    """
    if len(field) > MOST_KERNELS:
        raise FieldError(
            f"{len(field):,} kernels are too many for a web page (at most {MOST_KERNELS:,}); "
            "csr fit makes fields of fewer"
        )
    order, tiles = _by_tile(field.kernels)
    quantized = quantize(np.ascontiguousarray(field.kernels[:, order]), bits)
    header = {
        "count": len(quantized),
        "low": quantized.low,
        "step": quantized.step,
        "photo_size": field.photo_size,
        "tiles": tiles,
    }
    data = base64.b64encode(gzip.compress(quantized.planes(), mtime=0)).decode()
    page = (resources.files("csr.resources") / "web" / "page.html").read_text(encoding="utf-8")
    for name, text in (("title", html.escape(title)), ("header", json.dumps(header)), ("data", data)):
        page = page.replace("{{" + name + "}}", text)
    with replacing(path, overwrite) as part:
        part.write_text(page, encoding="utf-8")


def _by_tile(kernels: FloatArray) -> tuple[np.ndarray, list[tuple[int, int, int, int]]]:
    """The kernels' numbers sorted by tiles, and each tile's corner, first and one past the last."""
    cells = np.floor(kernels[:2] / TILE).astype(np.int64)
    order = np.lexsort((cells[0], cells[1]))
    cells = cells[:, order]
    starts = np.flatnonzero(np.diff(cells, axis=1, prepend=cells[:, :1] - 1).any(0))
    ends = [*starts[1:].tolist(), cells.shape[1]]
    return order, [
        (int(cells[0, start]) * TILE, int(cells[1, start]) * TILE, int(start), int(end))
        for start, end in zip(starts, ends, strict=True)
    ]
