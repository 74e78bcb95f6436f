"""Small fields as SVG pictures: an ellipse with a radial gradient for each kernel, added up by blending.

A renderer of SVG adds colours from 0 upwards. So what kernels add is one group (blend "plus-lighter"), what
they take away another, which is subtracted (blend "difference"). It works with 8 bits at every step: the
picture is near the field, not equal to it.
"""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import numpy.typing as npt

from ..utils.atomic_file import replacing
from .field import FieldError, GaussianField
from .measures import axes

SVG_SUFFIX = ".svg"
MOST_KERNELS = 20_000
"""More make programs that draw SVG slow."""
REACH = 3.5
"""Standard deviations, where a gradient ends."""
STOPS = 12
"""Stops of a gradient, evenly spaced, between which it is linear."""
LEAST_PEAK = 0.5 / 255
"""Weaker kernels are left out: a renderer would round them away."""


def write_svg(field: GaussianField, path: Path, *, overwrite: bool) -> None:
    """Write a field as a picture of gradients, as large as its photo.

    Raises:
        FieldError: if it has more than `MOST_KERNELS`.
        SaveError: if the file cannot be written.
    """
    if len(field) > MOST_KERNELS:
        raise FieldError(
            f"{len(field):,} kernels are too many for an SVG file (at most {MOST_KERNELS:,}); "
            "csr fit makes fields of few"
        )
    kernels = field.kernels.astype(np.float64)
    major, minor, angle = axes(kernels)
    peaks = kernels[5:] / (8 * math.pi * np.maximum(major * minor, 1e-6))
    shapes = np.stack((kernels[0], kernels[1], REACH * major, REACH * minor, angle))
    width, height = field.photo_size
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
        f'width="{width}" height="{height}">',
        "<style>stop{stop-color:currentColor}.sum{isolation:isolate}.sum ellipse{mix-blend-mode:plus-lighter}"
        ".minus{mix-blend-mode:difference}</style>",
        f'<clipPath id="photo"><rect width="{width}" height="{height}"/></clipPath>',
        '<g clip-path="url(#photo)" style="isolation:isolate">',
        *_group("sum", "p", shapes, peaks, field.photo_size),
        *_group("sum minus", "m", shapes, -peaks, field.photo_size),
        "</g>",
        "</svg>",
        "",
    ]
    with replacing(path, overwrite) as part:
        part.write_text("\n".join(lines), encoding="utf-8")


def _group(
    name: str,
    prefix: str,
    shapes: npt.NDArray[np.floating],
    peaks: npt.NDArray[np.floating],
    size: tuple[int, int],
) -> list[str]:
    """The sum of the positive parts of peaks (3, n), on black."""
    lines = [f'<g class="{name}">', f'<rect width="{size[0]}" height="{size[1]}"/>']
    for i in np.flatnonzero(peaks.max(0, initial=0) > LEAST_PEAK).tolist():
        opacity = min(1.0, float(peaks[:, i].max()))
        red, green, blue = np.rint((peaks[:, i] / opacity).clip(0, 1) * 255).astype(int).tolist()
        x, y, rx, ry, angle = shapes[:, i].tolist()
        stops = "".join(
            f'<stop offset="{j / STOPS:.3g}" stop-opacity="{opacity * _profile(j / STOPS):.4g}"/>'
            for j in range(STOPS + 1)
        )
        colour = f"#{red:02x}{green:02x}{blue:02x}"
        lines.append(
            f'<radialGradient id="{prefix}{i}" color="{colour}">{stops}</radialGradient>'
            f'<ellipse rx="{rx:.5g}" ry="{ry:.5g}" fill="url(#{prefix}{i})" '
            f'transform="translate({x:.7g} {y:.7g}) rotate({angle:.5g})"/>'
        )
    return [*lines, "</g>"]


def _profile(share: float) -> float:
    """A kernel's height over its peak at a share of `REACH`; 0 at the end."""
    end = math.exp(-0.5 * REACH**2)
    return (math.exp(-0.5 * (REACH * share) ** 2) - end) / (1 - end)
