"""Frame times beside Pillow's LANCZOS resize of the same box, in one run.

    python tests/benchmarks/rasterize.py PHOTO

Draws the field that the bundled weights make of the photo, at the cut-off while moving. The median of
alternating runs is shown; Pillow runs in one thread.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

import numpy as np
from csr.core.opening import field_of
from csr.core.photo import load_photo
from csr.core.rasterize import CUTOFF_MOVING
from csr.core.rasterize.cpu import CpuRasterizer
from csr.core.view import View
from PIL import Image

RUNS = 15
SIZES = ((1280, 720), (1920, 1080))
SCALES = (1.0, 1.5, 2.0, 3.0, 4.0, 8.0, 16.0, 48.0, 512.0)


def main() -> None:
    """Print the table."""
    photo = load_photo(Path(sys.argv[1]))
    picture = Image.fromarray(np.asarray(photo.pixels, np.uint8))
    field, rasterizer = field_of(photo, "light", "auto"), CpuRasterizer()
    print(f"{photo.width} x {photo.height} photo, {rasterizer.name}\n")
    print("| view | scale | ours, ms | LANCZOS, ms | ratio |\n|---|---|---|---|---|")
    for width, height in SIZES:
        for scale in SCALES:
            view = View.centred(photo.width / 2 + 0.3, photo.height / 2 + 0.7, scale, width, height)
            x0, y0, x1, y1 = view.box
            if x0 < 0 or y0 < 0 or x1 > photo.width or y1 > photo.height:
                continue
            while field.missing(view):
                field.make_next(view)
            tiles = field.tiles(view)
            ours, theirs = [], []
            for _ in range(RUNS):
                start = time.perf_counter()
                rasterizer.draw_frame(tiles, view, cutoff=CUTOFF_MOVING)
                between = time.perf_counter()
                picture.resize((width, height), Image.Resampling.LANCZOS, box=view.box)
                ours.append(1e3 * (between - start))
                theirs.append(1e3 * (time.perf_counter() - between))
            a, b = np.median(ours), np.median(theirs)
            print(f"| {width} x {height} | x{scale:g} | {a:.1f} | {b:.1f} | {a / b:.2f} |", flush=True)


if __name__ == "__main__":
    main()
