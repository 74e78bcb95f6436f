"""Getting a GPU ready: its functions compiled, and tried on a picture, before anything relies on them."""

from __future__ import annotations

import ctypes
from dataclasses import dataclass

import numpy as np
import torch

from ...field.field import GaussianField
from ...field.sampling import CUTOFF_REST, FOOTPRINT
from ...geometry.view import View
from ...utils.errors import DeviceError
from ...utils.messages import Message
from ..reference import draw_reference
from . import gsplat
from .driver import Module, compile_source, load_nvrtc
from .kernel_sum import SOURCE, Kernels, KernelSum, Tiling
from .tiling import gsplat_tiling, torch_tiling

TOLERANCE = 2e-4
"""Largest difference of the test picture from the float64 sum."""


@dataclass(frozen=True)
class GpuFunctions:
    """A GPU that is ready."""

    kernel_sum: KernelSum
    """Its functions."""
    gsplat_reason: str
    """Why the screen tiles' lists are not gsplat's; empty where they are."""


def start(driver: ctypes.CDLL) -> GpuFunctions:
    """Compile for torch's present GPU, and try it.

    Args:
        driver: the NVIDIA driver's library.

    Raises:
        DeviceError: if torch is built without CUDA or cannot use the GPU, or the test picture is wrong.
        RuntimeError: if the source cannot be compiled, or the driver refuses.
    """
    if torch.version.cuda is None:
        raise DeviceError(Message("this torch is built without CUDA; README says how to install one with it"))
    if not torch.cuda.is_available():
        raise DeviceError(
            Message("torch cannot use the GPU: its driver is too old for this torch, or it is hidden")
        )
    device = torch.device("cuda", torch.cuda.current_device())
    source = SOURCE.read_text(encoding="utf-8")
    binary = compile_source(load_nvrtc(), source, torch.cuda.get_device_capability(device))
    return tried(Module(driver, binary, device.index), device)


def tried(module: Module, device: torch.device) -> GpuFunctions:
    """Compiled functions after a test, with gsplat's lists where its extension is built and passes it too.

    Raises:
        DeviceError: if the test picture is wrong.
    """
    ours = KernelSum(module, device, torch_tiling)
    wrong = _fault(ours)
    if wrong:
        raise DeviceError(wrong)
    reason = gsplat.reason()
    if not reason:
        reason = _gsplat_fault(module, device, gsplat_tiling)
    return GpuFunctions(ours if reason else KernelSum(module, device, gsplat_tiling), reason)


def _gsplat_fault(module: Module, device: torch.device, tiling: Tiling) -> str:
    try:
        gsplat.load()
        return _fault(KernelSum(module, device, tiling))
    except (RuntimeError, ImportError, DeviceError) as error:
        return str(error)


def _fault(kernel_sum: KernelSum) -> str:
    """The fault of a test picture or of gradients; empty if there is none."""
    rng = np.random.default_rng(0)
    n = 700  # in few screen tiles, so that a tile has more kernels than a block has threads
    numbers = np.empty((8, n), np.float32)
    numbers[:2] = rng.uniform(-1, 9, (2, n))
    numbers[2], numbers[4] = rng.uniform(0.05, 0.3, (2, n))
    numbers[3] = rng.uniform(-0.9, 0.9, n) * np.sqrt(numbers[2] * numbers[4])
    numbers[5:] = rng.uniform(-0.1, 0.3, (3, n))
    view = View(3.3, 0.4, -0.3, 27, 22)
    device = kernel_sum.device
    kernels = torch.tensor(numbers, device=device)
    prepared = kernel_sum.prepare([Kernels(kernels, 0, n)], view, FOOTPRINT, CUTOFF_REST)
    picture = torch.zeros(1, 3, view.height, view.width, device=device)
    kernel_sum.add(prepared, picture)
    exact = draw_reference([GaussianField(numbers, None, (8, 8))], view)
    difference = float(np.abs(picture[0].permute(1, 2, 0).cpu().numpy() - exact).max())
    if not difference <= TOLERANCE:
        return f"the GPU draws a test picture wrong, by {difference:.2g}"
    # The picture is linear in the colours, so their gradients times themselves are the whole sum again.
    incoming = torch.tensor(rng.uniform(0.5, 1, picture.shape), dtype=torch.float32, device=device)
    gradients = kernel_sum.gradients(prepared, incoming).view(8, n)
    whole = float((incoming.double() * picture.double()).sum())
    again = float((gradients[5:].double() * kernels[5:].double()).sum())
    if not abs(again - whole) <= TOLERANCE * abs(whole):
        return f"the GPU's gradients are wrong: {again:.6g} instead of {whole:.6g}"
    return ""
