"""`csr sensitivity`: how much noise pixels bear, and how much kernels do."""

from __future__ import annotations

import argparse

from .common import Commands, page_option, positive, whole
from .photos import photo_path, read_photo


def add(commands: Commands) -> None:
    """Add the command's arguments."""
    parser = commands.add_parser(
        "sensitivity", help="the paper's section 4.2: the same noise on pixels and on fitted kernels"
    )
    parser.add_argument("photo", type=photo_path, metavar="PHOTO")
    parser.add_argument("--kernels", type=whole, metavar="N", help="of the fit (a fourth of the pixels)")
    parser.add_argument("--seconds", type=positive, default=60.0, help="of the fit (60)")
    parser.add_argument(
        "--noise", type=positive, metavar="SD", help="of a range 0..1 (0.048, as in the paper)"
    )
    page_option(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> None:
    """Fit the photo, add noise, and print what it does.

    Raises:
        CsrError: if the photo cannot be read or fitted.
    """
    from tqdm import tqdm

    from ..fitting import sensitivity
    from ..fitting.fit import fit

    photo = read_photo(arguments.photo, arguments.page)
    kernels = arguments.kernels or max(1, photo.width * photo.height // 4)
    with tqdm(total=round(arguments.seconds), unit="s", leave=False) as bar:

        def on_progress(seconds: float, _kernels: int, psnr: float) -> None:
            bar.set_postfix(PSNR=f"{psnr:.2f} dB", refresh=False)
            bar.update(min(round(seconds), bar.total) - bar.n)

        field = fit(photo, kernels, arguments.seconds, on_progress)
    found = sensitivity.measure(photo, field, arguments.noise or sensitivity.NOISE)
    print(f"{kernels:,} kernels; {sensitivity.report(found)}")
