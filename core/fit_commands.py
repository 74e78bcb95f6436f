"""`csr fit` and `csr prior`: what they check, show and write."""

from __future__ import annotations

import argparse

import psutil
from tqdm import tqdm

from .fitting import BYTES_PER_PIXEL, check, fit, psnr
from .opening import check_field_place
from .photo import load_photo
from .plot import check_plot
from .prior import measure, plot, report, write
from .safe_file import check_place, replacing


def run_fit(arguments: argparse.Namespace) -> None:
    """Fit a field to a photo and write it, when the time is over.

    Raises:
        ValueError: if the photo cannot be read or fitted, or the file cannot be written.
    """
    check_field_place(arguments.out, arguments.overwrite)
    photo = load_photo(arguments.photo)
    check(photo, arguments.kernels)
    size = photo.width * photo.height * BYTES_PER_PIXEL
    if size > psutil.virtual_memory().available:
        raise ValueError(f"a fit of this photo takes {size / 1e9:.1f} GB, more than the free memory")
    with tqdm(total=round(arguments.seconds), unit="s", leave=False) as bar:

        def told(seconds: float, kernels: int, decibels: float) -> None:
            bar.set_postfix(kernels=f"{kernels:,}", PSNR=f"{decibels:.2f} dB", refresh=False)
            bar.update(min(round(seconds), bar.total) - bar.n)

        field = fit(photo, arguments.kernels, arguments.seconds, told)
    with replacing(arguments.out, arguments.overwrite) as part:
        field.save(part)
    print(f"{len(field):,} kernels, {psnr(field, photo):.2f} dB at x1")


def run_prior(arguments: argparse.Namespace) -> None:
    """Fit crops of a folder's pictures; print, plot and write what their kernels are like.

    Raises:
        ValueError: if there are no pictures, one cannot be read, or a file cannot be written.
    """
    if not arguments.folder.is_dir():
        raise ValueError(f"there is no folder {arguments.folder}")
    for target in (arguments.plot, arguments.out):
        if target is not None:
            check_place(target, arguments.overwrite)
    if arguments.plot is not None:
        check_plot(arguments.plot)
    with tqdm(total=arguments.crops, unit="crop", leave=False) as bar:

        def told(crops: int, decibels: float) -> None:
            bar.set_postfix(PSNR=f"{decibels:.2f} dB", refresh=False)
            bar.update(crops)

        found = measure(arguments.folder, arguments.crops, arguments.seconds, arguments.start, told)
    print(report(found))
    if arguments.plot is not None:
        with replacing(arguments.plot, arguments.overwrite) as part:
            plot(part, found, arguments.plot.suffix[1:].lower())
    if arguments.out is not None:
        with replacing(arguments.out, arguments.overwrite) as part:
            write(part, found, arguments.folder)
