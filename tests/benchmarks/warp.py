"""Frame times of a warped view beside those of the same view without the warp, in one run.

    python tests/benchmarks/warp.py PHOTO

By the side of the pieces that warped tiles are cut into, and by how many strips free kernels may reach over
before the whole width is one strip. At the cut-off while moving; the medians of alternating runs.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

from csr.core.field import warped_tiles
from csr.core.field.sampling import MOVING
from csr.core.geometry.mapping import mapping_of
from csr.core.geometry.view import View
from csr.core.geometry.warp import Lens, Warp
from csr.core.photo.decode import load_photo
from csr.core.rasterize import cpu
from csr.core.scene.open import field_of
from rasterize import medians

WIDTH, HEIGHT = 1280, 720
SCALES = (2.0, 8.0)
PIECES = (8, 16, 32, 64, 128)
WIDEST = (0.0, 1.0, 4.0)
"""In strips; 0: always the whole width."""
BLUR = 2.0
"""Photo pixels that the footprint adds to a kernel's reach, at most."""


def main() -> None:
    """Print the table."""
    photo = load_photo(Path(sys.argv[1]))
    rasterizer, field = cpu.CpuRasterizer(), field_of(photo, "light", "auto")
    x, y = photo.width / 2, photo.height / 2
    warps = {"turned by 20 degrees": Warp(angle=20), "a lens": Warp(lens=Lens(x, y, min(x, y), 1.8))}
    widest = " | ".join(f"{w:g}" for w in WIDEST)
    print(f"{WIDTH} x {HEIGHT}, {rasterizer.name}: times the unwarped frame, by strips\n")
    print(f"| warp | scale | piece | pieces | {widest} |\n|---{'|---' * (3 + len(WIDEST))}|")
    for scale in SCALES:
        plain = View.centred(x, y, scale, WIDTH, HEIGHT)
        tiles = field.require(plain.with_scale(scale / 2, WIDTH / 2, HEIGHT / 2))
        for name, warp in warps.items():
            mapping = mapping_of(warp, photo.size)
            view = View.centred(*mapping.to_plane(x, y), scale, WIDTH, HEIGHT)
            for side in PIECES:
                warped_tiles.PIECE = side
                shown = warped_tiles.WarpedTiles().shown(tiles, view, mapping, field.source.reach, BLUR)

                def at(strips: float, view: View = view, shown: list = shown) -> Callable[[], object]:  # type: ignore[type-arg]
                    def draw() -> object:
                        cpu.WIDEST_FREE = strips
                        return rasterizer.draw_frame(shown, view, MOVING)

                    return draw

                def unwarped(plain: View = plain, tiles: list = tiles) -> object:  # type: ignore[type-arg]
                    return rasterizer.draw_frame(tiles, plain, MOVING)

                base, *times = medians(unwarped, *(at(strips) for strips in WIDEST))
                ratios = " | ".join(f"{time / base:.2f}" for time in times)
                print(f"| {name} | x{scale:g} | {side} | {len(shown)} | {ratios} |", flush=True)


if __name__ == "__main__":
    main()
