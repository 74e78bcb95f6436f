"""The sum of kernels with a hand-written backward, for training.

On the CPU both directions are numba loops over kernels. Threads share a batch's pictures, and where these
are few, bands of a picture's rows (forward) and ranges of its kernels (backward); every sum runs in the same
order whatever their number. On an NVIDIA GPU they are functions of the CUDA rasterizer's source. On any other
device the same arithmetic runs as torch operations on a patch of pixels around each mean. Where a kernel is
cut off is not differentiated.

With P the inverse of the device-space covariance, d a pixel's offset from the mean, e the kernel's
exponential there, and w = e * amplitude * (incoming gradient . colour), the gradients are

    colour      amplitude * sum of e * incoming gradient
    mean        sum of w P d
    covariance  M = 1/2 (P (sum of w d d^T) P - P sum of w); xx: M11, yy: M22, xy: 2 M12

xy counts twice because the one number stands in both off-diagonal places.
"""

from __future__ import annotations

import math
from typing import Any, cast

import numpy as np
import numpy.typing as npt
import torch

from ..field.sampling import CUTOFF_MOVING, FOOTPRINT
from ..geometry.view import View
from ..utils.parallel import each_part
from ..utils.simd import compiled, vector_operations
from .cuda import backend

LANES = 16
PAD = 2 * LANES
"""Spare columns on either side of a row: a block of lanes may hang over the picture's edge."""
LEAST_ROWS = 16
LEAST_KERNELS = 256
"""Rows of a band, and kernels of a range, that are worth a task of their own."""
PATCH_NUMBERS = 1 << 24
"""Numbers in one temporary of the torch path; bounds its memory."""

_v = vector_operations(LANES)
_splat, _iota, _load, _store, _total = _v.splat, _v.iota, _v.load, _v.store, _v.total
_add, _mul, _fma, _exp2 = _v.add, _v.mul, _v.fma, _v.exp2
_f32 = np.float32
_LOG2_E = _f32(math.log2(math.e))


def rasterize(
    kernels: torch.Tensor, view: View, *, footprint: float = FOOTPRINT, cutoff: float = CUTOFF_MOVING
) -> torch.Tensor:
    """Pictures of a batch of fields in one view, differentiable in the kernels.

    Args:
        kernels: (b, 8, n) float32, as in `GaussianField.kernels`.
        view: what is drawn of each.
        footprint: variance added for a device pixel, in device pixels squared.
        cutoff: share of a kernel's peak below which it may be left out.

    Returns:
        (b, 3, height, width) float32, unclamped.
    """
    function = _CpuSum if kernels.device.type == "cpu" else _TorchSum
    if kernels.device.type == "cuda" and not backend.probe():
        from .cuda.gradient import rasterize_cuda

        functions = backend.gpu_functions().kernel_sum
        if functions.device == kernels.device:  # they are one GPU's
            return rasterize_cuda(kernels, view, footprint, cutoff, functions)
    return cast(torch.Tensor, cast(Any, function).apply(kernels, view, footprint, cutoff))


@compiled
def _device_kernel(kernels: Any, i: int, numbers: Any, out: Any) -> None:
    """Mean, inverse covariance, amplitude and half extents of a kernel in device pixels."""
    s, x0, y0, footprint, r2 = numbers
    a = kernels[2, i] * s * s + footprint
    b = kernels[3, i] * s * s
    c = kernels[4, i] * s * s + footprint
    inverse = _f32(1) / (a * c - b * b)
    out[0] = (kernels[0, i] - x0) * s - _f32(0.5)
    out[1] = (kernels[1, i] - y0) * s - _f32(0.5)
    out[2], out[3], out[4] = c * inverse, -b * inverse, a * inverse
    out[5] = s * s / _f32(8 * math.pi) * math.sqrt(inverse)
    out[6], out[7] = math.sqrt(r2 * a), math.sqrt(r2 * c)


