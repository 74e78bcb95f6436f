import math
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
import torch
from csr.core.field.sampling import CUTOFF_MOVING, FOOTPRINT
from csr.core.geometry.view import View
from csr.core.rasterize import differentiable
from csr.core.rasterize.cuda import backend, gradient, tiling
from csr.core.rasterize.cuda.gradient import rasterize_cuda
from csr.core.utils import parallel
from cuda_emulator import emulated_sum, needs_emulator

VIEW = View(2.3, 0.4, 0.2, 14, 12)


def _path(name: str) -> Callable[..., torch.Tensor]:
    def draw(kernels: torch.Tensor, view: View, cutoff: float = CUTOFF_MOVING) -> torch.Tensor:
        if name == "cuda":
            return rasterize_cuda(kernels, view, FOOTPRINT, cutoff, emulated_sum())
        function: Any = {"cpu": differentiable._CpuSum, "torch": differentiable._TorchSum}[name]  # pyright: ignore
        return function.apply(kernels, view, FOOTPRINT, cutoff)

    return draw


PATHS = [
    pytest.param(_path(name), id=name, marks=needs_emulator if name == "cuda" else ())
    for name in ("cpu", "torch", "cuda")
]
Path = Callable[..., torch.Tensor]


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


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("view", [VIEW, View(1.0, 0, 0, 5, 7), View(9.0, 1.5, 2.5, 40, 18)])
def test_picture_and_gradients_equal_the_dense_sum(path: Path, view: View) -> None:
    exact = random_kernels().double().requires_grad_()
    weight = torch.randn(2, 3, view.height, view.width, generator=torch.Generator().manual_seed(1))
    picture = dense(exact, view)
    (picture * weight).sum().backward()  # pyright: ignore
    ours = random_kernels().requires_grad_()
    drawn = path(ours, view, cutoff=1e-8)
    (drawn * weight).sum().backward()
    # float32 sums of some hundred terms; what the cut-off leaves out is below 1e-8 of a peak
    assert (drawn - picture).abs().max() < 2e-6 * view.scale**2
    scale = exact.grad.abs().amax((0, 2), keepdim=True)  # pyright: ignore
    assert ((ours.grad - exact.grad).abs() / scale).max() < 1e-5  # pyright: ignore


def cholesky_kernels(parameters: torch.Tensor) -> torch.Tensor:
    """(1, 8, n) with l11, l21, l22 in the covariance's place, as kernels."""
    l11, l21, l22 = parameters[:, 2:5].unbind(1)
    covariance = torch.stack((l11 * l11, l11 * l21, l21 * l21 + l22 * l22), 1)
    return torch.cat((parameters[:, :2], covariance, parameters[:, 5:]), 1)


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("row", range(8))
def test_gradients_of_a_cholesky_factor_are_those_of_finite_differences(row: int, path: Path) -> None:
    parameters = random_kernels(3)[:1].double()
    parameters[:, 2:5] = torch.tensor([[0.5, 0.4, 0.3], [0.2, -0.3, 0.1], [0.4, 0.3, 0.6]])
    weight = torch.randn(1, 3, VIEW.height, VIEW.width, generator=torch.Generator().manual_seed(2))
    ours = parameters.float().requires_grad_()
    (path(cholesky_kernels(ours), VIEW, cutoff=1e-8) * weight).sum().backward()  # pyright: ignore
    for kernel in range(3):
        step = torch.zeros_like(parameters)
        step[0, row, kernel] = 1e-6
        ends = [dense(cholesky_kernels(parameters + sign * step), VIEW) for sign in (1, -1)]
        slope = float(((ends[0] - ends[1]) / 2e-6 * weight).sum())
        # float32 sums of 168 pixels' terms of both signs, a hundred times as large as the sum at most
        assert float(ours.grad[0, row, kernel]) == pytest.approx(slope, rel=1e-4, abs=1e-4)  # pyright: ignore


def test_a_picture_is_the_same_however_it_is_shared(monkeypatch: pytest.MonkeyPatch) -> None:
    view = View(4.0, 0, 0, 40, 70)
    kernels = random_kernels(900)[:1]
    weight = torch.randn(1, 3, view.height, view.width, generator=torch.Generator().manual_seed(3))
    results: list[tuple[torch.Tensor, torch.Tensor]] = []
    for cores in (1, 2, 7):
        monkeypatch.setattr(parallel, "_cores", cores)
        ours = kernels.clone().requires_grad_()
        picture = differentiable.rasterize(ours, view)
        (picture * weight).sum().backward()  # pyright: ignore
        results.append((picture.detach(), ours.grad))  # pyright: ignore
    for other in results[1:]:
        assert torch.equal(other[0], results[0][0])
        assert torch.equal(other[1], results[0][1])


