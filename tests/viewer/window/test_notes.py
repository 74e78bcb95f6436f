"""What is said of a photo stands above it, and goes with it."""

from pathlib import Path

import pytest
from csr.viewer.window.window import Window
from PIL import Image
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ..conftest import settled


@pytest.fixture
def noted(photo: Path) -> Path:
    """A photo of which a person should know something, beside three others."""
    path = photo.with_name("b2.jpg")
    Image.new("CMYK", (320, 240), (0, 40, 80, 10)).save(path)
    return path


def box_of(widget: QWidget) -> QRect:
    return QRect(widget.mapToGlobal(QPoint(0, 0)), widget.size())


def test_a_note_names_its_photo_lies_above_the_canvas_and_goes_with_it(
    qtbot: QtBot, opened: Window, noted: Path
) -> None:
    assert noted.exists() and opened.note.text == ""
    with qtbot.waitSignal(opened.opened):
        QTest.keyClick(opened.canvas, Qt.Key.Key_PageDown)
    assert opened.note.text.startswith("b2.jpg: ") and "inks" in opened.note.text
    assert not opened.status.currentMessage() and not opened.message.text
    settled(qtbot, opened)
    qtbot.waitUntil(lambda: box_of(opened.canvas).top() > box_of(opened.note).bottom())
    assert opened.canvas.view == opened.canvas.fit_view()  # the whole photo is seen below it
    QTest.qWait(50)
    assert opened.note.isVisible()
    with qtbot.waitSignal(opened.opened):
        QTest.keyClick(opened.canvas, Qt.Key.Key_PageDown)
    assert not opened.note.isVisible()


def test_a_note_is_closed_by_esc_and_follows_a_new_name(qtbot: QtBot, opened: Window, noted: Path) -> None:
    with qtbot.waitSignal(opened.opened):
        QTest.keyClick(opened.canvas, Qt.Key.Key_PageDown)
    with qtbot.waitSignal(opened.file_actions.renamed):
        opened.file_actions.rename_to(noted, "b3.jpg")
    assert opened.note.text.startswith("b3.jpg: ")
    QTest.keyClick(opened.canvas, Qt.Key.Key_Escape)
    assert opened.note.text == "" and not opened.note.isVisible()
    with qtbot.waitSignal(opened.file_actions.renamed):
        opened.file_actions.rename_to(noted.with_name("b3.jpg"), "b4.jpg")
    assert opened.note.text == ""  # who closed it has read it


def test_a_note_is_hidden_where_only_the_picture_is_shown(qtbot: QtBot, opened: Window, noted: Path) -> None:
    with qtbot.waitSignal(opened.opened):
        QTest.keyClick(opened.canvas, Qt.Key.Key_PageDown)
    assert opened.windowTitle().startswith(noted.name)
    opened.actions_by_name["picture_only"].setChecked(True)
    assert not opened.note.isVisible()
    opened.actions_by_name["picture_only"].setChecked(False)
    assert opened.note.isVisible()


def test_a_note_does_not_outlast_its_photo_where_the_next_cannot_be_shown(
    qtbot: QtBot, opened: Window, noted: Path
) -> None:
    noted.with_name("b3.png").write_text("no picture")
    with qtbot.waitSignal(opened.opened):
        QTest.keyClick(opened.canvas, Qt.Key.Key_PageDown)
    with qtbot.waitSignal(opened.opener.refused):
        QTest.keyClick(opened.canvas, Qt.Key.Key_PageDown)
    assert opened.unreadable.isVisible() and not opened.note.isVisible()
    assert "b3.png" in opened.message.text
