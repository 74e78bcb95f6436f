"""The truth: the dense float64 sum of every kernel at every pixel. Slow; the others answer to it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from ..field.field import GaussianField
from ..field.sampling import FOOTPRINT
from ..geometry.view import View


def draw_reference(
    tiles: Sequence[GaussianField], view: View, *, footprint: float = FOOTPRINT
) -> npt.NDArray[np.float64]:
    """The picture, (height, width, 3), with nothing cut off.

    Args:
        tiles: the kernels; their sum is drawn.
        view: what is drawn.
        footprint: variance added for a device pixel, in device pixels squared.
    """
    s = view.scale
    u, v = np.arange(view.width, dtype=np.float64), np.arange(view.height, dtype=np.float64)
    picture = np.zeros((view.height, view.width, 3))
    for tile in tiles:
        for x, y, xx, xy, yy, *colour in tile.kernels.T.astype(np.float64):
            du, dv = u - ((x - view.x0) * s - 0.5), v[:, None] - ((y - view.y0) * s - 0.5)
            a, b, c = xx * s * s + footprint, xy * s * s, yy * s * s + footprint
            determinant = a * c - b * b
            q = (c * du * du - 2 * b * du * dv + a * dv * dv) / determinant
            weight = s * s / 4 / (2 * np.pi * np.sqrt(determinant)) * np.exp(-0.5 * q)
            picture += weight[:, :, None] * np.array(colour)
    return picture
