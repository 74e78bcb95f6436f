"""A larger network that begins as a smaller one (Chen, Goodfellow and Shlens 2016, Net2Net)."""

from __future__ import annotations

from itertools import zip_longest

import torch
from torch import nn

from ..network.light import LightConfig, LightNetwork
from ..utils.errors import CsrError


def grown(network: LightNetwork, config: LightConfig) -> LightNetwork:
    """A light network with more channels and blocks that gives the same kernels, to be trained on.

    What is new starts at random, but nothing old listens to new channels yet, and new blocks add nothing.

    Args:
        network: what it begins as.
        config: what it becomes, with no fewer channels and blocks, and the same features and details.

    Raises:
        CsrError: if it would be smaller, or have others.
    """
    old = network.config
    larger_everywhere = config.channels >= old.channels and all(
        new >= before for new, before in zip(config.blocks, old.blocks, strict=True)
    )
    if not larger_everywhere or (config.features, config.details) != (old.features, old.details):
        raise CsrError(
            f"'{network.name}' has {old.channels} channels and {old.blocks} blocks: it can only grow, "
            "and keeps its features and details"
        )
    larger = LightNetwork(config, network.name)
    small, large = network.encoder, larger.encoder
    with torch.no_grad():
        for name in ("entry", "down", "exit"):
            _take(large.get_submodule(name), small.get_submodule(name))
        # A shuffle to four pixels: the channels of each pixel lie together.
        _take(large.up, small.up, outputs=[c * 4 + i for c in range(old.channels) for i in range(4)])
        for name in ("before", "middle", "after"):
            pairs = zip_longest(large.get_submodule(name).children(), small.get_submodule(name).children())
            for block, known in pairs:
                if known is None:
                    for parameter in block.get_submodule("second").parameters():
                        parameter.zero_()
                    continue
                for part in ("first", "gate", "second"):
                    _take(block.get_submodule(part), known.get_submodule(part))
    larger.head.load_state_dict(network.head.state_dict())
    return larger


def _take(larger: nn.Module, smaller: nn.Module, outputs: list[int] | None = None) -> None:
    """Give a convolution another one's weights for some channels, which then hear the first ones alone."""
    weight, bias = smaller.get_parameter("weight"), smaller.get_parameter("bias")
    places = torch.tensor(outputs if outputs is not None else list(range(len(bias))))
    larger.get_parameter("weight")[places] = 0
    larger.get_parameter("weight")[places[:, None], torch.arange(weight.shape[1])] = weight
    larger.get_parameter("bias")[places] = bias
