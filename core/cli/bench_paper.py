"""`csr bench-paper`: the paper's tables, our networks beside its numbers."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from ..utils.errors import CsrError
from .common import Commands, footprint_option, learned_options, overwrite_option, progress_callback, whole
from .outputs import source_files

if TYPE_CHECKING:
    from ..evaluation.paper_quality import Learned


def add(commands: Commands) -> None:
    """The command's words."""
    parser = commands.add_parser(
        "bench-paper", help="the paper's tables: quality at x4 to x48, AT, memory, cost, its numbers beside"
    )
    parser.add_argument(
        "folder",
        type=Path,
        metavar="FOLDER",
        help="each sub-folder is a set; its name says which of the paper's, as Urban100",
    )
    parser.add_argument(
        "--weights",
        action="append",
        metavar="NAME_OR_FILE",
        help="a row of every table; may be given again (default: light)",
    )
    parser.add_argument("--limit", type=whole, metavar="N", help="pictures of each set")
    footprint_option(parser)
    parser.add_argument(
        "--low",
        type=Path,
        metavar="FOLDER",
        help="photos of the sets, a sub-folder each, as csr evaluate takes them (of Rain200H the rainy ones)",
    )
    parser.add_argument(
        "--rain", action="store_true", help="every set once more in a synthetic shower, at x4 to x8"
    )
    learned_options(parser)
    parser.add_argument("--json", type=Path, metavar="FILE", help="write every figure")
    overwrite_option(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> None:
    """Measure; print the tables, and write what is asked for.

    Raises:
        CsrError: if the folder, its pictures or the weights cannot be used, or the file cannot be written.
    """
    from tqdm import tqdm

    from ..evaluation.paper_benchmark import measure
    from ..evaluation.paper_report import markdown, write_json
    from ..evaluation.paper_tables import SCALES
    from ..network.weights import load_network
    from ..rasterize.backends import make_rasterizer
    from ..utils.atomic_file import check_place, replacing

    for folder in (arguments.folder, arguments.low):
        if folder is not None and not folder.is_dir():
            raise CsrError(f"there is no folder {folder}")
    sources = source_files(arguments.folder, arguments.low, *(arguments.weights or ()))
    if arguments.json is not None:
        check_place(arguments.json, arguments.overwrite, *sources)
    learned = _learned(arguments)
    networks = {weights: load_network(weights) for weights in arguments.weights or ["light"]}
    with tqdm(unit="step", leave=False) as bar:
        report = measure(
            arguments.folder.resolve(),
            networks,
            make_rasterizer(),
            SCALES,
            limit=arguments.limit,
            footprint=arguments.footprint,
            low=arguments.low,
            rain=arguments.rain,
            learned=learned,
            on_progress=progress_callback(bar),
        )
    print(markdown(report))
    if arguments.json is not None:
        with replacing(arguments.json, arguments.overwrite, *sources) as part:
            write_json(part, report)


def _learned(arguments: argparse.Namespace) -> Learned:
    from ..evaluation.metrics import FidFeatures, dists_metric, lpips_metric
    from ..evaluation.paper_quality import Learned

    metrics = [
        make(path)
        for make, path in ((lpips_metric, arguments.lpips), (dists_metric, arguments.dists))
        if path is not None
    ]
    return Learned(tuple(metrics), None if arguments.fid is None else FidFeatures(arguments.fid))
