"""The paper's recipe at reduced size: what every network of `csr ablate` is trained by.

Crops of 64 x 64 at x4 alone (the authors: within 0.05 dB of all scales), a rate twenty times the paper's that
warms up and falls along a cosine to nothing, a limit on the gradient. With the paper's own rate, scales and
batches a network of any size shows no picture at all after minutes.
"""

from __future__ import annotations

import copy
import math
import statistics
import time
from itertools import islice

import numpy as np
import torch

from ..network.published import PublishedNetwork
from ..rasterize.differentiable import rasterize
from ..view import View
from .data import Group, ahead, cropped, reduced, stacked
from .degradation import Picture
from .losses import loss
from .train import LARGEST_GRADIENT_NORM, has_fast_bfloat16, placed

SCALE = 4
CROP = 64
"""Side of a target crop, in pixels."""
BATCH = 4
RATE = 2e-3
"""At its height. In the first 400 steps of batches of 8, 1e-3 gave 22.7 dB, this 22.8, 4e-3 23.0."""
WARM_UP_STEPS = 50
TIMED_STEPS = (3, 12)
"""The first of the steps that are timed, and the step after the last: the first ones also compile."""

CPU = torch.device("cpu")


def steps_in(seconds: float, network: PublishedNetwork, pictures: list[Picture], seed: int) -> int:
    """How many steps of a network's training take so long here; the network stays as it is.

    Raises:
        ValueError: if there are too small pictures only.
    """
    first, end = TIMED_STEPS
    begun = [time.perf_counter()]
    trained(copy.deepcopy(network), pictures, end, seed, begun)
    took = [b - a for a, b in zip(begun[first:], begun[first + 1 :], strict=False)]
    return max(1, int(seconds / statistics.median(took)))


def trained(
    network: PublishedNetwork,
    pictures: list[Picture],
    steps: int,
    seed: int,
    ends: list[float] | None = None,
) -> PublishedNetwork:
    """Train a network.

    Args:
        network: what is trained.
        pictures: crops are taken from them.
        steps: how many.
        seed: batch k depends on it and k alone.
        ends: gets the time at the end of each step.

    Returns:
        The network, ready to be used.

    Raises:
        ValueError: if there are too small pictures only.
    """
    pictures = [p for p in pictures if min(p.shape[:2]) >= CROP]
    if not pictures:
        raise ValueError(f"no training picture has sides of {CROP} pixels or more")
    network = network.train().to(CPU, memory_format=torch.channels_last)  # pyright: ignore[reportCallIssue]
    optimiser = torch.optim.Adam(network.parameters(), fused=True)
    bfloat16 = has_fast_bfloat16(CPU)
    view = View(SCALE, 0, 0, CROP, CROP)
    # A network that goes nowhere has gradients too small for float32's usual form, a hundred times as slow.
    torch.set_flush_denormal(True)
    try:
        for step, (group,) in enumerate(islice(ahead(lambda k: [_group(pictures, seed, k)], 0), steps)):
            rate = (
                RATE * min(1.0, (step + 1) / WARM_UP_STEPS) * (0.5 + 0.5 * math.cos(math.pi * step / steps))
            )
            for parameters in optimiser.param_groups:
                parameters["lr"] = rate
            with torch.autocast(CPU.type, torch.bfloat16, enabled=bfloat16):
                kernels = network(group.reduced.contiguous(memory_format=torch.channels_last))
            picture = rasterize(placed(kernels, 0, 0, network.cells_per_pixel), view)
            optimiser.zero_grad(set_to_none=True)
            loss(picture, group.target).backward()  # pyright: ignore[reportUnknownMemberType]
            torch.nn.utils.clip_grad_norm_(network.parameters(), LARGEST_GRADIENT_NORM)
            optimiser.step()
            if ends is not None:
                ends.append(time.perf_counter())
    finally:
        torch.set_flush_denormal(False)
    return network.eval()


def _group(pictures: list[Picture], seed: int, k: int) -> Group:
    rng = np.random.default_rng((seed, k))
    targets = [cropped(pictures, CROP, rng) for _ in range(BATCH)]
    return Group(
        SCALE, stacked([reduced(t, CROP // SCALE, CROP // SCALE) for t in targets]), stacked(targets)
    )
