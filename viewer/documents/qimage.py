"""Qt's pictures as photos."""

from __future__ import annotations

import numpy as np
from PySide6.QtGui import QColorSpace, QImage

from ...core.photo.photo import Photo, photo_from_pixels


def photo_of_image(image: QImage) -> Photo:
    """A picture as a photo, in sRGB, which it is taken to be in where it does not tell."""
    if image.colorSpace().isValid():
        converted = image.convertedToColorSpace(QColorSpace(QColorSpace.NamedColorSpace.SRgb))
        image = image if converted.isNull() else converted
    rgba = image.convertToFormat(QImage.Format.Format_RGBA8888)
    h, w = rgba.height(), rgba.width()
    rows = np.frombuffer(rgba.constBits(), np.uint8).reshape(h, rgba.bytesPerLine())
    pixels = rows[:, : 4 * w].reshape(h, w, 4)
    alpha = pixels[..., 3].copy() if image.hasAlphaChannel() else None
    return photo_from_pixels(pixels[..., :3].copy(), alpha)
