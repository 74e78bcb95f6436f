"""`csr`: everything without a window. Heavy modules load in the commands, so that help answers at once."""

from __future__ import annotations

import argparse
import math
import sys
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .view import LONGEST_SIDE

if TYPE_CHECKING:
    from .evaluate import Score
    from .field import GaussianField

LARGEST_VIEW = 7680
"""Pixels along a side of a measured view: 8K."""
BAD_INPUT = 2
"""Exit code when something that the person gave cannot be used."""


def main(words: list[str] | None = None) -> int:
    """Run a command; returns the exit code."""
    arguments = _parser().parse_args(words)
    try:
        arguments.run(arguments)
    except KeyboardInterrupt:
        return 130
    except MemoryError:
        print("csr: there is not enough memory for this", file=sys.stderr)
        return BAD_INPUT
    except (ValueError, OSError) as error:
        print(f"csr: {error}", file=sys.stderr)
        return BAD_INPUT
    except RuntimeError as error:
        from .rasterize import DeviceLost

        if not isinstance(error, DeviceLost):
            raise
        print(f"csr: {error}", file=sys.stderr)
        return BAD_INPUT
    return 0


def positive(text: str) -> float:
    """A positive finite number of the command line."""
    value = float(text)
    if not (math.isfinite(value) and value > 0):
        raise argparse.ArgumentTypeError(f"{text} is not a positive number")
    return value


def whole(text: str) -> int:
    """A whole number from 1 to `LONGEST_SIDE` of the command line."""
    value = int(text)
    if not 1 <= value <= LONGEST_SIDE:
        raise argparse.ArgumentTypeError(f"{text} is not a whole number from 1 to {LONGEST_SIDE:,}")
    return value


def quality(text: str) -> int:
    """A JPEG quality of the command line, 1 to 100."""
    value = int(text)
    if not 1 <= value <= 100:
        raise argparse.ArgumentTypeError(f"{text} is not a whole number from 1 to 100")
    return value


def _scales(text: str) -> list[float]:
    return [positive(part) for part in text.split(",")]


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


