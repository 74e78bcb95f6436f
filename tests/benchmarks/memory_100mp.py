"""Peak memory of a 100-megapixel photo, opened and panned across at x8.

Run: python tests/benchmarks/memory_100mp.py

As the window does it, without the window: first the photo, then at each place the tiles of the view and some
around it; enough of them to fill the budget and to drop the first ones.
"""

import tempfile
import time
from pathlib import Path

import numpy as np
from memory import in_child, peak_bytes
from PIL import Image

WIDTH, HEIGHT = 12000, 8400
STEPS, TILES_A_STEP = 20, 9


def write_photo(path: Path) -> None:
    """A JPEG with detail everywhere."""
    tile = np.random.default_rng(0).integers(0, 256, (HEIGHT // 40, WIDTH // 40, 3), dtype=np.uint8)
    Image.fromarray(tile).resize((WIDTH, HEIGHT), Image.Resampling.BICUBIC).save(path, quality=90)


def measure(path: Path) -> list[tuple[str, float, int]]:
    """Stages with their seconds and the peak memory at their end."""
    stages: list[tuple[str, float, int]] = []
    start = time.perf_counter()

    def stage(name: str) -> None:
        nonlocal start
        now = time.perf_counter()
        stages.append((name, now - start, peak_bytes()))
        start = now

    from csr.core.geometry.view import View
    from csr.core.photo.photo import Photo
    from csr.core.rasterize.cpu import CpuRasterizer
    from csr.core.scene.open import field_of, open_file
    from csr.core.scene.scene import Scene

    stage("program started")
    photo = open_file(path)
    assert isinstance(photo, Photo)
    stage("photo opened")
    scene = Scene(photo)
    scene.draw(View(0.1, 0, 0, 1200, 840))
    scene.draw(View(0.7, 2000, 2000, 1280, 720))
    stage("photo drawn as a whole")
    field = field_of(photo, "light", "cpu")
    scene = Scene(photo, field, CpuRasterizer())
    for step in range(STEPS):
        share = (step + 0.5) / STEPS
        view = View.centred(share * WIDTH, share * HEIGHT, 8.0, 1280, 720)
        for _ in range(TILES_A_STEP):
            field.make_next(view)
        assert scene.draw(view).source == "field"
        if step == 0:
            stage("zoomed to x8")
    stage(f"panned across at x8, {STEPS * TILES_A_STEP} tiles made, {field.nbytes / 1e9:.2f} GB of them kept")
    return stages


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        photo = Path(folder) / "photo.jpg"
        in_child(write_photo, photo)
        print(f"{WIDTH} x {HEIGHT} photo, {photo.stat().st_size / 1e6:.0f} MB (goal: peak within 3 GB)")
        for name, seconds, peak in in_child(measure, photo):
            print(f"  {name}: {seconds:.1f} s, peak {peak / 1e9:.2f} GB")
