"""The header of a weights file, read and judged without torch, which takes seconds to load."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from ..utils.bounded_input import InputError, parse_json, regular_size
from ..utils.errors import CsrError
from ..utils.messages import Message
from ..utils.tensor_file import open_tensors
from .bundled import bundled

WEIGHTS_SUFFIX = ".safetensors"
FORMAT = "csr-weights"
FORMAT_VERSION = "1"


class WeightsError(CsrError):
    """Weights cannot be used; the message says why in a sentence."""


@dataclass(frozen=True)
class WeightsHeader:
    """A weights file's own words about it."""

    name: str
    """Name of the weights."""
    sizes: dict[str, Any]
    """Hyper-parameters of the network; `encoder` tells which kind it is."""
    licence: str
    """Licence of the weights; empty where it does not tell."""


def check_weights(name_or_path: str) -> None:
    """Look whether bundled weights are there, or a weights file's header can be used.

    Raises:
        WeightsError: if there are no such weights, or the header is not one that this version can use.
    """
    if name_or_path not in bundled():
        read_header(existing_weights(name_or_path))


def existing_weights(name_or_path: str) -> Path:
    """Return the path of a weights file that a person named.

    Raises:
        WeightsError: if there is no such file, or its name says that it is another.
    """
    path = Path(name_or_path)
    if not path.is_file():
        names = ", ".join(bundled()) or "none"
        raise WeightsError(
            Message(
                "there are no weights '{name}': not a file, and bundled are: {names}",
                name=name_or_path,
                names=names,
            )
        )
    if path.suffix.lower() != WEIGHTS_SUFFIX:
        raise WeightsError(
            Message(
                "{name}: a weights file's name ends in .safetensors; "
                "of the authors' published file, csr import makes one",
                name=path.name,
            )
        )
    return path


def read_header(path: Path) -> WeightsHeader:
    """Read the header of a weights file.

    Raises:
        WeightsError: if it is no weights file, or not one that this version can use.
    """
    try:
        size = regular_size(path)
        with open_tensors(path) as file:
            metadata = file.metadata
    except (InputError, OSError) as error:
        raise WeightsError(
            Message("{name} cannot be read as weights: {error}", name=path.name, error=error)
        ) from error
    if metadata.get("format") != FORMAT:
        raise WeightsError(
            Message("{name} holds no weights of this program: its header is another one", name=path.name)
        )
    if metadata.get("version") != FORMAT_VERSION:
        raise WeightsError(
            Message(
                "{name} holds weights of format version {version}; this program reads version {known}",
                name=path.name,
                version=metadata.get("version"),
                known=FORMAT_VERSION,
            )
        )
    try:
        sizes = parse_json(metadata["architecture"])
        name = metadata["name"]
    except KeyError as error:
        raise WeightsError(
            Message("{name} cannot be read as weights: {error}", name=path.name, error=error)
        ) from error
    except (CsrError, ValueError) as error:
        raise WeightsError(
            Message("{name} does not describe a network: {error}", name=path.name, error=error)
        ) from error
    if not isinstance(sizes, dict):
        raise WeightsError(Message("{name} does not describe a network", name=path.name))
    sizes = cast("dict[str, Any]", sizes)
    # A layer of that many channels alone has as many weights, of a byte at least.
    largest = max((value for value in sizes.values() if isinstance(value, int)), default=0)
    if largest > size:
        raise WeightsError(
            Message(
                "{name} does not describe a network: one of {count} channels or more does not fit into a "
                "file of {size} bytes",
                name=path.name,
                count=largest,
                size=size,
            )
        )
    return WeightsHeader(name, sizes, metadata.get("licence", ""))
