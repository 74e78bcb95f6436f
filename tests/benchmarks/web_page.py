"""Pages of `csr export-web` in a headless Chromium: size, time to open, frame times, pixels beside ours.

    python tests/benchmarks/web_page.py PHOTO... [--weights light] [--bits 16]

The browser draws by SwiftShader, on the CPU; a GPU was not at hand. Moving: the median time of a frame, read
back so that nothing of it is left to do, while the view moves by nine pixels each; it shows what was drawn
before, and draws a part of what will be. Final: from a move of one pixel to the sharp picture; the median of
some, and the least processor time of the browser for it, which other programs do not lengthen. Beside it
the same view by our own rasterizer on the CPU, right after.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import csr
import numpy as np
import psutil

sys.path.insert(0, str(Path(__file__).parents[1]))

from chromium import Page, chromium_page

WIDTH, HEIGHT = 1280, 720
FOOTER = 40
"""Rows at the bottom that the page's caption may cover."""
SCALES = (1.0, 4.0, 16.0)
FRAMES = 5
MOVES = 20
COLUMNS = (
    *("photo", "weights", "kernels", "page, MB", "opens, s"),
    *(
        f"x{s:g}: {what}"
        for s in SCALES
        for what in ("moving, ms", "final, ms", "of CPU, s", "ours, ms", "most difference")
    ),
)
MOVING = f"""
(async () => {{
  const times = [], pixel = new Uint8Array(4);
  for (let i = 0; i <= {MOVES}; i++) {{
    const begin = performance.now();
    view = {{ ...view, x0: view.x0 + 9 / view.scale }};
    redraw();
    await new Promise(resolve => requestAnimationFrame(resolve));  // the page's own came before
    gl.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, pixel);
    times.push(performance.now() - begin);
  }}
  return times.slice(1).sort((a, b) => a - b)[{MOVES // 2}];
}})()"""
FINAL = """
(async () => {
  const begin = performance.now();
  view = { ...view, x0: view.x0 + 1 / view.scale };
  redraw();
  while (!isFinal(front)) await new Promise(requestAnimationFrame);
  gl.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, new Uint8Array(4));
  return performance.now() - begin;
})()"""


def processor_seconds() -> float:
    """Of the browser's processes so far."""
    return sum(sum(process.cpu_times()[:2]) for process in psutil.Process().children(recursive=True))


def final_picture(page: Page) -> tuple[float, float]:
    """Milliseconds until the final picture (median), and seconds of processor time for it (least)."""
    times, own = list[float](), list[float]()
    for _ in range(FRAMES):
        page.wait_for("base !== null && !fence && !waiting")
        before = processor_seconds()
        times.append(page.evaluate(FINAL))
        own.append(processor_seconds() - before)
    return statistics.median(times), min(own)


def time_of(draw: Callable[[], object]) -> float:
    """Milliseconds of the median of some runs."""
    times: list[float] = []
    for _ in range(FRAMES):
        begin = time.perf_counter()
        draw()
        times.append(1e3 * (time.perf_counter() - begin))
    return statistics.median(times)


def row(page: Page, path: Path, weights: str, bits: int, folder: Path) -> list[str]:
    photo = csr.open(path)
    field = photo.field(weights)
    out = folder / "page.html"
    field.save(out, bits=bits, overwrite=True)
    cells = [path.stem, weights, f"{len(field):,}", f"{out.stat().st_size / 1e6:.1f}"]
    (width, height), timed = photo.size, ""
    for scale in SCALES:
        begin = time.perf_counter()
        page.open(f"{out.as_uri()}#{width / 2},{height / 2},{scale}", WIDTH, HEIGHT)
        page.wait_for("document.documentElement.dataset.state === 'drawn'")
        if not timed:
            timed = f"{time.perf_counter() - begin:.1f}"
            cells.append(timed)
        view = csr.View.centred(width / 2, height / 2, scale, WIDTH, HEIGHT)
        ours = np.rint(field.render(view=view, device="cpu").clip(0, 1) * 255)
        u, v = np.arange(WIDTH) + 0.5, np.arange(HEIGHT - FOOTER) + 0.5
        across = (view.x0 + u / scale > 0) & (view.x0 + u / scale < width)
        down = (view.y0 + v / scale > 0) & (view.y0 + v / scale < height)
        inner = np.ix_(down, across)
        difference = np.abs(page.pixels()[: HEIGHT - FOOTER][inner] - ours[: HEIGHT - FOOTER][inner]).max()
        moving = page.evaluate(MOVING)
        final, seconds = final_picture(page)
        own = time_of(lambda view=view: field.render(view=view, device="cpu"))
        cells += [f"{moving:.0f}", f"{final:.0f}", f"{seconds:.2f}", f"{own:.0f}", f"{difference:.0f} of 255"]
    return cells


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("photos", type=Path, nargs="+")
    parser.add_argument("--weights", default="light")
    parser.add_argument("--bits", type=int, choices=(8, 16), default=16)
    arguments = parser.parse_args()
    print(f"| {' | '.join(COLUMNS)} |\n{'|---' * len(COLUMNS)}|")
    with tempfile.TemporaryDirectory() as folder, chromium_page(Path(folder) / "profile") as page:
        for path in arguments.photos:
            cells = row(page, path, arguments.weights, arguments.bits, Path(folder))
            print(f"| {' | '.join(cells)} |", flush=True)


if __name__ == "__main__":
    main()
