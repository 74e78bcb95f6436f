from pathlib import Path

import pytest
from csr.core.scene import open
from csr.viewer.render.request import RenderResult
from csr.viewer.window.window import Window
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from ..conftest import settled, tips


def models_seen(window: Window) -> list[tuple[str, ...]]:
    """What made each frame that is shown from now on, without repetitions; grows."""
    seen: list[tuple[str, ...]] = []

    def look(drawn: RenderResult) -> None:
        if drawn.frame.models and drawn.frame.models not in seen[-1:]:
            seen.append(drawn.frame.models)

    window.canvas.drawn.connect(look)
    return seen


def test_other_weights_make_the_shown_field_anew(qtbot: QtBot, light: Window, weights: str) -> None:
    scene, before = light.canvas.scene_shown, settled(qtbot, light)
    light.opener.use_weights(weights)
    qtbot.waitUntil(lambda: "untrained" in light.status.made_by)
    after = settled(qtbot, light)
    assert "made by untrained (as asked for; " in tips(light)
    now = light.canvas.scene_shown
    assert now is not None and scene is not None
    assert now.photo is scene.photo and now.tiled is scene.tiled
    assert after.frame.view == before.frame.view
    assert (after.pixels != before.pixels).any()


def test_weights_that_cannot_be_used_leave_the_field(qtbot: QtBot, light: Window) -> None:
    with qtbot.waitSignal(light.notifier.error_sent):
        light.opener.use_weights("nothing")
    assert "no weights" in light.message.text
    assert settled(qtbot, light).frame.models == ("light",)
    light.opener.use_weights("auto")
    assert settled(qtbot, light).frame.models == ("light",)


def test_a_slow_network_lets_the_quick_one_go_before(
    qtbot: QtBot, window: Window, photo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(open, "SLOW_MULTIPLY_ADDS", 0)
    told: list[tuple[int, int]] = []
    window.opener.progressed.connect(lambda made, total: told.append((made, total)))
    with qtbot.waitSignal(window.opener.settled):
        window.open(photo)
    assert told == [(n, told[-1][1]) for n in range(1, told[-1][1] + 1)]
    window.canvas.zoom_to(4.0)
    assert settled(qtbot, window).frame.models == ("untrained",)
    assert window.canvas.scene_shown is not None
    field = window.canvas.scene_shown.tiled
    assert field is not None and told[-1] == field.progress()


def test_fine_is_a_switch_and_the_picture_changes_tile_by_tile(
    qtbot: QtBot, light: Window, weights: str
) -> None:
    light.fine_field_actions.weights = weights
    fine = light.actions_by_name["fine"]
    fine.setEnabled(True)
    seen = models_seen(light)
    QTest.keyClick(light.canvas, Qt.Key.Key_F, Qt.KeyboardModifier.ShiftModifier)
    qtbot.waitUntil(lambda: bool(seen) and seen[-1] == ("untrained",))
    assert fine.isChecked() and light.opener.weights == weights == light.settings.now.weights
    assert settled(qtbot, light).complete
    QTest.keyClick(light.canvas, Qt.Key.Key_F, Qt.KeyboardModifier.ShiftModifier)
    qtbot.waitUntil(lambda: seen[-1] == ("light",))
    assert not fine.isChecked() and light.opener.weights == "auto" == light.settings.now.weights


def test_after_a_stop_other_weights_are_made_all_the_same(qtbot: QtBot, light: Window, weights: str) -> None:
    with qtbot.waitSignal(light.opener.stopped):
        light.opener.stop()
    light.opener.use_weights(weights)
    qtbot.waitUntil(lambda: "untrained" in light.status.made_by)


def test_fine_weights_that_the_program_was_started_with_can_be_switched_off(
    qtbot: QtBot, window: Window, photo: Path, weights: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(open, "bundled", lambda: ["fine", "light"])
    window.fine_field_actions.weights = weights
    with qtbot.waitSignal(window.opener.settled):
        window.open(photo)
    fine = window.actions_by_name["fine"]
    assert fine.isChecked()
    fine.setChecked(False)
    window.canvas.zoom_to(4.0)
    qtbot.waitUntil(lambda: "light" in window.status.made_by)
