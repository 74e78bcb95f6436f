"""What would give the machine away, measured: seams, ripple, dark borders, shifted colours, ringing.

    python tests/faithfulness.py [NAME_OR_FILE ...]

prints a row for each weights, of those that ship by default.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import torch
from csr.core.evaluation.low_photos import pair
from csr.core.field.field import GaussianField
from csr.core.field.tiled_field import TiledField
from csr.core.geometry.view import View
from csr.core.network.base import FieldNetwork
from csr.core.network.bundled import bundled
from csr.core.network.inference import NetworkSource
from csr.core.network.weights import load_network
from csr.core.photo.decode import load_photo
from csr.core.photo.photo import Photo, photo_from_pixels
from PIL import Image, ImageDraw, ImageFilter, ImageFont
from shared_cpu import CPU as RASTERIZER

SAMPLE = Path(__file__).parents[1] / "resources" / "sample.jpg"
HALF_STEP = 1 / 510
"""Half a step of 8 bits: less than this cannot be seen."""
FLATS = [(r, g, b) for r in (0, 255) for g in (0, 255) for b in (0, 255)] + [(128, 128, 128)]
"""Black, white, grey, and the six saturated colours."""
SCALES = (1.0, 1.5, 2.0, 3.3, 8.0, 64.0, 512.0)
TEXT = "Handgloves 0123456789 & fjord"
INK, PAPER = 48, 208
"""Levels of the text: far enough from black and white that no overshoot is clipped."""
CPU = torch.device("cpu")

Planes = npt.NDArray[np.float32]


def sample(x0: int, y0: int, x1: int, y1: int) -> Photo:
    """A part of the bundled photo."""
    return photo_from_pixels(np.ascontiguousarray(load_photo(SAMPLE).pixels[y0:y1, x0:x1]))


def field_of(photo: Photo, network: FieldNetwork, *, bfloat16: bool | None = None) -> GaussianField:
    """The whole field in one piece, by default as the program makes it here."""
    return NetworkSource(photo, network, CPU, bfloat16=bfloat16).make(None)


def flat_error(network: FieldNetwork, colour: tuple[int, int, int]) -> float:
    """How far the picture of a flat photo is from its colour, in the middle and at its border."""
    side = 48
    photo = photo_from_pixels(np.full((side, side, 3), colour, np.uint8))
    field, exact = field_of(photo, network), np.array(colour, np.float32) / 255
    worst = 0.0
    for scale in SCALES:
        n = max(4, min(600, round(side * scale)))  # at x1, x1.5 all of it; at x512 a photo pixel across
        for x, y in ((side / 2, side / 2), (n / scale / 2, 2 / scale)):
            view = View.centred(x, y, scale, n, 4)
            worst = max(worst, float(np.abs(RASTERIZER.draw([field], view) - exact).max()))
    return worst


def seam(network: FieldNetwork, photo: Photo, *, bfloat16: bool | None = None) -> float:
    """The largest difference between the picture of tiles and that of the whole field, at x3."""
    source = NetworkSource(photo, network, CPU, bfloat16=bfloat16)
    view = View(3.0, 0, 0, 3 * photo.width, 3 * photo.height)
    tiles = TiledField(source, 1 << 40).require(view)
    assert len(tiles) > 1
    whole = RASTERIZER.draw([source.make(None)], view)
    return float(np.abs(RASTERIZER.draw(tiles, view) - whole).max())


def half_replaced(first: FieldNetwork, second: FieldNetwork, grey: int) -> float:
    """How far a flat grey is from its level where a tile of one network lies beside one of another."""
    photo = photo_from_pixels(np.full((40, 560, 3), grey, np.uint8))
    whole = View(1.0, 0, 0, 560, 40)
    field = TiledField(NetworkSource(photo, first, CPU), 1 << 40)
    field.require(whole)
    field.remake(NetworkSource(photo, second, CPU))
    field.make_next(View.centred(100, 20, 8.0, 40, 40))
    tiles = field.tiles(whole)
    assert {tile.model for tile in tiles} == {first.name, second.name}
    (border,) = {tile.box[2] for tile in tiles if tile.model == second.name}
    views = [View.centred(border, 20, scale, 60, 40) for scale in (1.0, 2.0, 3.3, 8.0)]
    return max(float(np.abs(RASTERIZER.draw(tiles, view) - grey / 255).max()) for view in views)


def colour_shift(network: FieldNetwork, photo: Photo) -> float:
    """The largest difference of a channel's mean at x1 to the photo's, in steps of 8 bits."""
    view = View(1.0, 0, 0, photo.width, photo.height)
    drawn = RASTERIZER.draw([field_of(photo, network)], view).astype(np.float64)
    return float(np.abs(255 * drawn.mean((0, 1)) - photo.pixels.mean((0, 1))).max())


def text_picture() -> npt.NDArray[np.uint8]:
    """Some lines of text, (h, w, 3)."""
    image = Image.new("L", (512, 240), PAPER)
    pen = ImageDraw.Draw(image)
    for y, size in ((8, 56), (76, 40), (128, 30), (172, 24), (206, 20)):
        pen.text((8, y), TEXT, fill=INK, font=ImageFont.load_default(size))
    return np.repeat(np.asarray(image)[..., None], 3, axis=2)


@dataclass(frozen=True)
class Overshoot:
    """How far a picture of text passes beyond lightest and darkest of the truth nearby, in 8-bit steps."""

    mean: float
    most: float
    """What one pixel in a thousand passes."""


def overshoots(network: FieldNetwork, scale: int) -> tuple[Overshoot, Overshoot]:
    """Of the field and of Lanczos, enlarging text that was reduced by a scale."""
    photo, truth = pair(text_picture(), scale)
    height, width = truth.shape[:2]
    drawn = RASTERIZER.draw([field_of(photo_from_pixels(photo), network)], View(scale, 0, 0, width, height))
    plane = Image.fromarray(photo[..., 0].astype(np.float32))
    lanczos = np.asarray(plane.resize((width, height), Image.Resampling.LANCZOS))
    image = Image.fromarray(np.ascontiguousarray(truth[..., 0]))
    # A photo pixel on every side: where an edge is may be off by as much, and is no ringing.
    least, most = (
        np.asarray(image.filter(kind(2 * scale + 1)), np.float32)
        for kind in (ImageFilter.MinFilter, ImageFilter.MaxFilter)
    )

    def of(picture: Planes) -> Overshoot:
        beyond = np.maximum(np.maximum(picture - most, least - picture), 0)
        return Overshoot(float(beyond.mean()), float(np.quantile(beyond, 0.999)))

    return of(255 * drawn[..., 1]), of(lanczos)


def smallest_variance(field: GaussianField) -> float:
    """The least variance of a kernel in any direction, in photo pixels squared."""
    a, b, c = field.kernels[2:5].astype(np.float64)
    return float(((a + c) / 2 - np.sqrt(((a - c) / 2) ** 2 + b * b)).min())


def table(names: list[str]) -> str:
    """A row for each weights."""
    parts = [sample(x, y, x + 200, y + 160) for x, y in ((0, 0), (500, 300), (1000, 700))]
    long = sample(300, 300, 720, 340)
    lines = [
        "| weights | flats, 9 colours, x1 to x512 | tiles against whole | channel means | text x2, x3, x4: "
        "overshoot (Lanczos) | thinnest kernel |",
        "|---|---|---|---|---|---|",
    ]
    for name in names:
        network = load_network(name)
        flats = max(flat_error(network, colour) for colour in FLATS)
        text = ", ".join(
            f"{a.mean:.2f} ({b.mean:.2f})" for a, b in (overshoots(network, s) for s in (2, 3, 4))
        )
        shift = max(colour_shift(network, part) for part in parts)
        thin = smallest_variance(field_of(parts[1], network)) ** 0.5
        lines.append(
            f"| {name} | {flats:.1e} | {seam(network, long):.1e} | {shift:.3f} / 255 | {text} | {thin:.3f} |"
        )
    return "\n".join(lines)


if __name__ == "__main__":
    print(table(sys.argv[1:] or bundled()))
