"""A larger network that begins as a smaller one (Chen, Goodfellow and Shlens 2016, Net2Net)."""

from __future__ import annotations

import torch
from torch import nn

from ..network.light import Architecture, Network


def grown(network: Network, architecture: Architecture) -> Network:
    """A light network with more channels and blocks that gives the same kernels, to be trained on.

    What is new starts at random, but nothing old listens to new channels yet, and new blocks add nothing.

    Args:
        network: what it begins as.
        architecture: what it becomes, with no fewer channels and blocks.

    Raises:
        ValueError: if it would be smaller.
    """
    old = network.architecture
    if architecture.channels < old.channels or architecture.blocks < old.blocks:
        raise ValueError(
            f"'{network.name}' has {old.channels} channels and {old.blocks} blocks: it can only grow"
        )
    larger = Network(architecture, network.name)
    with torch.no_grad():
        _take(larger.encoder.entry, network.encoder.entry)
        _take(larger.encoder.exit, network.encoder.exit)
        for i, block in enumerate(larger.encoder.blocks):
            if i < old.blocks:
                for name, layer in block.named_children():
                    _take(layer, network.encoder.blocks[i].get_submodule(name))
            else:
                for parameter in block.get_submodule("second").parameters():
                    parameter.zero_()
    for head in ("covariance", "position", "colour"):
        larger.get_submodule(head).load_state_dict(network.get_submodule(head).state_dict())
    return larger


def _take(larger: nn.Module, smaller: nn.Module) -> None:
    """Give a convolution another one's weights for its first channels, which then hear those alone."""
    weight, bias = smaller.get_parameter("weight"), smaller.get_parameter("bias")
    outputs, inputs = weight.shape[:2]
    larger.get_parameter("weight")[:outputs] = 0
    larger.get_parameter("weight")[:outputs, :inputs] = weight
    larger.get_parameter("bias")[:outputs] = bias
