"""The light network's recipe: `csr train FOLDER OUT.safetensors`. README.md beside this file says why."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
import torch

from ..network.light import LEVEL_SD, LightConfig, LightNetwork
from ..network.weights import load_network
from ..rasterize.differentiable import rasterize
from ..rasterize.differentiable_level import rasterize_level
from ..utils.arrays import Picture
from ..utils.errors import CsrError
from .crops import Crops, Group, ahead, grouped
from .data import LARGEST_SCALE, PATCH
from .degradation import as_camera_file, with_rain
from .growth import grown
from .lettering import lettering
from .losses import log_error, mean_error
from .muon import Muon
from .train import LARGEST_GRADIENT_NORM, Start, Training

GROUPS = 4
"""Scales in one batch."""
USUAL_SCALE = 4
"""Most groups lie between 1 and it, the larger of two drawn evenly: large scales are harder."""
SHARE_LARGE = 0.15
"""Share of the groups between `USUAL_SCALE` and `LARGEST_SCALE`."""
SHARE_AT_ONE = 0.06
"""Share of the groups that are drawn at exactly s = 1, so that the field stays faithful to the photo."""
SHARE_LETTERING = 0.04
"""Share of the groups whose crops are lettering in two colours."""
LEARNING_RATE = 1e-3
WILD_GRADIENT_NORM = 30.0
"""Beyond it a step has no gradient."""
FINE_TUNING_RATE = 4e-4
"""Rate where the training starts from trained weights: more forgets before it learns."""
WARM_UP_STEPS = 200
FALLING_SHARE = 0.2
"""Share of the time, at its end (all of it in a fine-tuning): there the rate falls to nothing, evenly; until
then it stays, so that a training can go on for longer than was thought."""
SPARSITY = 1.2e-3
"""Weight of the mean, over photo pixels, of how many details they have: each counts m / (m + `FAINT`) for a
colour of magnitude m. So details that bring little become nothing, and are left out of the field, while those
that bring much are not held back, as a plain sum of magnitudes does."""
SPARSITY_STEPS = 10_000
"""Steps over which that weight grows: at once it would keep details from ever being born."""
FAINT = 2 / 255
"""Magnitude of a colour that counts as half a detail."""
FINE_TUNING_SPARSITY = 3.4e-2
"""The same beside the logarithm of the error, which is so much larger."""
FINE_TUNING_MEAN = 30.0
"""Weight of `mean_error` there: a tenth of an 8-bit step counts as a twentieth of a decibel."""
NEAR = 2
"""Photo pixels on every side in which there must be something as bright, as dark, or it is ringing."""


@dataclass(frozen=True)
class CropSizes:
    """Sizes of what a step of the optimiser sees; about as many pixels whatever the crops' size."""

    side: int
    """Side of a reduced crop, in photo pixels."""
    batch: int
    """Crops in a step, if not told otherwise."""
    shave: int
    """Photo pixels at a crop's border left out of the loss: their kernels see zeros beyond it."""
    window: int
    """Largest side of what is drawn of a crop, in pixels: from there on, every scale costs the same."""

    @property
    def least_side(self) -> int:
        """Least side of a training picture, in pixels."""
        return self.side * LARGEST_SCALE


CROPS = CropSizes(side=PATCH, batch=16, shave=4, window=128)
FINE_TUNING_CROPS = CropSizes(side=48, batch=8, shave=6, window=144)
"""Small crops have little of what a kernel depends on, 22 photo pixels on every side."""


class LightTraining(Training):
    """The state of a training by the light network's recipe; see `Training`."""

    def __init__(
        self,
        network: LightNetwork,
        device: torch.device,
        seconds: float,
        seed: int,
        *,
        batch: int | None = None,
        fine: bool = False,
    ) -> None:
        super().__init__(network, device, seconds, seed, fine=fine)
        self._batch = batch
        self.light_network = network
        self.optimisers = optimisers(network)
        self._photo: torch.Tensor | None = None

    def batches(self, pictures: list[Picture], *, rain: bool) -> Iterator[list[Group]]:
        """Endless batches; batch k depends on the seed and k alone.

        Raises:
            CsrError: if there are too small pictures only.
        """
        sizes = FINE_TUNING_CROPS if self.fine else CROPS
        crops = Crops(pictures, sizes.least_side, self.device)
        count = (self._batch or sizes.batch) // GROUPS
        return ahead(
            lambda rng: [_group(crops, sizes, count, rng, rain) for _ in range(GROUPS)], self.seed, self.step
        )

    def one_step(self, groups: list[Group], bfloat16: bool) -> torch.Tensor:
        """One step of the optimiser on a batch; returns the loss, on the device."""
        rate = FINE_TUNING_RATE if self.fine else LEARNING_RATE
        rate *= min(1.0, (self.step + 1) / WARM_UP_STEPS)
        falling = 1.0 if self.fine else FALLING_SHARE
        rate *= min(1.0, max(0.0, (1 - self.elapsed / self.seconds) / falling))
        self.set_rate(rate)
        shares = [self.ranks.share(group) for group in groups]
        photo = torch.cat([g.downsampled for g, _ in shares])
        strength = torch.cat([g.strength for g, _ in shares])[:, None, None, None].expand_as(photo[:, :1])
        pixels = self._photo = torch.cat((photo, strength), 1).contiguous(memory_format=torch.channels_last)
        with torch.autocast(self.device.type, torch.bfloat16, enabled=bfloat16):
            level, details, colours = self.replica(pixels)
        total = torch.zeros((), device=self.device)
        first = 0
        for group, weight in shares:
            part = slice(first, first + len(group.target))
            picture = rasterize_level(level[part], LEVEL_SD**2, group.view)
            picture = picture + rasterize(details[part].contiguous(), group.view)
            if self.fine:
                error = log_error(picture, group.target, round(NEAR * group.view.scale))
                error = error + FINE_TUNING_MEAN * mean_error(picture, group.target)
            else:
                error = (picture - group.target).abs().mean()
            total = total + error * (weight / len(groups))
            first = part.stop
        sparsity = FINE_TUNING_SPARSITY if self.fine else SPARSITY * min(1.0, self.step / SPARSITY_STEPS)
        sparsity *= self.ranks.weight(len(photo), sum(len(group.target) for group in groups))
        size = (colours.square().sum(-2) + 1e-8).sqrt()
        sparse = total + sparsity * (size / (size + FAINT)).sum(-1).mean()
        self.network.zero_grad(set_to_none=True)
        sparse.backward()  # pyright: ignore[reportUnknownMemberType]
        parameters = list(self.network.parameters())
        tame = torch.nn.utils.clip_grad_norm_(parameters, LARGEST_GRADIENT_NORM) <= WILD_GRADIENT_NORM
        for parameter in parameters:  # on the device: to read the norm would be to wait for a GPU
            if parameter.grad is not None:
                parameter.grad = torch.where(tame, parameter.grad, 0)
        for optimiser in self.optimisers:
            optimiser.step()
        if self.ranks.leads:
            self.average.update_parameters(self.network)
        self.step += 1
        return self.ranks.mean(total.detach())

    def describe(self) -> str:
        """How many of each block's hidden units answer to the last batch, and its details a photo pixel."""
        if self._photo is None:
            return ""
        live, total = live_units(self.light_network, self._photo)
        with torch.no_grad():
            _, details, _ = self.light_network(self._photo)
        kept = (details[:, 5:] != 0).any(1).float().mean() * self.light_network.config.details**2
        return f"live units {live} of {total}, details a pixel {float(kept):.2f}"


