"""`csr train`: training a network."""

from __future__ import annotations

import argparse
from pathlib import Path

from ..utils.errors import CsrError
from .common import Commands, positive, seed, whole


def _depths(text: str) -> tuple[int, ...]:
    return tuple(whole(part) for part in text.split(","))


def add(commands: Commands) -> None:
    """The command's words."""
    parser = commands.add_parser("train", help="train a network")
    parser.add_argument("folder", type=Path, help="training pictures")
    parser.add_argument("out", type=Path, help="weights file to write (.safetensors)")
    parser.add_argument(
        "--minutes", type=positive, default=120.0, help="length of the training (default: 120)"
    )
    parser.add_argument("--validation", type=Path, help="folder of pictures to measure PSNR-Y on")
    parser.add_argument("--name", help="name of the network (default: that of the recipe)")
    parser.add_argument("--channels", type=whole, help="channels of the encoder's layers")
    parser.add_argument(
        "--blocks", type=_depths, metavar="N,N,N", help="residual blocks before, at and after half resolution"
    )
    parser.add_argument("--details", type=whole, help="details of a photo pixel along a side (default: 3)")
    parser.add_argument("--batch", type=whole, help="crops for each step (default: 16, or the paper's 64)")
    parser.add_argument("--init", metavar="NAME_OR_FILE", help="weights to start from")
    parser.add_argument("--rain", action="store_true", help="streaks of rain on the photos, to be removed")
    parser.add_argument("--recipe", choices=("light", "paper"), default="light", help="default: light")
    paper = parser.add_argument_group("only with --recipe paper")
    paper.add_argument("--dictionary", type=Path, metavar="FILE", help="of covariances, by csr prior")
    paper.add_argument("--encoder", metavar="NAME", help="swinir (default), hat, hat-l")
    paper.add_argument("--depths", type=_depths, metavar="N,N,...", help="blocks of each of its groups")
    paper.add_argument(
        "--encoder-weights", type=Path, metavar="FILE", help="of plain super-resolution, to start from"
    )
    parser.add_argument("--seed", type=seed, default=0)
    parser.add_argument("--resume", action="store_true", help="go on from the checkpoint beside OUT")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> None:
    """Train by one of the recipes, and write the weights and the checkpoint.

    Raises:
        CsrError: if the words do not fit the recipe; see also `csr.core.training.train.run`.
    """
    from functools import partial

    from ..training.continuoussr import ContinuousSRStart, continuoussr_training
    from ..training.light import LightStart, light_training
    from ..training.train import Job
    from ..training.train import run as train

    a = arguments
    job = Job(a.folder, a.out, a.validation, a.seed, a.resume, a.rain)
    name, seconds = a.name or a.recipe, a.minutes * 60
    if a.recipe == "paper":
        if a.blocks is not None or a.details is not None:
            raise CsrError("--blocks and --details are for the light network; the paper's has --depths")
        start = ContinuousSRStart(
            name, a.init, a.channels, a.dictionary, a.encoder, a.encoder_weights, a.depths
        )
        train(job, partial(continuoussr_training, start, seconds, a.seed, a.batch))
        return
    for key in ("dictionary", "encoder", "depths", "encoder_weights"):
        if getattr(a, key) is not None:
            raise CsrError(f"--{key.replace('_', '-')} belongs to --recipe paper")
    light = LightStart(name, a.init, a.channels, a.blocks, a.details)
    train(job, partial(light_training, light, seconds, a.seed, a.batch))
