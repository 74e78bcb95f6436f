"""`csr render`: one picture, or many."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..geometry.view import LONGEST_SIDE, View
from ..utils.errors import CsrError, is_expected
from ..utils.log import explain
from ..utils.messages import printable
from .common import (
    Commands,
    finite,
    footprint_option,
    network_options,
    overwrite_option,
    page_option,
    quality,
    scale,
    warp_of,
    warp_options,
    whole,
)
from .outputs import source_files
from .photos import photo_path

if TYPE_CHECKING:
    from ..scene.scene import Scene


def add(commands: Commands) -> None:
    """The command's words."""
    parser = commands.add_parser(
        "render",
        help="draw photos or fields at any scale",
        epilog="Of several sources each result is named by rule: OUT is a folder, or a name with {name} and "
        "{scale} in it. A file that cannot be drawn is told at the end, and the exit code is 2.",
    )
    parser.add_argument(
        "sources",
        nargs="+",
        type=photo_path,
        metavar="PHOTO_OR_FIELD",
        help="files, folders, patterns in quotes, file:/// addresses, or - for standard input",
    )
    parser.add_argument("out", type=Path, metavar="OUT")
    parser.add_argument("--scale", type=scale, help="picture pixels for each photo pixel")
    parser.add_argument(
        "--box",
        type=finite,
        nargs=4,
        metavar=("X0", "Y0", "X1", "Y1"),
        help="in photo pixels; of a turned or sheared photo, from the corner of the box around it",
    )
    parser.add_argument("--size", type=whole, nargs=2, metavar=("W", "H"), help="largest size, in pixels")
    warp_options(parser)
    footprint_option(parser)
    parser.add_argument("--bits", type=int, choices=(8, 16), default=8, help="depth of PNG and TIFF")
    parser.add_argument("--quality", type=quality, default=95, help="of JPEG, WebP and AVIF, 1 to 100 (95)")
    parser.add_argument(
        "--profile",
        choices=("keep", "srgb"),
        default="keep",
        help="of a photo in a wide RGB space (Adobe RGB, Display P3): its own, or sRGB",
    )
    page_option(parser)
    parser.add_argument(
        "--strip", action="store_true", help="without the photo's metadata (date, camera, place, captions)"
    )
    network_options(parser)
    parser.add_argument(
        "--shard", type=_shard, default=(1, 1), metavar="I/N", help="every N-th source alone, from the I-th"
    )
    parser.add_argument("--resume", action="store_true", help="leave out what is drawn already")
    overwrite_option(parser)
    parser.set_defaults(run=run)


def _shard(text: str) -> tuple[int, int]:
    """A part of the sources: its number from 1, and how many parts there are."""
    with suppress(ValueError):
        part, parts = (int(number) for number in text.split("/"))
        if 1 <= part <= parts:
            return part, parts
    raise argparse.ArgumentTypeError(f"{text} is not I/N, as 1/4 for the first of four parts")


def run(arguments: argparse.Namespace) -> None:
    """Draw what the arguments name.

    Raises:
        CsrError: if something could not be drawn; the sentence names each.
    """
    from .batch import is_rule, sources_of, target

    sources, out = sources_of(arguments.sources), arguments.out
    warp_of(arguments)  # that it can be used, before any work is done
    if arguments.scale is None and arguments.size is None:
        raise CsrError("say how large: --scale S or --size W H")
    by_rule = is_rule(out, sources)
    if not by_rule and (arguments.resume or arguments.shard != (1, 1)):
        raise CsrError("--shard and --resume are for several sources, or an OUT with {name}")
    if not by_rule:
        _render_one(arguments, sources[0], sources, by_rule=False, taken=set())
        return
    target(out, sources[0], 1.0)  # that it can be told where to, before any work is done
    failed: list[str] = []
    fault: Exception | None = None
    taken: set[Path] = set()
    part, parts = arguments.shard
    for number, source in enumerate(sources, 1):
        if (number - part) % parts:
            continue
        try:
            path = _render_one(arguments, source, sources, by_rule=True, taken=taken)
        except _DrawnAlready:
            print(f"{number}/{len(sources)} {printable(str(source))} is drawn already")
        except Exception as error:
            failed.append(f"{printable(str(source))}: {explain(error)}")
            fault = fault if is_expected(error) else error
        else:
            print(f"{number}/{len(sources)} {printable(str(path))}")
    if failed:
        told = f"{len(failed)} of {len(sources)} could not be drawn:\n  " + "\n  ".join(failed)
        if fault is None:
            raise CsrError(told)
        print(f"csr: {told}", file=sys.stderr)
        raise fault


