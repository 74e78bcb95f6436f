"""Training: `csr train FOLDER OUT.safetensors --minutes 120`.

One visible loop. The checkpoint beside OUT (same name, `.checkpoint`) holds everything that the loop
needs to go on; the weights written to OUT are the running average of the trained ones.
"""

from __future__ import annotations

import json
import math
import time
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

import numpy as np
import torch
from tqdm import tqdm

from ..geometry.view import View
from ..network.base import FieldNetwork
from ..network.devices import has_fast_bfloat16
from ..network.inference import NetworkSource
from ..network.weights import save_network
from ..network.weights_header import WEIGHTS_SUFFIX
from ..photo.metrics import psnr_y
from ..photo.photo import photo_from_pixels
from ..rasterize.backends import make_rasterizer
from ..utils.arrays import Picture
from ..utils.atomic_file import check_place, replacing
from ..utils.errors import CsrError
from .checkpoint import Checkpoint, load_checkpoint, save_checkpoint
from .crops import Group
from .data import load_pictures
from .distributed import ALONE, Ranks, joined_ranks
from .downsample import downsampled

VALIDATION_SCALES = (1, 2, 3, 4, 8)
"""All that are trained, so that none is chosen against another."""
AVERAGE_DECAY = 0.999
"""Decay of the running average of the weights, for each step."""
DIVERGED = 1.0
"""Rise of the mean loss over its least that no training comes back from: a mean difference of 1 is that of
black and white, and a logarithm's 1 is 2.7 times the squared error."""
LARGEST_GRADIENT_NORM = 1.0
CHECKPOINT_SECONDS = 300
WEIGHTS_SECONDS = 60
"""Between the weights that are written without measuring them, for whoever looks on."""
MEASURING_SHARE = 0.05
"""Share of the time, at the most, but for the measuring at the end; it counts as time of the training."""
SHOWN_SHARE = 0.02
"""Share of a step in the running mean of the loss that is shown."""


@dataclass(frozen=True)
class Job:
    """Files and options of a training."""

    folder: Path
    """Training pictures."""
    out: Path
    """Weights file to write; the checkpoint lies beside it."""
    validation: Path | None = None
    """Pictures to measure PSNR-Y on."""
    seed: int = 0
    """Seed of the network's first weights and of the crops."""
    resume: bool = False
    """Go on from the checkpoint."""
    rain: bool = False
    """Streaks of rain on the reduced crops, to be removed."""


def run(job: Job, make_training: Callable[[torch.device], Training]) -> None:
    """Train, and write the weights and the checkpoint; with others, where torchrun started this process.

    Args:
        job: what is read and written.
        make_training: makes the training on a device, once the files were looked at and torch was seeded.

    Raises:
        CsrError: if there are no pictures, or no checkpoint to go on from, or one already exists, or
            the files cannot be written.
    """
    with joined_ranks() as ranks:
        _run(job, make_training, ranks)


def _run(job: Job, make_training: Callable[[torch.device], Training], ranks: Ranks) -> None:
    out = job.out
    if out.suffix.lower() != WEIGHTS_SUFFIX:
        raise CsrError(f"{out.name}: a weights file's name ends in {WEIGHTS_SUFFIX}")
    checkpoint = out.with_suffix(".checkpoint")
    if job.resume and not checkpoint.is_file():
        raise CsrError(f"there is no checkpoint {checkpoint} to go on from")
    resume = job.resume or (ranks.restarted and checkpoint.is_file())
    if not (resume or ranks.restarted) and (checkpoint.exists() or out.exists()):
        raise CsrError(f"{out} or its checkpoint exists: use --resume, or another name")
    check_place(out, overwrite=resume or ranks.restarted)
    pictures = load_pictures(job.folder)
    validation = load_pictures(job.validation) if job.validation else []
    torch.manual_seed(job.seed)
    training = make_training(ranks.device())
    if resume:
        training.load(checkpoint)
    training.join(ranks)
    batches = training.batches(pictures, rain=job.rain)
    del pictures  # their pixels are where crops are taken from
    training.loop(batches, validation, out, checkpoint)


@dataclass(frozen=True)
class Start:
    """The start of a training; sizes that are None are as in the network's architecture."""

    name: str
    """Name of the network."""
    init: str | None = None
    """Weights to go on from, by name or file; they bring their own sizes."""
    channels: int | None = None

    def given(self, *names: str) -> dict[str, Any]:
        """Those of some hyper-parameters that are not None."""
        return {key: value for key in names if (value := getattr(self, key)) is not None}


