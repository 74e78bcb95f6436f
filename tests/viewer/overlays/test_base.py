import pytest
from csr.viewer.canvas import frame_item
from csr.viewer.overlays.base import Overlay, PaintContext
from csr.viewer.overlays.overlays import OVERLAYS
from csr.viewer.window.window import Window
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter
from pytestqt.qtbot import QtBot

from ..conftest import settled


class Cross(Overlay):
    """A trial of what a newcomer would add: one file, and its entry in the list."""

    def paint(self, painter: QPainter, context: PaintContext) -> None:
        painter.fillRect(QRectF(0, 0, 20, context.size[1] / 2), QColor("magenta"))


class PaneCross(Cross):
    in_panes = True


@pytest.mark.parametrize("cross", [Cross(), PaneCross()])
def test_a_further_one_is_painted_by_being_in_the_list(
    cross: Overlay, qtbot: QtBot, opened: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened.canvas.zoom_to(8.0)
    settled(qtbot, opened)
    monkeypatch.setattr(frame_item, "OVERLAYS", (*OVERLAYS, cross))
    opened.canvas.item.update()
    image = opened.canvas.grab().toImage()
    assert image.pixelColor(10, 10) == QColor("magenta")
    assert image.pixelColor(40, 10) != QColor("magenta")
