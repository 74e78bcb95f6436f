"""How far the maker of a file has come: what `csr fit` and `csr train` write into its header on the way."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, cast

from .bounded_input import InputError, parse_json
from .errors import CsrError
from .messages import Message
from .tensor_file import open_tensors

KINDS: dict[str, Literal["weights", "field"]] = {"csr-weights": "weights", "csr-field": "field"}
"""By the `format` that a header tells."""


class FileHeaderError(CsrError):
    """A file is neither weights nor a field, or not whole; the message says so in a sentence."""


@dataclass(frozen=True)
class FileHeader:
    """The header of a weights or field file."""

    kind: Literal["weights", "field"]
    steps: int | None
    """Steps of its making; None where it does not tell."""
    psnr: tuple[tuple[int, float], ...]
    """Scale and PSNR in dB, of each scale that was measured."""


def card_of(steps: int | None, decibels: float) -> dict[str, str]:
    """The entries of a fitted field's header about its making."""
    told = {} if steps is None else {"steps": str(steps)}
    return {**told, "psnr": json.dumps({1: round(decibels, 2)})}


def read_file_header(path: Path) -> FileHeader:
    """The header of a file.

    Raises:
        FileHeaderError: if it is neither weights nor a field, or cannot be read.
    """
    try:
        with open_tensors(path) as file:
            told = file.metadata
        kind = KINDS.get(told.get("format", ""))
        if kind is None:
            raise FileHeaderError(Message("{name} holds neither weights nor a field.", name=path.name))
        steps = told.get("steps")
        scores = parse_json(told.get("psnr") or told.get("validation_psnr_y") or "{}")
        psnr = tuple((int(scale), float(value)) for scale, value in cast("dict[str, float]", scores).items())
        return FileHeader(kind, None if steps is None else int(steps), psnr)
    except FileHeaderError:
        raise
    except (InputError, OSError, ValueError, TypeError, AttributeError, OverflowError) as error:
        raise FileHeaderError(
            Message("{name} cannot be read: {error}", name=path.name, error=error)
        ) from error
