"""A scene's picture as it is saved: band by band, at full quality."""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from ..geometry.view import View
from .scene import Scene

BAND_PIXELS = 1 << 21
"""Device pixels of one band of a saved picture."""


def image_description(scene: Scene, view: View) -> str:
    """Description of a saved view: what drew it, and the licence.

    Empty where the photo itself is saved, or no licence is known.
    """
    source = None if scene.field is None else scene.field.source
    if source is None or not source.licence or not scene.shows_field(view):
        return ""
    return f"Drawn by csr-viewer with the network {source.model}; licence of its weights: {source.licence}"


def has_alpha(scene: Scene, view: View) -> bool:
    """True where what is saved of a view has transparent parts: the photo's, or beside a warped one."""
    mapping = scene.mapping
    return scene.photo.alpha is not None or (mapping is not None and not mapping.covers(view.box))


def profile(scene: Scene, *, keep_space: bool) -> bytes | None:
    """The ICC profile of what is saved; None for sRGB. See `bands`."""
    space = scene.photo.space
    return space.profile if space is not None and keep_space else None


def bands(scene: Scene, view: View, *, keep_space: bool = True) -> Iterator[npt.NDArray[np.float32]]:
    """A view at full quality for saving, band by band, (rows, width, 3 or 4 with alpha), unclamped.

    Makes the tiles that a band needs.

    Args:
        scene: what is open.
        view: what is saved.
        keep_space: in the photo's own space; else in sRGB.
    """
    space = None if keep_space else scene.photo.space
    rows = max(1, BAND_PIXELS // view.width)
    transparent = has_alpha(scene, view)
    of_field = scene.shows_field(view)
    for top in range(0, view.height, rows):
        band = view.rows(top, min(top + rows, view.height))
        picture = scene.unclamped(band, of_field)
        if space is not None:
            picture = space.to_srgb(picture)
        yield np.dstack((picture, _opacity(scene, band))) if transparent else picture


def _opacity(scene: Scene, view: View) -> npt.NDArray[np.float32]:
    """The alpha that is saved, (height, width), 0..1."""
    parts = [part for part in (scene.alpha(view), scene.coverage(view)) if part is not None]
    return math.prod(parts, start=np.ones((view.height, view.width), np.float32))
