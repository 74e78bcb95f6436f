import numpy as np
import pytest
from csr.viewer.kernels.layer import ellipse, handles
from csr.viewer.window.window import Window
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from ..conftest import settled
from .conftest import device, drag, inspected, pixels


def test_handles_move_and_stretch_a_kernel_and_undo_takes_it_back(qtbot: QtBot, near: Window) -> None:
    kernel, model, view = inspected(qtbot, near), near.kernels.model, near.canvas.view
    assert view is not None
    ratio = near.canvas.devicePixelRatioF()
    plain = pixels(qtbot, near)
    grips = handles(ellipse(kernel, view, ratio))
    drag(near, grips["mean"], grips["mean"] + QPointF(20, 6), grips["mean"] + QPointF(40, 12))
    assert near.canvas.view == view
    moved = model.kernel
    assert moved is not None
    # The mouse's points are whole numbers.
    assert moved[:2] - kernel[:2] == pytest.approx(np.array([40, 12]) * ratio / 16, abs=1e-5)
    assert near.isWindowModified()
    changed = pixels(qtbot, near)
    assert not np.array_equal(changed, plain)
    grips = handles(ellipse(moved, view, ratio))
    along = grips["major"] - grips["mean"]
    drag(near, grips["major"], grips["mean"] + along * 2)
    assert model.kernel is not None
    assert model.kernel[2] + model.kernel[4] > 1.5 * (moved[2] + moved[4])
    for _ in range(2):
        QTest.keyClick(near.canvas, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert np.array_equal(pixels(qtbot, near), plain)
    assert not near.isWindowModified() and not near.actions_by_name["undo"].isEnabled()
    near.actions_by_name["redo"].trigger()
    assert np.array_equal(pixels(qtbot, near), changed)
    near.actions_by_name["undo"].trigger()


def test_brushes_mute_solo_and_restore(qtbot: QtBot, near: Window) -> None:
    near.resize(1000, 480)
    near.actions_by_name["peel"].setChecked(True)
    model, plain = near.kernels.model, pixels(qtbot, near)
    way = (QPointF(200, 150), QPointF(240, 160), QPointF(300, 180), QPointF(360, 180))
    u, v = (int(c) for c in device(near, QPoint(280, 175)))

    def paint(key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> np.ndarray:
        QTest.keyClick(near.canvas, key, modifier)
        before = model.edits
        drag(near, *way)
        # Each piece of the way is answered in the thread, in turn.
        qtbot.waitUntil(lambda: model.edits is not before and not model._pieces)
        settled(qtbot, near)
        QTest.keyClick(near.canvas, Qt.Key.Key_Escape)
        return pixels(qtbot, near)

    view = near.canvas.view
    muted = paint(Qt.Key.Key_E)
    assert near.canvas.view == view and model.brush is None
    assert muted[v, u, :3].max() < plain[v, u, :3].max() / 4
    assert (muted[:40] == plain[:40]).all()
    paint(Qt.Key.Key_U)
    qtbot.waitUntil(lambda: not model.edits.muted.size)
    assert np.array_equal(pixels(qtbot, near), plain)
    model.undo()
    assert np.array_equal(pixels(qtbot, near), muted)
    model.undo()
    assert not model.can_undo and np.array_equal(pixels(qtbot, near), plain)
    solo = paint(Qt.Key.Key_E, Qt.KeyboardModifier.ShiftModifier)
    assert not solo[:40, :, :3].any() and np.abs(solo[v, u].astype(int) - plain[v, u]).max() < 40
    assert not model.unsaved
    QTest.keyClick(near.canvas, Qt.Key.Key_A, Qt.KeyboardModifier.ShiftModifier)
    assert np.array_equal(pixels(qtbot, near), plain)


def test_the_brush_has_a_size(near: Window) -> None:
    tools = near.kernels._tools
    before = tools._radius
    near.actions_by_name["larger_brush"].trigger()
    assert tools._radius > before
    for _ in range(40):
        near.actions_by_name["smaller_brush"].trigger()
    assert 0 < tools._radius < before
