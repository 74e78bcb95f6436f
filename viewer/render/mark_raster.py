"""Dots and ellipses drawn into a frame by compiled code: Qt holds the interpreter for seconds over as many.

numba is imported with this module: import it in a thread only.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from ...core.utils.simd import compiled

_f32 = np.float32


@compiled
def _blend(pixel: Any, coverage: Any, colour: Any) -> None:
    for i in range(3):
        old = _f32(pixel[i])
        pixel[i] = np.uint8(old + coverage * (colour[i] - old) + _f32(0.5))


@compiled
def draw_dots(pixels: Any, x: Any, y: Any, radius: Any, colour: Any, opacity: Any) -> None:
    """Draw anti-aliased discs.

    Args:
        pixels: (height, width, 4) uint8, drawn into.
        x: (n,) device points.
        y: (n,) device points.
        radius: in device pixels.
        colour: (3,) float32 in the pixels' order, 0..255.
        opacity: 0..1.
    """
    height, width = pixels.shape[0], pixels.shape[1]
    for k in range(x.size):
        left, right = max(int(np.floor(x[k] - radius - 1)), 0), min(int(x[k] + radius + 1), width - 1)
        top, bottom = max(int(np.floor(y[k] - radius - 1)), 0), min(int(y[k] + radius + 1), height - 1)
        for v in range(top, bottom + 1):
            for u in range(left, right + 1):
                dx, dy = u + 0.5 - x[k], v + 0.5 - y[k]
                cover = min(radius + 0.5 - np.sqrt(dx * dx + dy * dy), 1.0)
                if cover > 0:
                    _blend(pixels[v, u], _f32(cover * opacity), colour)


@compiled
def draw_ellipses(
    pixels: Any, x: Any, y: Any, xx: Any, xy: Any, yy: Any, width: Any, colour: Any, opacity: Any
) -> None:
    """Draw anti-aliased 1-sigma ellipses as lines.

    The distance to the ellipse is taken to first order, (r - 1) / |grad r| with r the Mahalanobis
    distance: exact on the line, where it counts.

    Args:
        pixels: (height, width, 4) uint8, drawn into.
        x: (n,) device points.
        y: (n,) device points.
        xx: (n,) covariance in device pixels squared, and so the next two.
        xy: off the diagonal.
        yy: along y.
        width: of the line in device pixels.
        colour: (3,) float32 in the pixels' order, 0..255.
        opacity: 0..1.
    """
    rows, columns = pixels.shape[0], pixels.shape[1]
    half = width / 2
    for k in range(x.size):
        determinant = xx[k] * yy[k] - xy[k] * xy[k]
        if not determinant > 0:
            continue
        a, b, c = yy[k] / determinant, -xy[k] / determinant, xx[k] / determinant
        reach_x, reach_y = np.sqrt(xx[k]) + half + 1, np.sqrt(yy[k]) + half + 1
        left, right = max(x[k] - reach_x, 0.0), min(x[k] + reach_x, columns - 1.0)
        top, bottom = max(y[k] - reach_y, 0.0), min(y[k] + reach_y, rows - 1.0)
        if left > right or top > bottom:
            continue
        for v in range(int(top), int(bottom) + 1):
            dy = v + 0.5 - y[k]
            for u in range(int(left), int(right) + 1):
                dx = u + 0.5 - x[k]
                gx, gy = a * dx + b * dy, b * dx + c * dy
                squared = dx * gx + dy * gy
                steep = np.sqrt(gx * gx + gy * gy)
                if steep == 0:
                    continue
                distance = abs(squared - np.sqrt(squared)) / steep
                cover = min(half + 0.5 - distance, 1.0)
                if cover > 0:
                    _blend(pixels[v, u], _f32(cover * opacity), colour)
