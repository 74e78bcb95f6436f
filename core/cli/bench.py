"""`csr bench`: frame times and memory."""

from __future__ import annotations

import argparse
from pathlib import Path

from .common import Commands, overwrite_option, whole
from .outputs import check_outputs, source_files
from .photos import photo_path

LARGEST_VIEW = 7680
"""Pixels along a side of a measured view: 8K."""


def _sizes(text: str) -> list[tuple[int, int]]:
    sizes: list[tuple[int, int]] = []
    for part in text.lower().split(","):
        width, times, height = part.partition("x")
        if not times or max(whole(width), whole(height)) > LARGEST_VIEW:
            raise argparse.ArgumentTypeError(
                f"{part} is not a size, WxH, of up to {LARGEST_VIEW:,} pixels a side"
            )
        sizes.append((whole(width), whole(height)))
    return sizes


def add(commands: Commands) -> None:
    """The command's words."""
    parser = commands.add_parser(
        "bench", help="frame times beside other resamplers, the paper's AT and memory"
    )
    parser.add_argument(
        "photo", type=photo_path, nargs="?", metavar="PHOTO", help="default: the bundled sample"
    )
    parser.add_argument("--sizes", type=_sizes, metavar="WxH,...", help="default: 720p, 1080p and 4K")
    parser.add_argument("--weights", default="light", metavar="NAME_OR_FILE", help="default: light")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write every figure")
    parser.add_argument("--plot", type=Path, metavar="FILE.png", help="draw frame time against scale")
    overwrite_option(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> None:
    """Measure; print the report, and write what is asked for.

    Raises:
        CsrError: if the photo or the weights cannot be used, or a file cannot be written.
    """
    from tqdm import tqdm

    from ..evaluation.frame_times import SIZES, lines, measure
    from ..evaluation.frame_times_report import markdown, plot, write_json
    from ..rasterize.backends import make_rasterizer, rasterizers
    from ..utils.atomic_file import replacing

    sources = source_files(arguments.photo, arguments.weights)
    check_outputs(arguments.plot, arguments.json, overwrite=arguments.overwrite, sources=sources)
    drawing = [make_rasterizer(name) for name, reason in rasterizers().items() if not reason]
    sizes = arguments.sizes or list(SIZES)
    with tqdm(total=lines(len(drawing), len(sizes)), unit="line", leave=False) as bar:
        report = measure(arguments.photo, arguments.weights, drawing, sizes, bar.update)
    print(markdown(report))
    if arguments.json is not None:
        with replacing(arguments.json, arguments.overwrite, *sources) as part:
            write_json(part, report)
    if arguments.plot is not None:
        with replacing(arguments.plot, arguments.overwrite, *sources) as part:
            plot(part, report)
