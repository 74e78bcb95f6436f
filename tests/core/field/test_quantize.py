import math

import numpy as np
import pytest
from csr.core.field.field import FieldError, GaussianField
from csr.core.field.quantize import QuantizedKernels, quantize
from csr.core.geometry.view import View
from csr.core.rasterize.cpu import CpuRasterizer
from free_fields import free_field
from golden_fields import photo_field


def psnr(field: GaussianField, bits: int) -> float:
    """In dB, of the quantised field beside the exact one, drawn at x2."""
    view = View(2.0, 0, 0, 2 * field.photo_size[0], 2 * field.photo_size[1])
    near = GaussianField(quantize(field.kernels, bits).kernels(), None, field.photo_size)
    exact, drawn = (CpuRasterizer().draw([f], view).clip(0, 1) for f in (field, near))
    return -10 * math.log10(float(np.square(exact - drawn).mean()))


def test_a_networks_field_is_kept() -> None:
    assert psnr(photo_field(), 16) > 70
    assert psnr(photo_field(), 8) > 50


def test_free_kernels_are_kept() -> None:
    assert psnr(free_field(), 16) > 70
    assert psnr(free_field(), 8) > 35


def test_planes_give_the_codes_back() -> None:
    quantized = quantize(free_field().kernels, 16)
    again = QuantizedKernels.from_planes(quantized.planes(), quantized.low, quantized.step)
    assert np.array_equal(again.codes, quantized.codes) and len(again) == 3000
    with pytest.raises(ValueError, match="incomplete"):
        QuantizedKernels.from_planes(quantized.planes()[:-1], quantized.low, quantized.step)


def test_extremes() -> None:
    kernels = np.zeros((8, 3), np.float32)
    kernels[2], kernels[4] = (0, 1e-9, 1e4), (1, 1e-9, 1e4)
    kernels[3, 2] = 9999.9
    kernels[0] = (-1000, 0, 900_000)
    made = quantize(kernels, 16).kernels()
    assert np.isfinite(made).all() and np.abs(made[:2] - kernels[:2]).max() < 0.04
    assert (made[2] * made[4] >= made[3] ** 2).all()
    assert quantize(kernels[:, :0], 8).kernels().shape == (8, 0)
    assert np.allclose(quantize(kernels[:, 2:], 16).kernels(), kernels[:, 2:], rtol=1e-3)
    for bad in (math.nan, math.inf, 1e8):
        kernels[0, 1] = bad
        with pytest.raises(FieldError, match="not finite"):
            quantize(kernels, 16)
