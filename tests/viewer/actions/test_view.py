import pytest
from csr.viewer.window.window import Window
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from ..conftest import arrived, settled


def test_keys_reach_exact_scales(qtbot: QtBot, opened: Window) -> None:
    canvas = opened.canvas
    for n in range(1, 10):
        QTest.keyClick(canvas, str(n))
        assert arrived(qtbot, canvas).scale == n
    assert settled(qtbot, opened).frame.source == "field"
    QTest.keyClick(canvas, "0")
    fitted = arrived(qtbot, canvas)
    assert fitted == canvas.fit_view()
    QTest.keyClick(canvas, "+")
    QTest.keyClick(canvas, Qt.Key.Key_Right)
    assert arrived(qtbot, canvas).x0 > fitted.x0
    QTest.keyClick(canvas, "-")
    assert arrived(qtbot, canvas).scale == pytest.approx(canvas.fit_scale())
    for key, axis, sign in ((Qt.Key.Key_Left, 0, -1), (Qt.Key.Key_Up, 1, -1), (Qt.Key.Key_Down, 1, 1)):
        before = arrived(qtbot, canvas).centre
        QTest.keyClick(canvas, key)
        assert (arrived(qtbot, canvas).centre[axis] - before[axis]) * sign > 0
