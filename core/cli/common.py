"""Arguments and output that several commands share."""

from __future__ import annotations

import argparse
import math
from collections.abc import Callable
from contextlib import suppress
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn, Protocol

from ..geometry.view import LONGEST_SIDE

if TYPE_CHECKING:
    from ..geometry.warp import Warp


LARGEST_FOOTPRINT = 100
"""Picture pixels squared."""


class Commands(Protocol):
    """The place to which a command adds its words."""

    def add_parser(
        self, name: str, *, help: str, description: str | None = None, epilog: str | None = None
    ) -> argparse.ArgumentParser:
        """Return the parser of a new command; see `argparse`."""
        ...


class CommandLine(argparse.ArgumentParser):
    """Says what is wrong with its words in a line, without the list of all of them.

    A command's options may stand anywhere among its files, as in `csr render a.jpg b.jpg --scale 2 OUT`.
    """

    _mixing = False

    def parse_known_args(  # pyright: ignore[reportIncompatibleMethodOverride] (of three overloads)
        self, args: Any = None, namespace: Any = None
    ) -> tuple[Any, list[str]]:
        """See argparse, which by itself gives all files before an option to the first that takes several."""
        if self._mixing or self._subparsers is not None or "--" in (args or ()):
            return super().parse_known_args(args, namespace)
        self._mixing = True
        try:
            return self.parse_known_intermixed_args(args, namespace)
        finally:
            self._mixing = False

    def error(self, message: str) -> NoReturn:
        """End the program with a sentence."""
        self.exit(2, f"{self.prog}: {message} ({self.prog} --help tells what there is)\n")


LEAST_SCALE, LARGEST_SCALE = 1e-4, 1e6
"""Picture pixels for each photo pixel that the command line takes."""
LARGEST_NUMBER = 1e9
"""Seconds, bytes and the like that the command line takes."""
LARGEST_SEED = 2**32 - 1


def positive(text: str, most: float = LARGEST_NUMBER) -> float:
    """Parse a positive number up to some bound."""
    value = finite(text)
    if 0 < value <= most:
        return value
    raise argparse.ArgumentTypeError(f"{text} is not a positive number up to {most:,.0f}")


def finite(text: str) -> float:
    """Parse a finite number."""
    with suppress(ValueError):
        value = float(text)
        if math.isfinite(value):
            return value
    raise argparse.ArgumentTypeError(f"{text} is not a number that can be used")


def within(text: str, least: float, most: float) -> float:
    """Parse a number of a range."""
    with suppress(ValueError):
        value = float(text)
        if least <= value <= most:
            return value
    raise argparse.ArgumentTypeError(f"{text} is not a number from {least:g} to {most:,.0f}")


def scale(text: str) -> float:
    """Parse a scale, from `LEAST_SCALE` to `LARGEST_SCALE`."""
    value = finite(text)
    if LEAST_SCALE <= value <= LARGEST_SCALE:
        return value
    raise argparse.ArgumentTypeError(f"{text} is not a scale from {LEAST_SCALE:g} to {LARGEST_SCALE:,.0f}")


def whole(text: str) -> int:
    """Parse a whole number from 1 to `LONGEST_SIDE`."""
    return whole_within(text, LONGEST_SIDE)


def quality(text: str) -> int:
    """Parse a JPEG quality, 1 to 100."""
    return whole_within(text, 100)


def seed(text: str) -> int:
    """Parse the seed of random numbers, 0 to `LARGEST_SEED`."""
    return whole_within(text, LARGEST_SEED, least=0)


def whole_within(text: str, most: int, least: int = 1) -> int:
    """Parse a whole number of a range."""
    with suppress(ValueError):
        value = int(text)
        if least <= value <= most:
            return value
    raise argparse.ArgumentTypeError(f"{text} is not a whole number from {least} to {most:,}")


def page_option(parser: argparse.ArgumentParser) -> None:
    """Which of several pictures in a file."""
    parser.add_argument(
        "--page",
        type=_page,
        metavar="N",
        help="of a file of several pages, frames or sizes, from 1 (the first; of sizes the largest)",
    )