class Training(ABC):
    """The state of a training: network, its running average, optimiser, steps and seconds so far.

    Args:
        network: what is trained.
        device: where.
        seconds: length of the training.
        seed: of the crops.
        fine: fine-tuning of a trained network: a smaller rate, and PSNR itself as the loss.
    """

    def __init__(
        self,
        network: FieldNetwork,
        device: torch.device,
        seconds: float,
        seed: int,
        *,
        fine: bool = False,
    ) -> None:
        self.network = network.to(device, memory_format=torch.channels_last)  # pyright: ignore[reportCallIssue]
        self.average = torch.optim.swa_utils.AveragedModel(
            self.network, multi_avg_fn=torch.optim.swa_utils.get_ema_multi_avg_fn(AVERAGE_DECAY)
        )
        self.optimisers: list[torch.optim.Optimizer] = []
        self.fine = fine
        self.device = device
        self.seconds = seconds
        self.seed = seed
        self.join(ALONE)
        self.step = 0
        self.elapsed = 0.0

    @property
    def validation_scales(self) -> tuple[int, ...]:
        """The scales that the weights are measured at."""
        return VALIDATION_SCALES

    @property
    def averaged_network(self) -> FieldNetwork:
        """The network whose weights are written and measured."""
        return self.average.module  # pyright: ignore[reportReturnType]

    @property
    def all_used(self) -> bool:
        """True if each parameter of the network has a part in the loss."""
        return True

    def join(self, ranks: Ranks) -> None:
        """Train together with other processes, which have the same weights."""
        self.ranks = ranks
        self.replica = ranks.replica(self.network, all_used=self.all_used)

    def loop(
        self, batches: Iterator[list[Group]], validation: list[Picture], out: Path, checkpoint: Path
    ) -> None:
        """Train until the time is spent, or a person stops it: what was learned by then is kept."""
        total, done = round(self.seconds), round(self.elapsed)
        with tqdm(total=total, initial=done, unit="s", smoothing=0, disable=not self.ranks.leads) as bar:
            try:
                self._train(batches, validation, out, checkpoint, bar)
            except KeyboardInterrupt:
                if self.step and self.ranks.leads:
                    self.save(out, checkpoint)
                    bar.write(f"stopped at step {self.step}: --resume goes on from there")
                raise

    def _train(
        self,
        batches: Iterator[list[Group]],
        validation: list[Picture],
        out: Path,
        checkpoint: Path,
        bar: tqdm[NoReturn],
    ) -> None:
        bfloat16 = has_fast_bfloat16(self.device)
        shown = torch.zeros((), device=self.device)
        saved = written = self.elapsed
        last = measure_next = time.monotonic()
        least = math.inf
        for i, groups in enumerate(batches):
            shown.lerp_(self.one_step(groups, bfloat16), max(SHOWN_SHARE, 1 / (i + 1)))
            now = time.monotonic()
            self.elapsed, last = self.ranks.agreed(self.elapsed + now - last), now
            done = self.elapsed >= self.seconds
            if done or round(self.elapsed) > bar.n:
                # Once a second: to read a number from a GPU is to wait until it has done all it was given.
                loss = float(shown)
                if (i + 1) * SHOWN_SHARE >= 1:  # a mean of fewer steps is no measure of what comes after
                    least = min(least, loss)
                if not loss <= least + DIVERGED:
                    raise CsrError(
                        f"the training diverged before step {self.step}; its last checkpoint is kept"
                    )
                bar.set_postfix(step=self.step, loss=f"{loss:.5f}", refresh=False)
                bar.update(min(round(self.elapsed), bar.total) - bar.n)
            if done or self.elapsed - saved > CHECKPOINT_SECONDS:
                saved = written = self.elapsed
                if self.ranks.leads:
                    self.save(out, checkpoint)
                    if done or time.monotonic() >= measure_next:
                        begin = time.monotonic()
                        self._measure(validation, out, float(shown), bar)
                        end = time.monotonic()
                        measure_next = end + (end - begin) / MEASURING_SHARE
            elif self.elapsed - written > WEIGHTS_SECONDS:
                written = self.elapsed
                if self.ranks.leads:
                    self._save_weights(out, {})
            if done:
                break

    def _measure(self, validation: list[Picture], out: Path, shown: float, bar: tqdm[NoReturn]) -> None:
        """Tell how good the weights are, and write them with that."""
        bar.set_description_str("measuring")
        score = validate(self.averaged_network, validation, self.device, self.validation_scales)
        bar.set_description_str()
        told = (f"step {self.step}", f"{self.elapsed / 60:.1f} min", f"loss {shown:.5f}")
        scores = (f"x{scale} {value:.2f}" for scale, value in score.items())
        bar.write("  ".join((*told, *scores, self.describe())))
        self._save_weights(out, score)

    @abstractmethod
    def batches(self, pictures: list[Picture], *, rain: bool) -> Iterator[list[Group]]:
        """Endless batches, from the present step on.

        Args:
            pictures: crops are taken from them.
            rain: streaks of rain fall on the reduced crops.

        Raises:
            CsrError: if there are too small pictures only.
        """

    @abstractmethod
    def one_step(self, groups: list[Group], bfloat16: bool) -> torch.Tensor:
        """One step of the optimiser on a batch; returns the loss, on the device."""

    def describe(self) -> str:
        """Text beside the scores at each validation."""
        return ""

    def set_rate(self, rate: float) -> None:
        """Set the rate of learning of the next step."""
        for optimiser in self.optimisers:
            for group in optimiser.param_groups:
                group["lr"] = rate

    def save(self, out: Path, checkpoint: Path) -> None:
        """Write the averaged weights and everything needed to go on; the old files stay whole until then."""
        save_checkpoint(self._state(), checkpoint)
        self._save_weights(out, {})

    def _state(self) -> Checkpoint:
        return Checkpoint(
            network=self.network.state_dict(),
            average=self.average.state_dict(),
            optimisers=[optimiser.state_dict() for optimiser in self.optimisers],
            architecture=self.network.sizes,
            step=self.step,
            elapsed=self.elapsed,
            seed=self.seed,
            fine=self.fine,
        )

    def _save_weights(self, out: Path, score: dict[int, float]) -> None:
        card = {
            "steps": str(self.step),
            "minutes": f"{self.elapsed / 60:.1f}",
            "validation_psnr_y": json.dumps(score),
            "licence": self.network.licence or "MIT",
        }
        with replacing(out, overwrite=True) as part:
            save_network(self.averaged_network, part, card)

    def load(self, checkpoint: Path) -> None:
        """Go on from a checkpoint.

        Raises:
            CsrError: if it was made with another architecture, or is no checkpoint.
        """
        state = load_checkpoint(checkpoint, self._state(), self.optimisers, self.device)
        self.network.load_state_dict(state.network)
        self.average.load_state_dict(state.average)
        for optimiser, saved in zip(self.optimisers, state.optimisers, strict=True):
            # Its rates and the like are the recipe's, which sets them; the state is what was learned.
            own_groups = optimiser.state_dict()["param_groups"]
            optimiser.load_state_dict({"state": saved["state"], "param_groups": own_groups})
        self.step, self.elapsed = state.step, state.elapsed
        self.seed, self.fine = state.seed, state.fine


