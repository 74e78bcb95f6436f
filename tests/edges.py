"""How sharp a slanted edge and a thin line are at large scales, and how much they ring.

    python tests/edges.py [NAME_OR_FILE...]

A picture 16 times as large is reduced by Pillow's bicubic filter to the photo, which is drawn again at x8,
x16 and x32. Printed are, in photo pixels, the distance over which the edge rises from 10 to 90 % and the
line's width at half of its height; and the overshoot beside the edge, in percent of it. Lanczos is Pillow's.
"""

from __future__ import annotations

import sys

import numpy as np
import numpy.typing as npt
import torch
from csr.core.geometry.view import View
from csr.core.network.bundled import bundled
from csr.core.network.inference import NetworkSource
from csr.core.network.weights import load_network
from csr.core.photo.photo import photo_from_pixels
from csr.core.rasterize.cpu import CpuRasterizer
from PIL import Image

SIDE = 40
"""Of the photo, in photo pixels."""
FINER = 16
SLANT = 0.18
"""Slope of edge and line against the photo's columns."""
DARK, BRIGHT = 60, 190
LINE_WIDTH = 0.6
"""Photo pixels."""
SCALES = (8, 16, 32)
BOX = (12, 12, 28, 28)
"""The part of the photo that is measured: no border is near."""
STEP = 0.02
"""Photo pixels between the points of a profile."""

Picture = npt.NDArray[np.uint8]
Profile = tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]


def distance(scale: int) -> npt.NDArray[np.float64]:
    """Signed distance of each pixel's centre, of a photo drawn whole at a scale, from the edge."""
    along = (np.arange(SIDE * scale) + 0.5) / scale - SIDE / 2
    return (along + SLANT * along[:, None]) / np.hypot(1, SLANT)


def drawn(what: str, scale: int) -> Picture:
    """The edge or the line itself at a scale; pixels that it crosses are mixed."""
    d = distance(scale) * scale
    covered = (
        np.clip(d + 0.5, 0, 1) if what == "edge" else np.clip(LINE_WIDTH * scale / 2 - np.abs(d) + 0.5, 0, 1)
    )
    levels = np.rint(DARK + (BRIGHT - DARK) * covered).astype(np.uint8)
    return np.repeat(levels[..., None], 3, axis=2)


def profile(picture: npt.NDArray[np.float64], scale: int) -> Profile:
    """Mean value over distance from the edge, 0 for the dark and 1 for the bright side."""
    part = tuple(slice(a * scale, b * scale) for a, b in ((BOX[1], BOX[3]), (BOX[0], BOX[2])))
    d = distance(scale)[part].ravel()
    values = (picture[part].ravel() - DARK) / (BRIGHT - DARK)
    order = np.argsort(d)
    places = np.arange(-5, 5, STEP)
    window = max(1, round(order.size * STEP / (d.max() - d.min())))
    smooth = np.convolve(values[order], np.ones(window) / window, "same")
    return places, np.interp(places, d[order], smooth)


def edge_numbers(line: Profile) -> tuple[float, float]:
    """Distance from 10 to 90 %, in photo pixels, and overshoot in percent."""
    places, values = line
    high = int(np.argmax(values >= 0.9))
    low = int(np.flatnonzero(values[:high] <= 0.1)[-1])
    return float(places[high] - places[low]), 100 * float(max(values.max() - 1, -values.min()))


def line_width(line: Profile) -> float:
    """Width at half of the height, in photo pixels."""
    places, values = line
    above = np.flatnonzero(values >= values.max() / 2)
    return float(places[above[-1]] - places[above[0]])


def main() -> None:
    """Print the table."""
    rasterizer = CpuRasterizer()
    networks = {name: load_network(name) for name in sys.argv[1:] or bundled()}
    print("| | scale | edge, 10 to 90 % | overshoot, % | line's width |")
    print("|---|---|---|---|---|")
    for scale in SCALES:
        rows: dict[str, list[Profile]] = {name: [] for name in ("truth", "Lanczos", *networks)}
        for what in ("edge", "line"):
            large = Image.fromarray(drawn(what, FINER))
            photo = np.asarray(large.resize((SIDE, SIDE), Image.Resampling.BICUBIC))
            size = (SIDE * scale, SIDE * scale)
            rows["truth"].append(profile(drawn(what, scale)[..., 0].astype(float), scale))
            lanczos = Image.fromarray(photo).resize(size, Image.Resampling.LANCZOS)
            rows["Lanczos"].append(profile(np.asarray(lanczos)[..., 0].astype(float), scale))
            for name, network in networks.items():
                source = NetworkSource(photo_from_pixels(photo), network, torch.device("cpu"))
                picture = rasterizer.draw([source.make(None)], View(scale, 0, 0, *size)) * 255
                rows[name].append(profile(picture[..., 1].astype(float), scale))
        for name, (edge, line) in rows.items():
            rise, over = edge_numbers(edge)
            print(f"| {name} | x{scale} | {rise:.2f} | {over:.1f} | {line_width(line):.2f} |")


if __name__ == "__main__":
    main()
