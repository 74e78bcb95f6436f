"""Muon, an optimiser for the weights of hidden layers (Jordan et al. 2024)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import torch

MOMENTUM = 0.95
NEWTON_SCHULZ = (3.4445, -4.7750, 2.0315)
"""Coefficients of the odd polynomial that moves singular values towards one (Jordan et al. 2024)."""
ITERATIONS = 5
UPDATE_RMS = 0.2
"""Root mean square of a step's numbers for a rate of 1, about that of Adam's, so that one rate serves both
(Liu et al. 2025, Muon is Scalable for LLM Training, section 2.2)."""
WEIGHT_DECAY = 0.2
"""Share of the weights that a step of rate 1 takes away, decoupled from the gradients (same, section 2.2,
where it is 0.1; twice that here, for trainings of far fewer steps).
Without it the weights grew for as long as a training went on, and it diverged: README.md beside this file."""


class Muon(torch.optim.Optimizer):
    """Steps along the gradients' momentum made orthogonal: each direction of a weight matrix moves alike.

    Args:
        parameters: weights of two dimensions or more; all but the first are taken together.
        lr: rate of learning.
    """

    def __init__(self, parameters: Iterable[torch.nn.Parameter], lr: float) -> None:
        super().__init__(parameters, {"lr": lr})

    @torch.no_grad()
    def step(self, closure: Callable[[], float] | None = None) -> None:  # pyright: ignore[reportIncompatibleMethodOverride]
        """One step from the gradients that the parameters hold."""
        assert closure is None
        for group in self.param_groups:
            for parameter in group["params"]:
                state: dict[str, Any] = self.state[parameter]
                if not state:
                    state["momentum"] = torch.zeros_like(parameter)
                momentum: torch.Tensor = state["momentum"].lerp_(parameter.grad, 1 - MOMENTUM)
                ahead = parameter.grad.lerp(momentum, MOMENTUM).flatten(1)  # Nesterov's
                size = UPDATE_RMS * max(ahead.shape) ** 0.5
                parameter.mul_(1 - group["lr"] * WEIGHT_DECAY)
                parameter.sub_(orthogonal(ahead).view_as(parameter), alpha=group["lr"] * size)


def orthogonal(matrix: torch.Tensor) -> torch.Tensor:
    """The matrix (m, n) with its singular values brought to about one, 0.7 to 1.2, by Newton and Schulz."""
    a, b, c = NEWTON_SCHULZ
    wide = matrix if matrix.shape[0] <= matrix.shape[1] else matrix.T
    x = wide / (wide.norm() + 1e-12)
    for _ in range(ITERATIONS):
        square = x @ x.T
        x = a * x + (b * square + c * square @ square) @ x
    return x if wide is matrix else x.T
