"""Frame times beside Pillow's LANCZOS resize of the same box, in one run; and how they grow with the photo.

    python tests/benchmarks/rasterize.py PHOTO

Draws the field that the bundled weights make of the photo, at the cut-off while moving. The median of
alternating runs is shown; Pillow runs in one thread. It gets the part of the photo that it needs, cut out
beforehand, as in `csr bench`: of a whole portrait it would first resize every column, and take two to four
times as long.
"""

from __future__ import annotations

import math
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np
from csr.core.evaluation.frame_times import lanczos_part
from csr.core.field.field import GaussianField
from csr.core.field.sampling import MOVING
from csr.core.geometry.view import View
from csr.core.photo.decode import load_photo
from csr.core.photo.photo import Photo, photo_from_pixels
from csr.core.rasterize.cpu import CpuRasterizer
from csr.core.scene.open import field_of
from PIL import Image

RUNS = 11
SIZES = ((1280, 720), (1920, 1080))
SCALES = (1.0, 1.5, 2.0, 3.0, 4.0, 8.0, 16.0, 48.0, 512.0)
MEGAPIXELS = (1, 6, 12, 24)
GROWTH_SCALE = 4.0


def main() -> None:
    """Print both tables."""
    photo = load_photo(Path(sys.argv[1]))
    rasterizer = CpuRasterizer()
    print(f"{photo.width} x {photo.height} photo, {rasterizer.name}\n")
    print("| view | scale | ours, ms | LANCZOS, ms | ratio |\n|---|---|---|---|---|")
    for t in compare(photo, rasterizer):
        print(
            f"| {t.width} x {t.height} | x{t.scale:g} | {t.ours:.1f} | {t.lanczos:.1f} "
            f"| {t.ours / t.lanczos:.2f} |",
            flush=True,
        )
    grow(photo, rasterizer)


class Times(NamedTuple):
    """Of one view at one scale, in milliseconds."""

    width: int
    height: int
    scale: float
    ours: float
    lanczos: float


def compare(photo: Photo, rasterizer: CpuRasterizer) -> Iterator[Times]:
    """Frame times by view and scale, beside Pillow's."""
    field = field_of(photo, "light", "auto")
    for width, height in SIZES:
        for scale in SCALES:
            view = View.centred(photo.width / 2 + 0.3, photo.height / 2 + 0.7, scale, width, height)
            x0, y0, x1, y1 = view.box
            if x0 < 0 or y0 < 0 or x1 > photo.width or y1 > photo.height:
                continue
            picture, box = lanczos_part(np.asarray(photo.pixels, np.uint8), view)
            tiles = field.require(view)
            ours, theirs = medians(frame(rasterizer, tiles, view), lanczos(picture, box, width, height))
            yield Times(width, height, scale, ours, theirs)


def grow(photo: Photo, rasterizer: CpuRasterizer) -> None:
    """Frame times of one view into photos of several sizes, the photo repeated to fill them."""
    width, height = SIZES[0]
    draws: list[Callable[[], object]] = []
    for megapixels in MEGAPIXELS:
        h, w = round(math.sqrt(megapixels * 1e6 * 2 / 3)), round(math.sqrt(megapixels * 1e6 * 3 / 2))
        repeats = (-(-h // photo.height), -(-w // photo.width), 1)
        larger = photo_from_pixels(np.tile(photo.pixels, repeats)[:h, :w])
        view = View.centred(w / 2 + 0.3, h / 2 + 0.7, GROWTH_SCALE, width, height)
        draws.append(frame(rasterizer, field_of(larger, "light", "auto").require(view), view))
    print(f"\n| photo, megapixels (x{GROWTH_SCALE:g}, {width} x {height}) | ours, ms |\n|---|---|")
    for megapixels, milliseconds in zip(MEGAPIXELS, medians(*draws), strict=True):
        print(f"| {megapixels} | {milliseconds:.1f} |")


def frame(rasterizer: CpuRasterizer, tiles: list[GaussianField], view: View) -> Callable[[], object]:
    """The drawing of a frame while the view moves."""
    return lambda: rasterizer.draw_frame(tiles, view, MOVING)


def lanczos(
    picture: Image.Image, box: tuple[float, float, float, float], width: int, height: int
) -> Callable[[], object]:
    """The resizing of a box of a picture."""
    return lambda: picture.resize((width, height), Image.Resampling.LANCZOS, box=box)


def medians(*works: Callable[[], object]) -> list[float]:
    """Milliseconds that each takes, called by turns."""
    seconds = np.empty((RUNS, len(works)))
    for run in range(RUNS):
        for i, work in enumerate(works):
            start = time.perf_counter()
            work()
            seconds[run, i] = time.perf_counter() - start
    return [float(median) for median in 1e3 * np.median(seconds, axis=0)]


if __name__ == "__main__":
    main()
