import pytest
from csr.core.geometry.warp import NO_WARP, Warp
from csr.viewer.window.window import Window
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from ..conftest import settled
from .conftest import SHIFT

CTRL = Qt.KeyboardModifier.ControlModifier


def test_typed_angles_warp_the_view_about_its_middle_and_fit_the_whole(qtbot: QtBot, opened: Window) -> None:
    canvas, panel = opened.canvas, opened.warp_actions.panel
    QTest.keyClick(canvas, Qt.Key.Key_W)
    assert panel.isVisible() and panel.angle.hasFocus()
    panel.angle.setValue(90.0)
    scene = canvas.scene_shown
    assert scene is not None and scene.size == (240, 320) and scene.warp == Warp(90)
    assert canvas.fitted and canvas.view is not None
    assert canvas.view.centre == pytest.approx((120, 160))
    canvas.look_at(*scene.to_plane(100, 60), 7.3)
    drawn = settled(qtbot, opened)
    assert drawn.frame.source == "field" and drawn.coverage is None
    panel.angle.setValue(33.0)
    assert canvas.view is not None
    scene = canvas.scene_shown
    assert scene is not None
    # At rest at a whole scale the photo's pixels lie on whole device pixels.
    assert scene.to_photo(*canvas.view.centre) == pytest.approx((100, 60))
    assert settled(qtbot, opened).request.scene.warp == Warp(33)
    # The place under the cursor is told in photo pixels.
    opened.status.show_cursor((canvas.view.width / 2, canvas.view.height / 2))
    assert opened.status.reading.startswith("x 100.00   y 60.00")
    QTest.keyClick(canvas, Qt.Key.Key_W, CTRL | SHIFT)
    scene = canvas.scene_shown
    assert scene is not None
    assert scene.warp == NO_WARP and panel.angle.value() == 0 and scene.size == (320, 240)
