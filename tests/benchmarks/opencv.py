"""Frame times beside OpenCV's Lanczos resize of the same box: python tests/benchmarks/opencv.py [PHOTO].

Needs `pip install opencv-python-headless`. Both draw 1280 x 720 with two threads,
a frame each in turn; the median counts.
"""

from __future__ import annotations

import math
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

import cv2  # pyright: ignore[reportMissingImports]
import numpy as np
from csr.core.field.sampling import MOVING
from csr.core.geometry.view import View
from csr.core.photo.decode import load_photo
from csr.core.rasterize.cpu import CpuRasterizer
from csr.core.scene.open import field_of

SAMPLE = Path(__file__).parents[2] / "resources" / "sample.jpg"
SIZE = (1280, 720)
THREADS = 2
SCALES = (1.5, 2, 4, 8, 48)
WEIGHTS = ("light", "fine")
ROUNDS = 25


def milliseconds(draws: list[Callable[[], object]]) -> list[float]:
    """The median time of each, drawn in turn."""
    times: list[list[float]] = [[] for _ in draws]
    for turn in range(ROUNDS + 2):
        for taken, draw in zip(times, draws, strict=True):
            begin = time.perf_counter()
            draw()
            if turn > 1:
                taken.append(time.perf_counter() - begin)
    return [1e3 * statistics.median(taken) for taken in times]


def main(path: Path) -> None:
    cv2.setNumThreads(THREADS)
    photo, rasterizer = load_photo(path), CpuRasterizer(THREADS)
    fields = [field_of(photo, weights, "cpu") for weights in WEIGHTS]
    print(f"| scale | {', ms | '.join(WEIGHTS)}, ms | OpenCV, ms | {WEIGHTS[0]} / OpenCV |")
    print("|---" * (len(WEIGHTS) + 3) + "|")
    w, h = photo.size
    for scale in SCALES:
        view = View.centred(w / 2, h / 2, scale, *SIZE)
        left, top = max(0, math.floor(view.x0)), max(0, math.floor(view.y0))
        right, bottom = min(w, math.ceil(view.box[2])), min(h, math.ceil(view.box[3]))
        seen = photo.pixels[top:bottom, left:right]
        # Four channels, as a screen takes them.
        box = np.ascontiguousarray(np.dstack((seen, np.full(seen.shape[:2], 255, np.uint8))))
        tiles = [field.require(view) for field in fields]
        ours = [lambda t=t, v=view: rasterizer.draw_frame(t, v, MOVING) for t in tiles]
        *drawn, theirs = milliseconds(
            [*ours, lambda box=box: cv2.resize(box, SIZE, interpolation=cv2.INTER_LANCZOS4)]
        )
        cells = " | ".join(f"{took:.1f}" for took in (*drawn, theirs))
        print(f"| x{scale:g} | {cells} | {drawn[0] / theirs:.2f} |", flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else SAMPLE)
