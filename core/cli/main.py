"""`csr`: everything without a window."""

from __future__ import annotations

import argparse
import sys

from ..utils.atomic_file import remove_parts
from ..utils.errors import is_expected
from ..utils.interruption import exit_code_of, raising_on_signals
from ..utils.log import explain, start_logging
from ..utils.malloc import keep_freed
from ..utils.messages import printable, tolerate_any_text
from ..utils.version import VERSION
from . import (
    ablate,
    bench,
    bench_paper,
    convert,
    devices,
    evaluate,
    export_onnx,
    export_web,
    field,
    film,
    fit,
    import_checkpoint,
    map,
    pack,
    prior,
    render,
    sensitivity,
    train,
)
from .common import CommandLine, debug_option
from .photos import standard_input_as_file

COMMANDS = (
    render,
    field,
    film,
    convert,
    export_web,
    export_onnx,
    map,
    import_checkpoint,
    fit,
    prior,
    sensitivity,
    pack,
    train,
    ablate,
    evaluate,
    bench,
    bench_paper,
    devices,
)
"""In the order of the help."""
BAD_INPUT = 2
"""Exit code when something that the person gave cannot be used."""
FAULT = 1
"""Exit code when the program is to blame."""
LINE_END = "\n"
"""In a text of several lines, as that about a batch."""


def main(words: list[str] | None = None) -> int:
    """Run a command; returns the exit code."""
    tolerate_any_text()
    keep_freed()
    arguments = command_line().parse_args(words)
    try:
        start_logging("csr", debug=arguments.debug)
        with raising_on_signals(), standard_input_as_file(arguments):
            _check_weights(arguments)
            arguments.run(arguments)
    except KeyboardInterrupt as interrupt:
        return exit_code_of(interrupt)
    except Exception as error:
        print(f"csr: {printable(explain(error), keep=LINE_END)}", file=sys.stderr)
        return BAD_INPUT if is_expected(error) else FAULT
    finally:
        remove_parts()
    return 0


def _check_weights(arguments: argparse.Namespace) -> None:
    """Refuse weights that cannot be used before the seconds that torch takes to load."""
    named: str | list[str] | None = getattr(arguments, "weights", None)
    if not named:
        return
    from ..network.weights_header import check_weights
    from ..scene.weights_choice import AUTOMATIC

    for name in [named] if isinstance(named, str) else named:
        if name != AUTOMATIC:
            check_weights(name)


def command_line() -> argparse.ArgumentParser:
    """The parser of the command line of `csr`."""
    parser = CommandLine(prog="csr", description="Photos as continuous fields of 2-D Gaussians.")
    parser.add_argument("--version", action="version", version=f"csr {VERSION}")
    debug_option(parser, default=False)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for command in COMMANDS:
        command.add(commands)
    for of_command in commands.choices.values():
        debug_option(of_command, default=argparse.SUPPRESS)  # before the command's name or after it
    return parser
