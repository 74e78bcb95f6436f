"""What is shown while the view moves."""

import threading
from typing import Any

import numpy as np
import pytest
from csr.core.field.sampling import CUTOFF_MOVING
from csr.core.scene.frame import Frame
from csr.core.scene.frame_pacing import AT_REST, Quality
from csr.core.scene.scene import Scene
from csr.viewer.overlays.frame_stats import figures
from csr.viewer.render.request import RenderRequest, RenderResult
from csr.viewer.window.window import Window
from PySide6.QtCore import QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QImage, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ..conftest import settled


def screen(window: Window) -> np.ndarray:
    image = window.canvas.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    return rows[:, : 4 * image.width()].reshape(image.height(), image.width(), 4)[..., :3].astype(float)


def shown(window: Window, frame: Frame) -> np.ndarray:
    """The screen when a frame has arrived."""
    canvas = window.canvas
    assert canvas.scene_shown is not None and canvas.view is not None
    request = RenderRequest(canvas.scene_shown, canvas.view, moving=True)
    canvas.item.set_drawn(RenderResult(request, frame, None, None, frame.pixels, "", True))
    return screen(window)


def test_two_hundred_wheel_events_draw_nothing_in_the_gui_thread(
    qtbot: QtBot, opened: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    """How long that thread takes for an event is measured by `benchmarks/gui_thread.py`."""
    canvas = opened.canvas
    canvas.look_at(160, 120, 4.0)
    settled(qtbot, opened)
    threads, draw = set[threading.Thread](), Scene.draw

    def draw_noted(*arguments: Any, **options: Any) -> Frame:
        threads.add(threading.current_thread())
        return draw(*arguments, **options)

    monkeypatch.setattr(Scene, "draw", draw_noted)
    hand = QTimer()
    turns = iter([120, 120, -120, -120] * 50)

    def turn() -> None:
        angle = next(turns, None)
        if angle is None:
            hand.stop()
            return
        at = QPointF(200, 150)
        none, phase = Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase
        wheel = QWheelEvent(at, at, QPoint(), QPoint(0, angle), Qt.MouseButton.NoButton, none, phase, False)
        QApplication.sendEvent(canvas.viewport(), wheel)

    hand.timeout.connect(turn)
    frames: list[RenderResult] = []
    canvas.drawn.connect(frames.append)
    hand.start(5)
    qtbot.waitUntil(lambda: not hand.isActive())
    settled(qtbot, opened)
    assert next(turns, None) is None
    assert frames and [thread.name for thread in threads] == ["render loop"]


@pytest.mark.parametrize("share", [0.5, 0.25, 0.15])
def test_a_frame_of_fewer_pixels_lies_where_the_full_one_does(
    qtbot: QtBot, opened: Window, share: float
) -> None:
    """Nothing jumps when the full frame takes its place: how far it lies off, by least squares.

    Taking corners for centres would move it by (1 / share - 1) / 2: 0.5 pixel and more. What is left comes
    from 8 bits: the photo rises by half a level a pixel or so, and a tenth of a level in Qt's enlarging,
    which rounds down, is as much as a fifth of a pixel. At an eighth, x1, it would be the photo.
    """
    canvas = opened.canvas
    canvas.look_at(150.3, 110.8, 8.0)
    settled(qtbot, opened)
    scene, view = canvas.scene_shown, canvas.view
    assert scene is not None and view is not None
    full = shown(opened, scene.draw(view))
    reduced = shown(opened, scene.draw(view, Quality(share, CUTOFF_MOVING)))
    inside = np.s_[20:-20, 20:-20]
    across, down = (np.gradient(full, axis=axis)[inside].ravel() for axis in (1, 0))
    slopes = np.stack([across, down, np.ones_like(across)], axis=1)
    shift, *_ = np.linalg.lstsq(slopes, (reduced - full)[inside].ravel())
    assert np.abs(shift[:2]).max() < 0.2
    assert abs(shift[2]) < 1  # level of 255


def test_figures_are_shown_when_asked_for(qtbot: QtBot, opened: Window) -> None:
    canvas = opened.canvas
    canvas.look_at(160, 120, 4.0)
    drawn = settled(qtbot, opened)
    text = figures(drawn)
    assert f"{drawn.frame.kernels:,} kernels" in text and "CPU" in text and "resolution 100\xa0%" in text
    assert " ms a frame" in text and "moving" not in text
    before = screen(opened)
    QTest.keyClick(canvas, Qt.Key.Key_D)
    after = screen(opened)
    changed = np.argwhere((before != after).any(axis=2))
    assert len(changed) > 1000
    assert changed.max(axis=0)[0] < 130 and changed.max(axis=0)[1] < 300
    QTest.keyClick(canvas, Qt.Key.Key_D)
    assert (screen(opened) == before).all()


def test_figures_tell_what_was_saved(qtbot: QtBot, opened: Window) -> None:
    canvas = opened.canvas
    canvas.look_at(160, 120, 4.0)
    drawn = settled(qtbot, opened)
    scene, view = drawn.request.scene, drawn.request.view

    def told(frame: Frame) -> str:
        return figures(
            RenderResult(RenderRequest(scene, view, moving=True), frame, None, None, frame.pixels, "", True)
        )

    assert "moving" in told(scene.draw(view, Quality(0.5, CUTOFF_MOVING)))
    assert "resolution 25\xa0%" in told(scene.draw(view, Quality(0.5, CUTOFF_MOVING)))
    tenth = view.panned(view.width / 10, 0)
    if view.width % 10 == 0:
        assert "90\xa0% from the frame before" in told(scene.draw(tenth, AT_REST, last=drawn.frame))
    assert "no kernels" in told(scene.source_pixels(view))


def test_the_colour_under_the_cursor_is_that_of_a_frame_of_fewer_pixels(qtbot: QtBot, opened: Window) -> None:
    canvas = opened.canvas
    canvas.look_at(160, 120, 4.0)
    settled(qtbot, opened)
    scene, view = canvas.scene_shown, canvas.view
    assert scene is not None and view is not None
    frame = scene.draw(view, Quality(0.5, CUTOFF_MOVING))
    point = (view.width - 1.0, view.height - 1.0)
    opened.status.show_frame(
        RenderResult(RenderRequest(scene, view, True), frame, None, None, frame.pixels, "", True)
    )
    opened.status.show_cursor(point)
    x, y = view.to_photo(*point)
    red, green, blue = frame.pixels[-1, -1, 2::-1]
    assert f"x {x:.2f}   y {y:.2f}" in opened.status.text()
    assert f"{red} {green} {blue}" in opened.status.text()
