"""How far the maker of a file has come: what `csr fit` and `csr train` write into its header on the way."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, cast

from safetensors import SafetensorError, safe_open

from .bounded_input import InputError, parse_json, regular_size
from .errors import CsrError
from .messages import Message

KINDS: dict[str, Literal["weights", "field"]] = {"csr-weights": "weights", "csr-field": "field"}
"""By the `format` that a header tells."""


DAMAGE = (InputError, SafetensorError, OSError, ValueError, TypeError, AttributeError, ArithmeticError)
"""Errors of reading the header of a damaged file."""


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
        CheckpointError: if it is neither weights nor a field, or cannot be read.
    """
    try:
        regular_size(path)
        with safe_open(path, framework="numpy") as file:  # pyright: ignore[reportUnknownVariableType]
            told = cast("dict[str, str]", file.metadata() or {})
        kind = KINDS.get(told.get("format", ""))
        if kind is None:
            raise FileHeaderError(Message("{name} holds neither weights nor a field.", name=path.name))
        steps = told.get("steps")
        scores = parse_json(told.get("psnr") or told.get("validation_psnr_y") or "{}")
        psnr = tuple((int(scale), float(value)) for scale, value in cast("dict[str, float]", scores).items())
        return FileHeader(kind, None if steps is None else int(steps), psnr)
    except FileHeaderError:
        raise
    except (
        InputError,
        SafetensorError,
        OSError,
        ValueError,
        TypeError,
        AttributeError,
        OverflowError,
    ) as error:
        raise FileHeaderError(
            Message("{name} cannot be read: {error}", name=path.name, error=error)
        ) from error
