"""The authors' published checkpoint, read safely, as a network.

The file is a dictionary {'model': {'name': 'continuous-gaussian', 'args': ..., 'sd': state dict}}. The sizes
are read off the tensors. The authors' weights are under CC BY-NC 4.0: they do not ship with this program, and
whoever imports them keeps to that licence.
"""

from __future__ import annotations

import math
import re
from pathlib import Path
from typing import Any

import torch

from ..utils.bounded_input import InputError
from ..utils.errors import CsrError
from .continuoussr import ContinuousSRConfig, ContinuousSRNetwork, from_state_dict
from .torch_file import load_torch_file

MODEL = "continuous-gaussian"
LICENCE = "CC BY-NC 4.0"
"""Licence of the weights that the authors of ContinuousSR published."""
_EXPECTED = (
    "expected is a checkpoint of ContinuousSR as its authors publish it (ContinuousSR.pth): "
    f"a dictionary 'model' with 'name' ({MODEL}), 'args' and 'sd', the tensors of a HAT or SwinIR encoder "
    "and of the heads"
)
_DERIVED = ("attn_mask", "relative_position_index")
"""Last parts of names of tensors that SwinIR's files hold and that follow from its sizes."""

State = dict[str, torch.Tensor]


class WeightsImportError(CsrError):
    """A file is no checkpoint that can be imported; the message says what was expected."""


def import_weights(path: Path) -> ContinuousSRNetwork:
    """The network of a published checkpoint. Nothing in the file is executed.

    Raises:
        WeightsImportError: if the file holds something else.
    """
    state, convolution_scale = _state_and_scale(path)
    try:
        network = from_state_dict(architecture_of(state, convolution_scale), path.stem, state)
    except (CsrError, LookupError, TypeError, ValueError, ArithmeticError) as error:
        raise WeightsImportError(f"{path.name} holds other tensors ({error}); {_EXPECTED}") from error
    except RuntimeError as error:
        first = str(error).partition("\n\t")[2].partition("\n")[0][:200]
        raise WeightsImportError(f"{path.name} holds other tensors ({first}); {_EXPECTED}") from error
    for name, positions in _positions(network.architecture).items():
        if int(state[name].abs().max()) >= positions:
            raise WeightsImportError(f"{path.name}: {name} holds places beyond its table; {_EXPECTED}")
    network.licence = LICENCE
    return network.eval()


def _state_and_scale(path: Path) -> tuple[State, float]:
    """The file's state dict, and the weight of HAT's convolution blocks, which no tensor tells."""
    content = _loaded(path, _EXPECTED)
    if _at(content, "model", "name") != MODEL:
        raise WeightsImportError(f"{path.name} holds no model named {MODEL}; {_EXPECTED}")
    state = _tensors(path, _at(content, "model", "sd"), _EXPECTED)
    for key, tensor in state.items():
        if not bool(tensor.isfinite().all()):
            raise WeightsImportError(f"{path.name}: {key} holds numbers that are not finite")
    scale = _at(content, "model", "args", "encoder_spec", "args", "conv_scale")
    return state, float(scale) if isinstance(scale, float | int) else 0.01


def plain_state(path: Path) -> State:
    """The tensors of a file of weights for plain super-resolution, as BasicSR and others write it.

    Raises:
        WeightsImportError: if the file holds something else.
    """
    expected = "expected are tensors by name, alone or under 'params_ema' or 'params'"
    content = _loaded(path, expected)
    found = next((c for key in ("params_ema", "params") if (c := _at(content, key)) is not None), content)
    return _tensors(path, found, expected)


def _loaded(path: Path, expected: str) -> Any:
    """The content of a PyTorch file of tensors, numbers and texts; nothing in it is executed."""
    if not path.is_file():
        raise WeightsImportError(f"there is no file {path}; {expected}")
    try:
        return load_torch_file(path)
    except (InputError, OSError) as error:
        raise WeightsImportError(f"{path.name} cannot be read as a file of tensors; {expected}") from error


