"""How near a picture is to the truth: PSNR and SSIM, on luma or on red, green and blue."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

from ..utils.arrays import Pixels

LUMA = (65.481, 128.553, 24.966)
"""BT.601 weights of red, green, blue (0..1) for Y in 16..235; the offset of 16 cancels in differences."""

WINDOW = np.exp(-0.5 * (np.arange(-5, 6) / 1.5) ** 2)
"""One axis of the window of SSIM, not normalised."""


def luma(picture: Pixels) -> npt.NDArray[np.float64]:
    """BT.601 Y, 16..235, of an sRGB picture (h, w, 3)."""
    return _steps(picture) @ (np.array(LUMA) / 255) + 16


def psnr_y(picture: Pixels, truth: Pixels, border: int) -> float:
    """Peak signal-to-noise ratio on Y in dB, peak 255, `border` pixels shaved on every side; inf if equal.

    Of 16 bits, too: their values are parts of the steps of 8 bits.
    """
    return _psnr(_shaved(luma(picture) - luma(truth), border))


def psnr_rgb(picture: Pixels, truth: Pixels, border: int) -> float:
    """As `psnr_y`, of the errors of red, green and blue together."""
    return _psnr(_shaved(_steps(picture) - _steps(truth), border))


def ssim_y(picture: Pixels, truth: Pixels, border: int) -> float:
    """Structural similarity on Y (Wang et al. 2004): 11 x 11 Gaussian window of sd 1.5, K1 0.01, K2 0.03.

    The mean over the windows that lie wholly in the shaved picture.
    """
    return _ssim(_shaved(luma(picture), border), _shaved(luma(truth), border))


def ssim_rgb(picture: Pixels, truth: Pixels, border: int) -> float:
    """The mean of the structural similarities of red, green and blue, each as by `ssim_y`."""
    x, y = (_shaved(_steps(p), border) for p in (picture, truth))
    return float(np.mean([_ssim(x[..., i], y[..., i]) for i in range(3)]))


def _steps(picture: Pixels) -> npt.NDArray[np.float64]:
    """The values as steps of 8 bits, 0..255."""
    return picture.astype(np.float64) * (255 / np.iinfo(picture.dtype).max)


def _psnr(difference: npt.NDArray[np.float64]) -> float:
    error = float((difference**2).mean())
    return 10 * math.log10(255**2 / error) if error > 0 else math.inf


def _ssim(x: npt.NDArray[np.float64], y: npt.NDArray[np.float64]) -> float:
    c1, c2 = (0.01 * 255) ** 2, (0.03 * 255) ** 2
    mx, my = _windowed(x), _windowed(y)
    vx, vy, cov = _windowed(x * x) - mx * mx, _windowed(y * y) - my * my, _windowed(x * y) - mx * my
    top = (2 * mx * my + c1) * (2 * cov + c2)
    return float((top / ((mx * mx + my * my + c1) * (vx + vy + c2))).mean())


def _shaved(planes: npt.NDArray[np.float64], border: int) -> npt.NDArray[np.float64]:
    return planes[border : planes.shape[0] - border, border : planes.shape[1] - border]


def _windowed(plane: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """The plane's Gaussian-weighted means over 11 x 11 windows."""
    taps = WINDOW / WINDOW.sum()
    rows = np.lib.stride_tricks.sliding_window_view(plane, taps.size, axis=0) @ taps
    return np.lib.stride_tricks.sliding_window_view(rows, taps.size, axis=1) @ taps
