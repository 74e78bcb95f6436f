"""The Deep Gaussian Prior (ContinuousSR, section 4.2): what kernels fitted to natural pictures look like.

Many crops are fitted, each from the same random start; then the Cholesky entries of all their kernels are
counted. They stand in pixels of the crop, which is a picture four times as large as the photo that a network
would see: one kernel for four of its pixels, as the network has them.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import torch

from ..geometry.view import View
from ..network.dictionary import Axes, write_dictionary
from ..photo.decode import load_photo
from ..photo.folder import is_photo
from ..rasterize.differentiable import rasterize
from ..utils.errors import CsrError
from ..utils.plotting import new_figure
from .fit import LAST_RATE, Adam, kernels_of

SIDE = 96
"""Side of a crop, in its pixels."""
KERNELS = SIDE**2 // 4
"""Kernels of a crop."""
BORDER = 4
"""Pixels at a crop's border whose kernels are not counted: half of what they show is not seen."""
TOGETHER = 8
"""Crops fitted at a time."""
FOOTPRINT = 0.01
"""Variance added to each kernel, in pixels squared: GaussianImage samples at points, and a kernel of no
width at all would divide by zero."""
START_DIAGONAL = (0.5, 1.5)
"""GaussianImage's start of l11 and l22: evenly between these."""
START_OFF_DIAGONAL = {"paper": (0.0, 1.0), "symmetric": (-0.5, 0.5)}
"""Starts of l21: GaussianImage's, which leans every kernel one way, and one that leans none."""

RATES = (0.1, 0.1, 5e-3, 5e-3, 5e-3, 5e-3, 5e-3, 5e-3)
"""First steps of Adam, in pixels and colours; the same for every kernel, as in GaussianImage. As a share of
its size, as in `fitting`, kernels of no importance grow without bound, and they would be what is counted."""

NAMES = ("l11", "l21", "l22")
PAPER_RANGES = ((0.0, 2.4), (-0.9, 1.5), (0.0, 2.2))
"""The ranges that hold 99 % of l11, l21 and l22 in the paper."""
PAPER_MEANS = (1.13, 0.34, 1.03)
PAPER_SDS = (0.615, 0.60, 0.60)
"""Standard deviations of the authors' dictionary, whose values are the mean plus these multiples of the
standard deviation."""
DICTIONARY_STEPS = (-2.0, -1.17, -0.84, -0.25, 0.0, 0.25, 0.84, 1.17, 2.0)
MOST_ECHO = 0.5
"""Largest correlation of an entry with its start in fits that a dictionary is made of."""
SHARE = 99.0
"""Per cent of the kernels in a range that is told."""

Entries = npt.NDArray[np.float32]
"""(3, n): l11, l21 and l22 of kernels, in pixels of the crop; l11 and l22 are not negative."""


@dataclass(frozen=True, eq=False)
class Prior:
    """The prior that was found."""

    entries: Entries
    starts: Entries
    """The entries that the same kernels started with."""
    start: str
    crops: int
    steps: int
    """Steps of each crop."""
    psnr: float
    """PSNR of the fits, the mean over crops, in dB."""

    @property
    def echo(self) -> float:
        """The largest correlation of an entry with what it started as: 0 once the start is forgotten."""
        pairs = zip(self.entries, self.starts, strict=True)
        return max(float(np.nan_to_num(np.corrcoef(last, first)[0, 1], nan=1.0)) for last, first in pairs)

    def check_converged(self) -> None:
        """Check that a dictionary of these kernels would tell of pictures, not of the fits' start.

        Raises:
            CsrError: if they have not come far enough from there.
        """
        if self.echo > MOST_ECHO:
            raise CsrError(
                f"the fits have not converged: after {self.steps} steps the kernels' entries still correlate "
                f"with their random start ({self.echo:.2f}, more than {MOST_ECHO:g}), so no dictionary is "
                "made of them; give more --seconds, or fewer --crops"
            )

    @property
    def dictionary(self) -> Axes:
        """Nine values of each entry, by the rule of the authors' dictionary."""
        axes: list[tuple[float, ...]] = []
        for name, row in zip(NAMES, self.entries, strict=True):
            values = float(row.mean()) + float(row.std()) * np.array(DICTIONARY_STEPS)
            axes.append(tuple(round(float(v), 3) for v in (values if name == "l21" else values.clip(0))))
        return tuple(axes)


