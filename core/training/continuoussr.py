"""The paper's recipe (ContinuousSR, section 5.1): `csr train FOLDER OUT.safetensors --recipe paper`.

Crops of 256 x 256, each batch in groups of 16 that share a scale s ~ U(4, 8), reduced by bicubic; L1 and
frequency loss over the whole crop; Adam, 1e-4, halved after every tenth of the time. Pictures are drawn with
the footprint of a device pixel, as the viewer draws them.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import dataclass, replace
from pathlib import Path
from typing import cast

import numpy as np
import torch
from safetensors import SafetensorError
from safetensors.torch import load_file

from ..network.continuoussr import ContinuousSRNetwork, architecture_of
from ..network.continuoussr_checkpoint import WeightsImportError, plain_state
from ..network.dictionary import read_dictionary
from ..network.weights import load_network
from ..rasterize.differentiable import rasterize
from ..utils.arrays import Picture
from ..utils.bounded_input import InputError, regular_size
from ..utils.errors import CsrError
from ..utils.messages import Message
from .crops import Crops, Group, ahead, grouped
from .degradation import with_rain
from .losses import loss
from .train import Start, Training, kernels_to_field

CROP = 256
"""Side of a target crop, in pixels."""
SCALES = (4.0, 8.0)
GROUP = 16
"""Crops that share a scale."""
BATCH = 64
RATE = 1e-4
HALVINGS = 10
"""Parts of the time, of one rate each, halved from part to part: as in the paper's 1000 epochs of DF2K,
halved every 100. In epochs of a small folder the rate would be gone in minutes."""
VALIDATION_SCALES = (4, 6, 8)


class ContinuousSRTraining(Training):
    """The state of a training by the paper's recipe. The weights that are written are the trained ones.

    Args:
        network: what is trained.
        device: where.
        seconds: length of the training.
        seed: of the crops.
        batch: crops for each step of the optimiser.
        rate: of learning, at the start.
        crop: side of a target crop, in pixels.
    """

    def __init__(
        self,
        network: ContinuousSRNetwork,
        device: torch.device,
        seconds: float,
        seed: int,
        *,
        batch: int = BATCH,
        rate: float = RATE,
        crop: int = CROP,
    ) -> None:
        super().__init__(network, device, seconds, seed)
        self._batch = batch
        self.adam = torch.optim.Adam(self.network.parameters())
        self.optimisers = [self.adam]
        self.first_rate = rate
        self.crop = crop

    @property
    def validation_scales(self) -> tuple[int, ...]:
        """The scales that the weights are measured at: ends and middle of those that are trained."""
        return VALIDATION_SCALES

    @property
    def averaged_network(self) -> ContinuousSRNetwork:
        """The network whose weights are written and measured: the paper speaks of no average."""
        return cast(ContinuousSRNetwork, self.network)

    @property
    def all_used(self) -> bool:
        """True if each parameter has a part in the loss: layers of the encoder's enlargement may not."""
        return False

    def batches(self, pictures: list[Picture], *, rain: bool) -> Iterator[list[Group]]:
        """Endless batches; batch k depends on the seed and k alone.

        Raises:
            CsrError: if no picture is as large as a crop.
        """
        crops = Crops(pictures, self.crop, self.device)
        counts = [min(GROUP, self._batch - first) for first in range(0, self._batch, GROUP)]
        return ahead(
            lambda rng: [_group(crops, count, self.crop, rng, rain) for count in counts],
            self.seed,
            self.step,
        )

    def one_step(self, groups: list[Group], bfloat16: bool) -> torch.Tensor:
        """One step of the optimiser on a batch; returns the loss, on the device. Works in float32.

        One group after the other goes forward and backward, so that memory is that of a group.
        """
        del bfloat16
        halved = min(HALVINGS - 1, int(HALVINGS * self.elapsed / self.seconds))
        self.set_rate(self.first_rate * 0.5**halved)
        self.network.zero_grad(set_to_none=True)
        total = torch.zeros((), device=self.device)
        count = sum(len(group.target) for group in groups)
        for i, whole in enumerate(groups):
            group, weight = self.ranks.share(whole)
            last = i == len(groups) - 1
            with nullcontext() if last else self.ranks.without_averaging(self.replica):
                photo = group.downsampled.contiguous(memory_format=torch.channels_last)
                kernels = kernels_to_field(self.replica(photo), self.network.cells_per_pixel)
                picture = rasterize(kernels, group.view)
                share = loss(picture, group.target) * (weight * len(whole.target) / count)
                share.backward()  # pyright: ignore[reportUnknownMemberType]
            total += share.detach()
        self.adam.step()
        self.step += 1
        return self.ranks.mean(total)


