"""`csr export-onnx`: a network for runtimes without torch."""

from __future__ import annotations

import argparse
from pathlib import Path

from ..utils.errors import CsrError
from .common import Commands, overwrite_option, whole

TILE = 128
"""Photo pixels."""


def add(commands: Commands) -> None:
    """Add the command's arguments."""
    parser = commands.add_parser(
        "export-onnx", help="a network as ONNX: one tile of a photo in, its kernels out"
    )
    parser.add_argument("weights", metavar="NAME_OR_FILE", help="bundled weights by name, or a file")
    parser.add_argument("out", type=Path, metavar="OUT.onnx")
    parser.add_argument("--tile", type=whole, default=TILE, metavar="PIXELS", help=f"its side ({TILE})")
    overwrite_option(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> None:
    """Export the network.

    Raises:
        CsrError: if the weights cannot be used, or the file cannot be written.
    """
    from ..network.onnx_export import ONNX_SUFFIX, export_onnx
    from ..network.weights import load_network

    if arguments.out.suffix.lower() != ONNX_SUFFIX:
        raise CsrError(f"{arguments.out.name}: an ONNX file's name ends in {ONNX_SUFFIX}")
    network = load_network(arguments.weights)
    export_onnx(network, arguments.out, arguments.tile, overwrite=arguments.overwrite)
    print(f"{network.name}: tiles of {arguments.tile} x {arguments.tile} photo pixels")
