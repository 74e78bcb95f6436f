"""Which weights make a photo's field: those that ship with the program, and the choice among them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from ..utils.errors import CsrError
from ..utils.messages import Message

AUTOMATIC = "auto"
"""In the place of a name: the weights are chosen by what runs the network."""
LIGHT = "light"
"""Bundled weights that a CPU runs while a person waits; what is shown while slower ones make their field."""
FINE = "fine"
"""Bundled weights that a CPU takes its time for."""


@dataclass(frozen=True)
class WeightsChoice:
    """Weights, and why they were taken."""

    name: str
    """Name of bundled weights, or a weights file."""
    reason: Literal["asked", "gpu", "cpu"]
    """A person named them; or what runs the network."""


def automatic(names: Sequence[str], *, gpu: bool) -> WeightsChoice:
    """The weights that open a photo where nobody names any.

    Args:
        names: the weights that are there.
        gpu: whether a GPU runs the network.

    Raises:
        CsrError: if there are none that this program knows.
    """
    for name in (FINE, LIGHT) if gpu else (LIGHT, FINE):
        if name in names:
            return WeightsChoice(name, "gpu" if gpu else "cpu")
    raise CsrError(Message("no weights ship with this program: name a weights file"))
