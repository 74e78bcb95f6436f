import numpy as np
import pytest
from csr.viewer.window.window import Window
from PySide6.QtCore import QPoint, QPointF
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from ..conftest import settled
from .conftest import click, device, drag


def test_a_drag_still_moves_the_photo_and_hovering_looks_into_pixels(qtbot: QtBot, near: Window) -> None:
    near.actions_by_name["inspect"].setChecked(True)
    before = near.canvas.view
    drag(near, QPointF(100, 100), QPointF(140, 120), QPointF(180, 130))
    assert near.canvas.view != before
    model = near.kernels.model
    assert model.number is None
    QTest.mouseMove(near.canvas.viewport(), QPoint(60, 60))
    QTest.mouseMove(near.canvas.viewport(), QPoint(64, 60))
    qtbot.waitUntil(lambda: model.pixel is not None)
    assert not model.pinned


def test_side_by_side_the_kernel_under_the_mouse_is_meant(qtbot: QtBot, near: Window) -> None:
    near.actions_by_name["inspect"].setChecked(True)
    near.actions_by_name["beside"].trigger()
    settled(qtbot, near)
    at, model, view = QPoint(near.canvas.width() // 2 + 60, 200), near.kernels.model, near.canvas.view
    click(near, at)
    qtbot.waitUntil(lambda: model.kernel is not None)
    assert model.kernel is not None and view is not None
    x, y = view.to_photo(*near.canvas.device_point(at.toPointF()))
    assert np.hypot(*(model.kernel[:2] - (x, y))) < 0.5
    assert view.to_photo(*device(near, at))[0] != pytest.approx(x, abs=1)