def measure(
    folder: Path,
    crops: int,
    seconds: float,
    start: str,
    on_progress: Callable[[int, float], object],
    seed: int = 0,
) -> Prior:
    """The prior of the pictures below a folder.

    Args:
        folder: where the pictures are.
        crops: how many random crops are fitted.
        seconds: time for all of them.
        start: a key of `START_OFF_DIAGONAL`.
        on_progress: is called after some crops with how many are fitted, and their PSNR in dB.
        seed: of the random numbers.

    Raises:
        CsrError: if there are no pictures, none of them is large enough, or one cannot be read.
    """
    rng = np.random.default_rng(seed)
    generator = torch.Generator().manual_seed(seed)
    source = _crops(folder, rng)
    begin = time.monotonic()
    found: list[torch.Tensor] = []
    before: list[torch.Tensor] = []
    scores: list[float] = []
    steps: list[int] = []
    threads = torch.get_num_threads()
    torch.set_num_threads(1)  # the sum has threads of its own
    try:
        while len(scores) < crops:
            count = min(TOGETHER, crops - len(scores))
            target = torch.from_numpy(np.stack([next(source) for _ in range(count)])).permute(0, 3, 1, 2)
            first = _start(count, start, generator)
            end = begin + seconds * (len(scores) + count) / crops
            last, psnr, taken = _fitted(first, target.contiguous(), end)
            found.append(last)
            before.append(first)
            scores += psnr
            steps.append(taken)
            on_progress(count, psnr[-1])
    finally:
        torch.set_num_threads(threads)
    inside = [((k[:, :2] > BORDER) & (k[:, :2] < SIDE - BORDER)).all(1) for k in found]
    entries, starts = (
        torch.cat([k[:, 2:5].movedim(1, 2)[i] for k, i in zip(fits, inside, strict=True)]).T.numpy()
        for fits in (found, before)
    )
    return Prior(_with_positive_diagonal(entries), starts, start, crops, min(steps), float(np.mean(scores)))


def _crops(folder: Path, rng: np.random.Generator) -> Iterator[npt.NDArray[np.float32]]:
    """Endless random crops (SIDE, SIDE, 3), 0..1: a picture's turn comes again when all others had theirs."""
    paths = sorted(filter(is_photo, folder.rglob("*")))
    if not paths:
        raise CsrError(f"{folder} holds no pictures")
    while True:
        large = False
        for i in rng.permutation(len(paths)):
            photo = load_photo(paths[i])
            if min(photo.size) < SIDE:
                continue
            large = True
            x, y = (int(rng.integers(side - SIDE + 1)) for side in photo.size)
            yield photo.crop(x, y, x + SIDE, y + SIDE)
        if not large:
            raise CsrError(f"no picture in {folder} has sides of {SIDE} pixels or more")


def _start(count: int, start: str, generator: torch.Generator) -> torch.Tensor:
    """GaussianImage's random start, (count, 8, KERNELS): everything evenly between two values."""
    low, high = START_OFF_DIAGONAL[start]
    ranges = [(0.0, SIDE), (0.0, SIDE), START_DIAGONAL, (low, high), START_DIAGONAL, *[(0.0, 1.0)] * 3]
    parameters = torch.rand(count, 8, KERNELS, generator=generator)
    for row, (a, b) in enumerate(ranges):
        parameters[:, row] = a + (b - a) * parameters[:, row]
    return parameters