@compiled
def _forward(kernels: Any, numbers: Any, picture: Any, first: int, last: int) -> None:
    """Add every kernel to the rows first .. last of a picture (3, height, PAD + width + PAD)."""
    height, stride = picture.shape[1], picture.shape[2]
    width = stride - 2 * PAD
    plane = height * stride
    flat = picture.ravel()
    k = np.empty(8, np.float32)
    for i in range(kernels.shape[1]):
        _device_kernel(kernels, i, numbers, k)
        top, bottom = max(int(math.ceil(k[1] - k[7])), first), min(int(math.floor(k[1] + k[7])) + 1, last)
        left, right = max(int(math.ceil(k[0] - k[6])), -LANES), min(int(math.floor(k[0] + k[6])) + 1, width)
        if top >= bottom or left >= right:
            continue
        red, green, blue = (
            _splat(kernels[5, i] * k[5]),
            _splat(kernels[6, i] * k[5]),
            _splat(kernels[7, i] * k[5]),
        )
        xx, xy, yy = _f32(-0.5) * _LOG2_E * k[2], -_LOG2_E * k[3], _f32(-0.5) * _LOG2_E * k[4]
        for x in range(left, right, LANES):
            dx = _add(_iota(), _splat(_f32(x) - k[0]))
            column = _mul(_mul(dx, dx), _splat(xx))
            for y in range(top, bottom):
                dy = _f32(y) - k[1]
                e = _exp2(_add(_fma(dx, _splat(xy * dy), column), _splat(yy * dy * dy)))
                at = y * stride + x + PAD
                _store(flat, at, _fma(e, red, _load(flat, at)))
                _store(flat, at + plane, _fma(e, green, _load(flat, at + plane)))
                _store(flat, at + 2 * plane, _fma(e, blue, _load(flat, at + 2 * plane)))


@compiled
def _backward(kernels: Any, numbers: Any, incoming: Any, gradient: Any, first: int, last: int) -> None:
    """Gradients (8, n) of kernels first .. last from those of a picture (3, height, PAD + width + PAD).

    The pads are zero.
    """
    height, stride = incoming.shape[1], incoming.shape[2]
    width = stride - 2 * PAD
    plane = height * stride
    flat = incoming.ravel()
    s = numbers[0]
    k = np.empty(8, np.float32)
    for i in range(first, last):
        gradient[:, i] = 0
        _device_kernel(kernels, i, numbers, k)
        top, bottom = max(int(math.ceil(k[1] - k[7])), 0), min(int(math.floor(k[1] + k[7])) + 1, height)
        left, right = max(int(math.ceil(k[0] - k[6])), -LANES), min(int(math.floor(k[0] + k[6])) + 1, width)
        if top >= bottom or left >= right:
            continue
        red, green, blue = _splat(kernels[5, i]), _splat(kernels[6, i]), _splat(kernels[7, i])
        xx, xy, yy = _f32(-0.5) * _LOG2_E * k[2], -_LOG2_E * k[3], _f32(-0.5) * _LOG2_E * k[4]
        zero = _splat(_f32(0))
        sum_r, sum_g, sum_b, sum_w = zero, zero, zero, zero
        sum_x, sum_y, sum_xx, sum_xy, sum_yy = zero, zero, zero, zero, zero
        for x in range(left, right, LANES):
            dx = _add(_iota(), _splat(_f32(x) - k[0]))
            column = _mul(_mul(dx, dx), _splat(xx))
            for y in range(top, bottom):
                dy = _f32(y) - k[1]
                at = y * stride + x + PAD
                e = _exp2(_add(_fma(dx, _splat(xy * dy), column), _splat(yy * dy * dy)))
                r = _mul(e, _load(flat, at))
                g = _mul(e, _load(flat, at + plane))
                b = _mul(e, _load(flat, at + 2 * plane))
                sum_r, sum_g, sum_b = _add(sum_r, r), _add(sum_g, g), _add(sum_b, b)
                w = _fma(r, red, _fma(g, green, _mul(b, blue)))
                wx, wy = _mul(w, dx), _mul(w, _splat(dy))
                sum_w = _add(sum_w, w)
                sum_x, sum_y = _add(sum_x, wx), _add(sum_y, wy)
                sum_xx, sum_xy, sum_yy = (
                    _fma(wx, dx, sum_xx),
                    _fma(wy, dx, sum_xy),
                    _fma(wy, _splat(dy), sum_yy),
                )
        p, q, t, amplitude = k[2], k[3], k[4], k[5]
        gradient[5, i] = amplitude * _total(sum_r)
        gradient[6, i] = amplitude * _total(sum_g)
        gradient[7, i] = amplitude * _total(sum_b)
        w0 = amplitude * _total(sum_w)
        wx, wy = amplitude * _total(sum_x), amplitude * _total(sum_y)
        wxx, wxy, wyy = amplitude * _total(sum_xx), amplitude * _total(sum_xy), amplitude * _total(sum_yy)
        gradient[0, i] = s * (p * wx + q * wy)
        gradient[1, i] = s * (q * wx + t * wy)
        half = _f32(0.5) * s * s
        gradient[2, i] = half * (p * p * wxx + _f32(2) * p * q * wxy + q * q * wyy - p * w0)
        gradient[3, i] = s * s * (p * q * wxx + (p * t + q * q) * wxy + q * t * wyy - q * w0)
        gradient[4, i] = half * (q * q * wxx + _f32(2) * q * t * wxy + t * t * wyy - t * w0)


