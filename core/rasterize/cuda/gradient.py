"""The differentiable sum on an NVIDIA GPU: see `rasterize.differentiable`."""

from __future__ import annotations

from typing import Any, cast

import torch

from ...geometry.view import View
from .kernel_sum import Kernels, KernelSum


def rasterize_cuda(
    kernels: torch.Tensor, view: View, footprint: float, cutoff: float, functions: KernelSum
) -> torch.Tensor:
    """Pictures (b, 3, height, width) of kernels (b, 8, n), both float32 on the functions' device."""
    return cast(torch.Tensor, cast(Any, _CudaSum).apply(kernels, view, footprint, cutoff, functions))


class _CudaSum(torch.autograd.Function):
    @staticmethod
    def forward(
        ctx: Any, kernels: torch.Tensor, view: View, footprint: float, cutoff: float, functions: KernelSum
    ) -> torch.Tensor:
        b, _, n = kernels.shape
        pictures = torch.zeros(b, 3, view.height, view.width, device=kernels.device)
        ctx.shape, ctx.functions, ctx.prepared = kernels.shape, functions, None
        if b * n > 0:
            fields = kernels.detach().contiguous()
            parts = [Kernels(field, 0, n, picture) for picture, field in enumerate(fields)]
            ctx.prepared = functions.prepare(parts, view, footprint, cutoff, b)
            functions.add(ctx.prepared, pictures)
        return pictures

    @staticmethod
    def backward(ctx: Any, gradient: torch.Tensor) -> tuple[torch.Tensor | None, ...]:  # pyright: ignore[reportIncompatibleMethodOverride]
        if ctx.prepared is None:
            return gradient.new_zeros(ctx.shape), None, None, None, None
        return ctx.functions.gradients(ctx.prepared, gradient).view(ctx.shape), None, None, None, None