def _group(crops: Crops, count: int, crop: int, rng: np.random.Generator, rain: bool) -> Group:
    """Crops of one scale. The target is cut to what a whole number of photo pixels covers."""
    scale = rng.uniform(*SCALES)
    small = max(1, int(crop / scale))
    side = min(crop, round(small * scale))
    return grouped(crops.taken(side, count, rng), small, rng, _in_rain if rain else None)


def _in_rain(picture: Picture, rng: np.random.Generator) -> tuple[Picture, float]:
    return with_rain(picture, rng), 0.0


@dataclass(frozen=True)
class ContinuousSRStart(Start):
    """The paper's network that a training begins with; given weights are of such a network."""

    dictionary: Path | None = None
    """File of covariances, by `csr prior`."""
    encoder: str | None = None
    """Name of one of `continuoussr.ARCHITECTURES`, the first if None."""
    encoder_weights: Path | None = None
    """Weights of plain super-resolution by the same encoder, see `load_encoder`."""
    depths: tuple[int, ...] | None = None

    def network(self) -> ContinuousSRNetwork:
        """A new network, or that of the given weights.

        Raises:
            CsrError: if they have other sizes than are asked for, or the sizes make no network.
        """
        sizes = self.given("channels", "depths")
        if self.dictionary is not None:
            sizes["dictionary"] = axes = read_dictionary(self.dictionary)
            sizes["entries"] = math.prod(len(axis) for axis in axes) + 1
        if self.init is not None:
            network = load_network(self.init).train()
            if sizes or self.encoder or not isinstance(network, ContinuousSRNetwork):
                raise CsrError("--init brings its own network and sizes, and must be one of the paper's kind")
            network.name = self.name
            return network
        architecture = replace(architecture_of(self.encoder), **sizes)
        network = ContinuousSRNetwork(architecture, self.name)
        if self.encoder_weights is not None:
            load_encoder(network, self.encoder_weights)
        return network


def continuoussr_training(
    start: ContinuousSRStart, seconds: float, seed: int, batch: int | None, device: torch.device
) -> Training:
    """A training by the paper's recipe; of `BATCH` crops a step if not told otherwise.

    Raises:
        CsrError: see `ContinuousSRStart.network`.
    """
    return ContinuousSRTraining(start.network(), device, seconds, seed, batch=batch or BATCH, crop=CROP)


def load_encoder(network: ContinuousSRNetwork, path: Path) -> None:
    """Start a network's encoder from weights for plain super-resolution by the same architecture.

    Args:
        network: what is to be trained; its enlargement must be that of the weights, x4 for four kernels a
            photo pixel.
        path: `.safetensors`, or a PyTorch file of tensors, alone or under `params_ema` or `params`.

    Raises:
        WeightsImportError: if the file holds other tensors.
    """
    if path.suffix.lower() == ".safetensors":
        try:
            regular_size(path)
            state = load_file(path)
        except (InputError, SafetensorError, OSError) as error:
            told = Message("{name} cannot be read as weights: {error}", name=path.name, error=error)
            raise WeightsImportError(told) from error
    else:
        state = plain_state(path)
    state = {key.removeprefix("encoder."): tensor for key, tensor in state.items()}
    own = network.encoder.state_dict()
    wrong = [key for key, tensor in own.items() if key not in state or state[key].shape != tensor.shape]
    if wrong:
        raise WeightsImportError(
            f"{path.name} holds no encoder of these sizes: {wrong[0]} is missing or of another shape, and "
            f"{len(wrong) - 1} of {len(own)} tensors more; give the --encoder, --channels and --depths it has"
        )
    network.encoder.load_state_dict({key: state[key] for key in own})
    network.licence = f"that of {path.name}, which the encoder started from"
