"""What the command lines of several commands share."""

from __future__ import annotations

import argparse
import math

from ..view import LONGEST_SIDE


def positive(text: str) -> float:
    """A positive finite number of the command line."""
    value = float(text)
    if not (math.isfinite(value) and value > 0):
        raise argparse.ArgumentTypeError(f"{text} is not a positive number")
    return value


def whole(text: str) -> int:
    """A whole number from 1 to `LONGEST_SIDE` of the command line."""
    value = int(text)
    if not 1 <= value <= LONGEST_SIDE:
        raise argparse.ArgumentTypeError(f"{text} is not a whole number from 1 to {LONGEST_SIDE:,}")
    return value


def quality(text: str) -> int:
    """A JPEG quality of the command line, 1 to 100."""
    value = int(text)
    if not 1 <= value <= 100:
        raise argparse.ArgumentTypeError(f"{text} is not a whole number from 1 to 100")
    return value


def network_options(parser: argparse.ArgumentParser) -> None:
    """Which network makes a photo's field, and where."""
    parser.add_argument("--weights", default="light", metavar="NAME_OR_FILE", help="default: light")
    parser.add_argument("--device", default="auto", help="auto, cuda, xpu, mps or cpu")


def overwrite_option(parser: argparse.ArgumentParser) -> None:
    """The yes without which nothing is overwritten."""
    parser.add_argument("--overwrite", action="store_true", help="replace OUT if it exists")
