"""`csr ablate`: the paper's ablations, at reduced size."""

from __future__ import annotations

import argparse
from pathlib import Path

from .common import Commands, positive, seed

MEASURED = 16
"""Number of training pictures that are measured, at the most, where no others are given."""


def add(commands: Commands) -> None:
    """The command's words."""
    parser = commands.add_parser("ablate", help="the paper's ablations, at reduced size")
    parser.add_argument("folder", type=Path, metavar="FOLDER", help="training pictures")
    parser.add_argument(
        "--minutes", type=positive, default=3.0, help="for each of its 17 trainings, about (default: 3)"
    )
    parser.add_argument(
        "--validation",
        type=Path,
        metavar="FOLDER",
        help="pictures to measure on; default: some of the training",
    )
    parser.add_argument("--seed", type=seed, default=0)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> None:
    """Train, measure, print the table.

    Raises:
        CsrError: if there are no pictures, or too small ones only.
    """
    from tqdm import tqdm

    from ..training.ablation_recipe import BATCH, CROP
    from ..training.ablations import ablate, table
    from ..training.data import load_pictures

    pictures = load_pictures(arguments.folder)
    if arguments.validation:
        validation = load_pictures(arguments.validation)
    else:
        validation = pictures[:: -(-len(pictures) // MEASURED)]
    with tqdm(unit="step", leave=False) as bar:

        def on_step(done: int, total: int) -> None:
            bar.total = total
            bar.update(done - bar.n)

        found = ablate(pictures, validation, arguments.minutes * 60, arguments.seed, on_step, bar.write)
    unvaried = ", ".join(f"{psnr:.2f}" for psnr in found.unvaried)
    print(
        f"\nEach training: {found.steps} steps of {BATCH} crops of {CROP} x {CROP}.\n"
        f"The unvaried network from {len(found.unvaried)} seeds: {unvaried} dB; what differs by less than "
        f"{found.noise:.2f} dB says nothing.\n"
    )
    print(table(found))
