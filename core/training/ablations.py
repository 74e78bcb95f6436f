"""The paper's ablations (tables 4 and 10 to 13) at reduced size: `csr ablate FOLDER --minutes 60`.

Every variant of a small network is trained from the same start on the same batches for the same number of
steps, and measured at x4. What is asked is not how many decibels each reaches, which days of training decide,
but whether their order is the paper's.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Any

import torch

from ..network.field_network import PixelBox
from ..network.published import PublishedArchitecture, PublishedNetwork
from .degradation import Picture
from .paper import PaperTraining
from .train import validate

SMALL = PublishedArchitecture(
    "swinir", channels=24, depths=(2,), heads=2, window=8, enlarged=16, hidden=(64, 64), start=0.5
)
"""What is varied: the dictionary and its keys as published, a small encoder, narrow other heads. Means start
at cell centres, as the paper says, so that leaving the drift out is fair."""
BATCH = 4
CROP = 96
RATE = 1e-3
"""Larger than the paper's, which is for days of training."""
SCALE = 4
UNIFORM = tuple(i / 8 for i in range(9))
"""Nine even values of a Cholesky entry, 0..1; of l21 too, as the table's text has it."""


class FreePositions(PublishedNetwork):
    """Means anywhere in the photo, told by their features alone: no lattice to drift from."""

    def forward(self, photo: torch.Tensor) -> torch.Tensor:
        """See `PublishedNetwork.forward`."""
        return self._freed(super().forward(photo))

    def kernels(self, pixels: torch.Tensor, box: PixelBox, input_box: PixelBox) -> torch.Tensor:
        """See `FieldNetwork.kernels`; the box must be the whole photo."""
        return self._freed(super().kernels(pixels, box, input_box))

    def _freed(self, kernels: torch.Tensor) -> torch.Tensor:
        n, a = self.cells_per_pixel, self.architecture
        means: list[torch.Tensor] = []
        for axis, count in ((0, kernels.shape[3]), (1, kernels.shape[2])):
            centres = (torch.arange(count, device=kernels.device) + 0.5) / n
            share = (kernels[:, axis] - (a.start - 0.5) / n) / a.offset_range
            means.append((1 + share) * count / n / 2 - (centres if axis == 0 else centres[:, None]))
        return torch.cat((torch.stack(means, 1), kernels[:, 2:]), 1)


@dataclass(frozen=True)
class Variant:
    """One row of the paper's ablations."""

    table: str
    """Which comparison it belongs to."""
    name: str
    paper: float
    """PSNR in dB on Urban100 at x4 that the paper prints."""
    sizes: dict[str, Any]
    """How its architecture differs from `SMALL`."""
    network: type[PublishedNetwork] = PublishedNetwork


VARIANTS = (
    Variant("4 parts", "both", 28.2, {}),
    Variant("4 parts", "covariances regressed", 12.3, {"weighted": False}),
    Variant("4 parts", "positions regressed", 10.5, {}, FreePositions),
    Variant("4 positions", "lattice and drift", 28.2, {}),
    Variant("4 positions", "lattice only", 27.8, {"offset_range": 0.0}),
    Variant("4 positions", "drift only", 10.5, {}, FreePositions),
    Variant("4 dictionary", "prior", 28.2, {}),
    Variant("4 dictionary", "uniform in 0..1", 27.7, {"dictionary": (UNIFORM,) * 3}),
    Variant("4 dictionary", "uniform in 0..10", 27.1, {"dictionary": (tuple(10 * v for v in UNIFORM),) * 3}),
    Variant("10 latent size", "3", 28.14, {"latent": 3}),
    Variant("10 latent size", "256", 28.17, {"latent": 256}),
    Variant("10 latent size", "512", 28.22, {}),
    Variant("11 dictionary size", "100", 28.12, {"entries": 100}),
    Variant("11 dictionary size", "500", 28.19, {"entries": 500}),
    Variant("11 dictionary size", "730", 28.22, {}),
    Variant("12 kernels a pixel", "1", 28.01, {"cells_per_pixel": 1}),
    Variant("12 kernels a pixel", "4", 28.22, {}),
    Variant("12 kernels a pixel", "9", 28.18, {"cells_per_pixel": 3}),
    Variant("13 offset range", "0.5", 28.03, {"offset_range": 0.5}),
    Variant("13 offset range", "1", 28.22, {}),
    Variant("13 offset range", "2", 28.17, {"offset_range": 2.0}),
)
"""Which part a number of table 4's first comparison belongs to is lost in the paper's text; of its two low
numbers, 10.5 is taken for positions, as in the second."""

Result = tuple[Variant, float]
"""A variant and its PSNR on Y at x4, in dB."""


def ablate(
    pictures: list[Picture],
    validation: list[Picture],
    seconds: float,
    seed: int,
    told: Callable[[int, int, str], object],
) -> tuple[list[Result], int]:
    """Train and measure every variant, those that are the same network once; and the steps that each took.

    Args:
        pictures: to train on.
        validation: to measure on.
        seconds: for all together, about: the first takes its share, the others as many steps as it took.
        seed: of the starts and the batches.
        told: is called before each training with how many are done, how many there are, and its name.

    Raises:
        ValueError: if there are too small pictures only.
    """
    done: dict[str, float] = {}
    total = len({_key(v) for v in VARIANTS})
    steps: int | None = None
    for variant in VARIANTS:
        if _key(variant) in done:
            continue
        told(len(done), total, f"{variant.table}: {variant.name}")
        network, steps = _trained(variant, pictures, seconds / total, steps, seed)
        done[_key(variant)] = validate(network, validation, torch.device("cpu"), (SCALE,))[SCALE]
    return [(variant, done[_key(variant)]) for variant in VARIANTS], steps or 0


def _key(variant: Variant) -> str:
    return f"{variant.network.__name__} {sorted(variant.sizes.items())}"


def _trained(
    variant: Variant, pictures: list[Picture], seconds: float, steps: int | None, seed: int
) -> tuple[PublishedNetwork, int]:
    """A trained variant and its steps: as many as given, or as many as fit into the seconds."""
    torch.manual_seed(seed)
    network = variant.network(replace(SMALL, **variant.sizes), variant.name)
    device = torch.device("cpu")
    training = PaperTraining(network, device, seconds, seed, batch=BATCH, rate=RATE, crop=CROP)
    start = time.monotonic()
    for groups in training.batches(pictures, None):
        training.one_step(groups, False)
        if training.step == steps or (steps is None and time.monotonic() - start > seconds):
            break
    return network.eval(), training.step


def table(results: list[Result]) -> str:
    """The results as a Markdown table, and for each of the paper's comparisons what of its order was seen."""
    lines = ["| table | variant | the paper, Urban100 x4 | here |", "|---|---|---|---|"]
    lines += [f"| {v.table} | {v.name} | {v.paper:.2f} | {psnr:.2f} |" for v, psnr in results]
    lines += ["", "| table | pairs in the paper's order |", "|---|---|"]
    for name in dict.fromkeys(v.table for v, _ in results):
        group = [(v.paper, psnr) for v, psnr in results if v.table == name]
        pairs = [(a[0] - b[0]) * (a[1] - b[1]) > 0 for a, b in combinations(group, 2)]
        lines.append(f"| {name} | {sum(pairs)} of {len(pairs)} |")
    return "\n".join(lines)
