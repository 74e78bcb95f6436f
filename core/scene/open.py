"""Opening what a person names: a photo, or a field file; and the field of a photo."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from ..field.formats import is_field, tiles_of
from ..field.tiled_field import TiledField
from ..geometry.view import View
from ..network.bundled import bundled
from ..network.weights_header import check_weights
from ..photo.decode import load_photo
from ..photo.photo import MAX_PIXELS, Photo, photo_from_pixels
from ..photo.working_space import working_space
from ..rasterize.base import Rasterizer
from ..utils.errors import CsrError
from ..utils.messages import Message
from .export import BAND_PIXELS
from .weights_choice import AUTOMATIC, LIGHT, WeightsChoice, automatic

if TYPE_CHECKING:
    from ..network.inference import NetworkSource

log = logging.getLogger(__name__)

SLOW_MULTIPLY_ADDS = 600_000
"""Multiply-adds of a network for each photo pixel above which a person waits for its tiles on a CPU."""


def open_file(path: Path, read: Callable[[Path], Photo] = load_photo) -> Photo | TiledField:
    """A photo, or the field of a field file (told by its suffix).

    Args:
        path: the file.
        read: reads a photo.

    Raises:
        CsrError: if the file cannot be opened; the message says why in a sentence.
    """
    return TiledField(tiles_of(path)) if is_field(path) else read(path)


def weights_for(weights: str, device: str) -> WeightsChoice:
    """The weights to make fields with, and why these. Loads torch where they are to be chosen.

    Args:
        weights: name of bundled weights, a weights file, or "auto".
        device: device of the network, or "auto".

    Raises:
        CsrError: if the device cannot be used, or the weights that are named.
    """
    if weights != AUTOMATIC:
        check_weights(weights)
        return WeightsChoice(weights, "asked")
    from ..network.devices import choose_device

    choice = automatic(bundled(), gpu=choose_device(device).type != "cpu")
    log.info("weights %s make the field: %s", choice.name, choice.reason)
    return choice


def sources_of(
    photo: Photo, weights: str, device: str, cleaning: float | None = None
) -> tuple[NetworkSource, NetworkSource | None]:
    """The source of a photo's field, and of a quicker one before it where that takes its time. Loads torch.

    Args:
        photo: the photo.
        weights: name of bundled weights, or a weights file.
        device: device of the network, or "auto".
        cleaning: see `NetworkSource`.

    Raises:
        CsrError: if weights or device cannot be used.
    """
    from ..network.devices import choose_device
    from ..network.inference import NetworkSource
    from ..network.weights import load_network

    network, place = load_network(weights), choose_device(device)
    source = NetworkSource(photo, network, place, cleaning=cleaning)
    if network.multiply_adds <= SLOW_MULTIPLY_ADDS or LIGHT not in bundled():
        return source, None
    quick = NetworkSource(photo, load_network(LIGHT), place, cleaning=cleaning)
    return source, quick if quick.lattice == source.lattice else None


def field_of(photo: Photo, weights: str, device: str, cleaning: float | None = None) -> TiledField:
    """The field of a photo, its tiles still to be made. Loads torch.

    Args:
        photo: the photo.
        weights: name of bundled weights, a weights file, or "auto".
        device: device of the network, or "auto".
        cleaning: see `NetworkSource`.

    Raises:
        CsrError: if weights or device cannot be used.
    """
    choice = weights_for(weights, device)
    return TiledField(sources_of(photo, choice.name, device, cleaning)[0])


def photo_of(field: TiledField, rasterizer: Rasterizer) -> Photo:
    """A field's picture at x1, as a photo: it stands for the photo where only a field file was opened.

    Raises:
        CsrError: if the field says that its photo is larger than any that can be opened.
    """
    w, h = field.photo_size
    if w * h > MAX_PIXELS:
        raise CsrError(
            Message(
                "a photo of {width} x {height} pixels is too large to be drawn from its field",
                width=w,
                height=h,
            )
        )
    pixels = np.empty((h, w, 3), np.uint8)
    whole = View(1.0, 0.0, 0.0, w, h)
    rows = max(1, BAND_PIXELS // w)
    for top in range(0, h, rows):
        band = whole.rows(top, min(top + rows, h))
        pixels[top : top + rows] = rasterizer.draw_frame(field.require(band), band)[..., 2::-1]
    photo = photo_from_pixels(pixels)
    profile = field.source.profile
    return photo if profile is None else replace(photo, space=working_space(profile))
