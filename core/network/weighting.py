"""The dictionary's weighting, on a CPU by a hand-written pass over the logits each way.

For each of the three Cholesky entries, with logits z_k of the dictionary's values v_k and w = softmax(z):

    entry     m = sum of w_k v_k
    gradient  dz_k = w_k (v_k - m) dm

As torch operations the exponentials, their sums and their gradients each pass through memory, which took a
fifth of a training step of the light network.
"""

from __future__ import annotations

import math
from typing import Any, cast

import numpy as np
import torch

from ..utils.parallel import each_part
from ..utils.simd import compiled, vector_operations

LANES = 16
LEAST_CELLS = 1024
"""Cells of a part that is worth a task of its own."""

_v = vector_operations(LANES)
_splat, _load, _store = _v.splat, _v.load, _v.store
_add, _sub, _mul, _div, _fma, _least, _exp2 = _v.add, _v.sub, _v.mul, _v.div, _v.fma, _v.minimum, _v.exp2
_f32 = np.float32
_LOG2_E = _f32(math.log2(math.e))
_LARGEST = _f32(100.0)
"""Largest logit times log2(e): beyond it a softmax is saturated, and its exponentials' sum stays finite."""


def cholesky_entries(logits: torch.Tensor, values: torch.Tensor) -> torch.Tensor:
    """The expected Cholesky entries of kernels, differentiable in the logits.

    Args:
        logits: (b, 3k, r, c) float32: k logits for each of l11, l21, l22.
        values: (3, k) float32, the entries that they weight.

    Returns:
        (b, 3, r, c) float32.
    """
    if logits.device.type != "cpu" or torch.compiler.is_compiling():  # as when it is exported to ONNX
        return torch.einsum("bakrc, ak -> barc", logits.unflatten(1, values.shape).softmax(2), values)
    planes = logits.flatten(2)
    cells = planes.shape[2]
    padded = torch.nn.functional.pad(planes, (0, max(0, LANES - cells)))
    entries = cast(torch.Tensor, cast(Any, _Weighting).apply(padded, values))
    return entries[..., :cells].unflatten(2, logits.shape[2:])


@compiled
def _expectations(logits: Any, values: Any, entries: Any, first: int, last: int) -> None:
    """Entries (3, n) of the cells first .. last from logits (3k, n); there are at least LANES cells."""
    n = logits.shape[1]
    count = values.shape[1]
    flat, out = logits.ravel(), entries.ravel()
    for start in range(first, last, LANES):
        i = min(start, n - LANES)  # the last lanes do some cells again
        for axis in range(3):
            total, weighted = _splat(_f32(0)), _splat(_f32(0))
            for k in range(count):
                z = _mul(_load(flat, (axis * count + k) * n + i), _splat(_LOG2_E))
                e = _exp2(_least(z, _splat(_LARGEST)))
                total = _add(total, e)
                weighted = _fma(e, _splat(values[axis, k]), weighted)
            _store(out, axis * n + i, _div(weighted, total))


@compiled
def _slopes(logits: Any, values: Any, incoming: Any, gradient: Any, first: int, last: int) -> None:
    """Gradients (3k, n) of the logits of the cells first .. last from those of the entries (3, n)."""
    n = logits.shape[1]
    count = values.shape[1]
    flat, given, out = logits.ravel(), incoming.ravel(), gradient.ravel()
    for start in range(first, last, LANES):
        i = min(start, n - LANES)
        for axis in range(3):
            total, weighted = _splat(_f32(0)), _splat(_f32(0))
            for k in range(count):
                at = (axis * count + k) * n + i
                e = _exp2(_least(_mul(_load(flat, at), _splat(_LOG2_E)), _splat(_LARGEST)))
                total = _add(total, e)
                weighted = _fma(e, _splat(values[axis, k]), weighted)
                _store(out, at, e)
            mean = _div(weighted, total)
            slope = _div(_load(given, axis * n + i), total)
            for k in range(count):
                at = (axis * count + k) * n + i
                _store(out, at, _mul(_mul(_load(out, at), slope), _sub(_splat(values[axis, k]), mean)))


class _Weighting(torch.autograd.Function):
    @staticmethod
    def forward(ctx: Any, logits: torch.Tensor, values: torch.Tensor) -> torch.Tensor:  # pyright: ignore[reportIncompatibleMethodOverride]
        arrays, numbers = logits.detach().contiguous().numpy(), values.numpy()
        entries = np.empty((len(arrays), 3, arrays.shape[2]), np.float32)
        each_part(
            lambda j, first, last: _expectations(arrays[j], numbers, entries[j], first, last),
            len(arrays),
            arrays.shape[2],
            LEAST_CELLS,
        )
        ctx.arrays, ctx.numbers = arrays, numbers
        return torch.from_numpy(entries)

    @staticmethod
    def backward(ctx: Any, gradient: torch.Tensor) -> tuple[torch.Tensor | None, ...]:  # pyright: ignore[reportIncompatibleMethodOverride]
        incoming = gradient.contiguous().numpy()
        out = np.empty_like(ctx.arrays)
        each_part(
            lambda j, first, last: _slopes(ctx.arrays[j], ctx.numbers, incoming[j], out[j], first, last),
            len(out),
            out.shape[2],
            LEAST_CELLS,
        )
        return torch.from_numpy(out), None
