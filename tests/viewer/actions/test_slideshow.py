"""The slideshow, by its key and by the command line."""

import pytest
from csr.viewer import app
from csr.viewer.window.window import Window
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot


def test_it_goes_round_through_the_folder_until_esc(qtbot: QtBot, opened: Window) -> None:
    seen: list[str] = []
    opened.opened.connect(lambda: seen.append(opened.windowTitle()[0]))
    opened.slideshow.begin(0.1)
    assert "0.1 s" in opened.pill.text and "Esc" in opened.pill.text
    qtbot.waitUntil(lambda: len(seen) >= 3)
    assert seen[:3] == ["c", "a", "b"]
    QTest.keyClick(opened.canvas, Qt.Key.Key_Escape)
    assert not opened.actions_by_name["slideshow"].isChecked() and not opened.pill.text
    count = len(seen)
    qtbot.wait(300)
    assert len(seen) <= count + 1  # one may have been under way


def test_its_key_begins_it(opened: Window) -> None:
    QTest.keyClick(opened.canvas, Qt.Key.Key_F5)
    assert opened.actions_by_name["slideshow"].isChecked() and "5 s" in opened.pill.text
    QTest.keyClick(opened.canvas, Qt.Key.Key_F5)
    assert not opened.actions_by_name["slideshow"].isChecked()


@pytest.mark.parametrize("word", ["0", "-1", "nan", "soon", "1e9"])
def test_what_is_no_time_is_refused(word: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        app.main(["--slideshow", word])
    assert "is not a number from 0.1 to 86,400" in capsys.readouterr().err
