"""Networks that turn photos into fields."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..network.base import FieldNetwork


def load_network(weights: str | Path = "light") -> FieldNetwork:
    """The network of bundled weights or of a weights file: a `torch.nn.Module` in evaluation mode.

    Its `kernels(pixels, box, input_box)` is differentiable; `FieldNetwork` in `core/network/base.py` says
    what goes in and comes out. Loads torch.

    Args:
        weights: light, fine, or a file.

    Raises:
        CsrError: if there are no such weights.
    """
    from ..network.weights import load_network as load

    return load(str(weights))
