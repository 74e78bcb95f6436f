"""Kernels for other programs: CSV, NPZ, SVG, and one as text."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from ..geometry.view import Box
from ..utils.arrays import FloatArray
from ..utils.atomic_file import SaveError, check_place, replacing
from ..utils.messages import Message
from .edits import KernelNumbers
from .measures import axes

EXPORT_SUFFIXES = (".csv", ".npz", ".svg")
MOST_ELLIPSES = 200_000
"""In an SVG file: programs that draw it are slow with more."""
COLUMNS = ("x", "y", "xx", "xy", "yy", "red", "green", "blue", "major", "minor", "angle")
"""Mean; covariance; colour; standard deviations along the axes, direction of the longer one in degrees."""
SVG_OPACITY = 0.5
CHUNK = 4096
"""Kernels turned into numbers of Python at a time: more would hold up the other threads."""


def export_kernels(
    path: Path,
    kernels: FloatArray,
    numbers: KernelNumbers,
    box: Box,
    *,
    overwrite: bool,
    sources: tuple[Path, ...] = (),
) -> None:
    """Write kernels to a file; its suffix says how.

    CSV and NPZ hold numbers and `COLUMNS`, in photo pixels; SVG holds the 1-sigma ellipses, filled, in a
    picture that shows a box of the photo.

    Args:
        path: .csv, .npz or .svg.
        kernels: (8, n).
        numbers: (n,) their numbers in the field.
        box: the part of the photo that is seen.
        overwrite: whether an existing file may be replaced.
        sources: see `check_place`.

    Raises:
        SaveError: if the suffix is another, or the file cannot be written, or an SVG would be too large.
    """
    suffix = path.suffix.lower()
    if suffix not in EXPORT_SUFFIXES:
        raise SaveError(
            Message(
                "{name}: kernels are exported as {suffixes}.",
                name=path.name,
                suffixes=", ".join(EXPORT_SUFFIXES),
            )
        )
    if suffix == ".svg" and numbers.size > MOST_ELLIPSES:
        raise SaveError(
            Message(
                "{count:,} ellipses are too many for an SVG file (at most {most:,}): "
                "zoom in, or peel some away, or export .csv or .npz.",
                count=numbers.size,
                most=MOST_ELLIPSES,
            )
        )
    check_place(path, overwrite, *sources)
    table = _table(kernels)
    with replacing(path, overwrite, *sources) as part, part.open("wb") as file:
        if suffix == ".npz":
            np.savez_compressed(
                file, number=numbers, box=np.array(box), **dict(zip(COLUMNS, table, strict=True))
            )
        elif suffix == ".csv":
            file.write(("number," + ",".join(COLUMNS) + "\n").encode())
            rows = np.column_stack((numbers, *table))
            np.savetxt(file, rows, fmt="%d" + ",%.7g" * len(COLUMNS))
        else:
            file.write(_svg(table, box).encode())


def kernel_as_text(number: int, kernel: FloatArray) -> str:
    """One kernel, (8,), in words and numbers."""
    x, y, xx, xy, yy, red, green, blue, major, minor, angle = (float(v[0]) for v in _table(kernel[:, None]))
    return (
        f"kernel {number}\n"
        f"mean        x {x:.6g}  y {y:.6g}\n"
        f"covariance  xx {xx:.6g}  xy {xy:.6g}  yy {yy:.6g}\n"
        f"axes        {major:.6g}  {minor:.6g}  angle {angle:.4g} degrees\n"
        f"colour      red {red:.6g}  green {green:.6g}  blue {blue:.6g}\n"
    )


def _table(kernels: FloatArray) -> FloatArray:
    """(11, n): `COLUMNS`."""
    return np.concatenate((kernels, np.stack(axes(kernels))))


def _svg(table: FloatArray, box: Box) -> str:
    x0, y0, x1, y1 = box
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{x0:.6g} {y0:.6g} {x1 - x0:.6g} {y1 - y0:.6g}">',
        f'<g fill-opacity="{SVG_OPACITY}">',
    ]
    for first in range(0, table.shape[1], CHUNK):
        part = table[:, first : first + CHUNK]
        shades = np.rint(np.clip(part[5:8], 0, 1) * 255).astype(int).T.tolist()
        for (x, y, *_, major, minor, angle), (red, green, blue) in zip(part.T.tolist(), shades, strict=True):
            lines.append(
                f'<ellipse rx="{major:.5g}" ry="{minor:.5g}" fill="#{red:02x}{green:02x}{blue:02x}" '
                f'transform="translate({x:.7g} {y:.7g}) rotate({angle:.5g})"/>'
            )
    return "\n".join([*lines, "</g>", "</svg>", ""])
