"""`csr import`: the authors' published checkpoint as a weights file."""

from __future__ import annotations

import argparse
from pathlib import Path

from ..utils.errors import CsrError
from ..utils.messages import printable
from .common import Commands, overwrite_option


def add(commands: Commands) -> None:
    """The command's words."""
    parser = commands.add_parser("import", help="the authors' published checkpoint as a weights file")
    parser.add_argument("checkpoint", type=Path, metavar="CHECKPOINT.pth")
    parser.add_argument("out", type=Path, metavar="OUT.safetensors")
    overwrite_option(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> None:
    """Read the checkpoint, and write its network.

    Raises:
        CsrError: if the checkpoint cannot be used, or the file cannot be written.
    """
    from ..network.continuoussr_checkpoint import import_weights
    from ..network.weights import save_network
    from ..network.weights_header import WEIGHTS_SUFFIX
    from ..utils.atomic_file import check_place, replacing

    out: Path = arguments.out
    if out.suffix.lower() != WEIGHTS_SUFFIX:
        raise CsrError(f"{out.name}: a weights file's name ends in {WEIGHTS_SUFFIX}")
    check_place(out, arguments.overwrite, arguments.checkpoint)
    network = import_weights(arguments.checkpoint)
    with replacing(out, arguments.overwrite, arguments.checkpoint) as part:
        save_network(network, part, {"source": arguments.checkpoint.name})
    a = network.architecture
    print(
        f"{printable(str(out))}: {a.encoder}, {len(a.depths)} groups of {max(a.depths)} blocks, "
        f"{a.channels} channels, "
        f"{network.multiply_adds / 1e6:.1f} million multiply-adds for each photo pixel. Licence of its "
        f"weights: {network.licence}."
    )