def _numbers(view: View, footprint: float, cutoff: float) -> tuple[Any, ...]:
    """Scale, corner, footprint and the squared Mahalanobis radius of the cut-off, as the loops take them."""
    return (
        _f32(view.scale),
        _f32(view.x0),
        _f32(view.y0),
        _f32(footprint),
        _f32(-2 * math.log(cutoff)),
    )


class _CpuSum(torch.autograd.Function):
    @staticmethod
    def forward(ctx: Any, kernels: torch.Tensor, view: View, footprint: float, cutoff: float) -> torch.Tensor:
        arrays = cast("npt.NDArray[np.float32]", kernels.detach().contiguous().numpy())
        pictures = np.zeros((len(arrays), 3, view.height, view.width + 2 * PAD), np.float32)
        numbers = _numbers(view, footprint, cutoff)
        each_part(
            lambda j, first, last: _forward(arrays[j], numbers, pictures[j], first, last),
            len(arrays),
            view.height,
            LEAST_ROWS,
        )
        ctx.arrays, ctx.numbers = arrays, numbers
        return torch.from_numpy(pictures)[..., PAD : PAD + view.width].contiguous()

    @staticmethod
    def backward(ctx: Any, gradient: torch.Tensor) -> tuple[torch.Tensor | None, ...]:  # pyright: ignore[reportIncompatibleMethodOverride]
        incoming = torch.nn.functional.pad(gradient, (PAD, PAD)).numpy()
        out = np.empty_like(ctx.arrays)
        each_part(
            lambda j, first, last: _backward(ctx.arrays[j], ctx.numbers, incoming[j], out[j], first, last),
            len(out),
            out.shape[2],
            LEAST_KERNELS,
        )
        return torch.from_numpy(out), None, None, None


