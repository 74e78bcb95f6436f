"""The card of the first start: driven by the mouse."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from csr.core.photo.reader import PhotoReader
from csr.viewer.state.state_file import StateFile
from csr.viewer.window.window import Window
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from ..conftest import arrived, settings_with, show_active


@pytest.fixture
def first(qtbot: QtBot, tmp_path: Path, weights: str, photo: Path, reader: PhotoReader) -> Iterator[Window]:
    window = Window(settings_with(weights), StateFile(tmp_path / "window.json"), reader=reader)
    qtbot.addWidget(window)
    show_active(qtbot, window)
    with qtbot.waitSignal(window.opened):
        window.open(photo)
    window.first_steps.begin()
    yield window
    window.close()


def test_the_card_shows_the_trick_and_does_not_come_again(
    qtbot: QtBot, first: Window, tmp_path: Path
) -> None:
    card = first.first_steps.card
    assert card is not None and card.isVisible() and first.canvas.comparison.mode == "split"
    QTest.mouseClick(card.show_button, Qt.MouseButton.LeftButton)
    assert arrived(qtbot, first.canvas).scale == 8
    assert first.first_steps.card is None
    first.first_steps.begin()
    assert first.first_steps.card is None
    first.close()
    assert StateFile(tmp_path / "window.json").now.card_dismissed


def test_the_card_goes_with_its_photo(qtbot: QtBot, first: Window, photo: Path) -> None:
    assert first.first_steps.card is not None
    with qtbot.waitSignal(first.opened):
        first.open(photo)  # anew, as when its file has changed
    assert first.first_steps.card is not None
    with qtbot.waitSignal(first.opened):
        QTest.keyClick(first.canvas, Qt.Key.Key_PageDown)
    assert first.first_steps.card is None and first.canvas.comparison.mode == "split"


def test_it_can_be_asked_for(window: Window) -> None:
    window.first_steps.begin()
    assert window.first_steps.card is None
    window.actions_by_name["first_steps"].trigger()
    assert window.first_steps.card is not None and window.first_steps.card.isVisible()
