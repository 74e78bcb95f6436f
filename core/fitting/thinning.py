"""Fewer kernels: where a tile is smooth, one wide kernel for each photo pixel takes the place of four.

Kernels cannot simply be merged two by two: a lattice must overlap alike everywhere, or its sum shows ridges
at the border. So the tile is divided softly. A mask m goes from 0 to 1 within the smooth part, over some
photo pixels; each kernel keeps the share 1 - m of its colour, m taken at its mean. What is missing then, the
tile's picture less that of the kernels that stay, is a smooth picture of its own. A lattice of Gaussians with
a spacing of one photo pixel interpolates it: exactly at the pixels' centres, by solving for their colours.

The error is measured, not estimated: both pictures are drawn at `SAMPLES` points a photo pixel along a side,
and blocks with too much of it stay as they were. Between the samples: a sum of Gaussians of standard
deviation 0.32 or more has an eighth of its strength left at one cycle a photo pixel, and 1/4000 at two. A
function without frequencies above f, sampled r times a unit, is nowhere larger than 1 / cos(pi f / r) times
its largest sample, for each axis; with f = 1 that is the factor `BETWEEN`.

A smooth part has a quarter of the kernels, but as many of them overlap at each point: a lattice's standard
deviation grows with its spacing: thinning saves memory, not evaluations. And a lattice is drawn faster than
free kernels, of which none can be passed over unseen. So only a file is thinned, when asked for.

A level and details are thin already: details that nobody could see were not made.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from ..field.field import GaussianField, join
from ..field.sampling import Sampling
from ..geometry.view import View
from ..rasterize.base import Rasterizer

WIDE_SD = 0.65
"""Photo pixels: of the wide kernels, whose lattice has a ripple of 5e-4."""
SIDE = 384
"""Photo pixels along a side of what is thinned at a time; its samples take 0.4 GB."""
BLOCK = 8
"""Photo pixels along a side of what stays or goes as a whole."""
BLUR = 5
"""Photo pixels: a mask is blurred by three means of as many, so that it changes over 13."""
SAMPLES = 8
"""Points along a side of a photo pixel at which the error is measured."""
BETWEEN = 1 / math.cos(math.pi / SAMPLES) ** 2
"""How many times the largest measured error an error between the samples can be."""
ROUNDS = 8
"""After as many a tile that still has too much error stays as it was."""
CUTOFF = 1e-6
"""Cut-off of drawing for measurements: a hundredth of what is looked for."""
HALF_STEP = 1 / 510
"""Half an 8-bit step, of a colour of 0..1: what cannot be seen."""

Plane = npt.NDArray[np.float64]


def thinned(
    field: GaussianField, rasterizer: Rasterizer, limit: float, on_progress: Callable[[int, int], object]
) -> GaussianField:
    """A field with fewer kernels, free ones, whose picture differs nowhere by more than `limit`.

    Args:
        field: kernels of a lattice that covers whole photo pixels; of free kernels, and of a level and
            details, nothing is left out.
        rasterizer: draws what is compared.
        limit: largest difference of a colour, 0..1, at every point and so at every scale.
        on_progress: is called after each part with how many are done, and how many there are.

    Returns:
        Free kernels; the field itself where none can be spared.
    """
    if field.lattice is None or field.details is not None:
        return field
    left, top, right, bottom = (round(v) for v in field.lattice.box)
    boxes = [
        (x, y, min(x + SIDE, right), min(y + SIDE, bottom))
        for y in range(top, bottom, SIDE)
        for x in range(left, right, SIDE)
    ]
    parts: list[GaussianField] = []
    for box in boxes:
        parts.append(thinned_tile(field.crop(box), rasterizer, limit))
        on_progress(len(parts), len(boxes))
    few = join(parts)
    return few if len(few) < len(field) else field


def thinned_tile(tile: GaussianField, rasterizer: Rasterizer, limit: float) -> GaussianField:
    """A tile with fewer kernels; alone it differs nowhere by more than `limit`. See `thinned`.

    Where tiles meet none is thinned, so that the differences of two tiles do not add up.
    """
    assert tile.lattice is not None
    x0, y0, x1, y1 = (round(v) for v in tile.lattice.box)
    rows, columns = (y1 - y0) // BLOCK, (x1 - x0) // BLOCK
    free = replace(tile, lattice=None)
    smooth = np.zeros((rows, columns), bool)
    if min(rows, columns) < 5:
        return free
    view = View(SAMPLES, x0, y0, columns * BLOCK * SAMPLES, rows * BLOCK * SAMPLES)
    picture = rasterizer.draw([tile], view, Sampling(0.0, CUTOFF))
    smooth[2:-2, 2:-2] = True
    for attempt in range(ROUNDS):
        mask = _mask(smooth)
        if not mask.any():
            return free
        result = _divided(tile, rasterizer, mask)
        error = np.abs(rasterizer.draw([result], view, Sampling(0.0, CUTOFF)) - picture).max(axis=2)
        worst = error.reshape(rows, BLOCK * SAMPLES, columns, BLOCK * SAMPLES).max(axis=(1, 3)) * BETWEEN
        bad = worst > limit
        if not bad.any():
            return result if len(result) < len(tile) else free
        # First, what is not smooth itself. Later, an error may come from what was done next to it.
        smooth &= ~(_grown(bad) if attempt else bad)
    return free


def _divided(tile: GaussianField, rasterizer: Rasterizer, mask: Plane) -> GaussianField:
    """The kernels that stay, with the share of their colour that is not the mask's, and the wide ones."""
    assert tile.lattice is not None
    x0, y0, *_ = (round(v) for v in tile.lattice.box)
    kernels = tile.kernels.copy()
    kernels[5:] *= (1 - _at(mask, kernels[0] - x0, kernels[1] - y0)).astype(np.float32)
    stays = np.ascontiguousarray(kernels[:, (kernels[5:] != 0).any(axis=0)])
    staying = replace(tile, kernels=stays, lattice=None)
    view = View(1.0, x0, y0, mask.shape[1], mask.shape[0])
    whole, rest = (
        rasterizer.draw([part], view, Sampling(0.0, CUTOFF)).astype(np.float64) for part in (tile, staying)
    )
    # In mass form a lattice's kernel stands for a quarter of a photo pixel; a wide one for all of it.
    colours = 4 * _coefficients(np.where(mask[..., None] > 0, whole - rest, 0))
    # The inverse filter rings, by less than a third from pixel to pixel: after some it cannot be seen.
    kept = np.abs(colours).max(axis=2) > 4 * HALF_STEP / 100
    row, column = np.nonzero(kept)
    wide = np.zeros((8, row.size), np.float32)
    wide[0], wide[1] = column + x0 + 0.5, row + y0 + 0.5
    wide[2] = wide[4] = WIDE_SD**2
    wide[5:] = colours[row, column].T
    return replace(staying, kernels=np.ascontiguousarray(np.concatenate((stays, wide), axis=1)))


