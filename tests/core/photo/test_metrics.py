import math

import numpy as np
import pytest
from csr.core.photo.metrics import luma, psnr_rgb, psnr_y, ssim_rgb, ssim_y

from ..conftest import pictures


def test_luma_is_that_of_bt601() -> None:
    picture = np.array([[[0, 0, 0], [255, 255, 255], [255, 0, 0]]], np.uint8)
    assert luma(picture)[0] == pytest.approx([16, 235, 16 + 65.481], abs=1e-3)


def test_equal_pictures() -> None:
    _, truth = pictures()
    assert psnr_y(truth, truth, 2) == math.inf
    assert ssim_y(truth, truth, 2) == pytest.approx(1)


def test_sixteen_bits_are_parts_of_the_steps_of_eight() -> None:
    noisy, truth = pictures()
    deep = [p.astype(np.uint16) * np.uint16(257) for p in (noisy, truth)]
    for measure in (psnr_y, psnr_rgb, ssim_y, ssim_rgb):
        assert measure(deep[0], deep[1], 3) == pytest.approx(measure(noisy, truth, 3), abs=1e-9)
    off = deep[1] ^ np.uint16(1)  # one step of 16 bits everywhere
    assert psnr_rgb(off, deep[1], 3) == pytest.approx(20 * math.log10(65535))


def test_scores_are_those_of_scikit_image() -> None:
    metrics = pytest.importorskip("skimage.metrics")
    noisy, truth = pictures()
    x, y = (luma(p)[3:-3, 3:-3] for p in (noisy, truth))
    assert psnr_y(noisy, truth, 3) == pytest.approx(
        metrics.peak_signal_noise_ratio(y, x, data_range=255), abs=1e-6
    )
    _, plane = metrics.structural_similarity(
        x, y, data_range=255, gaussian_weights=True, sigma=1.5, use_sample_covariance=False, full=True
    )
    assert ssim_y(noisy, truth, 3) == pytest.approx(plane[5:-5, 5:-5].mean(), abs=1e-6)