@pytest.mark.parametrize("path", PATHS)
def test_the_off_diagonal_gradient_is_that_of_finite_differences(path: Path) -> None:
    kernels = random_kernels(3).double()
    weight = torch.randn(2, 3, VIEW.height, VIEW.width, generator=torch.Generator().manual_seed(2))
    step = torch.zeros_like(kernels)
    step[0, 3, 1] = 1e-6
    difference = (dense(kernels + step, VIEW) - dense(kernels - step, VIEW)) / 2e-6
    slope = float((difference * weight).sum())
    ours = kernels.float().requires_grad_()
    (path(ours, VIEW, cutoff=1e-8) * weight).sum().backward()  # pyright: ignore
    assert float(ours.grad[0, 3, 1]) == pytest.approx(slope, rel=1e-4)  # pyright: ignore


@pytest.mark.parametrize("path", PATHS)
def test_kernels_outside_the_view_have_no_gradient(path: Path) -> None:
    kernels = random_kernels(2)
    kernels[:, 0] += 1000
    kernels.requires_grad_()
    picture = path(kernels, VIEW)
    picture.sum().backward()  # pyright: ignore
    assert float(picture.detach().abs().max()) == 0
    assert float(kernels.grad.abs().max()) == 0  # pyright: ignore


@pytest.mark.parametrize("path", PATHS)
def test_no_kernels_make_a_black_picture(path: Path) -> None:
    kernels = torch.zeros(2, 8, 0, requires_grad=True)
    picture = path(kernels, VIEW)
    picture.sum().backward()  # pyright: ignore
    assert picture.shape == (2, 3, VIEW.height, VIEW.width)
    assert not picture.any()
    assert kernels.grad is not None and kernels.grad.shape == kernels.shape


@needs_emulator
def test_the_gpu_and_the_cpu_agree_on_what_training_has(monkeypatch: pytest.MonkeyPatch) -> None:
    # Many kernels for each screen tile, three pictures, lists in parts, the training's cut-off.
    monkeypatch.setattr(tiling, "PAIRS", 3000)
    view = View(3.4, 0.7, 0.3, 50, 43)
    kernels = torch.cat([random_kernels(2000, seed) for seed in (4, 5)])[:3]
    kernels[:, :2] = kernels[:, :2] * 3 - 1
    weight = torch.randn(3, 3, view.height, view.width, generator=torch.Generator().manual_seed(6))
    results: list[tuple[torch.Tensor, torch.Tensor]] = []
    for name in ("cpu", "cuda"):
        ours = kernels.clone().requires_grad_()
        picture = _path(name)(ours, view)
        (picture * weight).sum().backward()  # pyright: ignore
        results.append((picture.detach(), ours.grad))  # pyright: ignore
    (cpu_picture, cpu_slopes), (picture, slopes) = results
    # The CPU draws blocks of 16 pixels and so a little beyond the box of the cut-off, 1e-3 of a peak.
    assert (picture - cpu_picture).abs().max() < 2e-3 * cpu_picture.abs().max()
    scale = cpu_slopes.abs().amax((0, 2), keepdim=True)
    assert ((slopes - cpu_slopes).abs() / scale).max() < 1e-2


def test_a_gpu_draws_its_own_tensors(monkeypatch: pytest.MonkeyPatch) -> None:
    ours, other = (SimpleNamespace(device=torch.device("cuda", ordinal)) for ordinal in (0, 1))
    functions = SimpleNamespace(device=torch.device("cuda", 0))
    monkeypatch.setattr(backend, "gpu_functions", lambda: SimpleNamespace(kernel_sum=functions))
    monkeypatch.setattr(gradient, "rasterize_cuda", lambda *words: ("cuda", words[-1]))
    monkeypatch.setattr(differentiable._TorchSum, "apply", lambda *_: "torch")  # pyright: ignore
    for reason, tensor, drawn in (
        ("", ours, ("cuda", functions)),
        ("", other, "torch"),
        ("no", ours, "torch"),
    ):
        monkeypatch.setattr(backend, "probe", lambda reason=reason: reason)
        assert differentiable.rasterize(tensor, VIEW) == drawn  # pyright: ignore
