"""The paper's protocols for time and memory, as `csr bench` and `csr bench-paper` measure them.

Tables 1, 3, 7 and 15 of "Pixel to Gaussian: Ultra-Fast Continuous Super-Resolution with 2D Gaussian
Modeling": AT is the time of 45 scales from x4 to x48 with the network's one run, divided by 45, for
low-resolution photos of three sizes; memory is the peak for a photo of 48 x 48 pixels; a single picture's
time is that of the network and one picture of 288 pixels a side; and a field that was fitted to the reduced
photo itself is drawn enlarged.
"""

from __future__ import annotations

import multiprocessing
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from ..geometry.view import View
from ..photo.photo import photo_from_pixels
from ..rasterize.base import Rasterizer
from ..utils.arrays import Picture
from .paper_tables import AT_PAPER_MS, COST_SCALES, MEMORY_PAPER_GB, MEMORY_SCALES

if TYPE_CHECKING:
    from ..network.base import FieldNetwork

AT_SIZES = ((21, 13), (42, 28), (29, 19))
"""Low-resolution photos of the paper's AT, in pixels: of Urban100, DIV2K, LSDIR."""
AT_SCALES = tuple(range(4, 49))
AT_RUNS = 3

MEMORY_SIDE = 48

COST_SIDE = 288
"""Picture pixels, of Table 7."""
COST_RUNS = 3

FIT_SHARE = 0.5
"""Kernels for each photo pixel in the fit of Table 15, whose number the paper does not say: with 0.2 to 1.0
the enlarged pictures (x4, three of Set5) differ by 0.4 dB at most."""
FIT_STEPS = 300
"""With 1000 the photos are fitted better, but most enlarged pictures are farther from the truth, and none is
nearer by more than 0.25 dB."""


@dataclass(frozen=True)
class AverageTime:
    """The paper's AT of one low-resolution size, in milliseconds."""

    rasterizer: str
    width: int
    height: int
    network: float
    """The network's one run."""
    average: float
    """Network and 45 pictures, divided by 45."""
    paper: float


@dataclass(frozen=True)
class PeakMemory:
    """Peak memory of a process that opens a photo of 48 x 48 pixels and draws it at one scale, in GB."""

    scale: float
    peak: float
    growth: float
    """Over the first scale, in percent."""
    paper: float


def average_times(
    period: npt.NDArray[np.uint8], network: FieldNetwork, rasterizers: Sequence[Rasterizer]
) -> Iterator[AverageTime]:
    """The paper's AT for each rasterizer and each of its sizes: the median of some runs."""
    from ..network.devices import choose_device
    from ..network.inference import NetworkSource

    device = choose_device("auto")
    for rasterizer in rasterizers:
        for (w, h), paper in zip(AT_SIZES, AT_PAPER_MS, strict=True):
            photo = photo_from_pixels(np.ascontiguousarray(period[:h, :w]))
            runs: list[tuple[float, float]] = []
            for _ in range(1 + AT_RUNS):
                start = time.perf_counter()
                field = NetworkSource(photo, network, device).make(None)
                between = time.perf_counter()
                for s in AT_SCALES:
                    rasterizer.draw([field], View(s, 0, 0, w * s, h * s))
                runs.append((time.perf_counter() - start, between - start))
            whole, once = sorted(runs[1:])[AT_RUNS // 2]
            yield AverageTime(rasterizer.name, w, h, 1e3 * once, 1e3 * whole / len(AT_SCALES), paper)


def single_times(
    period: npt.NDArray[np.uint8], network: FieldNetwork, rasterizer: Rasterizer
) -> Iterator[tuple[int, float]]:
    """The milliseconds of one picture of `COST_SIDE` a side, network included, at each scale of Table 7.

    Args:
        period: (h, w, 3), at least as large as the photos.
        network: makes the field.
        rasterizer: draws the picture.

    Yields:
        A scale and the median of some runs.
    """
    from ..network.devices import choose_device
    from ..network.inference import NetworkSource

    device = choose_device("auto")
    for scale in COST_SCALES:
        side = COST_SIDE // scale
        photo = photo_from_pixels(np.ascontiguousarray(period[:side, :side]))
        runs: list[float] = []
        for _ in range(1 + COST_RUNS):
            start = time.perf_counter()
            field = NetworkSource(photo, network, device).make(None)
            rasterizer.draw([field], View(scale, 0, 0, COST_SIDE, COST_SIDE))
            runs.append(time.perf_counter() - start)
        yield scale, 1e3 * sorted(runs[1:])[COST_RUNS // 2]


def fitted_picture(photo: Picture, scale: float, size: tuple[int, int], rasterizer: Rasterizer) -> Picture:
    """A reduced photo, fitted by free kernels without a network, drawn enlarged.

    Args:
        photo: (h, w, 3).
        scale: of the picture.
        size: width and height of the picture.
        rasterizer: draws it.
    """
    from ..field.field import GaussianField
    from ..fitting.fit import Fitting, one_torch_thread

    height, width = photo.shape[:2]
    with one_torch_thread():
        fitting = Fitting((photo / 255).astype(np.float32), max(1, round(FIT_SHARE * width * height)), seed=0)
        for step in range(FIT_STEPS):
            fitting.step(step / FIT_STEPS)
    field = GaussianField(fitting.kernels(), None, (width, height))
    return np.rint(rasterizer.draw([field], View(scale, 0, 0, *size)).clip(0, 1) * 255).astype(np.uint8)


def peak_memory(weights: str) -> Iterator[PeakMemory]:
    """The paper's memory table on the CPU, each scale in a process of its own, programs included.

    Args:
        weights: name of bundled weights, or a weights file.
    """
    first = 0.0
    for scale, paper in zip(MEMORY_SCALES, MEMORY_PAPER_GB, strict=True):
        with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
            peak = pool.submit(_peak_of_drawing, scale, weights).result() / 1e9
        first = first or peak
        yield PeakMemory(scale, peak, 100 * (peak / first - 1), paper)


def _peak_of_drawing(scale: int, weights: str) -> int:
    from ..rasterize.cpu import CpuRasterizer
    from ..scene.open import field_of

    pixels = np.random.default_rng(0).integers(0, 256, (MEMORY_SIDE, MEMORY_SIDE, 3), dtype=np.uint8)
    field = field_of(photo_from_pixels(pixels), weights, "cpu")
    view = View(scale, 0, 0, MEMORY_SIDE * scale, MEMORY_SIDE * scale)
    CpuRasterizer().draw_frame(field.require(view), view)
    return _peak_bytes()


def _peak_bytes() -> int:
    """The largest resident memory of this process so far."""
    if sys.platform == "linux":
        # getrusage would count what the parent had when this process was forked from it.
        status = Path("/proc/self/status").read_text(encoding="ascii")
        return 1024 * int(status.split("VmHWM:")[1].split()[0])
    if sys.platform == "win32":
        import psutil

        return int(psutil.Process().memory_info().peak_wset)
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
