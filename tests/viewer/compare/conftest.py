"""What a comparison shows."""

import numpy as np
import numpy.typing as npt
from csr.viewer.render.request import RenderResult
from csr.viewer.window.window import Window
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from ..conftest import settled


def screen(window: Window) -> npt.NDArray[np.uint8]:
    image = window.canvas.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    return rows[:, : 4 * image.width()].reshape(image.height(), image.width(), 4)[..., :3].copy()


def compared(qtbot: QtBot, window: Window) -> tuple[RenderResult, npt.NDArray[np.uint8]]:
    """The settled frame, and its other side's pixels."""
    qtbot.waitUntil(lambda: window.canvas.settled is not None and window.canvas.settled.compared is not None)
    drawn = settled(qtbot, window)
    assert drawn.compared is not None
    return drawn, drawn.compared.pixels


BELOW = slice(60, 170)
"""Rows with neither labels nor the line's handle, in device-independent pixels."""


def rows(window: Window) -> slice:
    ratio = window.canvas.devicePixelRatioF()
    return slice(round(BELOW.start * ratio), round(BELOW.stop * ratio))
