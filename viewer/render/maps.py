"""Maps over the picture: structure of the kernels, exact derivatives, iso-lines. Not for the GUI thread."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from ...core.field.sampling import CUTOFF_MOVING, CUTOFF_REST, Sampling
from ...core.geometry.view import View
from ...core.rasterize.map_colours import Scale, colours, value_range
from ...core.rasterize.structure import structure_map
from ...core.scene.scene import Scene
from .. import style
from ..i18n import N_, format_number

MapKind = Literal["orientation", "elongation", "density", "gradient", "laplacian", "isolines"]

TITLES: dict[MapKind, str] = {
    "orientation": N_("Orientation of the kernels"),
    "elongation": N_("Elongation of the kernels"),
    "density": N_("Kernels for each photo pixel"),
    "gradient": N_("Gradient, luma for each photo pixel"),
    "laplacian": N_("Laplacian, luma for each photo pixel²"),
    "isolines": N_("Lines of equal luma"),
}
SAMPLE = 7
"""Every so many pixels are looked at for a map's range."""
LEAST_SLOPE = 1e-4
"""Change of luma for each device pixel below which no iso-line is drawn: the picture is flat there."""

Pixels = npt.NDArray[np.uint8]
Values = npt.NDArray[np.floating]


@dataclass(frozen=True)
class Legend:
    """Meaning of a map's colours."""

    kind: MapKind
    low: float
    high: float
    """Values at the ends of the colours; of orientation, the elongation that is fully coloured; of iso-lines,
    from one to the next."""


def shades(kind: MapKind, share: Values) -> Values:
    """Red, green, blue, 0..255, of places on a map's scale: 0..1, of orientation in half turns."""
    scales: dict[MapKind, Scale] = {"orientation": "hue", "laplacian": "signed"}
    return colours(scales.get(kind, "ramp"), share)


def draw_map(
    kind: MapKind,
    scene: Scene,
    view: View,
    pixels: Pixels,
    *,
    moving: bool,
    pixel_ratio: float,
    cancelled: Callable[[], bool],
) -> tuple[Pixels, Legend | None]:
    """The picture with a map over it, and what its colours mean.

    Args:
        kind: which map.
        scene: what is open; its field must be there.
        view: what is drawn.
        pixels: the picture, (height, width, 4): blue, green, red, 255.
        moving: at the quality of a moving view.
        pixel_ratio: device pixels for each device-independent pixel.
        cancelled: whether nobody wants it any more.

    Raises:
        Cancelled: if `cancelled` answered true.
    """
    field, rasterizer = scene.field, scene.rasterizer
    if field is None or rasterizer is None:
        return pixels, None
    tiles = field.tiles(view)
    sampling = Sampling(scene.display.footprint, CUTOFF_MOVING if moving else CUTOFF_REST)
    if kind in ("orientation", "elongation", "density"):
        found = structure_map(kind, tiles, view, rasterizer, sampling, cancelled=cancelled)
        if found.strength is not None:
            high = _range(found.strength)[1]
            strength = np.clip(found.strength / max(high, 1e-9), 0, 1)
            return _over(pixels, shades(kind, found.values / 180), strength), Legend(kind, 0, high)
        low, high = _range(found.values)
        return _scaled(pixels, kind, found.values, low, high), Legend(kind, low, high)

    from ...core.rasterize.derivatives import derivatives

    found = derivatives(tiles, view, sampling, cancelled=cancelled)
    if kind == "isolines":
        slope = found.gradient / np.float32(view.scale)
        step = 1 / style.ISOLINE_LEVELS
        return _with_lines(pixels, found.value, slope, pixel_ratio), Legend(kind, 0, step)
    if kind == "gradient":
        high = _range(found.gradient)[1]
        return _scaled(pixels, kind, found.gradient, 0, high), Legend(kind, 0, high)
    high = _range(np.abs(found.laplacian))[1]
    return _scaled(pixels, kind, found.laplacian, -high, high), Legend(kind, -high, high)


def _range(values: Values) -> tuple[float, float]:
    return value_range(values[::SAMPLE, ::SAMPLE])


def _scaled(pixels: Pixels, kind: MapKind, values: Values, low: float, high: float) -> Pixels:
    share = (values - np.float32(low)) / np.float32(high - low)
    return _over(pixels, shades(kind, share), np.ones_like(values))


def _over(pixels: Pixels, shade: Values, strength: Values) -> Pixels:
    """Colours over the picture in grey: as strong as they are, where that is 0 the grey picture alone."""
    grey = pixels[..., :3].astype(np.float32) @ np.array((0.114, 0.587, 0.299), np.float32)
    cover = (strength * np.float32(style.MAP_OPACITY))[..., None]
    out = pixels.copy()
    out[..., :3] = grey[..., None] * (1 - cover) + shade[..., ::-1] * cover
    return out


def _with_lines(pixels: Pixels, value: Values, slope: Values, pixel_ratio: float) -> Pixels:
    """The picture with lines where the value is a multiple of 1 / style.ISOLINE_LEVELS; exact on the line."""
    steps = value * np.float32(style.ISOLINE_LEVELS)
    off = np.abs(steps - np.rint(steps)) / np.float32(style.ISOLINE_LEVELS)
    distance = off / np.maximum(slope, np.float32(LEAST_SLOPE))
    half = style.ISOLINE_WIDTH * pixel_ratio / 2
    there = (slope > LEAST_SLOPE).astype(np.float32)
    line = np.clip(half + 0.5 - distance, 0, 1) * there
    rim = np.clip(half + style.RIM_WIDTH * pixel_ratio + 0.5 - distance, 0, 1) * there * np.float32(0.5)
    out = pixels.copy()
    shaded = pixels[..., :3] * (1 - rim[..., None])
    out[..., :3] = shaded * (1 - line[..., None]) + np.float32(255) * line[..., None]
    return out


def legend_text(legend: Legend) -> tuple[str, str]:
    """The words at the two ends of a legend's colours."""
    digits = max(0, 2 - math.floor(math.log10(max(legend.high - legend.low, 1e-9))))
    return format_number(legend.low, f".{digits}f"), format_number(legend.high, f".{digits}f")
