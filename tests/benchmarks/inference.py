"""Seconds and memory from a photo of 512 x 512 pixels to its field.

python tests/benchmarks/inference.py [NAME_OR_FILE]

of weights (default: light): as the program does it, then the network alone by tile, layout and number format.
"""

import statistics
import sys
import time
from importlib.resources import files

import numpy as np
import psutil
from memory import in_child, peak_bytes
from PIL import Image

SIDE = 512
RUNS = 7
TILES = (128, 256, 512)
FEW = 3


def photo_pixels() -> np.ndarray:
    """The middle of the sample photo: how many kernels the light network makes depends on what is seen."""
    with Image.open(files("csr.resources") / "sample.jpg") as image:  # pyright: ignore[reportArgumentType]
        left, top = ((side - SIDE) // 2 for side in image.size)
        return np.asarray(image.convert("RGB").crop((left, top, left + SIDE, top + SIDE)))


def measure(weights: str) -> tuple[list[float], int]:
    """Seconds of each run, the first cold, and the peak memory over what was in use before it."""
    from csr.core.photo.photo import photo_from_pixels
    from csr.core.scene.open import field_of
    from csr.core.utils.malloc import keep_freed

    keep_freed()  # as the program does
    field = field_of(photo_from_pixels(photo_pixels()), weights, "cpu")
    before = psutil.Process().memory_info().rss
    seconds: list[float] = []
    for _ in range(RUNS):
        start = time.perf_counter()
        field.whole(lambda _made, _total: None)
        seconds.append(time.perf_counter() - start)
    return seconds, peak_bytes() - before


def ways(weights: str) -> list[tuple[str, str, int, float]]:
    """Layout, number format, side of a tile, and the seconds that its network takes for the whole photo."""
    import torch
    from csr.core.network.devices import has_fast_bfloat16
    from csr.core.network.weights import load_network

    result: list[tuple[str, str, int, float]] = []
    formats = {"float32": False, "bfloat16": True}
    if not has_fast_bfloat16(torch.device("cpu")):
        del formats["bfloat16"]
    for layout, memory in (("planes", torch.contiguous_format), ("channels last", torch.channels_last)):
        network = load_network(weights).to(memory_format=memory)  # pyright: ignore[reportCallIssue]
        for name, shorter in formats.items():
            for side in TILES:
                box = (0, 0, side, side)
                x0, y0, x1, y1 = taken = network.input_box(box, (SIDE, SIDE))
                channels = 4 if network.conditioned else 3
                pixels = torch.rand(1, channels, y1 - y0, x1 - x0).contiguous(memory_format=memory)
                seconds: list[float] = []
                with torch.inference_mode(), torch.autocast("cpu", torch.bfloat16, enabled=shorter):
                    network.kernels(pixels, box, taken)
                    for _ in range(FEW):
                        start = time.perf_counter()
                        for _ in range((SIDE // side) ** 2):
                            network.kernels(pixels, box, taken)
                        seconds.append(time.perf_counter() - start)
                result.append((layout, name, side, min(seconds)))
    return result


if __name__ == "__main__":
    weights = sys.argv[1] if len(sys.argv) > 1 else "light"
    seconds, peak = in_child(measure, weights)
    print(f"{SIDE} x {SIDE} photo to field by {weights}, {psutil.cpu_count()} CPUs:")
    warm = statistics.median(seconds[1:])
    print(f"  first {seconds[0]:.2f} s, then {warm:.2f} s (goals: light 0.6 s, fine 3 s)")
    print(f"  peak memory over start {peak / 1e9:.2f} GB (goal 1 GB)")
    for layout, name, side, took in in_child(ways, weights):
        print(f"  {layout}, {name}, tiles of {side}: {took:.2f} s")
