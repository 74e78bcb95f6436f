"""How strongly a photo was compressed: by its file's tables, or by what compression left in its pixels."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

from .jpeg import LUMA_STEPS, WORST_QUALITY, compression
from .photo import Photo

JFIF_LUMA = (0.299, 0.587, 0.114)
"""Weights of red, green and blue in the luminance that JPEG files store."""
SIDE = 8
"""Side of a JPEG's blocks, in pixels."""
MOST_BLOCKS = 4096
"""That are looked at, evenly spread."""
LEAST_COEFFICIENTS = 200
"""That differ from zero, to judge by; a photo of less detail is taken as clean."""
LEAST_AGREEMENT = 0.15
"""Mean cosine of coefficients, in turns of a step, from which on they are taken as multiples of it: 0 0.03 at
most on the clean validation pictures, 0.2 to 0.5 after quality 92, nearer to 1 for larger steps."""
NEAR_BEST = 0.9
"""Share of the best agreement that a coarser table needs: multiples of 4 are multiples of 2 as well."""
BEST_QUALITY = 95
"""Finer steps drown in the rounding of colours."""
POSITIONS = ((0, 1), (1, 0), (1, 1), (0, 2), (2, 0), (1, 2), (2, 1))
"""Row and column of the coefficients that are looked at: those that seldom are zero."""


def compression_of(photo: Photo) -> float:
    """How strongly a photo was compressed, 0 (clean) to 1 (JPEG of quality 30), as networks are told."""
    quality = photo.jpeg_quality
    if quality is None:
        quality = estimated_quality(photo.eight_bits)
    return 0.0 if quality is None else compression(quality)


def estimated_quality(pixels: npt.NDArray[np.uint8]) -> int | None:
    """The JPEG quality (libjpeg's scale) whose steps a picture's coefficients are multiples of.

    A picture that was a JPEG once keeps that until it is scaled or retouched (Fan and de Queiroz 2003,
    Identification of bitmap compression history).

    Args:
        pixels: (h, w, 3), sRGB-encoded.

    Returns:
        The quality; None where nothing tells of compression.
    """
    grey = pixels.astype(np.float64) @ JFIF_LUMA
    # Most files were never cropped; of the others the blocks' corner is looked for.
    corners = {(0, 0), (_phase(grey.T), _phase(grey))}
    agreements = [_agreements(_blocks(grey, *corner)) for corner in sorted(corners)]
    best = max(agreements, key=lambda found: max(found.values(), default=0.0))
    highest = max(best.values(), default=0.0)
    if highest < LEAST_AGREEMENT:
        return None
    return min(quality for quality, agreement in best.items() if agreement >= NEAR_BEST * highest)


def _agreements(blocks: npt.NDArray[np.float64]) -> dict[int, float]:
    """For each quality how well coefficients agree with multiples of its steps: 1 perfectly, 0 not at all."""
    basis = _cosines()
    coefficients = basis @ blocks @ basis.T
    agreements: dict[int, float] = {}
    for quality in range(WORST_QUALITY, BEST_QUALITY + 1):
        turns, count = 0.0, 0
        for row, column in POSITIONS:
            step = _step(quality, row, column)
            if step < 2:
                continue
            values = coefficients[:, row, column]
            values = values[np.abs(values) > step / 2]
            turns += float(np.cos(2 * math.pi / step * values).sum())
            count += values.size
        if count >= LEAST_COEFFICIENTS:
            agreements[quality] = turns / count
    return agreements


def _step(quality: int, row: int, column: int) -> int:
    """The step of a luminance coefficient in libjpeg's table of a quality."""
    percent = 5000 / quality if quality < 50 else 200 - 2 * quality
    return max(1, int((LUMA_STEPS[row][column] * percent + 50) / 100))


def _phase(grey: npt.NDArray[np.float64]) -> int:
    """The column (0..7) at which blocks begin: where neighbours differ more than on either side of it."""
    steps = np.abs(np.diff(grey, axis=1)).mean(axis=0)
    edges = steps[1:-1] - (steps[:-2] + steps[2:]) / 2  # between the columns c + 1 and c + 2
    if edges.size < SIDE:
        return 0
    means = [float(edges[first::SIDE].mean()) for first in range(SIDE)]
    return (int(np.argmax(means)) + 2) % SIDE


def _blocks(grey: npt.NDArray[np.float64], top: int, left: int) -> npt.NDArray[np.float64]:
    """Blocks (n, 8, 8) of a picture, from a row and a column on."""
    rows, columns = (grey.shape[0] - top) // SIDE, (grey.shape[1] - left) // SIDE
    if min(rows, columns) < 1:
        return np.empty((0, SIDE, SIDE))
    whole = grey[top : top + rows * SIDE, left : left + columns * SIDE]
    blocks = whole.reshape(rows, SIDE, columns, SIDE).swapaxes(1, 2).reshape(-1, SIDE, SIDE)
    return blocks[:: -(-len(blocks) // MOST_BLOCKS)]


def _cosines() -> npt.NDArray[np.float64]:
    """The orthonormal DCT of 8 values."""
    k = np.arange(SIDE)
    basis = np.cos(math.pi / SIDE * (k + 0.5) * k[:, None]) * math.sqrt(2 / SIDE)
    basis[0] /= math.sqrt(2)
    return basis
