"""`csr evaluate`: PSNR and SSIM on pictures."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .common import overwrite_option, positive, quality, whole
from .outputs import check_outputs, source_files
from .progress import teller

if TYPE_CHECKING:
    from ..evaluation.evaluate import Score


def _scales(text: str) -> list[float]:
    return [positive(part) for part in text.split(",")]


def add(commands: Any) -> None:
    """The command's words."""
    parser = commands.add_parser(
        "evaluate",
        help="PSNR and SSIM on pictures, bicubic and Lanczos beside",
        epilog="A picture that cannot be measured is told at the end, and the exit code is 2.",
    )
    parser.add_argument("folder", type=Path, metavar="FOLDER", help="each sub-folder is a set")
    parser.add_argument("--scales", type=_scales, default=[1.0, 2.0, 3.0, 4.0], metavar="S,S,...")
    parser.add_argument("--weights", default="light", metavar="NAME_OR_FILE")
    parser.add_argument("--limit", type=whole, metavar="N", help="pictures of each set")
    parser.add_argument("--jpeg", type=quality, metavar="Q", help="store the reduced photos as JPEG first")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write every score")
    parser.add_argument("--plot", type=Path, metavar="FILE.png", help="draw PSNR over scale")
    parser.add_argument("--crops", type=Path, metavar="FOLDER", help="write sheets of crops to look at")
    overwrite_option(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> None:
    """Measure; print the table, and write what is asked for.

    Raises:
        ValueError: if the folder or the weights cannot be used, or a file cannot be written; after all is
            done, if some pictures could not be measured: the sentence names each.
    """
    from tqdm import tqdm

    from ..evaluation.evaluate import evaluate, means
    from ..evaluation.report import Sheets, plot, table, write_json
    from ..network.weights import load_network
    from ..rasterize.backends import make_rasterizer
    from ..utils.atomic_file import check_folder, filling, replacing

    if not arguments.folder.is_dir():
        raise ValueError(f"there is no folder {arguments.folder}")
    sources = source_files(arguments.folder, arguments.weights)
    check_outputs(arguments.plot, arguments.json, overwrite=arguments.overwrite, sources=sources)
    crops: Path | None = arguments.crops
    if crops is not None:
        check_folder(crops, arguments.overwrite)
    network = load_network(arguments.weights)
    sheets = None if crops is None else Sheets()
    scores: list[Score] = []
    failed: list[str] = []
    seconds, pixels = 0.0, 0
    with tqdm(unit="picture", leave=False) as bar:
        for task in evaluate(
            arguments.folder,
            arguments.scales,
            network,
            make_rasterizer(),
            limit=arguments.limit,
            jpeg=arguments.jpeg,
            told=teller(bar),
            failed=lambda error: failed.append(str(error)),
        ):
            scores += task.scores()
            seconds, pixels = seconds + task.seconds, pixels + task.photo_pixels
            if sheets is not None:
                sheets.add(task)
    if scores:
        per_megapixel = 1e6 * seconds / pixels
        print(table(means(scores)))
        print(
            f"\n{network.name}: {network.multiply_adds:,} multiply-adds for each photo pixel, "
            f"{per_megapixel:.1f} s for each megapixel of photo here"
        )
        if sheets is not None and crops is not None:
            with filling(crops) as part:
                sheets.write(part)
        if arguments.json is not None:
            with replacing(arguments.json, arguments.overwrite, *sources) as part:
                write_json(part, scores, network.multiply_adds, per_megapixel)
        if arguments.plot is not None:
            with replacing(arguments.plot, arguments.overwrite, *sources) as part:
                plot(part, scores)
    if failed:
        raise ValueError("some pictures could not be measured:\n  " + "\n  ".join(failed))
