"""`csr fit`: a field of free kernels, fitted to a photo."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from ..utils.errors import CsrError
from .common import Commands, overwrite_option, page_option, positive
from .photos import photo_path, read_photo

if TYPE_CHECKING:
    from ..field.field import GaussianField


def add(commands: Commands) -> None:
    """The command's words."""
    parser = commands.add_parser("fit", help="fit a field of free kernels to a photo")
    parser.add_argument("photo", type=photo_path, metavar="PHOTO")
    parser.add_argument("out", type=Path, metavar="OUT.safetensors")
    parser.add_argument("--kernels", type=int, required=True, metavar="N")
    parser.add_argument("--seconds", type=positive, default=60.0, metavar="S", help="default: 60")
    page_option(parser)
    overwrite_option(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> None:
    """Fit a field to a photo, and write it every few seconds and when the time is over.

    Raises:
        CsrError: if the photo cannot be read or fitted, or the file cannot be written.
    """
    import psutil
    from tqdm import tqdm

    from ..field.file import check_field_place, write_field
    from ..fitting.fit import BYTES_PER_PIXEL, check, fit, psnr
    from ..utils.atomic_file import replacing
    from ..utils.file_header import card_of

    source: Path = arguments.photo
    check_field_place(arguments.out, arguments.overwrite, source)
    photo = read_photo(source, arguments.page)
    check(photo, arguments.kernels)
    size = photo.width * photo.height * BYTES_PER_PIXEL
    if size > psutil.virtual_memory().available:
        raise CsrError(f"a fit of this photo takes {size / 1e9:.1f} GB, more than the free memory")
    there = arguments.overwrite

    def on_checkpoint(field: GaussianField, steps: int, decibels: float) -> None:
        nonlocal there
        with replacing(arguments.out, there, source) as part:
            write_field(field, part, card_of(steps, decibels))
        there = True  # what is replaced from now on is ours

    with tqdm(total=round(arguments.seconds), unit="s", leave=False) as bar:

        def on_progress(seconds: float, kernels: int, decibels: float) -> None:
            bar.set_postfix(kernels=f"{kernels:,}", PSNR=f"{decibels:.2f} dB", refresh=False)
            bar.update(min(round(seconds), bar.total) - bar.n)

        field = fit(photo, arguments.kernels, arguments.seconds, on_progress, on_checkpoint=on_checkpoint)
    decibels = psnr(field, photo)
    with replacing(arguments.out, there, source) as part:
        write_field(field, part, card_of(None, decibels))
    print(f"{len(field):,} kernels, {decibels:.2f} dB at x1")
