"""Weights as `.safetensors` files; the architecture stands in the header, the network is built from it."""

from __future__ import annotations

import json
from importlib import resources
from pathlib import Path
from typing import cast

import torch
from safetensors import SafetensorError, safe_open
from safetensors.torch import save_file

from ..utils.atomic_file import reason_of
from ..utils.errors import CsrError
from ..utils.messages import Message
from .base import FieldNetwork
from .bundled import bundled
from .registry import network_from_weights
from .weights_header import FORMAT, FORMAT_VERSION, WeightsError, existing_weights, read_header

_DAMAGE = (SafetensorError, OSError, KeyError, TypeError, RuntimeError, AttributeError, ArithmeticError)
"""Errors that the libraries raise for a damaged file."""


def save_network(network: FieldNetwork, path: Path, card: dict[str, str] | None = None) -> None:
    """Write a network's weights; `card` adds lines about their making to the header.

    Raises:
        WeightsError: if they cannot be written, as on a full disk.
    """
    metadata = {
        "format": FORMAT,
        "version": FORMAT_VERSION,
        "name": network.name,
        "architecture": json.dumps(network.sizes),
        "licence": network.licence,
        **(card or {}),
    }
    tensors = {key: value.contiguous().cpu() for key, value in network.state_dict().items()}
    try:
        save_file(tensors, path, metadata=metadata)
    except SafetensorError as error:
        raise reason_of(error) or WeightsError(f"the weights cannot be written: {error}") from error


def load_network(name_or_path: str = "light") -> FieldNetwork:
    """Build the network of bundled weights, or of a weights file.

    Raises:
        WeightsError: if there are no such weights, or the file is not one that this version can use.
    """
    with resources.as_file(resources.files("csr.resources") / "weights") as folder:
        path = folder / f"{name_or_path}.safetensors"
        return _read(path if name_or_path in bundled() else existing_weights(name_or_path))


def _read(path: Path) -> FieldNetwork:
    header = read_header(path)
    try:
        with safe_open(path, framework="pt") as file:  # pyright: ignore[reportUnknownVariableType]
            tensors = {key: file.get_tensor(key) for key in cast("list[str]", list(file.keys()))}
            network = network_from_weights(header.sizes, header.name, tensors)
            network.licence = header.licence
    except (CsrError, ValueError) as error:
        raise WeightsError(
            Message("{name} does not describe a network: {error}", name=path.name, error=error)
        ) from error
    except _DAMAGE as error:
        raise WeightsError(
            Message("{name} cannot be read as weights: {error}", name=path.name, error=error)
        ) from error
    if not all(bool(torch.isfinite(value).all()) for value in network.state_dict().values()):
        raise WeightsError(Message("{name} holds numbers that are not finite", name=path.name))
    return network.eval()
