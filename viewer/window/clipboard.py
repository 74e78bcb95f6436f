"""Pictures and files that come by the clipboard or by a drop, and the view that goes there."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from PySide6.QtCore import QMimeData
from PySide6.QtGui import QImage

from ...core.geometry.view import View
from ..render.request import RenderResult


def files_in(data: QMimeData) -> list[Path]:
    """The files and folders that are offered."""
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]


def picture_in(data: QMimeData) -> QImage | None:
    """The picture that is offered; None where there is none."""
    if data.hasImage():
        image = QImage(data.imageData())
        return None if image.isNull() else image
    return None


def image_of(drawn: RenderResult, part: View) -> QImage:
    """A part of a drawn view, in sRGB, without overlays, transparent where the photo is."""
    frame = drawn.frame
    h, w = frame.pixels.shape[:2]
    left, top = (round(v) for v in frame.view.to_device(part.x0, part.y0))
    pixels, form = frame.screen, QImage.Format.Format_RGB32
    opacity = drawn.opacity
    if opacity is not None:
        pixels, form = pixels.copy(), QImage.Format.Format_ARGB32
        pixels[..., 3] = np.rint(opacity * 255)
    # `copy` gives the picture memory of its own: the clipboard outlives the frame.
    return QImage(pixels.data, w, h, 4 * w, form).copy(left, top, part.width, part.height)
