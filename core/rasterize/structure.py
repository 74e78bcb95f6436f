"""Structure maps: what the kernels' covariances say at each device pixel, drawn by any rasterizer.

A map is the mean of a measure over the kernels at a pixel, weighted as the picture weighs their colours: the
same sum with other colours. Kernels that are hidden have no part in it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
import numpy.typing as npt

from ..field.edits import shown
from ..field.field import CELLS_PER_PIXEL, GaussianField
from ..field.measures import HALF_TURN, axes
from ..field.sampling import RESTING, Sampling
from ..geometry.view import View
from ..utils.arrays import FloatArray
from ..utils.errors import never
from .base import Rasterizer

Structure = Literal["orientation", "elongation", "density"]

LEAST_WEIGHT = 1e-3
"""Sum of weights below which a pixel has no kernels to speak of; a lattice gives 1 everywhere."""

Map = npt.NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class StructureMap:
    """A view's map."""

    values: Map
    """(height, width): direction of the longer axis in degrees, [0, 180), from x towards y (down); or longer
    axis over the shorter, 1 or more; or kernels for each photo pixel. 0 where there is no kernel."""
    strength: Map | None
    """(height, width), of orientation: longer axis over the shorter less 1, of the directions' mean: 0 where
    kernels are round or their directions cancel. None for the others."""


def structure_map(
    kind: Structure,
    tiles: Sequence[GaussianField],
    view: View,
    rasterizer: Rasterizer,
    sampling: Sampling = RESTING,
    *,
    cancelled: Callable[[], bool] = never,
) -> StructureMap:
    """Draw a structure map.

    Args:
        kind: which.
        tiles: the field.
        view: what is drawn.
        rasterizer: what draws.
        sampling: footprint and cut-off.
        cancelled: see `Rasterizer.draw`.

    Raises:
        Cancelled: if `cancelled` answered true between two bands.
    """
    marked: list[GaussianField] = []
    for tile in tiles:
        part = tile.crop(view.box, tile.reach(sampling.cutoff, sampling.footprint, view.scale))
        colours = _features(kind, part.kernels) * shown(part.kernels)
        marked.append(replace(part, kernels=np.concatenate((part.kernels[:5], colours.astype(np.float32)))))
    sums = rasterizer.draw(marked, view, sampling, cancelled=cancelled)
    weight = sums[..., 2]
    if kind == "density":
        return StructureMap(weight * CELLS_PER_PIXEL**2, None)
    there = weight > LEAST_WEIGHT
    mean = sums[..., :2] / np.where(there, weight, 1)[..., None]
    if kind == "elongation":
        return StructureMap(np.where(there, 1 + mean[..., 0], 0), None)
    angle = np.degrees(np.arctan2(mean[..., 1], mean[..., 0])) / 2 % HALF_TURN
    return StructureMap(np.where(there, angle, 0), np.where(there, np.hypot(mean[..., 0], mean[..., 1]), 0))


def _features(kind: Structure, kernels: FloatArray) -> npt.NDArray[np.floating]:
    """(3, n): two features to be averaged, and 1."""
    one = np.ones(kernels.shape[1], np.float32)
    if kind == "density":
        return np.stack((one, one, one))
    major, minor, angle = axes(kernels)
    excess = major / np.maximum(minor, np.float32(1e-6)) - 1
    if kind == "elongation":
        return np.stack((excess, excess, one))
    # Directions are averaged at twice their angle, where 0 and 180 degrees are one.
    turn = np.radians(2 * angle)
    return np.stack((excess * np.cos(turn), excess * np.sin(turn), one))
