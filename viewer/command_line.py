"""The command line of `csr-viewer`. Nothing of Qt is loaded for it."""

from __future__ import annotations

import argparse
from pathlib import Path

from ..core.cli.common import CommandLine, debug_option, finite, positive, whole_within, within
from ..core.cli.photos import STANDARD_INPUT, photo_path
from ..core.utils.version import VERSION
from .actions.table import OVERLAYS
from .canvas.feel import LARGEST_SCALE
from .devices.names import AUTOMATIC, DEVICES
from .documents.named_photos import NamedPhotos
from .i18n import LANGUAGES

ANY_WINDOW = ("photo", "new_window")
"""Arguments that a window needs nothing special for; with others, it is one of its own."""
SHORTEST_SLIDE, LONGEST_SLIDE = 0.1, 86_400.0
"""Seconds for which a slideshow can show a photo."""
LARGEST_SIDE = 16_384
"""Largest side of the window, in device-independent pixels."""


def parser() -> argparse.ArgumentParser:
    """Return what reads the arguments."""
    made = CommandLine(prog="csr-viewer", description="Zoom into a photo without end.")
    made.add_argument(
        "photo",
        nargs="*",
        type=photo_path,
        help="photos, folders of them, file:/// addresses, a field file, or - for standard input "
        "(default: a sample photo)",
    )
    made.add_argument("--scale", type=_scale, help="device pixels for each photo pixel")
    made.add_argument("--center", type=finite, nargs=2, metavar=("X", "Y"), help="photo point in the middle")
    made.add_argument(
        "--overlay",
        action="append",
        choices=("inspect", "peel", *OVERLAYS),
        default=[],
        help="what to show over or beside the photo; can be given several times",
    )
    made.add_argument(
        "--weights",
        metavar="NAME_OR_FILE",
        help="auto (chosen for the photo and what runs the network), bundled ones by name, or a file; "
        "default: as set",
    )
    made.add_argument(
        "--device",
        choices=(AUTOMATIC, *DEVICES),
        help="what draws; default: as set",
    )
    made.add_argument("--size", type=_side, nargs=2, metavar=("W", "H"), help="of the window")
    made.add_argument("--fullscreen", action="store_true", help="the photo alone on the whole screen")
    made.add_argument(
        "--slideshow",
        type=_seconds,
        metavar="SECONDS",
        help="show the photos of the folder, or those that are named, one after the other, each for so long",
    )
    made.add_argument(
        "--language", choices=LANGUAGES, help="of the window; default: as set, or the desktop's"
    )
    made.add_argument(
        "--screenshot",
        type=Path,
        metavar="OUT.png",
        help="save the window as a picture when all has arrived, and end; needs no display",
    )
    made.add_argument("--overwrite", action="store_true", help="replace the screenshot if it exists")
    made.add_argument(
        "--new-window",
        action="store_true",
        help="open a window even if one is there that takes the photos (as it does without other options)",
    )
    for name, what in (("install", "add the program to"), ("uninstall", "take the program out of")):
        made.add_argument(
            f"--{name}-desktop",
            action="store_true",
            help=f"{what} this person's menus, with its icon and types of files (Linux), and end",
        )
    debug_option(made, default=False)
    made.add_argument("--version", action="version", version=f"csr-viewer {VERSION}")
    return made


def _scale(text: str) -> float:
    return positive(text, LARGEST_SCALE)


def _seconds(text: str) -> float:
    return within(text, SHORTEST_SLIDE, LONGEST_SLIDE)


def _side(text: str) -> int:
    return whole_within(text, LARGEST_SIDE)


def is_plain(arguments: argparse.Namespace) -> bool:
    """True if any window will do, as nothing but photos was asked for."""
    if STANDARD_INPUT in arguments.photo:
        return False
    usual = vars(parser().parse_args([]))
    return all(value == usual[name] for name, value in vars(arguments).items() if name not in ANY_WINDOW)


def can_leaf_on(arguments: argparse.Namespace, named: NamedPhotos) -> bool:
    """True if a first photo that cannot be shown is no reason to end: there are others."""
    return arguments.screenshot is None and (len(arguments.photo) > 1 or named.have_folder)