def _parser() -> argparse.ArgumentParser:
    from .training.options import add_arguments

    parser = argparse.ArgumentParser(prog="csr", description="Photos as continuous fields of 2-D Gaussians.")
    parser.add_argument("--version", action="version", version=f"csr {version('csr-viewer')}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    render = commands.add_parser(
        "render",
        help="draw photos or fields at any scale",
        epilog="Of several sources each result is named by rule: OUT is a folder, or a name with {name} and "
        "{scale} in it. A file that cannot be drawn is told at the end, and the exit code is 2.",
    )
    render.add_argument(
        "sources", nargs="+", metavar="PHOTO_OR_FIELD", help="files, folders, patterns in quotes"
    )
    render.add_argument("out", type=Path, metavar="OUT")
    render.add_argument("--scale", type=positive, help="picture pixels for each photo pixel")
    render.add_argument(
        "--box", type=float, nargs=4, metavar=("X0", "Y0", "X1", "Y1"), help="in photo pixels"
    )
    render.add_argument("--size", type=whole, nargs=2, metavar=("W", "H"), help="largest size, in pixels")
    render.add_argument("--bits", type=int, choices=(8, 16), default=8, help="depth of PNG and TIFF")
    render.add_argument("--quality", type=quality, default=95, help="of JPEG and WebP, 1 to 100 (95)")
    _network_options(render)
    _overwrite_option(render)
    render.set_defaults(run=_render)

    field = commands.add_parser("field", help="turn a photo into a field file")
    field.add_argument("photo", type=Path, metavar="PHOTO")
    field.add_argument("out", type=Path, metavar="OUT.safetensors")
    field.add_argument(
        "--thin",
        type=positive,
        metavar="STEPS",
        help="fewer kernels where the photo is smooth: no colour changes by more than so many 8-bit steps; "
        "a smaller file, which is slower to draw",
    )
    _network_options(field)
    _overwrite_option(field)
    field.set_defaults(run=_field)

    film = commands.add_parser("film", help="a zoom as a film: GIF, WebP, or a folder of PNG frames")
    film.add_argument("source", type=Path, metavar="PHOTO_OR_FIELD")
    film.add_argument("out", type=Path, metavar="OUT")
    for name, end in (("--from", "start"), ("--to", "end")):
        film.add_argument(
            name,
            dest=end,
            type=float,
            nargs=3,
            required=True,
            metavar=("X", "Y", "S"),
            help=f"middle, scale at the {end}",
        )
    film.add_argument("--seconds", type=positive, default=4.0, help="default: 4")
    film.add_argument("--fps", type=positive, default=25.0, help="frames a second (25)")
    film.add_argument("--size", type=whole, nargs=2, default=(1280, 720), metavar=("W", "H"), help="1280 720")
    _network_options(film)
    _overwrite_option(film)
    film.set_defaults(run=_film)

    imported = commands.add_parser("import", help="the authors' published checkpoint as a weights file")
    imported.add_argument("checkpoint", type=Path, metavar="CHECKPOINT.pth")
    imported.add_argument("out", type=Path, metavar="OUT.safetensors")
    _overwrite_option(imported)
    imported.set_defaults(run=_import)

    fit = commands.add_parser("fit", help="fit a field of free kernels to a photo")
    fit.add_argument("photo", type=Path, metavar="PHOTO")
    fit.add_argument("out", type=Path, metavar="OUT.safetensors")
    fit.add_argument("--kernels", type=int, required=True, metavar="N")
    fit.add_argument("--seconds", type=positive, default=60.0, metavar="S", help="default: 60")
    _overwrite_option(fit)
    fit.set_defaults(run=_fit)

    prior = commands.add_parser("prior", help="what kernels fitted to a folder's pictures look like")
    prior.add_argument("folder", type=Path, metavar="FOLDER")
    prior.add_argument("--crops", type=whole, default=64, metavar="N", help="default: 64")
    prior.add_argument("--seconds", type=positive, default=600.0, metavar="S", help="default: 600")
    prior.add_argument(
        "--start", choices=("paper", "symmetric"), default="paper", help="of the off-diagonal entries"
    )
    prior.add_argument("--plot", type=Path, metavar="FILE.png", help="histograms, the paper's beside them")
    prior.add_argument("--out", type=Path, metavar="DICTIONARY.json", help="for csr train --dictionary")
    _overwrite_option(prior)
    prior.set_defaults(run=_prior)

    train = commands.add_parser("train", help="train a network")
    add_arguments(train)
    train.set_defaults(run=_train)

    ablate = commands.add_parser("ablate", help="the paper's ablations, at reduced size")
    ablate.add_argument("folder", type=Path, metavar="FOLDER", help="training pictures")
    ablate.add_argument("--minutes", type=positive, default=60.0, help="for all together (default: 60)")
    ablate.add_argument("--validation", type=Path, metavar="FOLDER", help="default: the training pictures")
    ablate.add_argument("--seed", type=int, default=0)
    ablate.set_defaults(run=_ablate)

    evaluate = commands.add_parser("evaluate", help="PSNR and SSIM on pictures, bicubic and Lanczos beside")
    evaluate.add_argument("folder", type=Path, metavar="FOLDER", help="each sub-folder is a set")
    evaluate.add_argument("--scales", type=_scales, default=[1.0, 2.0, 3.0, 4.0], metavar="S,S,...")
    evaluate.add_argument("--weights", default="light", metavar="NAME_OR_FILE")
    evaluate.add_argument("--limit", type=whole, metavar="N", help="pictures of each set")
    evaluate.add_argument("--jpeg", type=quality, metavar="Q", help="store the reduced photos as JPEG first")
    evaluate.add_argument("--json", type=Path, metavar="FILE", help="write every score")
    evaluate.add_argument("--plot", type=Path, metavar="FILE.png", help="draw PSNR over scale")
    evaluate.add_argument("--crops", type=Path, metavar="FOLDER", help="write sheets of crops to look at")
    evaluate.set_defaults(run=_evaluate)

    bench = commands.add_parser(
        "bench", help="frame times beside other resamplers, the paper's AT and memory"
    )
    bench.add_argument("photo", type=Path, nargs="?", metavar="PHOTO", help="default: the bundled sample")
    bench.add_argument("--sizes", type=_sizes, metavar="WxH,...", help="default: 720p, 1080p and 4K")
    bench.add_argument("--weights", default="light", metavar="NAME_OR_FILE", help="default: light")
    bench.add_argument("--json", type=Path, metavar="FILE", help="write every figure")
    bench.add_argument("--plot", type=Path, metavar="FILE.png", help="draw frame time against scale")
    bench.set_defaults(run=_bench)

    devices = commands.add_parser("devices", help="what would be used, and why not the others")
    devices.add_argument(
        "--build-gsplat",
        action="store_true",
        help="build gsplat's CUDA extension, for its tiling; takes a CUDA toolkit and minutes",
    )
    devices.set_defaults(run=_devices)
    return parser


