"""`csr evaluate`: how near pictures are to the truth."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..utils.errors import CsrError
from .common import (
    Commands,
    footprint_option,
    learned_options,
    overwrite_option,
    positive,
    progress_callback,
    quality,
    scale,
    whole,
)
from .outputs import check_outputs, source_files

if TYPE_CHECKING:
    from ..evaluation.evaluate import Mean, Protocol, Score, Task
    from ..evaluation.metrics import FidFeatures, Metric


def _scales(text: str) -> list[float]:
    scales = [scale(part) for part in text.split(",")]
    if min(scales) < 1:
        raise argparse.ArgumentTypeError(f"{text} names a scale below 1")
    return scales


def _names(text: str) -> list[str]:
    return text.split(",")


def add(commands: Commands) -> None:
    """Add the command's arguments."""
    parser = commands.add_parser(
        "evaluate",
        help="how near pictures are to the truth, bicubic and Lanczos beside",
        epilog="A picture that cannot be measured is told at the end, and the exit code is 2.",
    )
    parser.add_argument("folder", type=Path, metavar="FOLDER", help="each sub-folder is a set")
    parser.add_argument("--scales", type=_scales, default=[1.0, 2.0, 3.0, 4.0], metavar="S,S,...")
    parser.add_argument("--weights", default="light", metavar="NAME_OR_FILE")
    parser.add_argument(
        "--low",
        type=Path,
        metavar="FOLDER",
        help="photos of the pictures (NAME or NAMExS), as MATLAB reduces them; or degraded ones "
        "of their size, which are reduced",
    )
    parser.add_argument(
        "--fields", type=Path, metavar="FOLDER", help="fields of the photos, in place of a network's"
    )
    parser.add_argument("--limit", type=whole, metavar="N", help="pictures of each set")
    footprint_option(parser)
    parser.add_argument("--rain", action="store_true", help="the reduced photos in a synthetic shower")
    parser.add_argument("--noise", type=positive, metavar="SD", help="added to them, in 8-bit steps")
    parser.add_argument("--jpeg", type=quality, metavar="Q", help="store them as JPEG at last")
    parser.add_argument(
        "--metrics",
        type=_names,
        default=["psnr-y", "ssim-y"],
        metavar="M,M,...",
        help="psnr-y, ssim-y, psnr-rgb, ssim-rgb; with piq installed ms-ssim, gmsd, haarpsi",
    )
    learned_options(parser)
    parser.add_argument("--json", type=Path, metavar="FILE", help="write every score")
    parser.add_argument(
        "--table", type=Path, action="append", metavar="FILE", help="write the means as .csv, .md or .tex"
    )
    parser.add_argument("--plot", type=Path, metavar="FILE.png", help="draw the first metric over scale")
    parser.add_argument("--crops", type=Path, metavar="FOLDER", help="write sheets of crops to look at")
    parser.add_argument(
        "--save", type=Path, metavar="FOLDER", help="write photos (LR), truths (HR) and results as PNG"
    )
    overwrite_option(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> None:
    """Measure; print the table, and write what is asked for.

    Raises:
        CsrError: if the folder or the weights cannot be used, or a file cannot be written; after all is
            done, if some pictures could not be measured: the sentence names each.
    """
    from tqdm import tqdm

    from ..evaluation.evaluate import evaluate, footprint_of, means
    from ..evaluation.report import TABLES, Sheets, intervals, table
    from ..network.weights import load_network
    from ..rasterize.backends import make_rasterizer
    from ..utils.atomic_file import check_folder

    for folder in (arguments.folder, arguments.low, arguments.fields):
        if folder is not None and not folder.is_dir():
            raise CsrError(f"there is no folder {folder}")
    tables: list[Path] = arguments.table or []
    if odd := [path for path in tables if path.suffix.lower() not in TABLES]:
        raise CsrError(f"{odd[0].name}: a table's name ends in {', '.join(TABLES)}")
    sources = source_files(arguments.folder, arguments.weights, arguments.low, arguments.fields)
    check_outputs(arguments.plot, arguments.json, *tables, overwrite=arguments.overwrite, sources=sources)
    for folder in (arguments.crops, arguments.save):
        if folder is not None:
            check_folder(folder, arguments.overwrite)
    metrics, fid = _metrics(arguments)
    network = None if arguments.fields is not None else load_network(arguments.weights)
    sheets = None if arguments.crops is None else Sheets()
    scores: list[Score] = []
    failed: list[str] = []
    seconds, pixels = 0.0, 0
    with tqdm(unit="picture", leave=False) as bar:
        for task in evaluate(
            arguments.folder,
            _protocol(arguments),
            network,
            make_rasterizer(),
            on_progress=progress_callback(bar),
            failed=lambda error: failed.append(str(error)),
        ):
            scores += task.scores(metrics)
            seconds, pixels = seconds + task.seconds, pixels + task.photo.shape[0] * task.photo.shape[1]
            if fid is not None:
                for method, result in task.results.items():
                    fid.add((task.set, task.scale, method), result, task.truth)
            if sheets is not None:
                sheets.add(task)
            if arguments.save is not None:
                _save(task, arguments.save)
    if scores:
        of_sets = {} if fid is None else {key: {"FID": value} for key, value in fid.distances().items()}
        averages = means(scores, of_sets)
        per_megapixel = 1e6 * seconds / pixels
        print(table(averages))
        if lines := intervals(averages):
            print(f"\n95 % intervals of the means, by bootstrap over pictures:\n{lines}")
        if network is not None:
            footprint = footprint_of(network) if arguments.footprint is None else arguments.footprint
            print(
                f"\n{network.name}: {network.multiply_adds:,} multiply-adds for each photo pixel, "
                f"{per_megapixel:.1f} s for each megapixel of photo here, footprint {footprint:.4g}"
            )
        _write(arguments, sources, scores, averages, network and network.multiply_adds, per_megapixel, sheets)
    if failed:
        raise CsrError("some pictures could not be measured:\n  " + "\n  ".join(failed))


def _protocol(arguments: argparse.Namespace) -> Protocol:
    from ..evaluation.evaluate import Protocol
    from ..evaluation.low_photos import Degradation

    return Protocol(
        tuple(arguments.scales),
        arguments.limit,
        Degradation(arguments.rain, arguments.noise, arguments.jpeg),
        arguments.low,
        arguments.fields,
        arguments.footprint,
    )


def _metrics(arguments: argparse.Namespace) -> tuple[list[Metric], FidFeatures | None]:
    from ..evaluation.metrics import FidFeatures, dists_metric, lpips_metric, metrics_named

    metrics = [*metrics_named(arguments.metrics)]
    if arguments.lpips is not None:
        metrics.append(lpips_metric(arguments.lpips))
    if arguments.dists is not None:
        metrics.append(dists_metric(arguments.dists))
    return metrics, None if arguments.fid is None else FidFeatures(arguments.fid)


def _save(task: Task, folder: Path) -> None:
    from PIL import Image

    from ..evaluation.report import write_pictures
    from ..utils.arrays import Picture
    from ..utils.atomic_file import replacing

    def place(path: Path, picture: Picture) -> None:
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        with replacing(target, overwrite=True) as part:
            Image.fromarray(picture).save(part, format="PNG")

    write_pictures(task, place)


def _write(
    arguments: argparse.Namespace,
    sources: tuple[Path, ...],
    scores: Sequence[Score],
    averages: Sequence[Mean],
    multiply_adds: int | None,
    per_megapixel: float,
    sheets: Any,
) -> None:
    from ..evaluation.report import TABLES, plot, write_json, write_table
    from ..utils.atomic_file import filling, replacing

    if sheets is not None:
        with filling(arguments.crops) as part:
            sheets.write(part)
    if arguments.json is not None:
        with replacing(arguments.json, arguments.overwrite, *sources) as part:
            write_json(part, scores, averages, multiply_adds, per_megapixel)
    for path in arguments.table or []:
        with replacing(path, arguments.overwrite, *sources) as part:
            write_table(part, TABLES[path.suffix.lower()](averages))
    if arguments.plot is not None:
        with replacing(arguments.plot, arguments.overwrite, *sources) as part:
            plot(part, averages)
