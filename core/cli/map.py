"""`csr map`: density, orientation or elongation of a field's kernels, as a picture or as numbers."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from ..field.sampling import Sampling
from ..utils.errors import CsrError
from .common import Commands, footprint_option, network_options, overwrite_option, page_option, positive
from .photos import photo_path

if TYPE_CHECKING:
    from ..rasterize.structure import StructureMap

KINDS = ("density", "orientation", "elongation")
SUFFIXES = (".png", ".npz")


def add(commands: Commands) -> None:
    """Add the command's arguments."""
    parser = commands.add_parser(
        "map",
        help="density, orientation or elongation of the kernels (the paper's figure 6)",
        epilog="OUT.png is coloured, from the 1st to the 99th percentile. OUT.npz holds values (kernels a "
        "photo pixel; degrees from x towards y; longer over shorter axis) and strength, of orientation.",
    )
    parser.add_argument("source", type=photo_path, metavar="PHOTO_OR_FIELD")
    parser.add_argument("out", type=Path, metavar="OUT.png|OUT.npz")
    kinds = parser.add_mutually_exclusive_group(required=True)
    for kind in KINDS:
        kinds.add_argument(f"--{kind}", dest="kind", action="store_const", const=kind)
    parser.add_argument("--scale", type=positive, default=1.0, help="picture pixels for each photo pixel (1)")
    footprint_option(parser)
    page_option(parser)
    network_options(parser)
    overwrite_option(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> None:
    """Make the field, draw its map, and write it.

    Raises:
        CsrError: if the source, the weights or the device cannot be used, or the file cannot be written.
    """
    from ..geometry.view import View
    from ..rasterize.structure import structure_map
    from ..utils.atomic_file import check_place, replacing
    from .scene import scene_of

    out: Path = arguments.out
    if out.suffix.lower() not in SUFFIXES:
        raise CsrError(f"{out.name}: a map's name ends in {' or '.join(SUFFIXES)}")
    check_place(out, arguments.overwrite, arguments.source)
    scene = scene_of(
        arguments.source,
        arguments.weights,
        arguments.device,
        arguments.footprint,
        arguments.page,
        arguments.clean,
    )
    assert scene.field is not None and scene.rasterizer is not None
    width, height = scene.photo.size
    view = View.of_box((0.0, 0.0, float(width), float(height)), arguments.scale)
    footprint = scene.display.footprint
    tiles = scene.field.require(view)
    found = structure_map(arguments.kind, tiles, view, scene.rasterizer, Sampling(footprint))
    with replacing(out, arguments.overwrite, arguments.source) as part:
        _write(part, out.suffix.lower(), arguments.kind, found)


def _write(part: Path, suffix: str, kind: str, found: StructureMap) -> None:
    import numpy as np
    from PIL import Image

    from ..rasterize.map_colours import colours, value_range

    if suffix == ".npz":
        strength = np.ones_like(found.values) if found.strength is None else found.strength
        with part.open("wb") as file:
            np.savez_compressed(file, values=found.values, strength=strength)
        return
    if found.strength is None:
        low, high = value_range(found.values)
        shown = colours("ramp", (found.values - low) / (high - low))
        print(f"{kind}: {low:.3g} (dark) to {high:.3g} (bright)")
    else:
        _, high = value_range(found.strength)
        strength = np.clip(found.strength / high, 0, 1)[..., None]
        shown = colours("hue", found.values / 180) * strength
        print(f"{kind}: hue by direction, red 0, green 60, blue 120 degrees; full where {1 + high:.3g} : 1")
    Image.fromarray(np.rint(shown).astype(np.uint8)).save(part, format="PNG")
