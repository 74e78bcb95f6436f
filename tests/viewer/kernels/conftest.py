"""A window near enough to see single kernels, and what is done in it."""

import numpy as np
import pytest
from csr.viewer.window.window import Window
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from ..conftest import settled

LEFT = Qt.MouseButton.LeftButton


MIDDLE = QPoint(310, 200)


@pytest.fixture
def near(qtbot: QtBot, opened: Window) -> Window:
    """The window at x16, at rest, with room for a panel."""
    opened.resize(1000, 480)
    opened.canvas.zoom_to(16.0)
    settled(qtbot, opened)
    return opened


def click(window: Window, at: QPoint) -> None:
    QTest.mouseClick(window.canvas.viewport(), LEFT, Qt.KeyboardModifier.NoModifier, at)


def inspected(qtbot: QtBot, window: Window) -> np.ndarray:
    """A click selects a kernel: its values."""
    window.actions_by_name["inspect"].setChecked(True)
    settled(qtbot, window)  # the dock has changed the canvas's size
    click(window, MIDDLE)
    model = window.kernels.model
    qtbot.waitUntil(lambda: model.kernel is not None and model.pixel is not None)
    assert model.kernel is not None
    return model.kernel


def device(window: Window, at: QPoint) -> tuple[float, float]:
    ratio = window.canvas.devicePixelRatioF()
    return at.x() * ratio, at.y() * ratio


def pixels(qtbot: QtBot, window: Window) -> np.ndarray:
    return settled(qtbot, window).frame.pixels.copy()


def drag(window: Window, *points: QPointF) -> None:
    viewport, whole = window.canvas.viewport(), [p.toPoint() for p in points]
    QTest.mousePress(viewport, LEFT, Qt.KeyboardModifier.NoModifier, whole[0])
    for point in whole[1:]:
        QTest.mouseMove(viewport, point)
    QTest.mouseRelease(viewport, LEFT, Qt.KeyboardModifier.NoModifier, whole[-1])
