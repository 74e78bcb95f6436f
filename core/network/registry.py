"""The networks that weights files may hold, in one table, by the name of the encoder in their header."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import torch

from ..utils.errors import CsrError
from . import continuoussr
from .base import FieldNetwork
from .light import LightConfig, LightNetwork

Tensors = dict[str, torch.Tensor]


def network_from_weights(sizes: dict[str, Any], name: str, tensors: Tensors) -> FieldNetwork:
    """Build a network and give it weights.

    Args:
        sizes: its hyper-parameters; `encoder` tells which kind it is.
        name: of the weights.
        tensors: the weights by their names in the network.

    Raises:
        CsrError: if the hyper-parameters make no network, or there are too few weights for it.
        RuntimeError: if the weights are those of another one.
        TypeError: if there are hyper-parameters that the kind does not have.
    """
    encoder = sizes.get("encoder", "light")
    if encoder not in NETWORKS:
        raise CsrError(f"there is no encoder '{encoder}'; there are: {', '.join(NETWORKS)}")
    return NETWORKS[encoder](sizes, name, tensors)


def _light(sizes: dict[str, Any], name: str, tensors: Tensors) -> FieldNetwork:
    config = LightConfig(**sizes)
    with torch.device("meta"):  # shapes without memory
        _check_count(sum(p.numel() for p in LightNetwork(config, name).parameters()), tensors)
    network = LightNetwork(config, name)
    network.load_state_dict(tensors)
    return network


def _continuoussr(sizes: dict[str, Any], name: str, tensors: Tensors) -> FieldNetwork:
    return continuoussr.from_state_dict(continuoussr.ContinuousSRConfig(**sizes), name, tensors)


def _check_count(needed: int, tensors: Tensors) -> None:
    """Look whether a file holds as many numbers as the network that it describes, before one is made."""
    held = sum(tensor.numel() for tensor in tensors.values())
    if needed > held:
        raise CsrError(f"such a network has {needed:,} weights or more, and the file holds {held:,}")


NETWORKS: dict[str, Callable[[dict[str, Any], str, Tensors], FieldNetwork]] = {
    "context": _light,
    **dict.fromkeys(continuoussr.ENCODERS, _continuoussr),
}
"""Makers of networks from weights, by the name of the encoder."""
