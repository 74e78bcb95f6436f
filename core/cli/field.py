"""`csr field`: a photo's field as a file."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from .common import Commands, network_options, overwrite_option, page_option, positive, progress_callback
from .outputs import source_files
from .photos import photo_path, read_photo

if TYPE_CHECKING:
    from ..field.field import GaussianField


def add(commands: Commands) -> None:
    """The command's words."""
    parser = commands.add_parser("field", help="turn a photo into a field file")
    parser.add_argument("photo", type=photo_path, metavar="PHOTO")
    parser.add_argument("out", type=Path, metavar="OUT.safetensors")
    parser.add_argument(
        "--thin",
        type=positive,
        metavar="STEPS",
        help="fewer kernels where the photo is smooth: no colour changes by more than so many 8-bit steps; "
        "a smaller file, which is slower to draw",
    )
    page_option(parser)
    network_options(parser)
    overwrite_option(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> None:
    """Make and save the field.

    Raises:
        CsrError: if the photo, the weights or the device cannot be used, or the file cannot be written.
    """
    from tqdm import tqdm

    from ..field.file import check_field_place, write_field
    from ..scene.open import field_of
    from ..scene.save_field import check_field_size, save_field
    from ..utils.atomic_file import replacing

    sources = source_files(arguments.photo, arguments.weights)
    check_field_place(arguments.out, arguments.overwrite, *sources)
    photo = read_photo(arguments.photo, arguments.page, keep_space=True)
    check_field_size(photo.size)
    field = field_of(photo, arguments.weights, arguments.device, arguments.clean)
    with tqdm(unit="tile", leave=False) as bar:
        if arguments.thin is None:
            save_field(
                field,
                arguments.out,
                overwrite=arguments.overwrite,
                on_progress=progress_callback(bar),
                sources=sources,
            )
            return
        complete = field.whole(progress_callback(bar))
    few = _thinned(complete, arguments.thin)
    with replacing(arguments.out, arguments.overwrite, *sources) as part:
        write_field(few, part, profile=field.source.profile)


def _thinned(field: GaussianField, steps: float) -> GaussianField:
    from tqdm import tqdm

    from ..fitting.thinning import HALF_STEP, thinned
    from ..rasterize.backends import make_rasterizer

    with tqdm(unit="part", leave=False) as bar:
        result = thinned(field, make_rasterizer("cpu"), 2 * HALF_STEP * steps, progress_callback(bar))
    print(f"{len(result):,} of {len(field):,} kernels are left ({len(result) / len(field):.0%})")
    return result
