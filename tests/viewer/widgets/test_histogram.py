import numpy as np
import pytest
from csr.viewer.widgets.histogram import counts
from csr.viewer.window.window import Window
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from ..conftest import settled


def test_the_histogram_counts_what_is_seen_of_the_photo(qtbot: QtBot, opened: Window) -> None:
    opened.canvas.zoom_to(0.5)
    drawn = settled(qtbot, opened)
    QTest.keyClick(opened.canvas, Qt.Key.Key_H)
    histogram = opened.corner_widgets.histogram
    assert histogram.isVisible()
    part = drawn.request.scene.clipped(drawn.frame.view)
    assert part is not None
    left, top = (round(v) for v in drawn.frame.view.to_device(part.x0, part.y0))
    seen = drawn.frame.pixels[top : top + part.height, left : left + part.width, 2::-1]
    for channel in range(3):
        wanted = np.bincount(seen[..., channel].ravel(), minlength=256) / seen[..., 0].size
        assert counts(drawn)[channel] == pytest.approx(wanted)
    assert histogram.shares.sum() == pytest.approx(3)
    opened.canvas.zoom_to(9.0)
    settled(qtbot, opened)
    assert not np.array_equal(histogram.shares, counts(drawn))