def _group(crops: Crops, sizes: CropSizes, count: int, rng: np.random.Generator, rain: bool) -> Group:
    kind = rng.random()
    if kind < SHARE_AT_ONE:
        side = sizes.side
    elif kind < SHARE_AT_ONE + SHARE_LARGE:
        side = int(rng.integers(sizes.side * USUAL_SCALE, sizes.least_side + 1))
    else:
        side = int(rng.integers(sizes.side, sizes.side * USUAL_SCALE + 1, size=2).max())
    if rng.random() < SHARE_LETTERING:
        letters = torch.from_numpy(np.stack([lettering(side, rng) for _ in range(count)]))
        targets = letters.to(crops.device).permute(0, 3, 1, 2)
    else:
        targets = crops.taken(side, count, rng)
    degrade = _in_rain if rain else as_camera_file
    return grouped(targets, sizes.side, rng, degrade, shave=sizes.shave, window=sizes.window)


def _in_rain(picture: Picture, rng: np.random.Generator) -> tuple[Picture, float]:
    return as_camera_file(with_rain(picture, rng), rng)


def optimisers(network: LightNetwork) -> list[torch.optim.Optimizer]:
    """Muon for the convolutions between features; Adam for biases and what touches photo or kernels."""
    hidden = [
        p for name, p in network.encoder.named_parameters() if p.ndim == 4 and not name.startswith("entry")
    ]
    rest = [p for p in network.parameters() if all(p is not h for h in hidden)]
    return [Muon(hidden, LEARNING_RATE), torch.optim.Adam(rest, LEARNING_RATE, fused=True)]


def live_units(network: LightNetwork, pixels: torch.Tensor) -> tuple[int, int]:
    """How many hidden units of the encoder's blocks answer anywhere in pictures, and how many there are."""
    largest: list[torch.Tensor] = []

    def note(_module: object, inputs: tuple[torch.Tensor]) -> None:
        largest.append(inputs[0].detach().float().amax((0, 2, 3)))

    # What the gates see is what the activations gave.
    hooks = [block.gate.register_forward_pre_hook(note) for block in network.encoder.every_block()]
    try:
        with torch.no_grad():
            network(pixels)
    finally:
        for hook in hooks:
            hook.remove()
    units = torch.cat(largest)
    return int((units > 0).sum()), units.numel()


@dataclass(frozen=True)
class LightStart(Start):
    """The light network that a training begins with; given weights grow to more channels or blocks."""

    blocks: tuple[int, ...] | None = None
    details: int | None = None

    def network(self) -> LightNetwork:
        """A new network, or that of the given weights.

        Raises:
            CsrError: if they have other sizes than are asked for, or the sizes make no network.
        """
        sizes = self.given("channels", "blocks", "details")
        if self.init is None:
            return LightNetwork(LightConfig(**sizes), self.name)
        network = load_network(self.init).train()
        if not isinstance(network, LightNetwork):
            raise CsrError(f"{self.init} is no network of a level and details, which this recipe trains")
        if sizes:
            network = grown(network, replace(network.config, **sizes))
        network.name = self.name
        return network


def light_training(
    start: LightStart, seconds: float, seed: int, batch: int | None, device: torch.device
) -> Training:
    """A training by the light network's recipe; of `CropSizes.batch` crops a step if not told otherwise.

    Raises:
        CsrError: if a batch makes no groups; see also `LightStart.network`.
    """
    if batch is not None and batch % GROUPS:
        raise CsrError(f"a batch of the light network's recipe is {GROUPS} groups of as many crops each")
    return LightTraining(start.network(), device, seconds, seed, batch=batch, fine=start.init is not None)
