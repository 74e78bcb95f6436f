"""`csr render`: one picture, or many; heavy modules are imported with this one."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tqdm import tqdm

from .batch import is_rule, sources_of, target
from .frame import Scene, photo_of
from .metadata import kept_exif
from .opening import field_of, open_file
from .picture_file import check_target, save_picture
from .rasterize.choice import make_rasterizer
from .tiled_field import TiledField
from .view import LONGEST_SIDE, View


def render(arguments: argparse.Namespace) -> None:
    """Draw what the arguments of `csr render` name.

    Raises:
        ValueError: if something could not be drawn; the sentence names each.
    """
    sources, out = sources_of(arguments.sources), arguments.out
    if arguments.scale is None and arguments.size is None:
        raise ValueError("say how large: --scale S or --size W H")
    if not is_rule(out, sources):
        _render_one(arguments, sources[0], by_rule=False, taken=set())
        return
    target(out, sources[0], 1.0)  # that it can be told where to, before any work is done
    failed: list[str] = []
    taken: set[Path] = set()
    for number, source in enumerate(sources, 1):
        try:
            path = _render_one(arguments, source, by_rule=True, taken=taken)
        except (ValueError, OSError, MemoryError) as error:
            failed.append(f"{source}: {error or 'there is not enough memory for this'}")
        else:
            print(f"{number}/{len(sources)} {path}")
    if failed:
        raise ValueError(f"{len(failed)} of {len(sources)} could not be drawn:\n  " + "\n  ".join(failed))


def _render_one(arguments: argparse.Namespace, source: Path, *, by_rule: bool, taken: set[Path]) -> Path:
    out: Path = arguments.out
    if by_rule and arguments.scale is not None:
        out = target(out, source, arguments.scale)
    if not by_rule or arguments.scale is not None:
        _claim(out, taken, arguments.overwrite)
    scene = scene_of(arguments, source)
    view = _view(scene, arguments)
    if by_rule and arguments.scale is None:
        out = target(out, source, view.scale)
        _claim(out, taken, arguments.overwrite)
    with tqdm(total=view.height, unit="row", leave=False) as bar:
        save_picture(
            out,
            _counted(scene.bands(view), bar),
            view.width,
            view.height,
            alpha=scene.photo.alpha is not None,
            bits=arguments.bits,
            overwrite=arguments.overwrite,
            description=scene.description(view),
            quality=arguments.quality,
            exif=kept_exif(scene.photo.path),
        )
    return out


def _claim(out: Path, taken: set[Path], overwrite: bool) -> None:
    """Look whether a result can be written, before any work is done for it; none replaces another."""
    if out in taken:
        raise ValueError(f"{out.name} is the name of another source's result")
    check_target(out, overwrite)
    taken.add(out)


def scene_of(arguments: argparse.Namespace, source: Path) -> Scene:
    """A photo or a field, with what draws it.

    Raises:
        ValueError: if the source, the weights or the device cannot be used.
    """
    # The network has devices that no rasterizer draws on; its pictures are then drawn on the CPU.
    device = "cpu" if arguments.device in ("xpu", "mps") else arguments.device
    opened, rasterizer = open_file(source), make_rasterizer(device)
    if isinstance(opened, TiledField):
        return Scene(photo_of(opened, rasterizer), opened, rasterizer)
    for note in opened.notes:
        print(f"csr: {note}", file=sys.stderr)
    return Scene(opened, field_of(opened, arguments.weights, arguments.device), rasterizer)


def _view(scene: Scene, arguments: argparse.Namespace) -> View:
    w, h = scene.photo.size
    x0, y0, x1, y1 = arguments.box or (0.0, 0.0, float(w), float(h))
    if not (0 <= x0 < x1 <= w and 0 <= y0 < y1 <= h):
        raise ValueError(f"the box must lie in the photo, which is {w} x {h} pixels")
    if arguments.size is None:
        if max(x1 - x0, y1 - y0) * arguments.scale > LONGEST_SIDE:
            raise ValueError(f"the picture would have more than {LONGEST_SIDE:,} pixels along a side")
        return View.of_box((x0, y0, x1, y1), arguments.scale)
    width, height = arguments.size
    scale = arguments.scale or min(width / (x1 - x0), height / (y1 - y0))
    view = scene.clipped(View.centred((x0 + x1) / 2, (y0 + y1) / 2, scale, width, height))
    if view is None:
        raise ValueError("nothing of the photo is left at this size")
    return view


def _counted(bands: Iterator[Any], bar: Any) -> Iterator[Any]:
    for band in bands:
        yield band
        bar.update(len(band))
