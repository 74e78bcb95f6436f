from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from csr.core.network.bundled import bundled
from csr.viewer.window.window import Window
from PIL import Image
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QMenu
from pytestqt.qtbot import QtBot

from ..conftest import arrived, settled
from .conftest import compared, rows, screen


def test_b_shows_the_other_side_while_it_is_held(qtbot: QtBot, opened: Window) -> None:
    canvas, band = opened.canvas, rows(opened)
    canvas.look_at(160, 120, 8.0)
    own = settled(qtbot, opened).pixels
    QTest.keyPress(canvas, Qt.Key.Key_B)
    _, other = compared(qtbot, opened)
    shown = screen(opened)
    assert np.array_equal(shown[band], other[band, : shown.shape[1], :3])
    QTest.keyRelease(canvas, Qt.Key.Key_B)
    assert np.array_equal(screen(opened)[band], own[band, : shown.shape[1], :3])


def test_side_by_side_is_linked_and_the_anchor_holds_in_both(qtbot: QtBot, opened: Window) -> None:
    canvas, band = opened.canvas, rows(opened)
    canvas.fit()
    QTest.keyClick(canvas, Qt.Key.Key_C, Qt.KeyboardModifier.ShiftModifier)
    assert canvas.view is not None
    half = canvas.view.width // 2
    # The whole photo fits into each half.
    assert canvas.view.scale * 320 <= half + 1e-6
    canvas.look_at(160, 120, 8.0)
    drawn, other = compared(qtbot, opened)
    shown, quarter = screen(opened), half // 2
    assert np.array_equal(shown[band, : half - 2], other[band, quarter : quarter + half - 2, :3])
    assert np.array_equal(
        shown[band, half + 2 : 2 * half], drawn.pixels[band, quarter + 2 : quarter + half, :3]
    )
    ratio = canvas.devicePixelRatioF()
    left, right = QPointF(100, 90), QPointF(100 + half / ratio, 90)
    points = [canvas.view.to_photo(*canvas.device_point(at)) for at in (left, right)]
    assert points[0] == pytest.approx(points[1])
    canvas.zoom_to(16.0, right)
    assert canvas.view.to_photo(*canvas.device_point(left)) == pytest.approx(points[0])
    opened.actions_by_name["split"].setChecked(True)
    assert not opened.actions_by_name["beside"].isChecked()
    assert canvas.comparison.mode == "split"


