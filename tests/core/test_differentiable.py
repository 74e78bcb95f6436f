import math

import pytest
import torch
from csr.core.rasterize import differentiable
from csr.core.view import View

VIEW = View(2.3, 0.4, 0.2, 14, 12)


def random_kernels(n: int = 12, seed: int = 0) -> torch.Tensor:
    generator = torch.Generator().manual_seed(seed)
    kernels = torch.rand(2, 8, n, generator=generator)
    kernels[:, :2] *= 6
    kernels[:, 2] = 0.1 + 0.2 * kernels[:, 2]
    kernels[:, 4] = 0.1 + 0.2 * kernels[:, 4]
    kernels[:, 3] = 0.16 * kernels[:, 3] - 0.08
    return kernels


def dense(kernels: torch.Tensor, view: View, footprint: float = 1 / 12) -> torch.Tensor:
    """The sum as it is written in the definition, in float64, with torch's own gradients."""
    k, s = kernels.double(), view.scale
    mean_x, mean_y = (k[:, 0] - view.x0) * s - 0.5, (k[:, 1] - view.y0) * s - 0.5
    a, b, c = k[:, 2] * s**2 + footprint, k[:, 3] * s**2, k[:, 4] * s**2 + footprint
    det = a * c - b * b
    y, x = torch.meshgrid(torch.arange(view.height), torch.arange(view.width), indexing="ij")
    dx, dy = x - mean_x[..., None, None], y - mean_y[..., None, None]
    a, b, c, det = (v[..., None, None] for v in (a, b, c, det))
    e = torch.exp(-0.5 * (c * dx * dx - 2 * b * dx * dy + a * dy * dy) / det)
    return torch.einsum("bnhw,bcn->bchw", e * s**2 / 4 / (2 * math.pi * det.sqrt()), k[:, 5:])


@pytest.mark.parametrize("path", ["_CpuSum", "_TorchSum"])
@pytest.mark.parametrize("view", [VIEW, View(1.0, 0, 0, 5, 7), View(9.0, 1.5, 2.5, 40, 18)])
def test_picture_and_gradients_equal_the_dense_sum(path: str, view: View) -> None:
    exact = random_kernels().double().requires_grad_()
    weight = torch.randn(2, 3, view.height, view.width, generator=torch.Generator().manual_seed(1))
    picture = dense(exact, view)
    (picture * weight).sum().backward()  # pyright: ignore
    ours = random_kernels().requires_grad_()
    drawn = getattr(differentiable, path).apply(ours, view, 1 / 12, 1e-8)
    (drawn * weight).sum().backward()
    # float32 sums of some hundred terms; what the cut-off leaves out is below 1e-8 of a peak
    assert (drawn - picture).abs().max() < 2e-6 * view.scale**2
    scale = exact.grad.abs().amax((0, 2), keepdim=True)  # pyright: ignore
    assert ((ours.grad - exact.grad).abs() / scale).max() < 1e-5  # pyright: ignore


def test_the_off_diagonal_gradient_is_that_of_finite_differences() -> None:
    kernels = random_kernels(3).double()
    weight = torch.randn(2, 3, VIEW.height, VIEW.width, generator=torch.Generator().manual_seed(2))
    step = torch.zeros_like(kernels)
    step[0, 3, 1] = 1e-6
    difference = (dense(kernels + step, VIEW) - dense(kernels - step, VIEW)) / 2e-6
    slope = float((difference * weight).sum())
    ours = kernels.float().requires_grad_()
    (differentiable.rasterize(ours, VIEW, cutoff=1e-8) * weight).sum().backward()  # pyright: ignore
    assert float(ours.grad[0, 3, 1]) == pytest.approx(slope, rel=1e-4)  # pyright: ignore


def test_kernels_outside_the_view_have_no_gradient() -> None:
    kernels = random_kernels(2)
    kernels[:, 0] += 1000
    kernels.requires_grad_()
    picture = differentiable.rasterize(kernels, VIEW)
    picture.sum().backward()  # pyright: ignore
    assert float(picture.detach().abs().max()) == 0
    assert float(kernels.grad.abs().max()) == 0  # pyright: ignore