def _coefficients(values: Plane) -> Plane:
    """Coefficients of a lattice of Gaussians, spacing 1, with values (h, w, 3) at its nodes; 0 outside."""
    for axis in (0, 1):
        n = values.shape[axis]
        distance = np.minimum(np.arange(n), n - np.arange(n))
        response = np.fft.rfft(
            np.exp(-0.5 * (distance / WIDE_SD) ** 2) / (math.sqrt(2 * math.pi) * WIDE_SD)
        ).real
        along = response.reshape([-1 if a == axis else 1 for a in range(3)])
        values = np.fft.irfft(np.fft.rfft(values, axis=axis) / along, n, axis=axis)
    return values


def _mask(smooth: npt.NDArray[np.bool_]) -> Plane:
    """For each photo pixel 0..1: 0 outside the smooth blocks, 1 well within, smooth between."""
    reach = 3 * (BLUR // 2)
    whole = np.kron(smooth.astype(np.float64), np.ones((BLOCK, BLOCK))).astype(np.float64)
    # So far within that the blur does not lead out again.
    mask = (_means(whole, 2 * reach + 1) > 1 - 1e-9).astype(np.float64)
    for _ in range(3):
        mask = _means(mask, BLUR)
    return np.where(mask > 1e-9, mask, 0)


def _means(values: Plane, side: int) -> Plane:
    """Means over squares; 0 beside the plane."""
    for axis in (0, 1):
        values = np.apply_along_axis(np.convolve, axis, values, np.ones(side) / side, "same")
    return values


def _grown(blocks: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
    """The blocks and their eight neighbours."""
    padded = np.pad(blocks, 1)
    grown = np.zeros_like(blocks)
    for dy in range(3):
        for dx in range(3):
            grown |= padded[dy : dy + blocks.shape[0], dx : dx + blocks.shape[1]]
    return grown


def _at(mask: Plane, x: npt.NDArray[np.float32], y: npt.NDArray[np.float32]) -> Plane:
    """The mask at points, in photo pixels from its corner; linear between the pixels' centres."""
    h, w = mask.shape
    u, v = np.clip(x - 0.5, 0, w - 1.001), np.clip(y - 0.5, 0, h - 1.001)
    i, j = u.astype(np.intp), v.astype(np.intp)
    a, b = u - i, v - j
    upper = mask[j, i] * (1 - a) + mask[j, i + 1] * a
    lower = mask[j + 1, i] * (1 - a) + mask[j + 1, i + 1] * a
    return upper * (1 - b) + lower * b
