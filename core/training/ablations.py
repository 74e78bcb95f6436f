"""The paper's ablations (tables 4 and 10 to 13) at reduced size: `csr ablate FOLDER --minutes 3`.

Every variant of a small network is trained from the same encoder and seed on the same batches for the same
number of steps, and measured at x4. What is asked is not how many decibels each reaches, which days of
training decide, but whether their order is the paper's; so the unvaried network is trained from several
seeds, which tells how large a difference says nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Any

import numpy as np
import torch

from ..network.base import PixelBox
from ..network.continuoussr import ContinuousSRConfig, ContinuousSRNetwork
from ..photo.metrics import psnr_y, ssim_y
from ..utils.arrays import Picture
from .ablation_recipe import CPU, ENCODER_STEPS, SCALE, pretrained, share_encoder, steps_in, trained
from .train import drawn_pairs

SMALL = ContinuousSRConfig(
    "swinir", channels=24, depths=(2,), heads=2, window=8, enlarged=16, hidden=(64, 64), start=0.5
)
"""The network that is varied: the dictionary and its keys as published, a small encoder, narrow other heads.
Means start at cell centres, as the paper says, so that leaving the drift out is fair."""
SEEDS = 3
"""Trainings of the unvaried network; every other is trained once."""
UNIFORM = tuple(i / 8 for i in range(9))
"""Nine even values of a Cholesky entry, 0..1; of l21 too, as the table's text has it."""


class FreePositions(ContinuousSRNetwork):
    """Means anywhere in the photo, told by their features alone: no lattice to drift from."""

    def forward(self, photo: torch.Tensor) -> torch.Tensor:
        """See `ContinuousSRNetwork.forward`."""
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
    network: type[ContinuousSRNetwork] = ContinuousSRNetwork
    ssim: float | None = None
    """SSIM that the paper prints beside it, where it does."""


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
    Variant("10 latent size", "3", 28.14, {"latent": 3}, ssim=0.8273),
    Variant("10 latent size", "256", 28.17, {"latent": 256}, ssim=0.8281),
    Variant("10 latent size", "512", 28.22, {}, ssim=0.8292),
    Variant("11 dictionary size", "100", 28.12, {"entries": 100}, ssim=0.8277),
    Variant("11 dictionary size", "500", 28.19, {"entries": 500}, ssim=0.8286),
    Variant("11 dictionary size", "730", 28.22, {}, ssim=0.8292),
    Variant("12 kernels a pixel", "1", 28.01, {"cells_per_pixel": 1}, ssim=0.8254),
    Variant("12 kernels a pixel", "4", 28.22, {}, ssim=0.8292),
    Variant("12 kernels a pixel", "9", 28.18, {"cells_per_pixel": 3}, ssim=0.8284),
    Variant("13 offset range", "0.5", 28.03, {"offset_range": 0.5}, ssim=0.8259),
    Variant("13 offset range", "1", 28.22, {}, ssim=0.8292),
    Variant("13 offset range", "2", 28.17, {"offset_range": 2.0}, ssim=0.8283),
)
"""Which part a number of table 4's first comparison belongs to is lost in the paper's text; that 10.5 is
without the drift of positions, as in the second, is told by a reader's note (en.papernotes.org)."""


@dataclass(frozen=True)
class Result:
    """Result of a variant."""

    variant: Variant
    psnr: float
    """On Y at x4, in dB; of the unvaried network the mean over its seeds."""
    ssim: float
    """Likewise, on Y at x4."""


@dataclass(frozen=True)
class Ablations:
    """All that was measured."""

    steps: int
    """Steps of each training."""
    unvaried: tuple[float, ...]
    """PSNR of the unvaried network from each of its seeds, in dB."""
    results: tuple[Result, ...]
    """In the order of `VARIANTS`."""

    @property
    def noise(self) -> float:
        """By how much the trainings of the unvaried network differ at the most, in dB."""
        return max(self.unvaried) - min(self.unvaried)


