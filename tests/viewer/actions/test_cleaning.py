"""The cleaning of compressed photos, chosen in its panel."""

from pathlib import Path

from csr.core.scene.cleaning import Cleaning
from csr.viewer.window.window import Window
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from ..conftest import in_force


def test_another_photo_tells_for_itself(qtbot: QtBot, cleaned: Window, photo: Path) -> None:
    cleaned.opener.clean(1.0)
    qtbot.waitUntil(lambda: in_force(cleaned) == Cleaning(1.0, False))
    cleaned.open(photo)
    qtbot.waitUntil(lambda: "b.png" in cleaned.windowTitle())
    qtbot.waitUntil(lambda: cleaned.scenes.scene.cleaning == Cleaning(0.0, True))  # type: ignore[union-attr]


def test_at_the_photos_own_scale_it_says_where_cleaning_is_seen(qtbot: QtBot, cleaned: Window) -> None:
    cleaned.canvas.zoom_to(1.0)
    QTest.keyClick(cleaned.canvas, Qt.Key.Key_J)
    with qtbot.waitSignal(cleaned.notifier.message_sent) as said:
        QTest.keyClick(cleaned.cleaning.panel.slider, Qt.Key.Key_End)
    assert "100 %" in said.args[0]
