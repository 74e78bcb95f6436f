"""How far a tile of a published network's field is from the whole's part, by overlap.

python tests/benchmarks/continuoussr_seams.py PHOTO hat|hat-l|swinir|WEIGHTS_FILE [GAIN]

A named network has starting weights times GAIN (default 1) in its attention, perceptrons and convolutions.
Compared are the pictures at x4, on the tile, and the parts of the differences that a border of 8 photo pixels
holds, where the seams are.
"""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import torch
from csr.core.field.field import Lattice
from csr.core.geometry.view import View
from csr.core.network import continuoussr
from csr.core.network.continuoussr import ARCHITECTURES, ContinuousSRNetwork
from csr.core.network.encoders.hat import _ChannelAttention
from csr.core.network.inference import NetworkSource
from csr.core.network.weights import load_network
from csr.core.photo.decode import load_photo
from csr.core.photo.photo import photo_from_pixels
from csr.core.rasterize.cpu import CpuRasterizer

SIDE = 160
TILE = (48, 48, 112, 112)
OVERLAPS = (32, 16, 0)
POOLED = 64
"""Side of the picture that shows what the pooled values are worth."""


def network_of(name: str, gain: float) -> ContinuousSRNetwork:
    if name not in ARCHITECTURES:
        network = load_network(name)
        assert isinstance(network, ContinuousSRNetwork)
        return network
    torch.manual_seed(0)
    network = ContinuousSRNetwork(ARCHITECTURES[name], name)
    with torch.no_grad():
        for key, parameter in network.encoder.layers.named_parameters():
            if key.endswith("weight") and "norm" not in key:
                parameter *= gain
    return network.eval()


def main(path: str, name: str, gain: float = 1.0) -> None:
    """Print a line for each overlap."""
    network = network_of(name, gain)
    photo = load_photo(Path(path))
    x, y = (photo.width - SIDE) // 2, (photo.height - SIDE) // 2
    part = np.rint(photo.crop(x, y, x + SIDE, y + SIDE) * 255).astype(np.uint8)
    source = NetworkSource(photo_from_pixels(part), network, torch.device("cpu"))
    whole = source.make(None)
    # Kernels of the tile alone are drawn, of the whole's and of the tile's own field.
    lattice, view = Lattice.of_pixels(*TILE), View.of_box(tuple(map(float, TILE)), 4)
    rasterizer = CpuRasterizer()
    expected = rasterizer.draw([whole.crop(lattice.box)], view)
    print(f"{name}, gain {gain:g}: the picture's standard deviation {expected.std():.4f}")
    if network.architecture.encoder == "hat":
        pooled(network, part)
    for overlap in OVERLAPS:
        continuoussr.OVERLAP = overlap
        error = np.abs(rasterizer.draw([source.make(lattice)], view) - expected) / expected.std()
        seam = np.r_[error[:32].ravel(), error[-32:].ravel(), error[32:-32, :32].ravel()]
        print(
            f"  overlap {overlap:2}: error in the picture's deviations, largest {error.max():.1e}, "
            f"mean at the seam {seam.mean():.1e}, mean inside {error[64:-64, 64:-64].mean():.1e}",
            flush=True,
        )


def pooled(network: ContinuousSRNetwork, part: np.ndarray) -> None:
    """Print how far HAT's picture changes when what it pools is that of a dark grey picture."""
    layers = [m for m in network.modules() if isinstance(m, _ChannelAttention)]
    view, rasterizer, kept = View(4, 0, 0, 4 * POOLED, 4 * POOLED), CpuRasterizer(), []

    def drawn(pixels: np.ndarray, hook: Callable[..., Any]) -> np.ndarray:
        handles = [layer.attention.register_forward_hook(hook) for layer in layers]
        field = NetworkSource(photo_from_pixels(pixels), network, torch.device("cpu")).make(None)
        for handle in handles:
            handle.remove()
        return rasterizer.draw([field], view)

    drawn(np.full((POOLED, POOLED, 3), 20, np.uint8), lambda _, __, out: kept.append(out.clone()))
    expected = drawn(part[:POOLED, :POOLED], lambda _, __, out: out)
    values = iter(kept)
    error = np.abs(drawn(part[:POOLED, :POOLED], lambda *_: next(values)) - expected) / expected.std()
    print(f"  pooled elsewhere: largest {error.max():.1e}, mean {error.mean():.1e}")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], *(float(v) for v in sys.argv[3:]))
