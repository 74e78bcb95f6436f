"""`csr prior`: what kernels fitted to pictures look like."""

from __future__ import annotations

import argparse
from pathlib import Path

from ..utils.errors import CsrError
from .common import Commands, overwrite_option, positive, whole
from .outputs import check_outputs, source_files


def add(commands: Commands) -> None:
    """The command's words."""
    parser = commands.add_parser("prior", help="what kernels fitted to a folder's pictures look like")
    parser.add_argument("folder", type=Path, metavar="FOLDER")
    parser.add_argument("--crops", type=whole, default=64, metavar="N", help="default: 64")
    parser.add_argument("--seconds", type=positive, default=600.0, metavar="S", help="default: 600")
    parser.add_argument(
        "--start", choices=("paper", "symmetric"), default="paper", help="of the off-diagonal entries"
    )
    parser.add_argument("--plot", type=Path, metavar="FILE.png", help="histograms, the paper's beside them")
    parser.add_argument("--out", type=Path, metavar="DICTIONARY.json", help="for csr train --dictionary")
    overwrite_option(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> None:
    """Fit crops of a folder's pictures; print, plot and write what their kernels are like.

    Raises:
        CsrError: if there are no pictures, one cannot be read, a file cannot be written, or the fits have
            not converged and a dictionary is to be made of them.
    """
    from tqdm import tqdm

    from ..fitting.prior import measure, plot, report, write
    from ..utils.atomic_file import replacing

    if not arguments.folder.is_dir():
        raise CsrError(f"there is no folder {arguments.folder}")
    sources = source_files(arguments.folder)
    check_outputs(arguments.plot, arguments.out, overwrite=arguments.overwrite, sources=sources)
    with tqdm(total=arguments.crops, unit="crop", leave=False) as bar:

        def on_progress(crops: int, decibels: float) -> None:
            bar.set_postfix(PSNR=f"{decibels:.2f} dB", refresh=False)
            bar.update(crops)

        found = measure(arguments.folder, arguments.crops, arguments.seconds, arguments.start, on_progress)
    print(report(found))
    if arguments.plot is not None:
        with replacing(arguments.plot, arguments.overwrite, *sources) as part:
            plot(part, found, arguments.plot.suffix[1:].lower())
    if arguments.out is not None:
        found.check_converged()
        with replacing(arguments.out, arguments.overwrite, *sources) as part:
            write(part, found, arguments.folder)
