"""Where a moving view shows more of the photo than was drawn, a small copy of it stands: never the ground."""

from pathlib import Path

import numpy as np
import pytest
from csr.core.geometry.mapping import mapping_of
from csr.core.geometry.view import View
from csr.core.geometry.warp import NO_WARP, Lens, Warp
from csr.viewer.canvas.backdrop import Backdrop
from csr.viewer.canvas.canvas import Canvas
from csr.viewer.render.render_loop import RenderLoop
from csr.viewer.window.window import Window
from PIL import Image
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QBrush, QColor, QImage, QPainter, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ..conftest import settled

GROUND = (255, 0, 255)


def uncovered(canvas: Canvas) -> int:
    """Pixels within the photo, but for its rim, that show the ground."""
    image = canvas.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine() // 4, 4)
    scene, view = canvas.scene_shown, canvas.view
    assert scene is not None and view is not None
    part = scene.clipped(view)
    assert part is not None
    left, top = (round(v) for v in view.to_device(part.x0, part.y0))
    inside = rows[top + 2 : top + part.height - 2, left + 2 : left + part.width - 2, 2::-1]
    return int((inside == GROUND).all(axis=2).sum())


@pytest.fixture
def near(qtbot: QtBot, opened: Window) -> Window:
    """A photo at x8, whose render loop draws no more."""
    opened.canvas.item.set_ground(QBrush(QColor(*GROUND)))
    opened.canvas.look_at(160, 120, 8)
    settled(qtbot, opened)
    assert opened.canvas.item.has_overview
    return opened


def test_no_edge_is_empty_while_zooming_out_panning_and_growing(
    qtbot: QtBot, near: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    canvas = near.canvas
    monkeypatch.setattr(RenderLoop, "post", lambda *_: None)
    middle = QPointF(canvas.viewport().rect().center())
    shots = list[int]()
    for _ in range(12):
        wheel = QWheelEvent(
            middle,
            canvas.mapToGlobal(middle),
            QPoint(),
            QPoint(0, -120),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(canvas.viewport(), wheel)
        qtbot.wait(20)
        shots.append(uncovered(canvas))
    for key in (Qt.Key.Key_2, Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_0):
        for _ in range(4):
            QTest.keyClick(canvas, key)
            qtbot.wait(10)
            shots.append(uncovered(canvas))
    near.resize(900, 700)
    shots.append(uncovered(canvas))
    assert not any(shots)


def test_it_is_seen_only_while_the_frame_is_an_older_one(qtbot: QtBot, near: Window) -> None:
    drawn = settled(qtbot, near)
    image = near.canvas.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine() // 4, 4)
    h, w = min(rows.shape[0], drawn.pixels.shape[0]), min(rows.shape[1], drawn.pixels.shape[1])
    assert (rows[: h - 60, :w, :3] == drawn.pixels[: h - 60, :w, :3]).all()


LENS = Lens(80.0, 60.0, 60.0, 2.0)


@pytest.mark.parametrize("warp", [NO_WARP, Warp(angle=90), Warp(angle=30, shear_x=0.2), Warp(lens=LENS)])
def test_it_lies_where_the_warp_puts_the_photo(warp: Warp) -> None:
    pixels = np.full((30, 40, 4), 255, np.uint8)
    pixels[:15, :20, :3] = (0, 0, 255)
    pixels[15:, 20:, :3] = (255, 0, 0)
    image = QImage(400, 400, QImage.Format.Format_RGB32)
    image.fill(QColor(*GROUND))
    painter = QPainter(image)
    view = View.centred(*(v / 2 for v in _size(warp)), 2.0, 400, 400)
    Backdrop(pixels, (160, 120)).paint(painter, view, warp)
    painter.end()
    for at, colour in (
        *(((40, 30), "#ff0000"), ((120, 90), "#0000ff"), ((120, 30), "#ffffff")),
        *(((72, 56), "#ff0000"), ((90, 70), "#0000ff")),
    ):
        u, v = view.to_device(*_to_plane(warp, at))
        assert image.pixelColor(int(u), int(v)).name() == colour


def _size(warp: Warp) -> tuple[int, int]:
    return mapping_of(warp, (160, 120)).size


def _to_plane(warp: Warp, at: tuple[float, float]) -> tuple[float, float]:
    return mapping_of(warp, (160, 120)).to_plane(*at)


def test_a_lens_enlarges_the_copy_as_it_does_the_photo() -> None:
    warp = Warp(lens=LENS)
    pixels = np.zeros((120, 160, 4), np.uint8)
    pixels[..., 2] = np.arange(160)
    pixels[..., 1] = np.arange(120)[:, None]
    image = QImage(640, 480, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    view = View(4.0, 0.0, 0.0, 640, 480)
    Backdrop(pixels, (160, 120)).paint(painter, view, warp)
    painter.end()
    mapping = mapping_of(warp, (160, 120))
    for x, y in ((80, 60), (70, 50), (95, 62), (60, 80), (115, 60), (20, 20)):
        colour = image.pixelColor(*(int(v) for v in view.to_device(x, y)))
        assert (colour.red(), colour.green()) == pytest.approx(mapping.to_photo(x, y), abs=2.5)


def test_a_pan_of_1100_pixels_at_x2_shows_no_empty_edge(
    qtbot: QtBot, window: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    canvas = window.canvas
    large = np.random.default_rng(0).integers(0, 255, (900, 1400, 3), dtype=np.uint8)
    Image.fromarray(large).save(tmp_path / "large.png")
    with qtbot.waitSignal(window.opened):
        window.open(tmp_path / "large.png")
    canvas.item.set_ground(QBrush(QColor(*GROUND)))
    canvas.look_at(300, 450, 2)
    settled_at_x2 = canvas.item
    qtbot.waitUntil(lambda: settled_at_x2.has_overview and settled_at_x2.drawn is not None)
    monkeypatch.setattr(RenderLoop, "post", lambda *_: None)
    viewport, shots, moved = canvas.viewport(), list[int](), 0.0
    for _ in range(2):
        QTest.mousePress(viewport, Qt.MouseButton.LeftButton, pos=QPoint(600, 200))
        for x in range(545, 49, -55):
            before = canvas.view
            QTest.mouseMove(viewport, QPoint(x, 200))
            qtbot.wait(5)
            assert before is not None and canvas.view is not None
            moved += (canvas.view.x0 - before.x0) * 2
            shots.append(uncovered(canvas))
        QTest.mouseRelease(viewport, Qt.MouseButton.LeftButton, pos=QPoint(50, 200))
        canvas.navigation.stop()
    assert moved >= 1090 and len(shots) == 20 and not any(shots)