def _fitted(first: torch.Tensor, target: torch.Tensor, end: float) -> tuple[torch.Tensor, list[float], int]:
    """Parameters after steps until a moment of `time.monotonic`, each crop's PSNR in dB, and the steps."""
    parameters = first.clone()
    adam = Adam(parameters)
    rates = torch.tensor(RATES)[:, None]
    view = View(1.0, 0.0, 0.0, SIDE, SIDE)
    begin, steps = time.monotonic(), 0
    while True:
        done = min(1.0, (time.monotonic() - begin) / max(end - begin, 1e-9))
        leaf = parameters.clone().requires_grad_()
        picture = rasterize(kernels_of(leaf, FOOTPRINT, floor=0.0), view, footprint=FOOTPRINT)
        errors = (picture - target).square().mean((1, 2, 3))
        errors.sum().backward()
        assert leaf.grad is not None
        adam.step(parameters, leaf.grad, rates * LAST_RATE**done)
        steps += 1
        if done >= 1:
            return parameters, (-10 * errors.detach().clamp(min=1e-12).log10()).tolist(), steps


def _with_positive_diagonal(entries: Entries) -> Entries:
    """The factor of the same covariance with l11 and l22 not negative."""
    l11, l21, l22 = entries
    return np.stack((np.abs(l11), np.where(l11 < 0, -l21, l21), np.abs(l22)))


def report(prior: Prior) -> str:
    """The statistics as a Markdown table, the paper's beside them."""
    lines = [
        f"{prior.crops} crops of {SIDE} x {SIDE} pixels, {KERNELS} kernels each, start '{prior.start}', "
        f"{prior.steps} steps or more, {prior.psnr:.2f} dB; {prior.entries.shape[1]:,} kernels counted\n",
        f"| entry | mean of starts | mean | sd | {SHARE:g} % lie in | correlation with start "
        "| paper: mean | sd | range |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    for i, name in enumerate(NAMES):
        row, first = prior.entries[i], prior.starts[i]
        low, high = np.percentile(row, ((100 - SHARE) / 2, (100 + SHARE) / 2))
        a, b = PAPER_RANGES[i]
        lines.append(
            f"| {name} | {first.mean():.2f} | {row.mean():.2f} | {row.std():.2f} | {low:.2f} to {high:.2f} "
            f"| {np.corrcoef(row, first)[0, 1]:.2f} "
            f"| {PAPER_MEANS[i]:.2f} | {PAPER_SDS[i]:.2f} | {a:g} to {b:g} |"
        )
    return "\n".join(lines)


def write(path: Path, prior: Prior, folder: Path) -> None:
    """The dictionary of a prior, for `csr train --dictionary`."""
    about: dict[str, Any] = {
        "pictures": folder.name,
        "crops": prior.crops,
        "steps": prior.steps,
        "start": prior.start,
        "psnr": round(prior.psnr, 2),
        "mean": [round(float(row.mean()), 4) for row in prior.entries],
        "sd": [round(float(row.std()), 4) for row in prior.entries],
    }
    write_dictionary(path, prior.dictionary, about)


def plot(path: Path, prior: Prior, kind: str) -> None:
    """Histograms of the three entries, their starts and the paper's ranges beside them.

    Args:
        path: where to; its name tells nothing.
        prior: what was found.
        kind: png, svg or pdf.
    """
    figure = new_figure(13, 4)
    for i, panel in enumerate(figure.subplots(1, 3)):
        a, b = PAPER_RANGES[i]
        margin = 0.4 * (b - a)
        bins = np.linspace(a - margin, b + margin, 101)
        panel.hist(prior.entries[i], bins, density=True, color="steelblue", label="fitted")
        panel.hist(prior.starts[i], bins, density=True, histtype="step", color="grey", label="start")
        normal = np.exp(-0.5 * ((bins - PAPER_MEANS[i]) / PAPER_SDS[i]) ** 2) / PAPER_SDS[i]
        panel.plot(bins, normal / np.sqrt(2 * np.pi), color="darkorange", label="paper's dictionary")
        for edge in (a, b):
            panel.axvline(edge, color="darkorange", linestyle="--")
        panel.set_title(f"{NAMES[i]}, pixels of the crop")
    figure.axes[0].set_ylabel("density")
    figure.axes[0].legend(fontsize="small")
    figure.savefig(path, dpi=120, format=kind)