def _render_one(
    arguments: argparse.Namespace, source: Path, sources: list[Path], *, by_rule: bool, taken: set[Path]
) -> Path:
    from tqdm import tqdm

    from ..photo.encode import save_picture
    from ..photo.metadata import NO_METADATA, kept_metadata
    from ..scene.export import bands, has_alpha, image_description, profile
    from .batch import target
    from .scene import scene_of

    out: Path = arguments.out
    read = source_files(*sources, arguments.weights)
    if by_rule and arguments.scale is not None:
        out = target(out, source, arguments.scale)
    if not by_rule or arguments.scale is not None:
        _claim(out, taken, arguments, read)
    scene = scene_of(
        source,
        arguments.weights,
        arguments.device,
        arguments.footprint,
        arguments.page,
        arguments.clean,
    )
    scene = scene.with_warp(warp_of(arguments))
    view = _view(scene, arguments)
    if by_rule and arguments.scale is None:
        out = target(out, source, view.scale)
        _claim(out, taken, arguments, read)
    keep_space = arguments.profile == "keep"
    space = profile(scene, keep_space=keep_space)
    with tqdm(total=view.height, unit="row", leave=False) as bar:
        save_picture(
            out,
            _counted(bands(scene, view, keep_space=keep_space), bar),
            view.width,
            view.height,
            alpha=has_alpha(scene, view),
            bits=arguments.bits,
            overwrite=arguments.overwrite,
            quality=arguments.quality,
            metadata=NO_METADATA
            if arguments.strip
            else kept_metadata(scene.photo.path, image_description(scene, view), srgb=space is None),
            profile=space,
            sources=read,
        )
    return out


class _DrawnAlready(Exception):
    """A result is there, and nothing is to be drawn anew."""


def _claim(out: Path, taken: set[Path], arguments: argparse.Namespace, sources: tuple[Path, ...]) -> None:
    """Check that a result can be written, before any work is done for it; none replaces another."""
    from ..photo.encode import check_target

    if out in taken:
        raise CsrError(f"{out.name} is the name of another source's result")
    taken.add(out)
    if arguments.resume and out.is_file():
        raise _DrawnAlready  # results appear whole: what is there is complete
    check_target(out, arguments.overwrite, *sources)


def _view(scene: Scene, arguments: argparse.Namespace) -> View:
    w, h = scene.size
    x0, y0, x1, y1 = arguments.box or (0.0, 0.0, float(w), float(h))
    if not (0 <= x0 < x1 <= w and 0 <= y0 < y1 <= h):
        raise CsrError(f"the box must lie in the photo, which is {w} x {h} pixels")
    if arguments.size is None:
        if max(x1 - x0, y1 - y0) * arguments.scale > LONGEST_SIDE:
            raise CsrError(f"the picture would have more than {LONGEST_SIDE:,} pixels along a side")
        return View.of_box((x0, y0, x1, y1), arguments.scale)
    width, height = arguments.size
    scale = arguments.scale or min(width / (x1 - x0), height / (y1 - y0))
    view = scene.clipped(View.centred((x0 + x1) / 2, (y0 + y1) / 2, scale, width, height).aligned())
    if view is None:
        raise CsrError("nothing of the photo is left at this size")
    return view


def _counted(bands: Iterator[Any], bar: Any) -> Iterator[Any]:
    for band in bands:
        yield band
        bar.update(len(band))