def ablate(
    pictures: list[Picture],
    validation: list[Picture],
    seconds: float,
    seed: int,
    on_step: Callable[[int, int], object],
    on_result: Callable[[str], object],
) -> Ablations:
    """Train and measure every variant, those that are the same network once.

    Args:
        pictures: to train on.
        validation: to measure on.
        seconds: for the training of the unvaried network, about; the others take as many steps.
        seed: the first of the starts and the batches.
        on_step: is called after each step with how many are done, and how many there are.
        on_result: is called with what each training gave.

    Raises:
        CsrError: if there are too small pictures only.
    """
    distinct: dict[str, Variant] = {}
    for variant in VARIANTS:
        distinct.setdefault(_key(variant), variant)
    base = next(v for v in distinct.values() if not v.sizes and v.network is ContinuousSRNetwork)
    runs = [(base, seed + i) for i in range(SEEDS)]
    runs += [(v, seed) for v in distinct.values() if v is not base]
    steps = steps_in(seconds, _started(base, seed), pictures, seed)
    done, total = 0, (ENCODER_STEPS + len(runs)) * steps

    def one_more() -> None:
        nonlocal done
        done += 1
        on_step(done, total)

    encoder = pretrained(_started(base, seed).encoder, pictures, ENCODER_STEPS * steps, seed, one_more)
    reached: dict[str, list[tuple[float, float]]] = {}
    for i, (variant, from_seed) in enumerate(runs):
        network = _started(variant, from_seed)
        share_encoder(network, encoder)
        network = trained(network, pictures, steps, from_seed, one_more)
        psnr, ssim = measured(network, validation)
        reached.setdefault(_key(variant), []).append((psnr, ssim))
        on_result(f"{i + 1}/{len(runs)} {variant.table}, {variant.name}: {psnr:.2f} dB, SSIM {ssim:.4f}")
    results: list[Result] = []
    for variant in VARIANTS:
        psnr, ssim = np.mean(reached[_key(variant)], axis=0)
        results.append(Result(variant, float(psnr), float(ssim)))
    return Ablations(steps, tuple(psnr for psnr, _ in reached[_key(base)]), tuple(results))


def measured(network: ContinuousSRNetwork, pictures: list[Picture]) -> tuple[float, float]:
    """Return mean PSNR, in dB, and mean SSIM, on Y at x4, of pictures reduced and drawn again."""
    scores = [
        (psnr_y(drawn, truth, SCALE), ssim_y(drawn, truth, SCALE))
        for _, drawn, truth in drawn_pairs(network, pictures, CPU, (SCALE,))
    ]
    psnr, ssim = np.mean(scores, axis=0)
    return float(psnr), float(ssim)


def _started(variant: Variant, seed: int) -> ContinuousSRNetwork:
    torch.manual_seed(seed)
    return variant.network(replace(SMALL, **variant.sizes), variant.name)


def _key(variant: Variant) -> str:
    return f"{variant.network.__name__} {sorted(variant.sizes.items())}"


def table(ablations: Ablations) -> str:
    """The results as a Markdown table, and for each of the paper's comparisons what of its order was seen."""
    lines = [
        "| table | variant | the paper, Urban100 x4 | its SSIM | here | SSIM here |",
        "|---|---|---|---|---|---|",
    ]
    for result in ablations.results:
        v = result.variant
        ssim = "-" if v.ssim is None else f"{v.ssim:.4f}"
        here = f"{result.psnr:.2f} | {result.ssim:.4f}"
        lines.append(f"| {v.table} | {v.name} | {v.paper:.2f} | {ssim} | {here} |")
    lines += [
        "",
        "| table | pairs in the paper's order | against it | nearer than the noise |",
        "|---|---|---|---|",
    ]
    for name in dict.fromkeys(r.variant.table for r in ablations.results):
        group = [(r.variant.paper, r.psnr) for r in ablations.results if r.variant.table == name]
        pairs = [((a[0] - b[0]), (a[1] - b[1])) for a, b in combinations(group, 2)]
        same = [(paper * here > 0) for paper, here in pairs if abs(here) > ablations.noise]
        lines.append(f"| {name} | {sum(same)} | {len(same) - sum(same)} | {len(pairs) - len(same)} |")
    return "\n".join(lines)