def kernels_to_field(kernels: torch.Tensor, cells_per_pixel: int) -> torch.Tensor:
    """Kernels (b, 8, r, c) of a lattice's cells as fields (b, 8, n), the first in the photo's corner."""
    rows, columns = kernels.shape[2:]
    x = (torch.arange(columns, device=kernels.device) + 0.5) / cells_per_pixel
    y = (torch.arange(rows, device=kernels.device) + 0.5) / cells_per_pixel
    means = torch.stack((kernels[:, 0] + x, kernels[:, 1] + y[:, None]), 1)
    return torch.cat((means, kernels[:, 2:]), 1).flatten(2)


def validate(
    network: FieldNetwork,
    pictures: list[Picture],
    device: torch.device,
    scales: tuple[int, ...] = VALIDATION_SCALES,
) -> dict[int, float]:
    """Mean PSNR-Y in dB over pictures, for each of some scales."""
    scores: dict[int, list[float]] = {s: [] for s in scales} if pictures else {}
    for scale, drawn, truth in drawn_pairs(network, pictures, device, scales):
        scores[scale].append(psnr_y(drawn, truth, scale))
    return {scale: float(np.mean(values)) for scale, values in scores.items()}


def drawn_pairs(
    network: FieldNetwork, pictures: list[Picture], device: torch.device, scales: tuple[int, ...]
) -> Iterator[tuple[int, Picture, Picture]]:
    """Reduce pictures and draw them again; yields scale, drawn picture and original, cut to whole pixels."""
    rasterizer = make_rasterizer()
    network.eval()
    for picture in pictures:
        for scale in scales:
            h, w = (n // scale for n in picture.shape[:2])
            truth = picture[: h * scale, : w * scale]
            small = downsampled(torch.tensor(truth).permute(2, 0, 1), w, h).permute(1, 2, 0).numpy()
            field = NetworkSource(photo_from_pixels(small), network, device).make(None)
            frame = rasterizer.draw_frame([field], View(scale, 0, 0, w * scale, h * scale))
            yield scale, frame[..., 2::-1], truth