class _Patches:
    """Kernels (b, 8, n) in a view, and slices of them whose patches fit the memory bound."""

    def __init__(self, kernels: torch.Tensor, view: View, footprint: float, cutoff: float) -> None:
        s = view.scale
        self.view = view
        self.mean_x = (kernels[:, 0] - view.x0) * s - 0.5  # (b, n)
        self.mean_y = (kernels[:, 1] - view.y0) * s - 0.5
        a, b, c = kernels[:, 2] * s**2 + footprint, kernels[:, 3] * s**2, kernels[:, 4] * s**2 + footprint
        inverse = 1 / (a * c - b * b)
        self.p, self.q, self.t = c * inverse, -b * inverse, a * inverse
        self.amplitude = s**2 / (8 * math.pi) * inverse.sqrt()
        radius = math.sqrt(-2 * math.log(cutoff) * float(torch.maximum(a, c).max())) if a.numel() else 0.0
        side = 2 * math.ceil(radius) + 1
        step = torch.arange(side, device=kernels.device) - side // 2
        self.step_y, self.step_x = (g.reshape(-1) for g in torch.meshgrid(step, step, indexing="ij"))
        n = max(1, PATCH_NUMBERS // max(1, len(kernels) * side * side))
        self.slices = [slice(i, i + n) for i in range(0, kernels.shape[2], n)]

    def patch(self, part: slice) -> tuple[torch.Tensor, ...]:
        """Offsets x, y from the mean, exponential, and flat pixel index of each patch, all (b, k, pixels).

        The exponential is zero outside the picture, where the index points at some pixel inside.
        """
        mean_x, mean_y = self.mean_x[:, part, None], self.mean_y[:, part, None]
        x = mean_x.round().long() + self.step_x
        y = mean_y.round().long() + self.step_y
        inside = (x >= 0) & (x < self.view.width) & (y >= 0) & (y < self.view.height)
        dx, dy = x - mean_x, y - mean_y
        p, q, t = self.p[:, part, None], self.q[:, part, None], self.t[:, part, None]
        e = torch.exp(-0.5 * (p * dx * dx + 2 * q * dx * dy + t * dy * dy)) * inside
        index = x.clamp(0, self.view.width - 1) + self.view.width * y.clamp(0, self.view.height - 1)
        return dx, dy, e, index


class _TorchSum(torch.autograd.Function):
    @staticmethod
    def forward(ctx: Any, kernels: torch.Tensor, view: View, footprint: float, cutoff: float) -> torch.Tensor:
        patches = _Patches(kernels, view, footprint, cutoff)
        b = len(kernels)
        pictures = kernels.new_zeros(b, 3, view.height * view.width)
        for part in patches.slices:
            _, _, e, index = patches.patch(part)
            weight = (e * patches.amplitude[:, part, None]).reshape(b, -1)
            for channel in range(3):
                colour = kernels[:, 5 + channel, part, None].expand_as(e).reshape(b, -1)
                pictures[:, channel].scatter_add_(1, index.reshape(b, -1), weight * colour)
        ctx.save_for_backward(kernels)
        ctx.patches = patches
        return pictures.view(b, 3, view.height, view.width)

    @staticmethod
    def backward(ctx: Any, gradient: torch.Tensor) -> tuple[torch.Tensor | None, ...]:  # pyright: ignore[reportIncompatibleMethodOverride]
        (kernels,) = ctx.saved_tensors
        patches: _Patches = ctx.patches
        b, s = len(kernels), patches.view.scale
        flat = gradient.reshape(b, 3, -1)
        out = torch.zeros_like(kernels)
        for part in patches.slices:
            dx, dy, e, index = patches.patch(part)
            amplitude = patches.amplitude[:, part]
            w = torch.zeros_like(e)
            for channel in range(3):
                incoming = e * flat[:, channel].gather(1, index.reshape(b, -1)).view_as(e)
                out[:, 5 + channel, part] = amplitude * incoming.sum(2)
                w += incoming * kernels[:, 5 + channel, part, None]
            w = w * amplitude[..., None]
            wx, wy = w * dx, w * dy
            w0, x, y = w.sum(2), wx.sum(2), wy.sum(2)
            xx, xy, yy = (wx * dx).sum(2), (wx * dy).sum(2), (wy * dy).sum(2)
            p, q, t = patches.p[:, part], patches.q[:, part], patches.t[:, part]
            out[:, 0, part] = s * (p * x + q * y)
            out[:, 1, part] = s * (q * x + t * y)
            out[:, 2, part] = s * s / 2 * (p * p * xx + 2 * p * q * xy + q * q * yy - p * w0)
            out[:, 3, part] = s * s * (p * q * xx + (p * t + q * q) * xy + q * t * yy - q * w0)
            out[:, 4, part] = s * s / 2 * (q * q * xx + 2 * q * t * xy + t * t * yy - t * w0)
        return out, None, None, None
