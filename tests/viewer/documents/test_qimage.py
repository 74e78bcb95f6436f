import numpy as np
from csr.viewer.documents.qimage import photo_of_image
from PySide6.QtGui import QColor, QColorSpace, QImage


def test_colours_and_transparency_are_taken_over() -> None:
    image = QImage(3, 2, QImage.Format.Format_ARGB32)
    image.fill(QColor(10, 20, 30, 255))
    image.setPixelColor(2, 1, QColor(200, 100, 50, 0))
    photo = photo_of_image(image)
    assert photo.size == (3, 2) and photo.pixels[0, 0].tolist() == [10, 20, 30]
    assert photo.alpha is not None and photo.alpha[1, 2] == 0 and photo.alpha[0, 0] > 0


def test_another_space_is_brought_to_srgb() -> None:
    image = QImage(1, 1, QImage.Format.Format_RGB32)
    image.fill(QColor(200, 60, 60))
    plain = photo_of_image(image).pixels[0, 0].astype(int)
    image.setColorSpace(QColorSpace(QColorSpace.NamedColorSpace.DisplayP3))
    wide = photo_of_image(image)
    assert wide.alpha is None and np.abs(wide.pixels[0, 0].astype(int) - plain).max() > 5
