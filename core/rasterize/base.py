"""From a field and a view to a picture: the interface that every rasterizer has."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

import numpy as np
import numpy.typing as npt

from ..field.field import GaussianField
from ..field.sampling import RESTING, Sampling
from ..geometry.view import View
from ..utils.errors import never


def acts_in(tile: GaussianField, view: View, reach: float) -> bool:
    """True if a tile's kernels, which act as far as `reach` photo pixels around its box, act in a view."""
    left, top, right, bottom = view.box
    x0, y0, x1, y1 = tile.box
    return x0 - reach <= right and x1 + reach >= left and y0 - reach <= bottom and y1 + reach >= top


class Rasterizer(Protocol):
    """Draws the kernels of some tiles as they look in a view.

    The tiles' sum is drawn, nothing else: a tile that is missing is missing in the picture. Tiles that
    the view does not reach may be handed over; they cost little.
    """

    name: str
    """Name for people: "CPU, 2 threads"."""

    def draw(
        self,
        tiles: Sequence[GaussianField],
        view: View,
        sampling: Sampling = RESTING,
        *,
        cancelled: Callable[[], bool] = never,
    ) -> npt.NDArray[np.float32]:
        """The picture, (height, width, 3) float32, sRGB-encoded, unclamped.

        Raises:
            Cancelled: if `cancelled` answered true between two bands.
        """
        ...

    def draw_frame(
        self,
        tiles: Sequence[GaussianField],
        view: View,
        sampling: Sampling = RESTING,
        *,
        cancelled: Callable[[], bool] = never,
    ) -> npt.NDArray[np.uint8]:
        """The picture as a screen takes it, (height, width, 4) uint8: blue, green, red, 255; rounded.

        Raises:
            Cancelled: if `cancelled` answered true between two bands.
        """
        ...
