"""The scene that a command draws. Loads numba; a command imports this module where its work begins."""

from __future__ import annotations

import sys
from pathlib import Path

from ..field.displayed_field import PLAIN, DisplayState
from ..field.file import FIELD_SUFFIX
from ..field.tiled_field import TiledField
from ..rasterize.backends import make_rasterizer
from ..scene.open import field_of, open_file, photo_of
from ..scene.scene import Scene
from ..utils.messages import printable
from .photos import begin_photo, read_photo

POINT_FOOTPRINT = 0.0
"""Footprint of imported networks, which were trained with a renderer that samples at points."""


def scene_of(
    source: Path,
    weights: str,
    device: str,
    footprint: float | None = None,
    page: int | None = None,
    cleaning: float | None = None,
) -> Scene:
    """A photo or a field, with what draws it.

    Args:
        source: a photo or a field file.
        weights: name of bundled weights, a weights file, or "auto".
        device: device of the network and of the rasterizer, or "auto".
        footprint: in device pixels squared; None: that which the network was made for, which is said where it
            is not the usual one.
        page: which of the pictures in a photo's file, from 0; None for the file's own choice.
        cleaning: see `NetworkSource`.

    Raises:
        CsrError: if the source, the weights or the device cannot be used.
    """
    if source.suffix.lower() != FIELD_SUFFIX:
        begin_photo(source, page, keep_space=True)
    # The network has devices that no rasterizer draws on; its pictures are then drawn on the CPU.
    rasterizer = make_rasterizer("cpu" if device in ("xpu", "mps") else device)
    opened = open_file(source, lambda path: read_photo(path, page, keep_space=True))
    if isinstance(opened, TiledField):
        photo = photo_of(opened, rasterizer)
        return Scene(photo, opened, rasterizer, display=_sampled_with(footprint))
    for note in opened.notes:
        print(f"csr: {printable(f'{source.name}: {note}')}", file=sys.stderr)
    field = field_of(opened, weights, device, cleaning)
    if footprint is None and getattr(field.source, "samples_points", False):
        footprint = POINT_FOOTPRINT
        model = printable(field.source.model)
        print(f"csr: {model} is drawn as its authors do: footprint 0", file=sys.stderr)
    return Scene(opened, field, rasterizer, display=_sampled_with(footprint))


def _sampled_with(footprint: float | None) -> DisplayState:
    return PLAIN if footprint is None else DisplayState(footprint=footprint)
