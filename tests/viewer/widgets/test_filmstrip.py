from pathlib import Path

import numpy as np
import pytest
from csr.viewer.window.window import Window
from PySide6.QtCore import QPoint
from PySide6.QtGui import QImage


@pytest.mark.parametrize("side", [1, 5000])
def test_any_shape_fits(opened: Window, side: int) -> None:
    strip = opened.filmstrip.strip
    opened.actions_by_name["filmstrip"].setChecked(True)
    image = QImage(np.zeros((1, side, 4), np.uint8).data, side, 1, QImage.Format.Format_RGBA8888).copy()
    strip.set_thumbnail(Path(opened.shown_photo.path or ""), image)
    strip.grab()
    assert strip.mapTo(opened, QPoint(0, 0)).y() > opened.height() // 2
