from dataclasses import fields
from pathlib import Path

from csr.viewer.settings.settings import DEFAULTS, KINDS, Settings
from csr.viewer.settings.settings_file import SettingsFile
from csr.viewer.window.window import Window
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from ..conftest import show_active


def test_every_setting_has_a_kind_that_takes_its_default() -> None:
    assert set(KINDS) == {field.name for field in fields(Settings)}
    for name, kind in KINDS.items():
        default = getattr(DEFAULTS, name)
        assert kind.read(kind.written(default)) == default


def test_problems_stay_until_they_are_read(qtbot: QtBot, path: Path, photo: Path, weights: str) -> None:
    path.parent.mkdir()
    path.write_text("theme = pink\n")
    window = Window(SettingsFile(path, {"weights": weights, "device": "cpu"}))
    qtbot.addWidget(window)
    show_active(qtbot, window)
    with qtbot.waitSignal(window.opened):
        window.open(photo)
    assert "theme cannot be “pink”" in window.message.text
    QTest.keyClick(window.canvas, Qt.Key.Key_Escape)
    assert not window.message.text
    window.close()
    assert path.read_text() == "theme = pink\n"