def _page(text: str) -> int:
    """A page of the command line, which counts from 1, counted from 0."""
    return whole_within(text, 1_000_000) - 1


def network_options(parser: argparse.ArgumentParser) -> None:
    """Which network makes a photo's field, and where."""
    parser.add_argument(
        "--weights",
        default="auto",
        metavar="NAME_OR_FILE",
        help="auto (chosen for the photo and what runs the network), bundled ones by name, or a file",
    )
    parser.add_argument("--device", default="auto", help="auto, cuda, xpu, mps or cpu")
    parser.add_argument(
        "--clean",
        type=_cleaning,
        default="auto",
        metavar="AUTO|0..1",
        help="how strongly traces of compression and noise are cleaned away; auto: as the photo's file and "
        "pixels tell (networks that were not trained for it leave them)",
    )


def _cleaning(text: str) -> float | None:
    """A strength of the command line, from 0 to 1; None for auto."""
    if text.lower() == "auto":
        return None
    with suppress(ValueError):
        value = float(text)
        if 0 <= value <= 1:
            return value
    raise argparse.ArgumentTypeError(f"{text} is neither auto nor a number from 0 to 1")


def footprint_option(parser: argparse.ArgumentParser) -> None:
    """How wide a picture's pixel is to the field."""
    parser.add_argument(
        "--footprint",
        type=_footprint,
        metavar="VARIANCE",
        help="of a picture's pixel, in its own units: 1/12 (a box, the default) or 0 (a point; "
        "the default for imported weights, as their authors' renderer draws)",
    )


def _footprint(text: str) -> float:
    """A variance of the command line: a number or a fraction, from 0 to 100."""
    with suppress(ValueError, ZeroDivisionError):
        value = float(Fraction(text))
        if 0 <= value <= LARGEST_FOOTPRINT:
            return value
    raise argparse.ArgumentTypeError(f"{text} is not a variance from 0 to {LARGEST_FOOTPRINT}, as 1/12")


def learned_options(parser: argparse.ArgumentParser) -> None:
    """Files of measures that are networks themselves, which the person brings along."""
    for name, what in (("lpips", "LPIPS"), ("dists", "DISTS"), ("fid", "FID's Inception network")):
        parser.add_argument(
            f"--{name}", type=Path, metavar="FILE", help=f"{what} as TorchScript; see core/README.md"
        )


def warp_options(parser: argparse.ArgumentParser) -> None:
    """How the photo is turned, sheared, seen through a lens."""
    parser.add_argument("--rotate", type=finite, default=0.0, metavar="DEGREES", help="clockwise, any angle")
    parser.add_argument("--shear", type=finite, default=0.0, metavar="X", help="along x")
    parser.add_argument("--shear-y", type=finite, default=0.0, metavar="Y", help="then along y")
    parser.add_argument(
        "--lens", type=finite, nargs=4, metavar=("X", "Y", "R", "M"), help="middle, radius, magnification"
    )


def warp_of(arguments: argparse.Namespace) -> Warp:
    """The warp of the command line.

    Raises:
        CsrError: if it cannot be used.
    """
    from ..geometry.warp import Lens, Warp

    lens = None if arguments.lens is None else Lens(*arguments.lens)
    return Warp(arguments.rotate, arguments.shear, arguments.shear_y, lens)


def overwrite_option(parser: argparse.ArgumentParser) -> None:
    """The yes without which nothing is overwritten."""
    parser.add_argument("--overwrite", action="store_true", help="replace files that exist")


def progress_callback(bar: Any) -> Callable[[int, int], None]:
    """A callback that shows in a progress bar, of `tqdm`, how many are done, and how many there are."""

    def on_progress(done: int, total: int) -> None:
        bar.total = total
        bar.update(done - bar.n)

    return on_progress


def debug_option(parser: argparse.ArgumentParser, *, default: Any) -> None:
    """Add the option that logs everything, to the terminal as well."""
    parser.add_argument(
        "--debug",
        action="store_true",
        default=default,
        help="log everything, also to the terminal (or CSR_LOG=debug|info|warning|error)",
    )
