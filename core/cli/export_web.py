"""`csr export-web`: a field as one web page."""

from __future__ import annotations

import argparse
from pathlib import Path

from ..utils.errors import CsrError
from .common import Commands, network_options, overwrite_option, page_option
from .photos import photo_path, read_field, tell_lost_profile


def add(commands: Commands) -> None:
    """Add the command's arguments."""
    parser = commands.add_parser(
        "export-web",
        help="one web page that shows a photo's field, and fetches nothing",
        epilog="The page needs a browser with WebGL 2. A link may name a place in it: "
        "OUT.html#X,Y,SCALE, the photo point in the middle.",
    )
    parser.add_argument("source", type=photo_path, metavar="PHOTO_OR_FIELD")
    parser.add_argument("out", type=Path, metavar="OUT.html")
    parser.add_argument("--bits", type=int, choices=(8, 16), default=16, help="of a kernel's numbers (16)")
    page_option(parser)
    network_options(parser)
    overwrite_option(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> None:
    """Make the field and write the page.

    Raises:
        CsrError: if the source, the weights or the device cannot be used, or the file cannot be written.
    """
    from ..field.web_page import PAGE_SUFFIXES, write_web_page
    from ..scene.interchange import field_profile
    from ..utils.atomic_file import check_place

    if arguments.out.suffix.lower() not in PAGE_SUFFIXES:
        raise CsrError(f"{arguments.out.name}: a web page's name ends in {PAGE_SUFFIXES[0]}")
    check_place(arguments.out, arguments.overwrite, arguments.source)
    tell_lost_profile(field_profile(arguments.source))
    field = read_field(arguments)
    write_web_page(field, arguments.out, arguments.source.stem, arguments.bits, overwrite=arguments.overwrite)
    print(f"{len(field):,} kernels, {arguments.out.stat().st_size / 1e6:.1f} MB")
