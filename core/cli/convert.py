"""`csr convert`: a field in another format."""

from __future__ import annotations

import argparse
from pathlib import Path

from .common import Commands, network_options, overwrite_option, page_option
from .photos import photo_path, read_field, tell_lost_profile


def add(commands: Commands) -> None:
    """Add the command's arguments."""
    parser = commands.add_parser(
        "convert",
        help="a field in another format: exact, compact, PLY, SVG",
        epilog="Read: photos, .safetensors, .csrz, .ply. Written: .safetensors (exact), .csrz (compact), "
        ".ply (for viewers of 3-D splats, flat), .svg (gradients; small fields only).",
    )
    parser.add_argument("source", type=photo_path, metavar="PHOTO_OR_FIELD")
    parser.add_argument("out", type=Path, metavar="OUT")
    parser.add_argument(
        "--bits", type=int, choices=(8, 16), default=16, help="of a .csrz file's numbers (16)"
    )
    page_option(parser)
    network_options(parser)
    overwrite_option(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> None:
    """Read or make the field, and write it.

    Raises:
        CsrError: if the source, the weights or the device cannot be used, or the file cannot be written.
    """
    from ..field.file import FIELD_SUFFIX
    from ..scene.interchange import check_written, field_profile, write_field_as

    check_written(arguments.out, arguments.overwrite, arguments.source)
    profile = field_profile(arguments.source)
    if arguments.out.suffix.lower() != FIELD_SUFFIX:
        tell_lost_profile(profile)
    field = read_field(arguments)
    write_field_as(field, arguments.out, bits=arguments.bits, overwrite=arguments.overwrite, profile=profile)
    print(f"{len(field):,} kernels, {arguments.out.stat().st_size / 1e6:.2f} MB")