def _network_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--weights", default="light", metavar="NAME_OR_FILE", help="default: light")
    parser.add_argument("--device", default="auto", help="auto, cuda, xpu, mps or cpu")


def _overwrite_option(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--overwrite", action="store_true", help="replace OUT if it exists")


def _render(arguments: argparse.Namespace) -> None:
    from .render_command import render

    render(arguments)


def _film(arguments: argparse.Namespace) -> None:
    from .film_command import film

    film(arguments)


def _field(arguments: argparse.Namespace) -> None:
    from tqdm import tqdm

    from .field_saving import check_field_size, save_field
    from .opening import check_field_place, field_of
    from .photo import load_photo
    from .safe_file import replacing

    check_field_place(arguments.out, arguments.overwrite)
    photo = load_photo(arguments.photo)
    check_field_size(photo.size)
    field = field_of(photo, arguments.weights, arguments.device)
    with tqdm(unit="tile", leave=False) as bar:
        if arguments.thin is None:
            save_field(field, arguments.out, overwrite=arguments.overwrite, told=_teller(bar))
            return
        complete = field.whole(_teller(bar))
    few = _thinned(complete, arguments.thin)
    with replacing(arguments.out, arguments.overwrite) as part:
        few.save(part)


def _thinned(field: GaussianField, steps: float) -> GaussianField:
    from tqdm import tqdm

    from .rasterize.choice import make_rasterizer
    from .thinning import HALF_STEP, thinned

    with tqdm(unit="part", leave=False) as bar:
        result = thinned(field, make_rasterizer("cpu"), 2 * HALF_STEP * steps, _teller(bar))
    print(f"{len(result):,} of {len(field):,} kernels are left ({len(result) / len(field):.0%})")
    return result


def _teller(bar: Any) -> Callable[[int, int], None]:
    """What shows in a progress bar how many are done, and how many there are."""

    def told(done: int, total: int) -> None:
        bar.total = total
        bar.update(done - bar.n)

    return told


def _import(arguments: argparse.Namespace) -> None:
    from .network.published_checkpoint import read_checkpoint
    from .network.weights import WEIGHTS_SUFFIX, save_network
    from .safe_file import check_place, replacing

    out: Path = arguments.out
    if out.suffix.lower() != WEIGHTS_SUFFIX:
        raise ValueError(f"{out.name}: a weights file's name ends in {WEIGHTS_SUFFIX}")
    check_place(out, arguments.overwrite)
    network = read_checkpoint(arguments.checkpoint)
    with replacing(out, arguments.overwrite) as part:
        save_network(network, part, {"source": arguments.checkpoint.name})
    a = network.architecture
    print(
        f"{out}: {a.encoder}, {len(a.depths)} groups of {max(a.depths)} blocks, {a.channels} channels, "
        f"{network.multiply_adds / 1e6:.1f} million multiply-adds for each photo pixel. Licence of its "
        f"weights: {network.licence}."
    )


def _fit(arguments: argparse.Namespace) -> None:
    from .fit_commands import run_fit

    run_fit(arguments)


def _prior(arguments: argparse.Namespace) -> None:
    from .fit_commands import run_prior

    run_prior(arguments)


def _train(arguments: argparse.Namespace) -> None:
    from .training.train import run

    if arguments.recipe == "paper":
        from .training.paper import training_of

        run(arguments, training_of)
    else:
        run(arguments)


def _ablate(arguments: argparse.Namespace) -> None:
    from .training.ablations import run

    run(arguments)


def _evaluate(arguments: argparse.Namespace) -> None:
    from tqdm import tqdm

    from .evaluate import evaluate, means
    from .evaluation_report import Sheets, plot, table, write_json
    from .network.weights import load_network
    from .plot import check_plot
    from .rasterize.choice import make_rasterizer
    from .safe_file import check_place

    if not arguments.folder.is_dir():
        raise ValueError(f"there is no folder {arguments.folder}")
    for out in (arguments.json, arguments.plot, arguments.crops):
        if out is not None:
            check_place(out, overwrite=True)
    if arguments.plot is not None:
        check_plot(arguments.plot)
    network = load_network(arguments.weights)
    sheets = None if arguments.crops is None else Sheets(arguments.crops)
    scores: list[Score] = []
    seconds, pixels = 0.0, 0
    with tqdm(unit="picture", leave=False) as bar:
        for task in evaluate(
            arguments.folder,
            arguments.scales,
            network,
            make_rasterizer(),
            limit=arguments.limit,
            jpeg=arguments.jpeg,
            told=_teller(bar),
        ):
            scores += task.scores()
            seconds, pixels = seconds + task.seconds, pixels + task.photo_pixels
            if sheets is not None:
                sheets.add(task)
    per_megapixel = 1e6 * seconds / pixels
    print(table(means(scores)))
    print(
        f"\n{network.name}: {network.multiply_adds:,} multiply-adds for each photo pixel, "
        f"{per_megapixel:.1f} s for each megapixel of photo here"
    )
    if sheets is not None:
        sheets.write()
    if arguments.json is not None:
        write_json(arguments.json, scores, network.multiply_adds, per_megapixel)
    if arguments.plot is not None:
        plot(arguments.plot, scores)


def _bench(arguments: argparse.Namespace) -> None:
    from tqdm import tqdm

    from .benchmark import SIZES, lines, measure
    from .benchmark_report import markdown, plot, write_json
    from .plot import check_plot
    from .rasterize.choice import make_rasterizer, rasterizers
    from .safe_file import check_place

    for out in (arguments.json, arguments.plot):
        if out is not None:
            check_place(out, overwrite=True)
    if arguments.plot is not None:
        check_plot(arguments.plot)
    drawing = [make_rasterizer(name) for name, reason in rasterizers().items() if not reason]
    sizes = arguments.sizes or list(SIZES)
    with tqdm(total=lines(len(drawing), len(sizes)), unit="line", leave=False) as bar:
        report = measure(arguments.photo, arguments.weights, drawing, sizes, bar.update)
    print(markdown(report))
    if arguments.json is not None:
        write_json(arguments.json, report)
    if arguments.plot is not None:
        plot(arguments.plot, report)


def _devices(arguments: argparse.Namespace) -> None:
    if arguments.build_gsplat:
        from .rasterize.cuda.gsplat import build

        build()
        return
    from .inference import devices
    from .rasterize.choice import rasterizers

    for title, known in (
        ("network (photo to field)", devices()),
        ("rasterizer (field to picture)", rasterizers()),
    ):
        print(f"{title}:")
        used = next(name for name, reason in known.items() if not reason)
        for name, reason in known.items():
            print(f"  {name:5} {reason or ('used' if name == used else 'can be used')}")
    if not rasterizers()["cuda"]:
        from .rasterize.cuda import started

        why = started().gsplat_reason
        print(f"  with cuda, screen tiles are sorted by {f'torch (gsplat: {why})' if why else 'gsplat'}")
