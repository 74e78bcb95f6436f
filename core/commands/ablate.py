"""`csr ablate`: the paper's ablations, at reduced size."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from .arguments import positive


def add(commands: Any) -> None:
    """The command's words."""
    parser = commands.add_parser("ablate", help="the paper's ablations, at reduced size")
    parser.add_argument("folder", type=Path, metavar="FOLDER", help="training pictures")
    parser.add_argument("--minutes", type=positive, default=60.0, help="for all together (default: 60)")
    parser.add_argument("--validation", type=Path, metavar="FOLDER", help="default: the training pictures")
    parser.add_argument("--seed", type=int, default=0)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> None:
    """Train, measure, print the table.

    Raises:
        ValueError: if there are no pictures, or too small ones only.
    """
    from tqdm import tqdm

    from ..training.ablations import BATCH, ablate, table
    from ..training.data import load_pictures

    pictures = load_pictures(arguments.folder)
    validation = load_pictures(arguments.validation) if arguments.validation else pictures
    with tqdm(unit="variant", leave=False) as bar:

        def told(done: int, total: int, name: str) -> None:
            bar.total = total
            bar.set_description(name)
            bar.update(done - bar.n)

        results, steps = ablate(pictures, validation, arguments.minutes * 60, arguments.seed, told)
    print(f"Each variant was trained for {steps} steps of {BATCH} crops.\n")
    print(table(results))
