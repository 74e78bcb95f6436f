"""`csr pack`: a folder of photos as one small file to train from."""

from __future__ import annotations

import argparse
from pathlib import Path

from ..utils.messages import printable
from .common import Commands, overwrite_option, positive
from .outputs import source_files

MEBIBYTE = 1 << 20


def add(commands: Commands) -> None:
    """The command's words."""
    parser = commands.add_parser("pack", help="reduce a folder's photos into one small training set")
    parser.add_argument("folder", type=Path, metavar="FOLDER")
    parser.add_argument("out", type=Path, metavar="OUT.zip", help="for csr train, in a folder's place")
    parser.add_argument(
        "--megabytes", type=positive, default=49.0, metavar="MIB", help="largest size (default: 49)"
    )
    overwrite_option(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> None:
    """Pack a folder's pictures, and print what went into the file.

    Raises:
        CsrError: see `csr.core.training.packing.pack`.
    """
    from tqdm import tqdm

    from ..training.packing import LEAST_SIDE, pack
    from ..utils.atomic_file import check_place

    check_place(arguments.out, arguments.overwrite, *source_files(arguments.folder))
    with tqdm(unit=" pictures", leave=False) as bar:
        packed = pack(
            arguments.folder,
            arguments.out,
            int(arguments.megabytes * MEBIBYTE),
            bar.update,
            overwrite=arguments.overwrite,
        )
    print(f"{printable(str(arguments.out))}: {packed.pictures} pictures, {packed.size / MEBIBYTE:.1f} MiB")
    if packed.too_small:
        print(f"{packed.too_small} left out: a side shorter than {LEAST_SIDE} pixels")
    if packed.beyond:
        print(f"{packed.beyond} left out: no room; --megabytes makes more")
