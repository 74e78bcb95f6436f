"""The light network's recipe: what it begins with; `train.py` and `data.py` are the rest of it."""

from __future__ import annotations

from dataclasses import dataclass, replace

import torch

from ..network.base import FieldNetwork
from ..network.dictionary import read_dictionary
from ..network.light import Architecture, Network
from ..network.weights import load_network
from .data import GROUPS
from .growth import grown
from .train import BATCH, Start, Training


@dataclass(frozen=True)
class LightStart(Start):
    """The light network that a training begins with; given weights grow to more channels or blocks."""

    blocks: int | None = None
    half_turn: bool | None = None
    """Fields are to be made twice, the second time from the photo turned; the training is the same."""

    def network(self) -> FieldNetwork:
        """A new network, or that of the given weights.

        Raises:
            ValueError: if they have other sizes than are asked for, or the sizes make no network.
        """
        sizes = self.given("channels", "blocks", "half_turn")
        if self.init is None:
            if self.dictionary is not None:
                sizes["dictionary"] = read_dictionary(self.dictionary)
            return Network(Architecture(**sizes), self.name)
        if self.dictionary is not None:
            raise ValueError("--init brings its own dictionary: leave --dictionary out")
        network = load_network(self.init).train()
        if sizes:
            if not isinstance(network, Network):
                raise ValueError("--init brings its own sizes: only a light network grows")
            network = grown(network, replace(network.architecture, **sizes))
        network.name = self.name
        return network


def light_training(
    start: LightStart, seconds: float, seed: int, batch: int | None, device: torch.device
) -> Training:
    """A training by the light network's recipe; of `BATCH` crops a step if not told otherwise.

    Raises:
        ValueError: if a batch makes no groups; see also `LightStart.network`.
    """
    batch = batch or BATCH
    if batch % GROUPS:
        raise ValueError(f"a batch of the light network's recipe is {GROUPS} groups of as many crops each")
    return Training(start.network(), device, seconds, seed, batch=batch, fine=start.init is not None)
