"""The checkpoint that a training goes on from.

Everything that the file holds is looked at before any of it is used: an error that is raised later is one of
the program's own, and not told as damage.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import torch

from ..network.torch_file import load_torch_file, save_torch_file
from ..utils.atomic_file import replacing
from ..utils.bounded_input import InputError
from ..utils.errors import CsrError


@dataclass(frozen=True)
class Checkpoint:
    """The state of a training between two of its steps; its fields are the entries of the file."""

    network: dict[str, torch.Tensor]
    """State dict of the trained network."""
    average: dict[str, torch.Tensor]
    """State dict of its running average."""
    optimisers: list[dict[str, Any]]
    """State dicts of the optimisers."""
    architecture: dict[str, Any]
    """Hyper-parameters of the network, by name."""
    step: int
    """Steps so far."""
    elapsed: float
    """Seconds so far."""
    seed: int
    """Seed of the crops."""
    fine: bool
    """True for a fine-tuning."""


def save_checkpoint(checkpoint: Checkpoint, path: Path) -> None:
    """Write a checkpoint; an old one stays whole until then.

    Raises:
        OSError: if the system does not let it be written, as on a full disk.
    """
    with replacing(path, overwrite=True) as part:
        save_torch_file(vars(checkpoint), part)


def load_checkpoint(
    path: Path, own: Checkpoint, optimisers: Sequence[torch.optim.Optimizer], device: torch.device
) -> Checkpoint:
    """Read a checkpoint that a training can go on from.

    Args:
        path: the file.
        own: the present state of the training, whose sizes the file's must be.
        optimisers: the training's own.
        device: where the tensors come to lie.

    Raises:
        CsrError: if it was made with another architecture, or is no checkpoint.
    """
    damaged = CsrError(f"{path} is damaged, or no checkpoint of a training.")
    try:
        content = load_torch_file(path, device)
    except InputError as error:
        raise damaged from error
    if not isinstance(content, dict) or content.keys() != vars(own).keys():
        raise damaged
    checkpoint = Checkpoint(**content)
    if not _are_sizes(checkpoint.architecture, own.architecture):
        raise damaged
    sizes = checkpoint.architecture.items()
    others = [f"{name} {size}" for name, size in sizes if size != own.architecture[name]]
    if others:
        raise CsrError(f"{path} was made with another architecture: {', '.join(others)}")
    if not (
        _are_counts(**{name: content[name] for name in ("step", "elapsed", "seed", "fine")})
        and _is_state(checkpoint.network, own.network)
        and _is_state(checkpoint.average, own.average)
        and _are_optimiser_states(checkpoint.optimisers, optimisers)
    ):
        raise damaged
    return checkpoint


def _are_sizes(value: Any, own: Mapping[str, Any]) -> bool:
    """True for hyper-parameters of the same names, which can be compared: no tensor is among them."""
    if not isinstance(value, dict) or value.keys() != own.keys():
        return False
    seen = set[int]()
    left: list[Any] = [value]  # a stack of its own: containers may be nested deeper than Python can call
    while left:
        part = left.pop()
        if isinstance(part, dict | list | tuple):
            if id(part) not in seen:
                seen.add(id(part))
                left += part.values() if isinstance(part, dict) else part
        elif not (part is None or isinstance(part, int | float | str)):
            return False
    return True


def _are_counts(step: Any, elapsed: Any, seed: Any, fine: Any) -> bool:
    """True if those entries of a checkpoint can be."""
    return (
        all(type(number) is int and number >= 0 for number in (step, seed))
        and isinstance(elapsed, float)
        and 0 <= elapsed < math.inf
        and isinstance(fine, bool)
    )


def _is_state(value: Any, own: Mapping[str, torch.Tensor]) -> bool:
    """True for a state dict of the same network: finite tensors of the same names, shapes and types."""
    return (
        isinstance(value, dict)
        and value.keys() == own.keys()
        and all(
            _is_finite(value[name], tensor.dtype) and value[name].shape == tensor.shape
            for name, tensor in own.items()
        )
    )


def _are_optimiser_states(value: Any, optimisers: Sequence[torch.optim.Optimizer]) -> bool:
    return (
        isinstance(value, list)
        and len(cast("list[Any]", value)) == len(optimisers)
        and all(map(_is_optimiser_state, cast("list[Any]", value), optimisers))
    )


def _is_optimiser_state(value: Any, optimiser: torch.optim.Optimizer) -> bool:
    """True for the state dict of such an optimiser: for each parameter by number, what was learned of it.

    Its groups are not looked at: the recipe sets what stands in them.
    """
    state = value.get("state") if isinstance(value, dict) else None
    if not isinstance(state, dict):
        return False
    state = cast("dict[Any, Any]", state)
    parameters = [parameter for group in optimiser.param_groups for parameter in group["params"]]
    numbers = set(range(len(parameters)))
    if not (state.keys() <= numbers and all(isinstance(entry, dict) for entry in state.values())):
        return False
    return len({frozenset(entry) for entry in state.values()}) <= 1 and all(
        _is_finite(tensor, torch.float32) and tensor.shape in (parameters[number].shape, ())
        for number, entry in state.items()
        for tensor in entry.values()
    )


def _is_finite(value: Any, dtype: torch.dtype) -> bool:
    """True for a tensor of a type that holds finite numbers only."""
    return isinstance(value, torch.Tensor) and value.dtype == dtype and bool(torch.isfinite(value).all())
