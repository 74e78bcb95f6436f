"""Lettering for training: edges between two colours, where a network that has seen few of them overshoots."""

from __future__ import annotations

import string
from functools import lru_cache

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from ..utils.arrays import Picture

CHARACTERS = tuple(string.ascii_letters + string.digits + string.punctuation + 4 * " ")
SIZES = (12, 64)
"""Smallest and largest height of the letters, in pixels of the crop."""


def lettering(side: int, rng: np.random.Generator) -> Picture:
    """A square (side, side, 3) of lines of random characters of one size, in greys or in colours.

    It is turned by a multiple of a right angle and mirrored, at random.
    """
    colours = rng.integers(256, size=(2, 3))
    if rng.random() < 0.5:
        colours[:] = colours[:, :1]
    paper, ink = (tuple(colour) for colour in colours.tolist())
    size = int(rng.integers(SIZES[0], SIZES[1] + 1))
    image = Image.new("RGB", (side, side), paper)
    pen = ImageDraw.Draw(image)
    count = 1 + 4 * side // size
    for top in range(-int(rng.integers(size)), side, round(1.2 * size)):
        line = "".join(rng.choice(CHARACTERS, count))
        pen.text((-int(rng.integers(size)), top), line, ink, _font(size))
    crop = np.rot90(np.asarray(image), int(rng.integers(4)))
    return crop[:, ::-1] if rng.random() < 0.5 else crop


@lru_cache(SIZES[1])
def _font(size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    return ImageFont.load_default(size)
