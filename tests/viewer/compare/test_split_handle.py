import numpy as np
import pytest
from csr.viewer.window.window import Window
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from .conftest import compared, rows, screen


def test_the_split_shows_both_sides_pixel_for_pixel_and_its_line_is_dragged(
    qtbot: QtBot, opened: Window
) -> None:
    canvas, band = opened.canvas, rows(opened)
    canvas.look_at(160, 120, 8.0)
    opened.actions_by_name["with_nearest"].trigger()
    assert opened.actions_by_name["split"].isChecked()
    drawn, other = compared(qtbot, opened)
    assert not np.array_equal(drawn.pixels[band], other[band])
    view = canvas.view
    width, viewport = canvas.viewport().width(), canvas.viewport()
    for at in (width // 2, width // 4, width - 30):
        line = round(canvas.comparison.line * width)
        QTest.mousePress(viewport, Qt.MouseButton.LeftButton, pos=QPoint(line + 3, 90))
        QTest.mouseMove(viewport, QPoint(at, 90))
        QTest.mouseRelease(viewport, Qt.MouseButton.LeftButton, pos=QPoint(at, 90))
        assert canvas.comparison.line == pytest.approx(at / width)
        assert canvas.view == view
        shown, middle = screen(opened), round(at * canvas.devicePixelRatioF())
        assert np.array_equal(shown[band, : middle - 3], other[band, : middle - 3, :3])
        right = drawn.pixels[band, middle + 3 : shown.shape[1], :3]
        assert np.array_equal(shown[band, middle + 3 :], right)
    QTest.keyClick(canvas, Qt.Key.Key_C)
    assert canvas.comparison.mode == "off"
    assert np.array_equal(screen(opened)[band], drawn.pixels[band, : shown.shape[1], :3])