def _tensors(path: Path, found: Any, expected: str) -> State:
    """A state dict without what follows from the sizes."""
    if not isinstance(found, dict) or not all(isinstance(t, torch.Tensor) for t in found.values()):
        raise WeightsImportError(f"{path.name} holds no state dict of tensors; {expected}")
    return {str(k): t for k, t in found.items() if str(k).rpartition(".")[2] not in _DERIVED}


def _at(content: Any, *keys: str) -> Any:
    """The content at a path in a dictionary of dictionaries, or None."""
    for key in keys:
        content = content.get(key) if isinstance(content, dict) else None
    return content


def architecture_of(state: State, convolution_scale: float = 0.01) -> ContinuousSRConfig:
    """The sizes of a network, from the shapes of its tensors.

    Args:
        state: the state dict of a published network.
        convolution_scale: of HAT; the one number that no tensor tells.

    Raises:
        KeyError: if a tensor lacks from which a size is read.
        CsrError: if the sizes make no network.
    """
    return ContinuousSRConfig(
        **encoder_sizes(state, "encoder."),
        convolution_scale=convolution_scale,
        enlarged=state["encoder.conv_before_upsample.0.weight"].shape[0],
        latent=state["conv1.weight"].shape[0],
        hidden=_hidden(state),
    )


def _positions(architecture: ContinuousSRConfig) -> dict[str, int]:
    """How many entries each table has whose places a file holds."""
    if architecture.encoder != "hat":
        return {}
    names = ("encoder.relative_position_index_SA", "encoder.relative_position_index_OCA")
    sides = (architecture.window, architecture.key_window)
    return {n: (architecture.window + side - 1) ** 2 for n, side in zip(names, sides, strict=True)}


def _hidden(state: State) -> tuple[int, ...]:
    """The widths of the colour head's layers but the last."""
    pattern = re.compile(r"mlp\.layers\.(\d+)\.bias")
    found = sorted((int(m[1]), len(state[key])) for key in state if (m := pattern.fullmatch(key)))
    return tuple(width for _, width in found[:-1])


def encoder_sizes(state: State, prefix: str) -> dict[str, Any]:
    """The sizes of an encoder, from the shapes of its tensors; their names begin with `prefix`.

    Raises:
        KeyError: if a tensor lacks from which a size is read.
    """
    channels = state[f"{prefix}conv_first.weight"].shape[0]
    block = f"{prefix}layers.0.residual_group.blocks.0"
    table = state[f"{block}.attn.relative_position_bias_table"]
    window = (math.isqrt(table.shape[0]) + 1) // 2
    sizes: dict[str, Any] = {
        "encoder": "swinir",
        "channels": channels,
        "depths": _depths(state, prefix),
        "heads": table.shape[1],
        "window": window,
        "mlp_ratio": state[f"{block}.mlp.fc1.weight"].shape[0] / channels,
    }
    convolutions = f"{block}.conv_block.cab"
    if f"{convolutions}.0.weight" in state:
        keys = math.isqrt(
            state[f"{prefix}layers.0.residual_group.overlap_attn.relative_position_bias_table"].shape[0]
        )
        sizes |= {
            "encoder": "hat",
            "compress": channels // state[f"{convolutions}.0.weight"].shape[0],
            "squeeze": channels // state[f"{convolutions}.3.attention.1.weight"].shape[0],
            "overlap": (keys + 1 - 2 * window) / window,
        }
    return sizes


def _depths(state: State, prefix: str) -> tuple[int, ...]:
    pattern = re.compile(re.escape(prefix) + r"layers\.(\d+)\.residual_group\.blocks\.(\d+)\.norm1\.weight")
    found = [(int(m[1]), int(m[2])) for m in map(pattern.fullmatch, state) if m]
    groups = max(group for group, _ in found) + 1
    return tuple(sum(group == i for group, _ in found) for i in range(groups))
