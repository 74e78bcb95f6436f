"""Fields as files: their sizes and what rounding costs, beside the photo as PNG, WebP and AVIF.

    python tests/benchmarks/field_files.py FOLDER [--weights light fine] [--limit 5]

Sizes in KB (1000 bytes). PSNR and largest difference, in steps of 255: of the file's field beside the exact
one, both drawn at x2.
"""

from __future__ import annotations

import argparse
import io
import math
import tempfile
from pathlib import Path

import csr
import numpy as np
from PIL import Image

PICTURES: dict[str, tuple[str, dict[str, object]]] = {
    "PNG": ("PNG", {"optimize": True}),
    "WebP, lossless": ("WEBP", {"lossless": True}),
    "AVIF, 100": ("AVIF", {"quality": 100, "subsampling": "4:4:4"}),
}
COLUMNS = (
    *("photo", "weights", "kernels", "exact", "16 bits", "PSNR, dB (most)", "8 bits", "PSNR, dB (most)"),
    *("PLY", "page", *PICTURES),
)


def kilobytes(path: Path) -> str:
    return f"{path.stat().st_size / 1e3:.0f}"


def row(photo: csr.Photo, name: str, weights: str, folder: Path) -> list[str]:
    field = photo.field(weights)
    view = csr.View(2.0, 0, 0, 2 * photo.size[0], 2 * photo.size[1])
    exact = field.render(view=view, device="cpu").clip(0, 1)
    field.save(folder / "f.safetensors", overwrite=True)
    cells = [name, weights, f"{len(field):,}", kilobytes(folder / "f.safetensors")]
    for bits in (16, 8):
        field.save(folder / "f.csrz", bits=bits, overwrite=True)
        rounded = csr.load_field(folder / "f.csrz").render(view=view, device="cpu").clip(0, 1)
        error = rounded.astype(np.float64) - exact
        psnr = -10 * math.log10(max(float(np.square(error).mean()), 1e-12))
        cells += [kilobytes(folder / "f.csrz"), f"{psnr:.1f} ({255 * np.abs(error).max():.2f})"]
    for suffix in ("ply", "html"):
        field.save(folder / f"f.{suffix}", overwrite=True)
        cells.append(kilobytes(folder / f"f.{suffix}"))
    picture = Image.fromarray(np.rint(photo.pixels * 255).astype(np.uint8))
    for pillow_format, options in PICTURES.values():
        data = io.BytesIO()
        picture.save(data, pillow_format, **options)
        cells.append(f"{data.tell() / 1e3:.0f}")
    return cells


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--weights", nargs="+", default=["light"])
    parser.add_argument("--limit", type=int, default=5)
    arguments = parser.parse_args()
    print(f"| {' | '.join(COLUMNS)} |\n{'|---' * len(COLUMNS)}|")
    with tempfile.TemporaryDirectory() as folder:
        for path in sorted(arguments.folder.iterdir())[: arguments.limit]:
            photo = csr.open(path)
            for weights in arguments.weights:
                print(f"| {' | '.join(row(photo, path.stem, weights, Path(folder)))} |", flush=True)


if __name__ == "__main__":
    main()
