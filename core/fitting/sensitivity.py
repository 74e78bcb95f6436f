"""How much noise pixels bear, and how much kernels do (ContinuousSR, section 4.2).

The same white noise is added once to a picture's pixels and once to the numbers of the kernels that were
fitted to it; both pictures are then compared with the picture. The paper found 26.31 and 13.83 dB: a network
that is a little wrong about kernels is far off in the picture, so it was not trained on them without a prior.

The kernels' numbers are those that the paper's fit (GaussianImage) learns: means in -1..1 across the picture,
Cholesky entries in pixels, colours at the kernel's peak in 0..1.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from ..field.field import FloatArray, GaussianField
from ..field.sampling import FOOTPRINT
from ..geometry.view import View
from ..photo.photo import Photo
from ..rasterize.cpu import CpuRasterizer

NOISE = 10 ** (-26.31 / 20)
"""Standard deviation, of a range 0..1, that gives the paper's 26.31 dB in pixels."""
SPACES = ("pixels", "kernels", "means alone", "covariances alone", "colours alone")
PAPER_DECIBELS = {"pixels": 26.31, "kernels": 13.83}


@dataclass(frozen=True)
class Sensitivity:
    """Effect of noise on one picture."""

    noise: float
    """Standard deviation."""
    fit: float
    """PSNR of the field without noise, in dB over red, green and blue."""
    psnr: dict[str, float]
    """PSNR with noise, by the space that it was added in, see `SPACES`."""


def measure(photo: Photo, field: GaussianField, noise: float = NOISE, seed: int = 0) -> Sensitivity:
    """Add noise to a photo's pixels and to the kernels of a field that was fitted to it.

    Args:
        photo: the photo.
        field: its field.
        noise: standard deviation.
        seed: of the random numbers.
    """
    picture = photo.crop(0, 0, *photo.size)
    random = np.random.default_rng(seed)
    noisy = picture + random.normal(0, noise, picture.shape)
    psnr = {"pixels": _psnr(noisy, picture)}
    view = View(1.0, 0.0, 0.0, *photo.size)

    def drawn(kernels: FloatArray) -> float:
        changed = GaussianField(kernels, None, photo.size)
        return _psnr(CpuRasterizer().draw([changed], view), picture)

    rows = {"kernels": slice(0, 8), "means alone": slice(0, 2)}
    rows |= {"covariances alone": slice(2, 5), "colours alone": slice(5, 8)}
    numbers = _numbers(field.kernels, photo.size)
    moved = numbers + random.normal(0, noise, numbers.shape)
    for space, part in rows.items():
        changed = numbers.copy()
        changed[part] = moved[part]
        psnr[space] = drawn(_kernels(changed, photo.size))
    return Sensitivity(noise, drawn(field.kernels), psnr)


def report(found: Sensitivity) -> str:
    """The results as a Markdown table, the paper's beside them."""
    lines = [
        f"noise of sd {found.noise:.4f}; the fit without noise: {found.fit:.2f} dB",
        "",
        "| noise on | PSNR, dB | paper |",
        "|---|---|---|",
    ]
    for space in SPACES:
        paper = f"{PAPER_DECIBELS[space]:.2f}" if space in PAPER_DECIBELS else "-"
        lines.append(f"| {space} | {found.psnr[space]:.2f} | {paper} |")
    return "\n".join(lines)


def _numbers(kernels: FloatArray, size: tuple[int, int]) -> np.ndarray:
    """(8, n): means in -1..1, Cholesky entries l11, l21, l22 in pixels, colours at the peak."""
    x, y, xx, xy, yy, *colours = kernels.astype(np.float64)
    l11 = np.sqrt(xx)
    l21 = xy / l11
    l22 = np.sqrt(np.maximum(yy - l21 * l21, 1e-12))
    peaks = [colour / _mass(xx, xy, yy) for colour in colours]
    return np.stack((2 * x / size[0] - 1, 2 * y / size[1] - 1, l11, l21, l22, *peaks))


def _kernels(numbers: np.ndarray, size: tuple[int, int]) -> FloatArray:
    x, y, l11, l21, l22, *peaks = numbers
    xx, xy, yy = l11 * l11, l11 * l21, l21 * l21 + l22 * l22
    colours = [peak * _mass(xx, xy, yy) for peak in peaks]
    means = ((x + 1) / 2 * size[0], (y + 1) / 2 * size[1])
    return np.ascontiguousarray(np.stack((*means, xx, xy, yy, *colours)).astype(np.float32))


def _mass(xx: np.ndarray, xy: np.ndarray, yy: np.ndarray) -> np.ndarray:
    """The colour, in mass form, of a kernel whose peak is 1 at x1."""
    return 8 * math.pi * np.sqrt((xx + FOOTPRINT) * (yy + FOOTPRINT) - xy * xy)


def _psnr(picture: np.ndarray, truth: FloatArray) -> float:
    """In dB over red, green and blue; colours kept in 0..1."""
    error = float(np.square(picture.clip(0, 1) - truth).mean())
    return -10 * math.log10(max(error, 1e-12))
