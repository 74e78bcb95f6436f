"""The scene that a command draws. Loads numba; a command imports this module where its work begins."""

from __future__ import annotations

import sys
from pathlib import Path

from ..field.tiled_field import TiledField
from ..rasterize.backends import make_rasterizer
from ..scene.open import field_of, open_file
from ..scene.scene import Scene, photo_of


def scene_of(source: Path, weights: str, device: str) -> Scene:
    """A photo or a field, with what draws it.

    Args:
        source: a photo or a field file.
        weights: name of bundled weights, a weights file, or "auto".
        device: device of the network and of the rasterizer, or "auto".

    Raises:
        ValueError: if the source, the weights or the device cannot be used.
    """
    # The network has devices that no rasterizer draws on; its pictures are then drawn on the CPU.
    rasterizer = make_rasterizer("cpu" if device in ("xpu", "mps") else device)
    opened = open_file(source)
    if isinstance(opened, TiledField):
        return Scene(photo_of(opened, rasterizer), opened, rasterizer)
    for note in opened.notes:
        print(f"csr: {note}", file=sys.stderr)
    return Scene(opened, field_of(opened, weights, device), rasterizer)
