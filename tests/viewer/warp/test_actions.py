from pathlib import Path

import numpy as np
import pytest
from csr.core.geometry.warp import LEAST_RADIUS, NO_WARP, Lens, Warp
from csr.viewer.window.window import Window
from PIL import Image
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from ..conftest import settled
from .conftest import SHIFT


def test_the_saved_view_is_what_is_seen_of_the_warped_photo(
    qtbot: QtBot, opened: Window, tmp_path: Path
) -> None:
    opened.warp_actions.set_warp(Warp(20, 0.2))
    opened.canvas.zoom_to(1.5)
    drawn, scene = settled(qtbot, opened), opened.canvas.scene_shown
    assert scene is not None and drawn.coverage is not None
    part = scene.clipped(drawn.frame.view)
    assert part is not None
    with qtbot.waitSignal(opened.jobs.ended):
        opened.picture_actions.save_view(tmp_path / "v.png", overwrite=False)
    saved = np.asarray(Image.open(tmp_path / "v.png"))
    left, top = (round(v) for v in drawn.frame.view.to_device(part.x0, part.y0))
    rows, columns = slice(top, top + part.height), slice(left, left + part.width)
    assert saved.shape == (part.height, part.width, 4)
    assert np.array_equal(saved[..., :3], drawn.frame.pixels[rows, columns, 2::-1])
    assert np.array_equal(saved[..., 3], np.rint(drawn.coverage[rows, columns] * 255))


def test_a_lens_follows_the_cursor_and_leaves_the_view(qtbot: QtBot, opened: Window) -> None:
    canvas = opened.canvas
    canvas.look_at(160, 120, 4.0)
    settled(qtbot, opened)
    view = canvas.view
    QTest.keyClick(canvas, Qt.Key.Key_W, SHIFT)
    lens = opened.warp_actions.warp.lens
    assert lens is not None and (lens.x, lens.y) == pytest.approx((160, 120), abs=0.2)
    assert lens.radius >= LEAST_RADIUS and canvas.view == view
    QTest.mouseMove(canvas.viewport(), QPointF(100, 90).toPoint())
    qtbot.waitUntil(lambda: opened.warp_actions.warp.lens != lens)
    assert view is not None and canvas.view == view
    moved = opened.warp_actions.warp.lens
    ratio = canvas.devicePixelRatioF()
    assert moved is not None
    assert (moved.x, moved.y) == pytest.approx(view.to_photo(100 * ratio, 90 * ratio))
    assert settled(qtbot, opened).request.scene.warp.lens == moved
    QTest.keyClick(canvas, Qt.Key.Key_W, SHIFT)
    assert opened.warp_actions.warp == NO_WARP


def test_kernels_are_picked_and_pulled_where_they_are_seen(qtbot: QtBot, opened: Window) -> None:
    opened.warp_actions.set_warp(Warp(-70, 0.3, lens=Lens(100, 60, 50, 2.0)))
    canvas, model, scene = opened.canvas, opened.kernels.model, opened.canvas.scene_shown
    assert scene is not None
    canvas.look_at(*scene.to_plane(100, 60), 16.0)
    settled(qtbot, opened)
    opened.actions_by_name["pick"].trigger()
    qtbot.waitUntil(lambda: model.kernel is not None and model.pixel is not None)
    kernel, seen, pixel = model.kernel, model.kernel_seen, model.pixel
    assert kernel is not None and seen is not None and pixel is not None
    assert np.hypot(kernel[0] - 100, kernel[1] - 60) < 1
    assert model.place(pixel) == pytest.approx((100, 60), abs=0.1)
    # What makes the pixel is told as the warp shows it.
    assert any(np.allclose(seen, found) for found in pixel.found.kernels.T)
    pulled = seen.copy()
    pulled[:2] += (0.25, -0.5)
    model.change_seen(pulled, "test")
    assert model.kernel_seen == pytest.approx(pulled, abs=1e-3)
    model.undo()  # or closing would ask about it
    assert not model.unsaved


def test_another_photo_is_upright(qtbot: QtBot, opened: Window) -> None:
    opened.warp_actions.set_warp(Warp(10, lens=Lens(100, 60, 50, 2.0)))
    with qtbot.waitSignal(opened.opened):
        opened.actions_by_name["next"].trigger()
    scene = opened.canvas.scene_shown
    assert scene is not None and scene.warp == NO_WARP == opened.warp_actions.warp
    assert not opened.actions_by_name["lens"].isChecked()
    qtbot.waitUntil(lambda: opened.kernels.model.field is not None)
    assert settled(qtbot, opened).request.scene.warp == NO_WARP


def test_comparisons_show_both_sides_warped(qtbot: QtBot, opened: Window) -> None:
    opened.warp_actions.set_warp(Warp(25))
    opened.actions_by_name["difference"].setChecked(True)
    drawn = settled(qtbot, opened)
    assert drawn.compared is not None and drawn.compared.words == "not measured while warped"
    # At x1 and below both are near: the same photo at the same places.
    covered = drawn.coverage
    assert covered is not None
    near = np.abs(drawn.frame.pixels.astype(int) - drawn.compared.pixels)[covered == 1]
    assert near.mean() < 20


def test_what_a_warp_hides_is_told(opened: Window) -> None:
    grid = opened.actions_by_name["grid"]
    grid.setChecked(True)
    assert "upright" not in opened.status.currentMessage()
    opened.warp_actions.set_warp(Warp(30))
    assert "grid" in opened.status.currentMessage() and "upright" in opened.status.currentMessage()
    opened.status.clearMessage()
    opened.warp_actions.set_warp(Warp(31))  # once is enough
    assert not opened.status.currentMessage()
    opened.actions_by_name["numbers"].setChecked(True)
    assert "upright" in opened.status.currentMessage()