def test_a_larger_original_is_measured_against(
    qtbot: QtBot, opened: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Image.open(opened.shown_photo.path) as image:  # pyright: ignore
        image.resize((640, 480), Image.Resampling.LANCZOS).save(tmp_path / "large.png")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(tmp_path / "large.png"), ""))
    opened.canvas.zoom_to(2.0)
    opened.actions_by_name["with_original"].trigger()
    # first as it is while moving, without SSIM
    qtbot.waitUntil(lambda: "SSIM" in compared(qtbot, opened)[0].compared.words)  # pyright: ignore
    drawn, _ = compared(qtbot, opened)
    assert drawn.compared is not None and drawn.compared.side.is_truth
    assert "bicubic" in drawn.compared.words
    QTest.keyClick(opened.canvas, Qt.Key.Key_D, Qt.KeyboardModifier.ShiftModifier)
    qtbot.waitUntil(lambda: opened.canvas.settled is not None)
    difference = settled(qtbot, opened).pictures()["difference"]
    band = rows(opened)
    shown = screen(opened)
    photo = slice(shown.shape[1] // 2 - 50, shown.shape[1] // 2 + 50)
    assert np.array_equal(shown[band, photo], difference[band, photo, :3])
    # Another photo is not this one's: it is compared with bicubic again.
    with qtbot.waitSignal(opened.opened):
        opened.open(opened.shown_photo.path.with_name("c.png"))  # pyright: ignore
    side = opened.canvas.comparison.side
    assert side is not None and side.label == "bicubic"


def test_what_is_no_original_is_told(qtbot: QtBot, opened: Window, tmp_path: Path) -> None:
    Image.new("RGB", (640, 640)).save(tmp_path / "square.png")
    (tmp_path / "text.png").write_text("no picture")
    for name, words in (("square.png", "another shape"), ("text.png", "text.png"), ("none.png", "no file")):
        with qtbot.waitSignal(opened.notifier.error_sent):
            opened.compare_actions.with_original(tmp_path / name)
        assert words in opened.message.text
    assert opened.canvas.comparison.mode == "off"


def test_other_weights_make_their_own_field(
    qtbot: QtBot, opened: Window, tmp_path: Path, weights: str
) -> None:
    canvas = opened.canvas
    canvas.look_at(160, 120, 8.0)
    opened.compare_actions.with_weights(weights)
    qtbot.waitUntil(lambda: canvas.comparison.side is not None and "weights" in canvas.comparison.side.label)
    drawn, other = compared(qtbot, opened)
    # The same weights: the same picture, but for sums that round otherwise where strips of it are cut.
    assert np.abs(drawn.pixels.astype(int) - other).max() <= 1
    with qtbot.waitSignal(opened.notifier.error_sent):
        opened.compare_actions.with_weights(str(tmp_path / "none.safetensors"))
    # It failed: it is forgotten, also for further photos.
    side = canvas.comparison.side
    assert side is not None and side.label == "bicubic" and opened.actions_by_name["with_bicubic"].isChecked()
    with qtbot.waitSignal(opened.opened), qtbot.assertNotEmitted(opened.notifier.error_sent):
        opened.open(opened.shown_photo.path.with_name("c.png"))  # pyright: ignore
    assert opened.compare_actions._document is None  # pyright: ignore


def test_another_network_runs_only_while_something_is_compared(
    qtbot: QtBot, opened: Window, weights: str
) -> None:
    canvas, comparer = opened.canvas, opened.compare_actions
    canvas.look_at(160, 120, 8.0)
    comparer.with_weights(weights)
    qtbot.waitUntil(lambda: canvas.comparison.side is not None)
    assert opened.actions_by_name["with_weights"].isChecked() and len(comparer._running) == 1  # pyright: ignore
    QTest.keyClick(canvas, Qt.Key.Key_C)
    qtbot.waitUntil(lambda: not comparer._running)  # pyright: ignore
    with qtbot.waitSignal(opened.opened):
        opened.open(opened.shown_photo.path.with_name("c.png"))  # pyright: ignore
    qtbot.wait(50)
    assert canvas.comparison.side is None and not comparer._running  # pyright: ignore
    QTest.keyClick(canvas, Qt.Key.Key_C)
    qtbot.waitUntil(lambda: canvas.comparison.side is not None)
    assert len(comparer._running) == 1  # pyright: ignore


def test_the_partner_is_marked_and_a_dialog_that_is_closed_changes_nothing(
    opened: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def close(*words: object) -> tuple[str, str]:
        asked.append(str(words[2]))
        return "", ""

    monkeypatch.setattr(QFileDialog, "getOpenFileName", close)
    actions = opened.actions_by_name
    partners = [a for n, a in actions.items() if n.startswith("with_")]
    for name in ("with_nearest", "with_lanczos"):
        actions[name].trigger()
        for closed in ("with_original", "with_weights"):
            actions[closed].trigger()
            assert [a for a in partners if a.isChecked()] == [actions[name]]
    # A larger original is looked for beside the photo.
    assert asked[0] == str(opened.shown_photo.path.parent)  # pyright: ignore
    menu = next(m for m in opened.menuBar().findChildren(QMenu) if "weights" in m.title())
    assert [a.text() for a in menu.actions() if not a.isSeparator()] == [*bundled(), "From a file…"]


@pytest.mark.parametrize("name", ["split", "beside", "difference", "grid", "numbers", "fine"])
def test_a_switch_that_shows_nothing_at_this_scale_says_so(opened: Window, name: str) -> None:
    opened.canvas.zoom_to(1.0)
    opened.status.clearMessage()
    opened.actions_by_name[name].setChecked(True)
    said = opened.status.currentMessage()
    assert "x1" in said or "x8" in said or "x44" in said or "x88" in said
    opened.actions_by_name[name].setChecked(False)
    opened.canvas.zoom_to(100.0)
    opened.status.clearMessage()
    opened.actions_by_name[name].setChecked(True)
    assert not opened.status.currentMessage()


def test_key_let_go_elsewhere_is_let_go(qtbot: QtBot, opened: Window) -> None:
    opened.canvas.setFocus()
    QTest.keyPress(opened.canvas, Qt.Key.Key_B)
    assert opened.canvas.comparison.flicker
    opened.canvas.clearFocus()
    assert not opened.canvas.comparison.flicker
    assert arrived(qtbot, opened.canvas) and replace(opened.canvas.comparison).mode == "off"
