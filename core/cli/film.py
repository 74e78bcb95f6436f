"""`csr film`: a zoom into a photo as a film."""

from __future__ import annotations

import argparse
from pathlib import Path

from ..geometry.view import View
from ..utils.errors import CsrError
from .common import (
    LARGEST_SCALE,
    LEAST_SCALE,
    Commands,
    finite,
    footprint_option,
    network_options,
    overwrite_option,
    page_option,
    positive,
    progress_callback,
    warp_of,
    warp_options,
    whole,
    within,
)
from .outputs import source_files
from .photos import photo_path

LEAST_FPS, LARGEST_FPS = 0.1, 1000.0
"""Frames a second."""


def _fps(text: str) -> float:
    return within(text, LEAST_FPS, LARGEST_FPS)


def add(commands: Commands) -> None:
    """The command's words."""
    parser = commands.add_parser("film", help="a zoom as a film: GIF, WebP, or a folder of PNG frames")
    parser.add_argument("source", type=photo_path, metavar="PHOTO_OR_FIELD")
    parser.add_argument("out", type=Path, metavar="OUT")
    for name, end in (("--from", "start"), ("--to", "end")):
        parser.add_argument(
            name,
            dest=end,
            type=finite,
            nargs=3,
            required=True,
            metavar=("X", "Y", "S"),
            help=f"middle, scale at the {end}",
        )
    parser.add_argument("--seconds", type=positive, default=4.0, help="default: 4")
    parser.add_argument("--fps", type=_fps, default=25.0, help="frames a second (25)")
    parser.add_argument(
        "--size", type=whole, nargs=2, default=(1280, 720), metavar=("W", "H"), help="1280 720"
    )
    warp_options(parser)
    footprint_option(parser)
    page_option(parser)
    network_options(parser)
    overwrite_option(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> None:
    """Draw and save a film.

    Raises:
        CsrError: if the ends, the length or the name cannot be used.
    """
    from tqdm import tqdm

    from ..scene.film import check_film, save_film
    from .scene import scene_of

    width, height = arguments.size
    for *_, s in (arguments.start, arguments.end):
        if not LEAST_SCALE <= s <= LARGEST_SCALE:
            raise CsrError(
                f"a film's scales lie between {LEAST_SCALE:g} and {LARGEST_SCALE:,.0f}, not at {s:g}"
            )
    start, end = (View.centred(x, y, s, width, height) for x, y, s in (arguments.start, arguments.end))
    sources = source_files(arguments.source, arguments.weights)
    check_film(arguments.out, arguments.seconds, arguments.fps, arguments.overwrite, *sources)
    warp = warp_of(arguments)
    scene = scene_of(
        arguments.source,
        arguments.weights,
        arguments.device,
        arguments.footprint,
        arguments.page,
        arguments.clean,
    )
    scene = scene.with_warp(warp)
    w, h = scene.size
    for view in (start, end):
        x, y = view.centre
        if not (0 <= x <= w and 0 <= y <= h):
            raise CsrError(f"({x:g}, {y:g}) lies outside of the photo, which is {w} x {h} pixels")
    with tqdm(unit="frame", leave=False) as bar:
        save_film(
            scene,
            start,
            end,
            arguments.out,
            seconds=arguments.seconds,
            fps=arguments.fps,
            overwrite=arguments.overwrite,
            on_progress=progress_callback(bar),
            sources=sources,
        )
