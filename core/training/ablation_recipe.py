"""The paper's recipe at reduced size: what every network of `csr ablate` is trained by.

Crops of 64 x 64 at x4 alone (the authors: within 0.05 dB of all scales), a rate twenty times the paper's that
warms up and falls along a cosine to nothing, a limit on the gradient. With the paper's own rate, scales and
batches a network of any size shows no picture at all after minutes. As the authors do, the encoder starts
from plain super-resolution, which all variants share: it is many times cheaper to train than a dictionary of
730 entries, and from a random encoder chance decides more (0.7 dB) than most of what is compared.
"""

from __future__ import annotations

import copy
import math
import statistics
import time
from collections.abc import Callable
from itertools import islice

import torch
from torch import nn
from torch.nn import functional as F

from ..geometry.view import View
from ..network.continuoussr import ContinuousSRNetwork
from ..network.devices import has_fast_bfloat16
from ..network.encoders.swin_layers import WindowEncoder
from ..rasterize.differentiable import rasterize
from ..utils.arrays import Picture
from .crops import Crops, ahead, grouped
from .losses import loss
from .train import LARGEST_GRADIENT_NORM, kernels_to_field

SCALE = 4
CROP = 64
"""Side of a target crop, in pixels."""
BATCH = 4
RATE = 2e-3
"""At its height. In the first 400 steps of batches of 8, 1e-3 gave 22.7 dB, this 22.8, 4e-3 23.0."""
WARM_UP_STEPS = 50
ENCODER_STEPS = 4
"""Steps of the encoder's own training for each of a network's."""
TIMED_STEPS = (3, 12)
"""The first of the steps that are timed, and the step after the last: the first ones also compile."""

CPU = torch.device("cpu")


def steps_in(seconds: float, network: ContinuousSRNetwork, pictures: list[Picture], seed: int) -> int:
    """How many steps of a network's training take so long here; the network stays as it is.

    Raises:
        CsrError: if there are too small pictures only.
    """
    first, end = TIMED_STEPS
    ends: list[float] = []
    trained(copy.deepcopy(network), pictures, end, seed, lambda: ends.append(time.perf_counter()))
    took = [b - a for a, b in zip(ends[first - 1 :], ends[first:], strict=False)]
    return max(1, int(seconds / statistics.median(took)))


def pretrained(
    encoder: WindowEncoder,
    pictures: list[Picture],
    steps: int,
    seed: int,
    on_step: Callable[[], object] = lambda: None,
) -> WindowEncoder:
    """Train an encoder of four kernels a photo pixel for plain super-resolution at x4; see `trained`.

    Raises:
        CsrError: if there are too small pictures only.
    """

    def picture(photo: torch.Tensor) -> torch.Tensor:
        return encoder.conv_last(F.pixel_shuffle(encoder(photo), 2)).float()

    _descend(encoder, picture, pictures, steps, seed, on_step)
    return encoder


def share_encoder(network: ContinuousSRNetwork, encoder: WindowEncoder) -> None:
    """Start a network's encoder from another's weights, where it has the same shapes.

    For one or nine kernels a photo pixel the enlargement differs in a layer.
    """
    own = network.encoder.state_dict()
    shared = {k: t for k, t in encoder.state_dict().items() if k in own and own[k].shape == t.shape}
    network.encoder.load_state_dict({**own, **shared})


def trained(
    network: ContinuousSRNetwork,
    pictures: list[Picture],
    steps: int,
    seed: int,
    on_step: Callable[[], object] = lambda: None,
) -> ContinuousSRNetwork:
    """Train a network.

    Args:
        network: what is trained.
        pictures: crops are taken from them.
        steps: how many.
        seed: batch k depends on it and k alone.
        on_step: is called after each step.

    Returns:
        The network, ready to be used.

    Raises:
        CsrError: if there are too small pictures only.
    """
    view = View(SCALE, 0, 0, CROP, CROP)

    def picture(photo: torch.Tensor) -> torch.Tensor:
        return rasterize(kernels_to_field(network(photo), network.cells_per_pixel), view)

    _descend(network.train(), picture, pictures, steps, seed, on_step)
    return network.eval()


def _descend(
    module: nn.Module,
    picture: Callable[[torch.Tensor], torch.Tensor],
    pictures: list[Picture],
    steps: int,
    seed: int,
    on_step: Callable[[], object] = lambda: None,
) -> None:
    """Make the pictures that a module draws of reduced crops more like the crops."""
    crops = Crops(pictures, CROP, CPU)
    batches = ahead(lambda rng: [grouped(crops.taken(CROP, BATCH, rng), CROP // SCALE, rng)], seed, 0)
    module.to(CPU, memory_format=torch.channels_last)  # pyright: ignore[reportCallIssue]
    optimiser = torch.optim.Adam(module.parameters(), fused=True)
    bfloat16 = has_fast_bfloat16(CPU)
    # A network that goes nowhere has gradients too small for float32's usual form, a hundred times as slow.
    torch.set_flush_denormal(True)
    try:
        for step, (group,) in enumerate(islice(batches, steps)):
            warm, share = min(1.0, (step + 1) / WARM_UP_STEPS), step / steps
            for parameters in optimiser.param_groups:
                parameters["lr"] = RATE * warm * (0.5 + 0.5 * math.cos(math.pi * share))
            with torch.autocast(CPU.type, torch.bfloat16, enabled=bfloat16):
                drawn = picture(group.downsampled.contiguous(memory_format=torch.channels_last))
            optimiser.zero_grad(set_to_none=True)
            loss(drawn, group.target).backward()  # pyright: ignore[reportUnknownMemberType]
            torch.nn.utils.clip_grad_norm_(module.parameters(), LARGEST_GRADIENT_NORM)
            optimiser.step()
            on_step()
    finally:
        torch.set_flush_denormal(False)
